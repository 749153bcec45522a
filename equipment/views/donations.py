"""Donations: the list, a draft with its schedule, its check and its drop."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from equipment import Permission
from equipment.donation_forms import (
    AddAllForm,
    AddForm,
    DeedForm,
    DropForm,
    FilterForm,
    NewForm,
    SupplyForm,
    usual_owner,
)
from equipment.donation_listed import DONATIONS
from equipment.offers import key
from equipment.queries import donations as queries
from equipment.services import donating, reading_log
from equipment.views import here

bp = Blueprint("donations", __name__, url_prefix="/equipment/donations")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> tuple[str, int]:
    """The certificates of the post, searched and filtered."""
    form = FilterForm(request.args)
    form.offer()
    words, state = form.wanted()
    page = DONATIONS.page(queries.donations(current_user.post_id, words, state))
    return answered(
        "equipment/donations.html", form, page=page, listed=DONATIONS, is_search=words or state
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The certificates found, as CSV or XLSX."""
    found = queries.donations(current_user.post_id, *FilterForm(request.args).wanted())
    reading_log.exported(listing.count(found), by=current_user)
    return listing.as_file("donations", DONATIONS.files, DONATIONS.sorted(found))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.DONATE)
def new() -> Page:
    """A new certificate."""
    post_id = here.post_id()
    codes = request.args.get("codes", "")[:2000]
    form = NewForm(data={"giver": usual_owner(post_id), "codes": codes})
    kept: list[UUID] = []

    def prepare() -> None:
        deed, text = form.deed(), form.codes.data or ""
        kept.append(donating.prepare(post_id, deed, text, by=current_user).id)

    if saved(form, prepare, done=_("The draft is kept. A colleague checks it.")):
        return redirect(url_for("certificates.show", donation_id=kept[0]))
    about = _("The schedule is checked by a colleague and signed by both sides; until then it can "
              "be changed and dropped.")  # fmt: skip
    return answered("equipment/donation_edit.html", form, heading=_("New donation"), about=about,
                    owners=queries.owners(post_id), back=url_for("donations.index"))  # fmt: skip


@bp.route("/<uuid:donation_id>/change", methods=["GET", "POST"])
@requires(Permission.DONATE)
def edit(donation_id: UUID) -> Page:
    """Change the head of a draft."""
    row = here.donation(donation_id)
    form = DeedForm(obj=row, data={"fate": "leaves" if row.leaves else "stays"})
    title, owners = row.number, queries.owners(row.post_id)

    def change() -> None:
        donating.change(donation_id, form.deed(), form.seen(), by=current_user)

    back = url_for("certificates.show", donation_id=donation_id)
    if saved(form, change, done=_("Saved. It is to be checked again.")):
        return redirect(back)
    return answered("equipment/donation_edit.html", form, heading=title, about="", owners=owners,
                    back=back)  # fmt: skip


@bp.route("/<uuid:donation_id>/add", methods=["GET", "POST"])
@requires(Permission.DONATE)
def add(donation_id: UUID) -> Page:
    """Put things on the schedule by their codes."""
    title, form = here.donation(donation_id).number, AddForm()

    def change() -> None:
        donating.add(donation_id, form.codes.data, by=current_user)

    about = _("A hand scanner types a line for each label. All of it is done, or nothing.")
    return _form(donation_id, form, change, _("Add things · %(number)s", number=title), about)


@bp.route("/<uuid:donation_id>/add-all", methods=["GET", "POST"])
@requires(Permission.DONATE)
def add_all(donation_id: UUID) -> Page:
    """Put everything of a project or a donor on the schedule."""
    title, form = here.donation(donation_id).number, AddAllForm()
    form.offer()

    def change() -> None:
        ids = (key(form.project_id.data), key(form.donor_id.data))
        many = donating.add_all(donation_id, *ids, by=current_user)
        flash(_("Added: %(many)s.", many=many), "success")

    about = _("Everything here that the giver owns, works or not, and that is on no other draft. "
              "What is missing, lost or disposed of is left out.")  # fmt: skip
    heading = _("Add everything of a project · %(number)s", number=title)
    return _form(donation_id, form, change, heading, about)


@bp.route("/<uuid:donation_id>/stock", methods=["GET", "POST"])
@requires(Permission.DONATE)
def add_stock(donation_id: UUID) -> Page:
    """Put so many of a lot on the schedule."""
    row, form = here.donation(donation_id), SupplyForm()
    form.offer(row.post_id)
    title = row.number

    def change() -> None:
        donating.add_stock(donation_id, form.supply(), by=current_user)

    about = _("It leaves the shelf when both sides have signed.")
    return _form(donation_id, form, change, _("Add stock · %(number)s", number=title), about)


@bp.post("/<uuid:donation_id>/strike/<uuid:schedule_line_id>")
@requires(Permission.DONATE)
def strike(donation_id: UUID, schedule_line_id: UUID) -> Answer:
    """Take a line off the schedule."""
    here.donation(donation_id)
    attempted(
        lambda: donating.strike(donation_id, schedule_line_id, by=current_user),
        done=_("Taken off."),
    )
    return redirect(url_for("certificates.show", donation_id=donation_id))


@bp.post("/<uuid:donation_id>/check")
@requires(Permission.DONATE)
def check(donation_id: UUID) -> Answer:
    """Say that the schedule is right."""
    here.donation(donation_id)
    version = request.form.get("version", type=int)
    attempted(lambda: donating.check(donation_id, version, by=current_user),
              done=_("Checked. Both sides may sign."))  # fmt: skip
    return redirect(url_for("certificates.show", donation_id=donation_id))


@bp.route("/<uuid:donation_id>/drop", methods=["GET", "POST"])
@requires(Permission.DONATE)
def drop(donation_id: UUID) -> Page:
    """Give a draft up."""
    title, form = here.donation(donation_id).number, DropForm()

    def change() -> None:
        donating.drop(donation_id, form.why.data, by=current_user)

    about = _("Its things may then be put on another one. Its number is not used again.")
    return _form(donation_id, form, change, _("Drop %(number)s", number=title), about)


def _form(donation_id: UUID, form: Any, change: Any, heading: str, about: str) -> Page:
    back = url_for("certificates.show", donation_id=donation_id)
    if saved(form, change, done=_("Saved.")):
        return redirect(back)
    return answered("equipment/donation_edit.html", form, heading=heading, about=about, owners=(),
                    back=back)  # fmt: skip
