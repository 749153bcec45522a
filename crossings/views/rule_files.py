"""The whole rule book as a file, and a file as proposals."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import attempted, saved
from crossings import Permission
from crossings.queries import rules as reading
from crossings.rule_changes import compared
from crossings.rule_forms import FileForm
from crossings.services import rule_import
from crossings.services.rule_import import Coming
from crossings.shipped_rules import as_json

bp = Blueprint("rule_files", __name__, url_prefix="/rules")
Page = str | tuple[str, int] | Answer


@bp.get("/book.json")
@requires(Permission.RULES)
def export() -> Response:
    """The whole book, as another machine takes it."""
    return Response(
        as_json(reading.book()),
        mimetype="application/json",
        headers={"Content-Disposition": 'attachment; filename="rule-book.json"'},
    )


@bp.route("/import", methods=["GET", "POST"])
@requires(Permission.PROPOSE_RULE)
def load() -> Page:
    """Compare a file with the book; nothing is written yet."""
    form = FileForm()
    coming: list[Coming] = []
    text = _text(form)
    is_read = saved(form, lambda: coming.extend(rule_import.differences(text)))
    page = render_template(
        "crossings/rules/import.html",
        form=form,
        sent=text if is_read else "",
        is_read=is_read,
        coming=[(one, compared(one.before, one.after)) for one in coming],
    )
    return page, 422 if form.is_submitted() and not is_read else 200


@bp.post("/import/propose")
@requires(Permission.PROPOSE_RULE)
def propose() -> Answer:
    """Make a proposal of each difference that was shown."""
    form = FileForm()
    made: list[int] = []

    def write() -> None:
        made.append(rule_import.propose(form.text.data or "", form.why.data or "", by=current_user))

    attempted(write)
    if not made:
        return redirect(url_for("rule_files.load"))
    told = ngettext("%(num)s change is proposed.", "%(num)s changes are proposed.", made[0])
    flash(told, "success")
    return redirect(url_for("rule_proposals.index"))


def _text(form: FileForm) -> str:
    sent = form.file.data
    if not sent:
        return ""
    return str(sent.read(rule_import.LONGEST * 4 + 1).decode("utf-8-sig", errors="replace"))
