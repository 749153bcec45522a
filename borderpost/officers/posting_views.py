"""Pages of postings, and of people of the services who have no account."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock
from borderpost.access import requires
from borderpost.forms import saved
from borderpost.officers import Permission, postings, queries
from borderpost.officers.forms import EndPostingForm, PersonForm, PostingForm
from borderpost.officers.models import Officer

bp = Blueprint("postings", __name__, url_prefix="/officers")


@bp.route("/people/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new_person() -> str | Answer:
    """A person of a service without an account."""
    form = PersonForm()
    form.offer_posts()

    def create() -> None:
        postings.create_person(form.person(), by=current_user)

    if saved(form, create, done=_("The officer is saved.")):
        return redirect(url_for("officers.index"))
    return render_template("officers/person.html", form=form, officer=None)


@bp.route("/people/<uuid:officer_id>", methods=["GET", "POST"])
@requires(Permission.WRITE)
def edit_person(officer_id: UUID) -> str | Answer:
    """Change a person without an account."""
    officer = _officer(officer_id)
    if officer.account:
        return redirect(url_for("officers.edit", officer_id=officer_id))
    form = PersonForm(data=_present(officer))
    form.offer_posts()

    def change() -> None:
        postings.change_person(officer_id, form.person(), by=current_user)

    if saved(form, change, done=_("The officer is saved.")):
        return redirect(url_for("officers.index"))
    return render_template("officers/person.html", form=form, officer=_officer(officer_id))


@bp.route("/<uuid:officer_id>/postings", methods=["GET", "POST"])
@requires(Permission.WRITE)
def index(officer_id: UUID) -> str | Answer:
    """An officer's postings; a new one begins here."""
    _officer(officer_id)
    form = PostingForm()
    form.offer_posts()

    def begin() -> None:
        postings.begin(officer_id, form.posting(), by=current_user)

    if saved(form, begin, done=_("The posting is written.")):
        return redirect(url_for("postings.index", officer_id=officer_id))
    return _page(officer_id, form, EndPostingForm(None))


@bp.post("/<uuid:officer_id>/postings/end")
@requires(Permission.WRITE)
def end(officer_id: UUID) -> str | Answer:
    """Say the last day of the posting that has none."""
    officer, form = _officer(officer_id), EndPostingForm()
    unfinished = next((row for row in officer.postings if row.until is None), None) or abort(404)
    posting_id = unfinished.id

    def close() -> None:
        postings.end(posting_id, form.until.data, by=current_user)

    if saved(form, close, done=_("The posting has its last day.")):
        return redirect(url_for("postings.index", officer_id=officer_id))
    begin = PostingForm(None)
    begin.offer_posts()
    return _page(officer_id, begin, form)


def _officer(officer_id: UUID) -> Officer:
    return queries.officer(officer_id) or abort(404)


def _present(officer: Officer) -> dict[str, object]:
    return {
        "surname": officer.surname,
        "given_names": officer.given_names,
        "service": officer.service,
        "service_number": officer.service_number,
        "rank": officer.rank,
        "sex": officer.sex,
        "post": str(officer.post_id or ""),
    }


def _page(officer_id: UUID, begin: PostingForm, end_form: EndPostingForm) -> str:
    officer = _officer(officer_id)
    return render_template(
        "officers/postings.html",
        officer=officer,
        begin=begin,
        end=end_form,
        unfinished=next((row for row in officer.postings if row.until is None), None),
        present=postings.in_force(officer, clock.today()),
    )
