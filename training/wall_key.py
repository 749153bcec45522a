"""The machine's own secret behind the codes on the wall. It never leaves the machine."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from borderpost import config


def secret() -> bytes:
    """The 32 bytes; made on first use."""
    return config.key(Path(current_app.config["INSTANCE"]), "wall")
