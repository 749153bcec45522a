"""Pages of the second factor: the code after the password, and its first set-up."""

from __future__ import annotations

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from borderpost import clock
from borderpost.access import signed_in
from borderpost.forms import saved
from borderpost.officers import entering, queries, second_factor
from borderpost.officers.back_off import TooSoon
from borderpost.officers.forms import CodeForm
from borderpost.refusal import Refused
from borderpost.security import limiter

bp = Blueprint("second_factor", __name__, url_prefix="/second-factor")


@bp.route("/", methods=["GET", "POST"])
@signed_in
@limiter.limit("20 per minute", methods=["POST"])
def ask() -> Answer:
    """Ask for the code that completes a sign-in."""
    if not current_user.half_open:
        return redirect(url_for("home.show"))
    if not second_factor.is_set_up(current_user.account_id):
        return redirect(url_for("second_factor.set_up"))
    if request.method != "POST":
        return entering.second_factor_page("", 200)
    second_factor.give(
        request.form.get("code", ""),
        by=current_user,
        account_id=current_user.account_id,
        sign_in_id=current_user.sign_in_id,
    )
    return entering.go_on()


@bp.errorhandler(TooSoon)
def too_soon(refusal: TooSoon) -> Answer:
    """The page again, saying how long to wait."""
    answer = entering.second_factor_page(str(refusal.sentence), 429)
    answer.headers["Retry-After"] = str(refusal.seconds)
    return answer


@bp.errorhandler(Refused)
def wrong_code(refusal: Refused) -> Answer:
    """The page again."""
    return entering.second_factor_page(str(refusal.sentence), 403)


@bp.route("/set-up", methods=["GET", "POST"])
@signed_in
@limiter.limit("20 per minute", methods=["POST"])
def set_up() -> str | Answer:
    """Take the secret into an authenticator and prove it by one code."""
    if second_factor.is_set_up(current_user.account_id):
        return redirect(url_for("second_factor.ask"))
    form, printed = CodeForm(), list[str]()

    def confirm() -> None:
        printed.extend(
            second_factor.confirm(
                form.code.data,
                by=current_user,
                account_id=current_user.account_id,
                sign_in_id=current_user.sign_in_id,
            )
        )

    if saved(form, confirm):
        return recovery_codes_page(printed)
    secret = second_factor.offer(current_user.account_id)
    return render_template(
        "officers/second_factor_set_up.html",
        form=form,
        groups=[secret[at : at + 4] for at in range(0, len(secret), 4)],
        picture=_picture(second_factor.address(secret, _username())),
    )


def recovery_codes_page(codes: list[str]) -> str:
    """The codes to print, with the account and the day that tell this paper from older ones."""
    return render_template(
        "officers/recovery_codes.html", codes=codes, username=_username(), made_on=clock.today()
    )


def _username() -> str:
    return queries.username_of(current_user.account_id)


def _picture(text: str) -> Markup:
    """A QR code as SVG by presentation attributes alone."""
    drawn = segno.make(text, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704 - drawn by segno from modules, the text is not in it
