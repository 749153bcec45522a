"""The table of fees, and the sheet that hangs on the wall."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, listing, pdf
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.locale import LOCALES
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from cashdesk import Permission, wall, words
from cashdesk.forms import EndForm, TariffForm, TariffsForm
from cashdesk.listed import TARIFFS
from cashdesk.queries import tariffs as queries
from cashdesk.services import tariffs

bp = Blueprint("tariffs", __name__, url_prefix="/cash/tariffs")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.TARIFFS)
def index() -> str:
    """Every row of the table, old ones too."""
    form = TariffsForm(request.args)
    sought = form.sought(posts.today(current_user.post_id))
    return render_template(
        "cashdesk/tariffs.html",
        form=form,
        page=TARIFFS.page(queries.listed(**sought)),
        listed=TARIFFS,
        is_search=any(sought.values()),
        has_pdf=not pdf.lack(),
    )


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.TARIFFS)
def export() -> Response:
    """The rows found, as CSV or XLSX."""
    sought = TariffsForm(request.args).sought(posts.today(current_user.post_id))
    found = queries.listed(**sought)
    return listing.as_file("tariffs", TARIFFS.files, TARIFFS.sorted(found))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.SET_TARIFFS)
def new() -> Page:
    """A new row."""
    here = posts.this_post()
    data = {"post_id": str(here.id) if here else "", "starts_on": posts.today(None)}
    form = TariffForm(data=data)
    form.offer()
    if saved(form, lambda: tariffs.add(form.facts(), by=current_user), done=_("Saved.")):
        return redirect(url_for("tariffs.index"))
    return answered("cashdesk/tariff_new.html", form)


@bp.route("/<uuid:tariff_id>/end", methods=["GET", "POST"])
@requires(Permission.SET_TARIFFS)
def end(tariff_id: UUID) -> Page:
    """Say the last day of a row."""
    row = queries.tariff(tariff_id) or abort(404)
    form = EndForm(data={"ends_on": row.ends_on or clock.today(row.post.zone)})

    def change() -> None:
        tariffs.end(tariff_id, form.ends_on.data, by=current_user)

    if saved(form, change, done=_("Saved.")):
        return redirect(url_for("tariffs.index"))
    row = queries.tariff(tariff_id) or abort(404)
    yesterday = clock.today(row.post.zone) - timedelta(days=1)
    return answered(
        "cashdesk/tariff_end.html", form, tariff=row, words=words, yesterday=yesterday.isoformat()
    )


@bp.get("/wall")
@requires(Permission.TARIFFS)
def on_the_wall() -> str:
    """The sheet for the wall in one language, for screen and print."""
    if request.args.get("lang") in LOCALES:
        g.page_locale = request.args["lang"]
    return render_template(
        "cashdesk/wall.html", sheet=wall.sheet(_post()), words=words, has_pdf=not pdf.lack()
    )


@bp.get("/wall.pdf")
@requires(Permission.TARIFFS)
def wall_paper() -> Response:
    """The sheet for the wall as PDF: a page of A4 in each language."""
    post = _post()
    if pdf.lack():
        abort(404)
    return pdf.answer(pdf.drawn(wall.paper(post)), f"tariff-{post.code}")


def _post() -> Post:
    """The officer's post; the machine's own for who has none."""
    found = posts.post(current_user.post_id) if current_user.post_id else posts.this_post()
    return found or abort(404)
