"""The audit log on screen and as a file."""

from __future__ import annotations

from flask import Blueprint, Response, g, render_template, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import Select

from borderpost import cells, listing
from borderpost.access import requires
from borderpost.audit import Permission, queries
from borderpost.audit.forms import FilterForm
from borderpost.audit.models import AuditLine
from borderpost.listing import Column, Listed
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.roles import Role

bp = Blueprint("audit", __name__, url_prefix="/audit")


def _officer(row: AuditLine) -> str:
    return str(g.names.get(row.officer_id, ""))


LISTED: Listed[AuditLine] = Listed(
    "audit.index",
    (
        Column("seq", lambda row: row.seq, _l("Line"), order=[AuditLine.seq]),
        Column("at_utc", lambda row: row.at, _l("Time"), lambda row: cells.instant(row.at)),
        Column(
            "act",
            lambda row: row.act,
            _l("Act"),
            lambda row: cells.latin(row.act),
            [AuditLine.act],
            sorts_all=False,
        ),
        Column("officer", _officer, _l("Officer"), in_file=False),
        Column(
            "subject",
            lambda row: "",
            _l("Subject"),
            lambda row: cells.latin(f"{row.subject_kind} {row.subject_id[-12:]}"),
            in_file=False,
        ),
        Column("subject_kind", lambda row: row.subject_kind),
        Column("subject_id", lambda row: row.subject_id),
        Column("officer_id", lambda row: row.officer_id),
        Column("post_id", lambda row: row.post_id),
        Column("hash", lambda row: row.hash, _l("Hash"), lambda row: cells.latin(row.hash[:12])),
    ),
    tie=(AuditLine.seq,),
    usual="-seq",
)


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The log, newest line first."""
    form = _filter()
    page = LISTED.page(_lines(form))
    g.names = officers.names({row.officer_id for row in page.rows if row.officer_id})
    return render_template("audit/index.html", page=page, listed=LISTED, form=form)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The log as CSV or XLSX."""
    return listing.as_file("audit", LISTED.files, LISTED.sorted(_lines(_filter())))


def _filter() -> FilterForm:
    form = FilterForm(request.args)
    form.offer()
    return form


def _lines(form: FilterForm) -> Select[tuple[AuditLine]]:
    """An auditor reads all lines, a supervisor those of the own post."""
    post = posts.this_post()
    wanted = queries.lines(form.wanted(), post.zone if post else "UTC")
    if Role.AUDITOR not in current_user.roles:
        wanted = queries.of_post(wanted, current_user.post_id)
    return wanted
