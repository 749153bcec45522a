"""The application for gunicorn and ``flask``."""

from borderpost import create_app

app = create_app()
