"""The register: its list, a thing with its life, a new one, a new description, and finding one
by what was scanned."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.officers import queries as officers
from equipment import Permission, codes, states, words
from equipment.forms import AssetForm, DescriptionForm, FilterForm
from equipment.listed import ASSETS, custodian_of, status_of
from equipment.queries import assets, custody, donations, kit_parts, locations
from equipment.services import reading_log, recording, register
from equipment.views import here

bp = Blueprint("equipment", __name__, url_prefix="/equipment")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The things of the post, searched and filtered."""
    form = FilterForm(request.args)
    form.offer(current_user.post_id)
    wanted = form.wanted()
    return render_template(
        "equipment/index.html",
        form=form,
        wanted=wanted,
        page=ASSETS.page(assets.listed(wanted, current_user.post_id)),
        listed=ASSETS,
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The things found, as CSV or XLSX."""
    found = assets.listed(FilterForm(request.args).wanted(), current_user.post_id)
    reading_log.exported(listing.count(found), by=current_user)
    return listing.as_file("equipment", ASSETS.files, ASSETS.sorted(found))


@bp.get("/find")
@requires(Permission.READ)
def find() -> Page:
    """The thing or the location that a scanned, photographed or typed text names."""
    text = request.args.get("code", "")
    location = locations.coded(codes.location_meant(text), here.post_id())
    if location is not None:
        return redirect(url_for("locations.show", location_id=location.id))
    rows = assets.meant(text, current_user.post_id)
    if len(rows) == 1:
        return redirect(url_for("equipment.show", asset_id=rows[0].id))
    if not rows and text:
        flash(_("Nothing here has the tag or serial number “%(text)s”.", text=text[:60]), "warning")
    return redirect(url_for("equipment.index", q=text[:60] if rows else ""))


@bp.get("/<uuid:asset_id>")
@requires(Permission.READ)
def show(asset_id: UUID) -> str:
    """One thing: where it stands, what is known of it, and its life."""
    return render_template("equipment/show.html", **_about(asset_id))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.WRITE)
def new() -> Page:
    """Enter a thing."""
    post_id, form = here.post_id(), AssetForm()
    form.offer_at(post_id)
    kept: list[UUID] = []

    def enter() -> None:
        kept.append(register.enter(post_id, form.facts(), form.start(), by=current_user).id)

    if saved(form, enter, done=_("Entered in the register.")):
        return redirect(url_for("equipment.show", asset_id=kept[0]))
    return answered("equipment/new.html", form, post_id=post_id)


@bp.route("/<uuid:asset_id>/describe", methods=["GET", "POST"])
@requires(Permission.WRITE)
def describe(asset_id: UUID) -> Page:
    """Describe a thing anew; its life keeps what was said before."""
    thing = here.asset(asset_id)
    present = {name: str(value or "") for name, value in vars(recording.facts_of(thing)).items()}
    form = DescriptionForm(obj=thing, data={name: present[name] for name in _SELECTED})
    form.offer()

    def change() -> None:
        register.describe(asset_id, form.facts(), form.seen(), by=current_user)

    back = url_for("equipment.show", asset_id=asset_id)
    if saved(form, change, done=_("Saved.")):
        return redirect(back)
    title = _("Describe %(tag)s anew", tag=here.asset(asset_id).tag)
    return answered("edit.html", form, heading=title, back=back)


_SELECTED = ("model_id", "project_id", "budget_line_id", "donor_id", "currency")


def _about(asset_id: UUID) -> dict[str, object]:
    thing = here.asset(asset_id)
    page = listing.page(assets.events(asset_id))
    people = {one.created_by for one in page.rows if one.created_by}
    people |= {key for one in page.rows for key in (one.holder_id, one.holder_before) if key}
    by_id = {one.id: one for one in locations.everywhere(thing.post_id)}
    return {
        "asset": thing,
        "page": page,
        "names": officers.names(people),
        "acts": custody.numbers({one.source_id for one in page.rows if one.source_id}),
        "locations": by_id,
        "steps": states.offered(states.Status(thing.status), is_held=thing.holder_id is not None),
        "words": words,
        "state": status_of(thing),
        "custodian": custodian_of(thing),
        "kit": kit_parts.kit(asset_id),
        "parts": kit_parts.parts(asset_id),
        "deeds": donations.of_thing(asset_id),
    }
