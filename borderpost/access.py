"""Who may open what: permissions, the marks on views, and the gate that denies by default."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from flask import Flask, Response, abort, current_app, flash, g, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import carried, features
from borderpost.roles import Role

View = TypeVar("View", bound=Callable[..., object])
_MARK = "_borderpost_access"
PUBLIC = "public"  # anyone, signed in or not
SIGNED_IN = "signed_in"  # any officer with a session: own password, own language
MACHINE = "machine"  # no officer: a program that shows a token of its own
_KNOWS, _BY_ITSELF = "_borderpost_knows", "_borderpost_by_itself"
_ANY_DEVICE = "_borderpost_any_device"
FOUNDATION = {"static": PUBLIC}


class UnguardedRoute(RuntimeError):
    """A view without a permission and without a public mark; the application does not start."""


def requires(permission: StrEnum) -> Callable[[View], View]:
    """Mark a view: only who holds ``permission`` may open it."""
    return _mark(permission.value)


def public(view: View) -> View:
    """Mark a view that anyone may open. Every such view is on the written list."""
    return _mark(PUBLIC)(view)


def signed_in(view: View) -> View:
    """Mark a view that every officer with a session may open."""
    return _mark(SIGNED_IN)(view)


def machine(knows: Callable[[str], object | None]) -> Callable[[View], View]:
    """Mark a view that programs open with ``Authorization: Bearer TOKEN``.

    ``knows`` says whose token it is, None for nobody's; the view finds the answer in
    ``g.machine``. Such a view asks for no form key, and no cookie opens it.
    """

    def mark(view: View) -> View:
        setattr(view, _KNOWS, knows)
        return _mark(MACHINE)(view)

    return mark


def by_itself(view: View) -> View:
    """Mark a view that an open page asks again and again with nobody's hand on it: it keeps
    no sign-in awake, and the log would drown in it."""
    setattr(view, _BY_ITSELF, True)
    return view


def from_any_device(view: View) -> View:
    """Mark a public view that a phone on the post's network opens without having joined."""
    setattr(view, _ANY_DEVICE, True)
    return view


def is_for_any_device(endpoint: str | None) -> bool:
    """Whether an endpoint asks for no device that joined."""
    return getattr(current_app.view_functions.get(endpoint or ""), _ANY_DEVICE, False)


def is_asked_by_itself(endpoint: str | None) -> bool:
    """Whether the present request says nothing about an officer being there."""
    return getattr(current_app.view_functions.get(endpoint or ""), _BY_ITSELF, False)


def is_for_machines(endpoint: str | None) -> bool:
    """Whether an endpoint is opened by a token alone."""
    return endpoint is not None and needed_for(endpoint) == MACHINE


def permissions_of(roles: Iterable[Role]) -> frozenset[str]:
    """What the features grant to these roles together."""
    held: set[str] = set()
    for role in roles:
        for feature in features.loaded():
            held |= feature.grants.get(role, frozenset())
    return frozenset(held)


def needed_for(endpoint: str) -> str | None:
    """The permission of an endpoint, ``PUBLIC``, ``SIGNED_IN``, or None when unmarked."""
    if endpoint in FOUNDATION:
        return FOUNDATION[endpoint]
    return getattr(current_app.view_functions.get(endpoint), _MARK, None)


def may_open(endpoint: str) -> bool:
    """Whether the present officer's permissions open ``endpoint``."""
    needed = needed_for(endpoint)
    if needed == PUBLIC:
        return True
    if needed is None or not current_user.is_authenticated:
        return False
    if current_user.locked:
        return endpoint in _WHILE_LOCKED
    if current_user.half_open:
        return endpoint in _BEFORE_SECOND_FACTOR
    return needed == SIGNED_IN or needed in current_user.permissions


def install(app: Flask) -> None:
    """Put the gate before every request."""
    app.before_request(_gate)
    app.jinja_env.globals["may_open"] = may_open


def refuse_unmarked(app: Flask) -> None:
    """Refuse to start with a view that nobody marked; raises ``UnguardedRoute``."""
    with app.app_context():
        unmarked = {rule.endpoint for rule in app.url_map.iter_rules()} - FOUNDATION.keys()
        unmarked = {endpoint for endpoint in unmarked if needed_for(endpoint) is None}
    if unmarked:
        raise UnguardedRoute(f"views without a permission: {', '.join(sorted(unmarked))}")


def _gate() -> Answer | None:
    endpoint = request.endpoint
    if endpoint is None or needed_for(endpoint) == PUBLIC:
        return None
    if is_for_machines(endpoint):
        return _know_machine(endpoint)
    if not current_user.is_authenticated:
        return _to_sign_in()
    if current_user.locked and endpoint not in _WHILE_LOCKED:
        return _unlock_first()
    if current_user.half_open and endpoint not in _BEFORE_SECOND_FACTOR:
        return _to("second_factor.ask")
    if current_user.must_change_password and endpoint not in _BEFORE_OWN_PASSWORD:
        flash(_("Choose your own password first."), "warning")
        return redirect(url_for("sign_in.own_password"))
    if not may_open(endpoint):
        abort(403)
    return None


def _know_machine(endpoint: str) -> Answer | None:
    """A token stands in the header alone (RFC 6750 §2.1), and a wrong one learns nothing."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    knows = getattr(current_app.view_functions[endpoint], _KNOWS)
    g.machine = knows(token.strip() if kind.lower() == "bearer" else "")
    if g.machine is not None:
        return None
    reason = _("This token is not known here, or it was revoked. Ask the administrator.")
    answer = jsonify(error="unknown_token", reason=reason)
    answer.status_code = 401
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


_WHILE_LOCKED = {"lock.show", "lock.close", "lock.open_again", "lock.other_officer"} | {
    "sign_in.sign_out"
}
_BEFORE_SECOND_FACTOR = {"second_factor.ask", "second_factor.set_up", "sign_in.sign_out"}
_BEFORE_OWN_PASSWORD = _BEFORE_SECOND_FACTOR | {"sign_in.own_password"}


def _unlock_first() -> Answer:
    """The lock; a part of a page says it to the page's own lock, which keeps what was typed."""
    if request.headers.get("HX-Request"):
        return Response(status=423, headers={"HX-Trigger": "locked"})
    return carried.unlock_first()


def _to_sign_in() -> Answer:
    """Send an anonymous request to the sign-in page: a reader comes back afterwards,
    and a form is carried along, so that an ended session loses nothing that was typed."""
    if request.method != "GET":
        return carried.sign_in_first()
    return _to("sign_in.sign_in")


def _to(endpoint: str) -> Answer:
    """Another page first; the address that was asked for is come back to."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    target = url_for(endpoint, next=wanted)
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": target})
    return redirect(target)


def _mark(needed: str) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _MARK, needed)
        return view

    return mark
