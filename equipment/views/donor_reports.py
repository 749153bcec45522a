"""The donor's report by project: a page with filters, a PDF, and files of items and sums."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import clock, listing, pdf
from borderpost.access import requires
from borderpost.db import db
from borderpost.posts import queries as posts
from borderpost.posts.letterhead_views import pictures
from equipment import Permission, words
from equipment.donor_forms import ReportForm
from equipment.donor_listed import ITEMS, OF_LINE, OF_STATE
from equipment.queries import donor_report as queries
from equipment.queries.donor_report import Wanted
from equipment.services import reading_log
from equipment.views import here
from projects import queries as ledger

bp = Blueprint("donor_reports", __name__, url_prefix="/equipment/donor-report")
LONGEST = 2000  # items of one PDF


@bp.get("/")
@requires(Permission.DONOR_REPORT)
def index() -> str:
    """Every item of a project or donor, and what it comes to."""
    form = ReportForm(request.args)
    form.offer()
    wanted = form.wanted()
    return render_template(
        "equipment/donor_report.html",
        form=form,
        page=ITEMS.page(queries.items(wanted, current_user.post_id)),
        listed=ITEMS,
        has_pdf=not pdf.lack(),
        with_filters=listing.with_filters,
        **_summed(wanted),
    )


@bp.get("/items.xlsx")
@bp.get("/items.csv")
@requires(Permission.DONOR_REPORT)
def items() -> Response:
    """The items, as CSV or XLSX."""
    found = queries.items(ReportForm(request.args).wanted(), current_user.post_id)
    reading_log.exported(listing.count(found), by=current_user)
    return listing.as_file("donor-report", ITEMS.files, ITEMS.sorted(found))


@bp.get("/<table>-sums.xlsx")
@bp.get("/<table>-sums.csv")
@requires(Permission.DONOR_REPORT)
def sums(table: str) -> Response:
    """The sums by state and currency (``states``) or the budget lines (``lines``)."""
    wanted, post_id = ReportForm(request.args).wanted(), current_user.post_id
    if table == "states":
        return listing.as_file("donor-report-states", OF_STATE, queries.sums(wanted, post_id))
    if table != "lines":
        abort(404)
    return listing.as_file("donor-report-lines", OF_LINE, queries.by_line(wanted, post_id))


@bp.get("/report.pdf")
@requires(Permission.DONOR_REPORT)
def paper() -> Response | Answer:
    """The report on paper, with the filters of the page."""
    if pdf.lack():
        abort(404)
    wanted, post = ReportForm(request.args).wanted(), posts.post(here.post_id()) or abort(404)
    found = queries.items(wanted, current_user.post_id)
    many = listing.count(found)
    if many > LONGEST:
        flash(_("A paper of %(many)s items is too long. Choose a project or a donor, or take the "
                "XLSX.", many=many), "danger")  # fmt: skip
        return redirect(listing.with_filters(url_for("donor_reports.index")))
    page = render_template(
        "equipment/donor_report_pdf.html", post=post, today=clock.today(post.zone),
        rows=db.session.scalars(queries.by_project(found)).all(), listed=ITEMS, **_summed(wanted),
    )  # fmt: skip
    return pdf.answer(pdf.drawn(page, pictures(post.id)), "donor-report")


def _summed(wanted: Wanted) -> dict[str, object]:
    """What the items come to, and how the report is filtered."""
    post_id = current_user.post_id
    given = queries.handed_over(wanted, post_id)
    return {
        "wanted": wanted,
        "states": words.STATUSES,
        "sums": queries.sums(wanted, post_id),
        "of_state": OF_STATE,
        "lines": queries.by_line(wanted, post_id),
        "of_line": OF_LINE,
        "given": given,
        "given_many": sum(one.things for one in given),
        "stock": queries.stock_given(wanted, post_id),
        "project": ledger.project(wanted.project_id) if wanted.project_id else None,
        "donor": ledger.donor(wanted.donor_id) if wanted.donor_id else None,
    }
