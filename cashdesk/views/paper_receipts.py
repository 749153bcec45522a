"""Paper receipts: the list that accounts for every number, printing ahead, and capturing."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import cells, listing, pdf
from borderpost.access import may_open, requires
from borderpost.forms import saved
from borderpost.submission import AlreadyDone
from cashdesk import Permission, paper_blank, words
from cashdesk.models import PaperFate, PaperReceipt
from cashdesk.paper_forms import BlanksForm, CaptureForm, HolderForm, PaperFateForm, PapersForm
from cashdesk.paper_listed import PAPERS
from cashdesk.queries import paper_receipts as papers
from cashdesk.services import paper_capture, reading_log
from cashdesk.services import paper_receipts as services

bp = Blueprint("paper_receipts", __name__, url_prefix="/cash/paper")
Page = str | tuple[str, int] | Answer


@bp.get("/")
@requires(Permission.READ)
def index() -> Page:
    """Every paper receipt of the post and what became of it; a number that was typed or scanned
    opens its paper."""
    form = PapersForm(request.args)
    sought = form.sought()
    if found := papers.numbered(sought.number, current_user.post_id):
        return redirect(url_for("paper_receipts.show", paper_receipt_id=found.id))
    return _list(BlanksForm(formdata=None), form)


@bp.post("/")
@requires(Permission.PAPER)
def print_ahead() -> Page:
    """Reserve numbers for blank receipts, and go on to their paper."""
    form, made = BlanksForm(), []

    def give() -> None:
        made.extend(services.print_ahead(form.many.data, by=current_user))

    if saved(form, give):
        return redirect(url_for("paper_receipts.run", paper_run_id=made[0].run_id))
    return _list(form, PapersForm(formdata=None))


@bp.get("/export.xlsx")
@bp.get("/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The paper receipts found, as CSV or XLSX."""
    found = papers.listed(PapersForm(request.args).sought(), current_user.post_id)
    reading_log.exported("paper receipts", listing.count(found), by=current_user)
    return listing.as_file("paper-receipts", PAPERS.files, PAPERS.sorted(found))


@bp.get("/runs/<uuid:paper_run_id>")
@requires(Permission.PAPER)
def run(paper_run_id: UUID) -> str:
    """What was printed together, with the way to its paper."""
    return render_template(
        "cashdesk/paper_run.html", papers=_run(paper_run_id), has_pdf=not pdf.lack()
    )


@bp.get("/runs/<uuid:paper_run_id>/paper")
@requires(Permission.PAPER)
def paper(paper_run_id: UUID) -> Answer:
    """The blank receipts as PDF; as a page to print where this machine draws no PDF."""
    found = _run(paper_run_id)
    page = paper_blank.paper(found)
    if pdf.lack():
        return Response(page)
    return pdf.answer(pdf.drawn(page), f"receipts-{found[0].number}")


@bp.get("/<uuid:paper_receipt_id>")
@requires(Permission.READ)
def show(paper_receipt_id: UUID) -> Page:
    """One paper: what became of it, and the form that captures it."""
    return _page(_here(paper_receipt_id))


@bp.post("/<uuid:paper_receipt_id>/capture")
@requires(Permission.TAKE)
def capture(paper_receipt_id: UUID) -> Page:
    """Write its receipt; then the next number."""
    form = CaptureForm()
    form.offer(_here(paper_receipt_id).post_id)

    def write() -> None:
        paper_capture.capture(paper_receipt_id, form.written(), by=current_user)

    if saved(form, write, done=_("Captured. The next number, or the list below.")):
        return redirect(url_for("paper_receipts.index"))
    return _page(_here(paper_receipt_id), capture=form)


@bp.post("/<uuid:paper_receipt_id>/hand")
@requires(Permission.PAPER)
def hand(paper_receipt_id: UUID) -> Page:
    """Write down who holds it."""
    form = HolderForm()
    form.offer(_here(paper_receipt_id).post_id)
    to = request.form.get("handed_to", type=UUID)
    done = _("Written: who holds the paper.")
    if saved(form, lambda: services.hand_out(paper_receipt_id, to, by=current_user), done=done):
        return redirect(url_for("paper_receipts.show", paper_receipt_id=paper_receipt_id))
    return _page(_here(paper_receipt_id), hand=form)


@bp.post("/<uuid:paper_receipt_id>/fate")
@requires(Permission.PAPER)
def account(paper_receipt_id: UUID) -> Page:
    """Write down what became of a blank receipt."""
    form = PaperFateForm()
    form.offer(services.ways_from(_here(paper_receipt_id).fate))

    def write() -> None:
        fate = PaperFate(form.fate.data)
        services.account(paper_receipt_id, fate, form.why.data or "", by=current_user)

    if saved(form, write, done=_("Written: what became of the paper.")):
        return redirect(url_for("paper_receipts.show", paper_receipt_id=paper_receipt_id))
    return _page(_here(paper_receipt_id), fate=form)


@bp.errorhandler(AlreadyDone)
def done_already(_error: AlreadyDone) -> Answer:
    """A second click: on to where the first one led."""
    if paper_receipt_id := (request.view_args or {}).get("paper_receipt_id"):
        return redirect(url_for("paper_receipts.show", paper_receipt_id=paper_receipt_id))
    flash(_("The papers have their numbers already: they are the newest of the list."), "info")
    return redirect(url_for("paper_receipts.index"))


def _here(paper_receipt_id: UUID) -> PaperReceipt:
    return papers.one(paper_receipt_id, current_user.post_id) or abort(404)


def _run(paper_run_id: UUID) -> list[PaperReceipt]:
    return list(papers.run(paper_run_id, current_user.post_id)) or abort(404)


def _page(found: PaperReceipt, **refused: object) -> tuple[str, int]:
    """The page of a paper; ``refused`` has the form that was sent and came back."""
    form = CaptureForm(formdata=None, data={"officer_id": str(found.handed_to or "")})
    form.offer(found.post_id)
    hand, fate = HolderForm(formdata=None), PaperFateForm(formdata=None)
    hand.offer(found.post_id)
    fate.offer(services.ways_from(found.fate))
    body = render_template(
        "cashdesk/paper_receipt.html",
        paper=found,
        forms={"capture": form, "hand": hand, "fate": fate, **refused},
        ways=services.ways_from(found.fate),
        may_capture=found.fate in services.BLANK and may_open("paper_receipts.capture"),
        at=cells.instant,
        words=words,
    )
    return body, 422 if refused else 200


def _list(form: BlanksForm, search: PapersForm) -> tuple[str, int]:
    sought = search.sought()
    body = render_template(
        "cashdesk/paper_receipts.html",
        form=search,
        printing=form,
        sought=sought,
        page=PAPERS.page(papers.listed(sought, current_user.post_id)),
        listed=PAPERS,
        fates=papers.fates(current_user.post_id),
        unexplained=papers.unexplained(current_user.post_id),
        words=words,
    )
    return body, 422 if form.errors else 200
