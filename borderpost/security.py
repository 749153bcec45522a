"""Headers, forgery protection and throttling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from borderpost.config import MIB

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

# ADR 0005: no nonce, because no page has an inline script or style.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
LOOPBACK = {"localhost", "127.0.0.1"}  # plain there: https must not become a duty
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}


class LimitedRequest(Request):
    """A request whose plain form has a limit of its own: only pictures may be large.

    Werkzeug parses an urlencoded form whole and applies ``MAX_FORM_MEMORY_SIZE`` to the
    parts of the other kind alone.
    """

    def __init__(self, environ: WSGIEnvironment, *args: Any, **more: Any) -> None:
        super().__init__(environ, *args, **more)
        if self.mimetype == "application/x-www-form-urlencoded":
            self.max_content_length = MIB


csrf = CSRFProtect()
limiter = Limiter(get_remote_address)


def install(app: Flask) -> None:
    """Protect every form and every answer."""
    app.request_class = LimitedRequest
    app.before_request(_refuse_unkeepable)
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(_headers)


def _refuse_unkeepable() -> None:
    """No name holds a NUL, and PostgreSQL keeps none."""
    if any("\0" in value for _name, value in request.values.items(multi=True)):
        abort(400)


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure and request.host.partition(":")[0] not in LOOPBACK:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
