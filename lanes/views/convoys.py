"""Convoys: the list, one of them, its facts, its end, and the list that goes back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from borderpost.spreadsheets import as_file
from lanes import Permission, convoy_list
from lanes import convoy_words as words
from lanes.convoy_forms import ArriveForm, ConvoyForm, ConvoySearchForm, WhyForm, clock_of
from lanes.convoy_listed import CONVOYS, number
from lanes.models import Convoy
from lanes.queries import convoy_people
from lanes.queries import convoys as queries
from lanes.services import convoy_closing, reading_log
from lanes.services import convoys as services
from lanes.views import here
from lanes.views.convoy_page import shown

bp = Blueprint("convoys", __name__, url_prefix="/convoys")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.CONVOY_READ)
def index() -> str:
    """The convoys that are here, those expected, and those of before."""
    form = ConvoySearchForm(request.args)
    page = CONVOYS.page(queries.listed(current_user.post_id, *form.chosen()))
    number(list(page.rows))
    return render_template("lanes/convoys.html", form=form, page=page, listed=CONVOYS)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.CONVOY_READ)
def export() -> Response:
    """The found convoys as CSV or XLSX: numbers, nobody's name."""
    found = queries.listed(current_user.post_id, *ConvoySearchForm(request.args).chosen())
    reading_log.convoys_exported(listing.count(found), by=current_user)
    return listing.as_file("convoys", CONVOYS.files, CONVOYS.sorted(found))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.CONVOY_WRITE)
def new() -> Page:
    """Write down a convoy."""
    form, made = ConvoyForm(), list[Convoy]()

    def announce() -> None:
        made.append(services.announce(form.facts(_zone()), by=current_user))

    if saved(form, announce):
        return redirect(url_for("convoys.show", convoy_id=made[0].id))
    return answered("edit.html", form, heading=_("New convoy"), back=url_for("convoys.index"))


@bp.get("/<uuid:convoy_id>")
@requires(Permission.CONVOY_READ)
def show(convoy_id: UUID) -> Response:
    """One convoy: its people, its numbers, what is left to do."""
    return shown(convoy_id)


@bp.route("/<uuid:convoy_id>/edit", methods=["GET", "POST"])
@requires(Permission.CONVOY_WRITE)
def edit(convoy_id: UUID) -> Page:
    """Correct what is said of the convoy."""
    row, post = _convoy_and_post(convoy_id)
    form = ConvoyForm(obj=row)
    if not form.is_submitted() and row.expected_at:
        form.expected_at.data = clock_of(row.expected_at, post.zone)
    back = url_for("convoys.show", convoy_id=convoy_id)
    if saved(form, lambda: services.change(convoy_id, form.facts(post.zone), by=current_user)):
        return redirect(back)
    return answered("edit.html", form, heading=_("Correct the convoy"), back=back)


@bp.post("/<uuid:convoy_id>/arrive")
@requires(Permission.CONVOY_WRITE)
def arrive(convoy_id: UUID) -> Answer:
    """Write down that the convoy is here."""
    _row, post = _convoy_and_post(convoy_id)
    form = ArriveForm()
    if saved(form, lambda: services.arrive(convoy_id, form.instant(post.zone), by=current_user)):
        return redirect(url_for("convoys.show", convoy_id=convoy_id))
    return shown(convoy_id, status=422)


@bp.route("/<uuid:convoy_id>/drop", methods=["GET", "POST"])
@requires(Permission.CONVOY_WRITE)
def drop(convoy_id: UUID) -> Page:
    """Say that an expected convoy does not come."""
    here.convoy(convoy_id)
    form, back = WhyForm(), url_for("convoys.show", convoy_id=convoy_id)
    if saved(form, lambda: services.drop(convoy_id, form.why.data or "", by=current_user)):
        return redirect(back)
    return answered("edit.html", form, heading=_("The convoy does not come"), back=back)


@bp.post("/<uuid:convoy_id>/close")
@requires(Permission.CONVOY_CLOSE)
def close(convoy_id: UUID) -> Answer:
    """Close the convoy, once nobody is left."""
    here.convoy(convoy_id)
    done = _("The convoy is closed.")
    attempted(lambda: convoy_closing.close(convoy_id, by=current_user), done=done)
    return redirect(url_for("convoys.show", convoy_id=convoy_id))


@bp.get("/<uuid:convoy_id>/list")
@requires(Permission.CONVOY_READ)
def back_list(convoy_id: UUID) -> str:
    """The list that goes back to the other side, to print."""
    row, post = _convoy_and_post(convoy_id)
    told = convoy_list.lines(row, convoy_people.people(row))
    reading_log.list_read(row.id, by=current_user)
    row, post = _convoy_and_post(convoy_id)
    return render_template(
        "lanes/convoy_list.html", convoy=row, post=post, lines=told, words=words,
        outcomes=words.OUTCOMES,
    )  # fmt: skip


@bp.get("/<uuid:convoy_id>/list.xlsx")
@bp.get("/<uuid:convoy_id>/list.csv")
@requires(Permission.CONVOY_READ)
def list_file(convoy_id: UUID) -> Response:
    """The same as CSV or XLSX, the digest of the list in each row."""
    row = here.convoy(convoy_id)
    told = convoy_list.lines(row, convoy_people.people(row))
    name = f"convoy-{row.reference.lower().replace(' ', '-')}"
    reading_log.list_read(row.id, by=current_user)
    return as_file("".join(x for x in name if x.isalnum() or x in "-_"), convoy_list.COLUMNS, told)


def _convoy_and_post(convoy_id: UUID) -> tuple[Convoy, Post]:
    row = here.convoy(convoy_id)
    return row, posts.post(row.post_id) or abort(404)


def _zone() -> str:
    post = posts.post(current_user.post_id) if current_user.post_id else None
    return post.zone if post else "UTC"
