"""Addresses of ``static/`` that change with the file, so that a browser never asks twice.

A page has some twenty of them. Asked again with every page, as a browser does with files that may
have changed, they cost the post's computer and the lane's network more than the page itself.
"""

from __future__ import annotations

import functools
import hashlib
from typing import Any

from flask import Flask, Response, request

from borderpost.config import ROOT

FOLDER = ROOT / "static"
MARK = "v"
FOR_EVER = "public, max-age=31536000, immutable"
# Faces are named by a style sheet, without a mark; a new cut of one would have a new name.
A_WEEK = "public, max-age=604800"


def install(app: Flask) -> None:
    """Mark every address that ``url_for`` makes, and say how long each answer holds."""
    app.url_defaults(_marked)
    app.after_request(_kept)


def address(name: str) -> str:
    """The address of a file of ``static/``, with its mark."""
    found = mark(name)
    return f"/static/{name}?{MARK}={found}" if found else f"/static/{name}"


@functools.lru_cache(maxsize=512)
def mark(name: str) -> str:
    """Eight letters of the file's content, '' when there is no such file. Read once: a page asks
    for forty, and files change with the program, which is then started anew."""
    file = (FOLDER / name).resolve()
    if not file.is_relative_to(FOLDER) or not file.is_file():
        return ""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def _marked(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and MARK not in values:
        found = mark(values.get("filename", ""))
        if found:
            values[MARK] = found


def _kept(response: Response) -> Response:
    """A marked file is kept as long as the mark is the file's own; another is asked for again."""
    if request.endpoint == "static" and response.status_code in {200, 206, 304}:
        name = (request.view_args or {})["filename"]
        asked = request.args.get(MARK)
        if asked and asked == mark(name):
            response.headers["Cache-Control"] = FOR_EVER
        elif name.endswith(".woff2"):
            response.headers["Cache-Control"] = A_WEEK
    return response
