"""Pages of the sign-in itself: first run, sign in and out, own password and language."""

from __future__ import annotations

from typing import cast

from flask import (
    Blueprint,
    Flask,
    Response,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import carried, clock, locale
from borderpost.access import is_asked_by_itself, public, signed_in
from borderpost.features import contributions
from borderpost.forms import answered, saved
from borderpost.officers import device, entering, identity, queries, services
from borderpost.officers import first_run as set_up
from borderpost.officers import sign_in as sign_ins
from borderpost.officers.back_off import TooSoon
from borderpost.officers.forms import FirstRunForm, OwnPasswordForm
from borderpost.refusal import Refused
from borderpost.security import limiter

bp = Blueprint("sign_in", __name__)


@bp.record_once
def _install(state: BlueprintSetupState) -> None:
    """Have Flask-Login ask our table, and add the command that prints the set-up code."""
    app = cast(Flask, state.app)
    identity.install(app)
    app.cli.add_command(set_up.set_up_code)


@bp.before_app_request
def note_use() -> None:
    """Keep "last seen" of the sign-in true to the minute."""
    if request.endpoint == "static" or is_asked_by_itself(request.endpoint):
        return
    if not current_user.is_authenticated:
        return
    is_due = clock.now() - current_user.seen_at >= sign_ins.SEEN_EVERY
    if is_due and not current_user.locked:
        sign_ins.seen(current_user.sign_in_id)


@bp.get("/")
@public
def home() -> Answer:
    """The right first page: set-up, sign-in, or the home of the signed-in officer."""
    if not queries.any_account():
        return redirect(url_for("sign_in.first_run"))
    if not current_user.is_authenticated:
        return redirect(url_for("sign_in.sign_in"))
    return redirect(url_for("home.show"))


@bp.route("/first-run", methods=["GET", "POST"])
@public
def first_run() -> str | Answer:
    """Make the first administrator of this machine."""
    if queries.any_account():
        return redirect(url_for("sign_in.sign_in"))
    form = FirstRunForm(code=request.args.get("code", ""))
    if saved(form, lambda: _make_administrator(form)):
        return entering.enter(form.username.data, form.password.data)
    return render_template("officers/first_run.html", form=form)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
@limiter.limit("20 per minute", methods=["POST"])
def sign_in() -> Answer:
    """Sign in, and go on to where one wanted to go."""
    if request.method != "POST":
        return _sign_in_page("", 200)
    return entering.enter(request.form.get("username", ""), request.form.get("password", ""))


@bp.errorhandler(TooSoon)
def too_soon(refusal: TooSoon) -> Answer:
    """The sign-in page again, saying how long to wait."""
    answer = _sign_in_page(str(refusal.sentence), 429)
    answer.headers["Retry-After"] = str(refusal.seconds)
    return answer


@bp.errorhandler(Refused)
def wrong_password(refusal: Refused) -> Answer:
    """The sign-in page again, with the username as it was typed."""
    return _sign_in_page(str(refusal.sentence), 403)


@bp.post("/sign-out")
@signed_in
def sign_out() -> Answer:
    """End one's own sign-in. Over open work only with a written reason, and never from behind
    the lock, where anybody may stand."""
    ends = () if current_user.half_open else contributions("shift_end")
    left = [work for end in ends for work in end(current_user)]
    if left and current_user.locked:
        flash(_("Work is open under this name. Open the lock, then hand it over."), "warning")
        return redirect(url_for("lock.show"))
    reason = " ".join(request.form.get("left_reason", "").split())
    if left and not reason:
        asked = "left_reason" in request.form
        page = render_template("officers/leaving.html", left=left, asked=asked)
        return Response(page, status=409)
    for keep in contributions("shift_left") if left else ():
        keep(current_user, reason)
    sign_ins.leave(current_user.sign_in_id, by=current_user)
    entering.leave()
    return redirect(url_for("sign_in.sign_in"))


@bp.route("/own-password", methods=["GET", "POST"])
@signed_in
def own_password() -> tuple[str, int] | Answer:
    """Change one's own password, and go on to what was carried here."""
    form = OwnPasswordForm()
    if saved(form, lambda: _change_own(form), done=_("Your password is changed.")):
        return entering.resume()
    return answered("officers/own_password.html", form, **entering.kept())


@bp.post("/language")
@public
def choose_language() -> Answer:
    """Choose the language, for the visit and for the account."""
    wanted = request.form.get("locale", "")
    if wanted in locale.LOCALES:
        session["locale"] = wanted
        if current_user.is_authenticated:
            services.choose_locale(current_user.account_id, wanted)
    back = request.form.get("next", "")
    return redirect(back if carried.is_local(back) else url_for("sign_in.home"))


def _make_administrator(form: FirstRunForm) -> None:
    if not set_up.fits(form.code.data):
        raise Refused(_("This is not the code that the terminal shows."), field="code")
    if form.password.data != form.again.data:
        raise Refused(_("The two passwords differ. Type both again."), field="again")
    services.create_first_administrator(form.facts(locale.code()), form.password.data)


def _change_own(form: OwnPasswordForm) -> None:
    if form.password.data != form.again.data:
        raise Refused(_("The two passwords differ. Type both again."), field="again")
    services.change_own_password(
        current_user.account_id, form.old.data, form.password.data, by=current_user
    )


def _sign_in_page(error: str, status: int) -> Response:
    form = carried.read(request.form.get(carried.FIELD, ""))
    body = render_template(
        "officers/sign_in.html",
        form_error=error,
        username=request.values.get("username", ""),
        carried=form,
        next=request.values.get("next", ""),
        parked=entering.parked(),
        recent=queries.recent_accounts(device.digest()),
    )
    return device.mark(Response(body, status=status))
