"""Pages where an administrator makes and changes accounts and ends sign-ins."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import attempted, saved
from borderpost.officers import Permission, queries, second_factor, services, sign_in
from borderpost.officers.forms import (
    AccountForm,
    FilterForm,
    GiveAccountForm,
    NewAccountForm,
    ResetPasswordForm,
)
from borderpost.officers.listed import OFFICERS, SIGN_INS
from borderpost.officers.models import Officer

bp = Blueprint("officers", __name__, url_prefix="/officers")


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """Officers and their accounts."""
    form = _filter()
    page = listing.page(OFFICERS.sorted(queries.officers(form.wanted())))
    return render_template("officers/index.html", page=page, form=form, listed=OFFICERS)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The list of officers as CSV or XLSX."""
    wanted = OFFICERS.sorted(queries.officers(_filter().wanted()))
    return listing.as_file("officers", OFFICERS.files, wanted)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> str | Answer:
    """A new officer with an account."""
    form = NewAccountForm()
    form.offer_posts()
    told = _("The account is made. Tell the officer the username and first password.")
    if saved(form, lambda: _create(form), done=told):
        return redirect(url_for("officers.index"))
    return render_template("officers/edit.html", form=form, officer=None)


@bp.route("/<uuid:officer_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit(officer_id: UUID) -> str | Answer:
    """Change an officer and the account."""
    officer = _officer(officer_id)
    if officer.account is None:
        return redirect(url_for("postings.edit_person", officer_id=officer_id))
    form = AccountForm(data=_present(officer))
    form.offer_posts()
    username = officer.account.username if officer.account else ""

    def change() -> None:
        services.change_account(officer_id, form.facts(username), by=current_user)

    if saved(form, change, done=_("The officer is saved.")):
        return redirect(url_for("officers.index"))
    return render_template(
        "officers/edit.html", form=form, officer=_officer(officer_id), reset=ResetPasswordForm()
    )


@bp.route("/<uuid:officer_id>/account", methods=["GET", "POST"])
@requires(Permission.WRITE)
def give_account(officer_id: UUID) -> str | Answer:
    """Give an account to a person who had none."""
    if _officer(officer_id).account is not None:
        return redirect(url_for("officers.edit", officer_id=officer_id))
    form = GiveAccountForm()

    def give() -> None:
        services.give_account(officer_id, form.login(), form.password.data, by=current_user)

    told = _("The account is made. Tell the officer the username and first password.")
    if saved(form, give, done=told):
        return redirect(url_for("officers.edit", officer_id=officer_id))
    return render_template("officers/account.html", form=form, officer=_officer(officer_id))


@bp.post("/<uuid:officer_id>/password")
@requires(Permission.WRITE)
def reset_password(officer_id: UUID) -> str | Answer:
    """Give an officer a new first password."""
    _officer(officer_id)
    form = ResetPasswordForm()

    def change() -> None:
        services.reset_password(officer_id, form.password.data, by=current_user)

    if saved(form, change, done=_("The new first password is set. Tell it to the officer.")):
        return redirect(url_for("officers.edit", officer_id=officer_id))
    officer = _officer(officer_id)
    account_form = AccountForm(None, data=_present(officer))
    account_form.offer_posts()
    return render_template("officers/edit.html", form=account_form, officer=officer, reset=form)


@bp.post("/<uuid:officer_id>/second-factor")
@requires(Permission.WRITE)
def reset_second_factor(officer_id: UUID) -> Answer:
    """Forget an officer's second factor, to be set up anew."""
    _officer(officer_id)
    done = _("The second factor is forgotten. The officer sets it up at the next sign-in.")
    attempted(lambda: second_factor.reset(officer_id, by=current_user), done=done)
    return redirect(url_for("officers.edit", officer_id=officer_id))


@bp.post("/<uuid:officer_id>/close")
@requires(Permission.WRITE)
def close(officer_id: UUID) -> Answer:
    """Close an account, or open a closed one again."""
    officer = _officer(officer_id)
    closed = bool(officer.account and officer.account.closed_at)
    act = services.reopen_account if closed else services.close_account
    done = _("The account is open again.") if closed else _("The account is closed.")
    attempted(lambda: act(officer_id, by=current_user), done=done)
    return redirect(url_for("officers.edit", officer_id=officer_id))


@bp.get("/sign-ins")
@requires(Permission.SIGN_IN_READ)
def sign_ins() -> str:
    """Who is signed in now."""
    page = listing.page(SIGN_INS.sorted(queries.live_sign_ins()))
    return render_template("officers/sign_ins.html", page=page, listed=SIGN_INS)


@bp.get("/sign-ins/export.xlsx")
@bp.get("/sign-ins/export.csv")
@requires(Permission.SIGN_IN_READ)
def export_sign_ins() -> Response:
    """Who is signed in now, as CSV or XLSX."""
    wanted = SIGN_INS.sorted(queries.live_sign_ins())
    return listing.as_file("sign-ins", SIGN_INS.files, wanted)


@bp.post("/sign-ins/<uuid:sign_in_id>/end")
@requires(Permission.SIGN_IN_END)
def end_sign_in(sign_in_id: UUID) -> Answer:
    """End a sign-in at once."""
    if not queries.sign_in_exists(sign_in_id):
        abort(404)
    attempted(lambda: sign_in.end(sign_in_id, by=current_user), done=_("The sign-in is ended."))
    return redirect(url_for("officers.sign_ins"))


def _officer(officer_id: UUID) -> Officer:
    return queries.officer(officer_id) or abort(404)


def _present(officer: Officer) -> dict[str, object]:
    account = officer.account
    return {
        "surname": officer.surname,
        "given_names": officer.given_names,
        "service": officer.service,
        "service_number": officer.service_number,
        "rank": officer.rank,
        "sex": officer.sex,
        "post": str(officer.post_id or ""),
        "locale": account.locale if account else "fr",
        "roles": [role.value for role in account.roles] if account else [],
    }


def _filter() -> FilterForm:
    form = FilterForm(request.args)
    form.offer()
    return form


def _create(form: NewAccountForm) -> None:
    facts = form.facts(form.username.data)
    services.create_account(facts, form.password.data, by=current_user)
