"""Who may knock at all: on the post's network only devices that joined, by default nobody."""

from __future__ import annotations

from ipaddress import ip_address

from flask import Flask, Response, current_app, render_template, request

from borderpost import access
from borderpost.devices import queries, services

OPEN = {"static", "devices.join", "devices.authority", "sign_in.choose_language"}
_DAYS = 400 * 24 * 3600  # seconds; browsers keep no cookie longer (RFC 6265bis §5.6.1)


def install(app: Flask) -> None:
    """Ask before everything else, also before the sign-in."""
    app.before_request_funcs.setdefault(None, []).insert(0, gate)


def gate() -> Response | None:
    """Refuse a device that has not joined every page but joining."""
    if not current_app.config["LAN"] or is_this_machine() or request.endpoint in OPEN:
        return None
    if access.is_for_machines(request.endpoint):  # a program has no cookie; its token is asked
        return None
    if access.is_for_any_device(request.endpoint):
        return None
    device = queries.joined(request.cookies.get(cookie_name(), ""))
    if device is None:
        return Response(render_template("devices/refused.html"), status=403)
    services.seen(device.id)
    return None


def is_this_machine() -> bool:
    """Whether the request comes from the machine itself: no proxy is believed."""
    return ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104 - not a bind


def cookie_name() -> str:
    """The cookie that says which device this is."""
    return "__Host-borderpost-device" if current_app.config["HTTPS"] else "borderpost-device"


def remember(answer: Response, token: str) -> None:
    """Give a device its token; scripts never see it."""
    answer.set_cookie(
        cookie_name(),
        token,
        max_age=_DAYS,
        secure=current_app.config["HTTPS"],
        httponly=True,
        samesite="Strict",
    )
