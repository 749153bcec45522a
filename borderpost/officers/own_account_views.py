"""One's own account: password, PIN, recovery codes."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import signed_in
from borderpost.forms import saved
from borderpost.officers import lock, second_factor
from borderpost.officers.forms import CodeForm, PinForm
from borderpost.officers.second_factor_views import recovery_codes_page
from borderpost.refusal import Refused

bp = Blueprint("own_account", __name__, url_prefix="/own-account")


@bp.get("/")
@signed_in
def show() -> str:
    """What an officer may change of the own account."""
    return _page(CodeForm(None), PinForm(None))


@bp.post("/pin")
@signed_in
def choose_pin() -> str | Answer:
    """Choose the PIN that opens one's lock."""
    form = PinForm()

    def change() -> None:
        if form.pin.data != form.again.data:
            raise Refused(_("The two PINs differ. Type both again."), field="again")
        account_id = current_user.account_id
        lock.set_pin(account_id, form.pin.data, form.password.data, by=current_user)

    if saved(form, change, done=_("Your PIN is set. It opens the lock of your sign-ins.")):
        return redirect(url_for("own_account.show"))
    return _page(CodeForm(None), form)


@bp.post("/recovery-codes")
@signed_in
def new_recovery_codes() -> str:
    """Print ten fresh recovery codes; the old ones are void."""
    form, printed = CodeForm(), list[str]()

    def change() -> None:
        account_id = current_user.account_id
        printed.extend(
            second_factor.new_codes(form.code.data, by=current_user, account_id=account_id)
        )

    if saved(form, change):
        return recovery_codes_page(printed)
    return _page(form, PinForm(None))


def _page(codes: CodeForm, pin: PinForm) -> str:
    account_id = current_user.account_id
    return render_template(
        "officers/own_account.html",
        codes=codes,
        pin=pin,
        has_factor=second_factor.is_set_up(account_id),
        codes_left=second_factor.codes_left(account_id),
    )
