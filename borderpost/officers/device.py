"""The browser's own mark: a random cookie that outlives sign-ins; only its digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from flask import Response, current_app, request

_KEPT = timedelta(days=730)


def digest() -> str:
    """What the database keeps of this browser's mark; without one, of its address."""
    mark = request.cookies.get(_name()) or f"address {request.remote_addr}"
    return hashlib.sha256(mark.encode()).hexdigest()


def is_known() -> bool:
    """Whether this browser shows a mark."""
    return request.cookies.get(_name()) is not None


def mark(response: Response) -> Response:
    """Give a browser without a mark one, with this answer."""
    if request.cookies.get(_name()) is None:
        response.set_cookie(
            _name(),
            secrets.token_urlsafe(32),
            max_age=_KEPT,
            secure=bool(current_app.config["HTTPS"]),
            httponly=True,
            samesite="Strict",
        )
    return response


def _name() -> str:
    return "__Host-borderpost-device" if current_app.config["HTTPS"] else "borderpost-device"
