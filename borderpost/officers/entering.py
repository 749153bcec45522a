"""Into a sign-in and out of it: what this browser remembers, and where it goes on.

Sign-ins that were left locked for another officer stay in the signed cookie as tokens; each
opens only with its own officer's PIN, and ends with its shift.
"""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response as Answer

from borderpost import carried, clock
from borderpost.officers import device, identity, lock, second_factor, sign_in
from borderpost.officers.forms import OwnPasswordForm
from borderpost.officers.identity import SignedIn

_MOST_PARKED = 6


def enter(username: str, password: str) -> Answer:
    """Open a sign-in for this browser and go on; raises ``Refused``."""
    token = sign_in.start(
        username,
        password,
        agent=request.user_agent.string,
        hours=current_app.config["SESSION_HOURS"],
        device=device.digest(),
    )
    park()
    _forget()
    officer = identity.load(token)
    login_user(officer)
    session["signed_in_at"] = clock.now().isoformat()
    if officer is None:
        return redirect(url_for("sign_in.sign_in"))
    session[carried.WRITER] = officer.account_id.hex
    if officer.half_open and not second_factor.is_set_up(officer.account_id):
        return redirect(url_for("second_factor.set_up"))
    return second_factor_page("", 200) if officer.half_open else go_on()


def go_on() -> Answer:
    """On to what was wanted, by way of the own password where one must be chosen first."""
    wanted = kept()
    if current_user.must_change_password and (wanted["carried"] or wanted["next"]):
        flash(_("Choose your own password first."), "warning")
        form = OwnPasswordForm(formdata=None)
        return Response(render_template("officers/own_password.html", form=form, **wanted))
    return resume()


def resume() -> Answer:
    """The page that was wanted, or the form that was carried along, to be sent again."""
    form = carried.read(request.form.get(carried.FIELD, ""))
    if form and form.writer in ("", current_user.account_id.hex):
        return Response(render_template("officers/resume.html", carried=form))
    wanted = request.form.get("next", "")
    return redirect(wanted if carried.is_local(wanted) else url_for("home.show"))


def kept() -> dict[str, Any]:
    """What a page on the way into a sign-in carries on: a form, and the page that was wanted."""
    return {
        "carried": carried.read(request.form.get(carried.FIELD, "")),
        "next": request.values.get("next", ""),
    }


def second_factor_page(error: str, status: int) -> Response:
    """The page that asks for the code; what was carried to the sign-in is carried on."""
    body = render_template("officers/second_factor.html", form_error=error, **kept())
    return Response(body, status=status)


def park() -> None:
    """Lock the present sign-in, if there is one, and keep it for its officer's return."""
    if not current_user.is_authenticated:
        return
    if current_user.half_open:
        sign_in.leave(current_user.sign_in_id, by=current_user)
    else:
        lock.lock(current_user.sign_in_id, by=current_user)
        tokens = [token for token in _tokens() if token != current_user.token]
        session[_PARKED] = [*tokens, current_user.token][-_MOST_PARKED:]
    logout_user()
    _forget()


def parked() -> list[SignedIn]:
    """The officers whose locked sign-ins wait at this browser."""
    found = (identity.load(token) for token in _tokens())
    return [officer for officer in found if officer is not None]


def take_from_parked(officer: SignedIn) -> None:
    """This one is at the machine again."""
    session[_PARKED] = [token for token in _tokens() if token != officer.token]
    session[carried.WRITER] = officer.account_id.hex


def leave() -> None:
    """Forget who was signed in; the others who wait stay."""
    logout_user()
    _forget()


def _forget() -> None:
    """Empty the cookie but for the language, who waits, and whose forms may still arrive."""
    kept = {key: session[key] for key in _KEPT if key in session}
    session.clear()
    session.update(kept)
    session.permanent = True


def _tokens() -> list[str]:
    return [token for token in session.get(_PARKED, []) if isinstance(token, str)]


_PARKED = "parked"
_KEPT = ("locale", carried.WRITER, _PARKED)
