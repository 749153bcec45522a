"""Pages of the lock, and the change of officer at a shared machine."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user
from werkzeug.wrappers import Response as Answer

from borderpost import carried
from borderpost.access import public, signed_in
from borderpost.officers import entering, lock

bp = Blueprint("lock", __name__, url_prefix="/lock")


@bp.get("/")
@signed_in
def show() -> Answer:
    """The lock of a browser without scripts, or after a reload."""
    if not current_user.locked:
        return redirect(url_for("home.show"))
    return carried.locked_page(next=request.args.get("next", ""))


@bp.post("/")
@signed_in
def close() -> Answer:
    """Lock now."""
    lock.lock(current_user.sign_in_id, by=current_user)
    return Response(status=204) if _from_overlay() else redirect(url_for("lock.show"))


@bp.get("/awake")
@signed_in
def awake() -> Answer:
    """The browser says that keys are pressed; the use of the sign-in is noted for any request."""
    return Response(status=204)


@bp.post("/open")
@signed_in
def open_again() -> Answer:
    """Open with the PIN; what was carried is shown again to its writer."""
    left = lock.unlock(
        request.form.get("pin", ""), by=current_user, sign_in_id=current_user.sign_in_id
    )
    if left is None:
        return Response(status=204) if _from_overlay() else entering.go_on()
    if left == 0:
        return _ended()
    words = _("This is wrong. Tries left: %(number)s.", number=left)
    if _from_overlay():
        return _told(words, 403)
    return carried.locked_page(next=request.form.get("next", ""), error=words, status=403)


@bp.post("/other")
@signed_in
def other_officer() -> Answer:
    """Lock, and let another officer sign in at this machine."""
    entering.park()
    return redirect(url_for("sign_in.sign_in"))


@bp.post("/return/<uuid:sign_in_id>")
@public
def come_back(sign_in_id: UUID) -> Answer:
    """Back to one's locked sign-in at this machine; its PIN is asked for."""
    found = next((one for one in entering.parked() if one.sign_in_id == sign_in_id), None)
    if found is None:
        abort(404)
    entering.park()
    login_user(found)
    entering.take_from_parked(found)
    return redirect(url_for("lock.show"))


def _from_overlay() -> bool:
    return request.headers.get("X-Requested-With") == "lock"


def _ended() -> Answer:
    entering.leave()
    words = _("Too many wrong tries: the sign-in has ended. Sign in again.")
    if _from_overlay():
        return _told(words, 401)
    flash(words, "warning")
    return redirect(url_for("sign_in.sign_in"))


def _told(words: str, status: int) -> Response:
    answer = jsonify(words=words)
    answer.status_code = status
    return answer
