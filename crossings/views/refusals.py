"""The numbered form of a refusal: what is still to say, its printing, its signature."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing, pdf
from borderpost.access import requires
from borderpost.forms import attempted
from borderpost.locale import LOCALES
from borderpost.posts.letterhead_views import pictures
from crossings import Permission, codes
from crossings.listed import REFUSALS
from crossings.models import RefusalForm, RefusalPrinting, Signature
from crossings.queries import refusals
from crossings.queries import register as crossings
from crossings.services import issuing, reading_log, undoing
from crossings.services.issuing import MOST_COPIES, Printing
from crossings.views import refusal_paper
from crossings.words import SIGNATURES, SPOKEN

bp = Blueprint("refusals", __name__, url_prefix="/refusals")


@bp.get("/")
@requires(Permission.READ)
def index() -> str:
    """The forms of the post in the order of their series."""
    page = REFUSALS.page(refusals.issued(current_user.post_id))
    return render_template("crossings/refusals.html", page=page, listed=REFUSALS)


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.EXPORT)
def export() -> Response:
    """The series as CSV or XLSX: numbers, dates and what became of the signatures."""
    wanted = refusals.issued(current_user.post_id)
    reading_log.exported(listing.count(wanted), by=current_user)
    return listing.as_file("refusals", REFUSALS.files, REFUSALS.sorted(wanted))


@bp.get("/<uuid:form_id>")
@requires(Permission.READ)
def show(form_id: UUID) -> str:
    """One form: its number, what is still to say, and what was printed."""
    reading_log.read(_form(form_id).crossing, by=current_user)
    form = _form(form_id)
    return render_template(
        "crossings/refusal.html",
        form=form,
        crossing=form.crossing,
        post=form.crossing.lane.post,
        codes=codes,
        languages=LOCALES,
        signatures=SIGNATURES,
        spoken=SPOKEN,
        most=MOST_COPIES,
        may_write=Permission.DECIDE in current_user.permissions,
        undoable=last if (last := undoing.undoable(current_user)) == form.crossing else None,
    )


@bp.post("/<uuid:form_id>/print")
@requires(Permission.DECIDE)
def print_copies(form_id: UUID) -> Answer:
    """Note the copies and how the form was explained; then the paper."""
    _form(form_id)
    sent = request.form
    wanted = Printing(
        language=sent.get("language", ""),
        **{name: sent.get(name, 0, type=int) for name in ("traveller", "file", "transporter")},
        read_out=" ".join(sent.get("read_out", "").split()),
        interpreter=" ".join(sent.get("interpreter", "").split()),
    )
    printed: list[RefusalPrinting] = []

    def note() -> None:
        printed.append(issuing.print_copies(form_id, wanted, by=current_user))

    if attempted(note):
        return redirect(url_for("refusals.paper", printing_id=printed[0].id))
    return redirect(url_for("refusals.show", form_id=form_id))


@bp.post("/<uuid:form_id>/sign")
@requires(Permission.DECIDE)
def sign(form_id: UUID) -> Answer:
    """Say what became of the traveller's signature."""
    _form(form_id)
    sent = request.form
    state, note = sent.get("signature", Signature.OPEN), sent.get("signature_note", "")
    if attempted(
        lambda: issuing.sign(form_id, state, note, by=current_user),
        done=_("The signature is noted."),
    ):
        return redirect(url_for("desk.show"))
    return redirect(url_for("refusals.show", form_id=form_id))


@bp.post("/of/<uuid:crossing_id>")
@requires(Permission.DECIDE)
def issue(crossing_id: UUID) -> Answer:
    """Issue the form of a refusal that has none, such as a corrected one."""
    crossing = crossings.crossing(crossing_id, current_user.post_id) or abort(404)
    issued: list[RefusalForm] = []

    def write() -> None:
        language = request.form.get("form_language", "")
        issued.append(issuing.issue_later(crossing, language, by=current_user))

    if attempted(write):
        return redirect(url_for("refusals.show", form_id=issued[0].id))
    return redirect(url_for("register.show", crossing_id=crossing_id))


@bp.get("/papers/<uuid:printing_id>")
@requires(Permission.READ)
def paper(printing_id: UUID) -> str:
    """The copies of one printing, to print from the browser."""
    printing = _printing(printing_id)
    g.page_locale = printing.language
    shown = refusal_paper.of(printing)
    return render_template("crossings/refusal_paper.html", **shown, has_pdf=not pdf.lack())


@bp.get("/papers/<uuid:printing_id>.pdf")
@requires(Permission.READ)
def paper_pdf(printing_id: UUID) -> Answer:
    """The same as a PDF; without the library the page prints as well."""
    printing = _printing(printing_id)
    if pdf.lack():
        flash(_("This machine cannot draw a PDF. Print the page instead."), "warning")
        return redirect(url_for("refusals.paper", printing_id=printing_id))
    g.page_locale = printing.language
    shown = refusal_paper.of(printing)
    drawn = pdf.drawn(
        render_template("crossings/refusal_pdf.html", **shown),
        pictures(printing.form.crossing.lane.post_id),
    )
    return pdf.answer(drawn, printing.form.number)


def _form(form_id: UUID) -> RefusalForm:
    return refusals.form(form_id, current_user.post_id) or abort(404)


def _printing(printing_id: UUID) -> RefusalPrinting:
    """A printing of the own post; opening its paper is reading the crossing."""
    found = refusals.printing(printing_id, current_user.post_id) or abort(404)
    reading_log.read(found.form.crossing, by=current_user)
    return refusals.printing(printing_id, current_user.post_id) or abort(404)
