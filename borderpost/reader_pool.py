"""The reader processes of this web process: the web never decodes a picture (ADR 0010)."""

from __future__ import annotations

from threading import Lock

from flask import Flask, current_app

from docreader.pool import ReaderPool

_STARTING = Lock()


def pool() -> ReaderPool:
    """The reader processes, started on first use."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with _STARTING:
        if "reader_pool" not in app.extensions:
            app.extensions["reader_pool"] = ReaderPool(
                children=app.config["READER_CHILDREN"],
                pages=app.config["READER_PAGES"],
                seconds=app.config["READER_SECONDS"],
            )
    found: ReaderPool = app.extensions["reader_pool"]
    return found
