"""One certificate: its page, both signatures, its paper and PDF, its reversal."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import pdf
from borderpost.access import requires
from borderpost.forms import answered, saved
from borderpost.locale import LOCALES
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.letterhead_views import pictures
from borderpost.signatures import LARGEST_PAPER
from equipment import Permission, donation_words, schedule, words
from equipment.donation_forms import PaperDeedForm, ReversalForm, SignDeedForm
from equipment.models import Donation
from equipment.services import conveying
from equipment.views import here

bp = Blueprint("certificates", __name__, url_prefix="/equipment/donations/<uuid:donation_id>")
Page = str | tuple[str, int] | Answer


@bp.get("")
@requires(Permission.READ)
def show(donation_id: UUID) -> Page:
    """The certificate with its schedule, and what is to be done with it."""
    version = {"version": here.donation(donation_id).version}
    return _page(donation_id, SignDeedForm(data=version), PaperDeedForm(data=version))


@bp.post("/sign")
@requires(Permission.DONATE)
def sign(donation_id: UUID) -> Page:
    """Keep both drawn signatures; the title passes."""
    here.donation(donation_id)
    form = SignDeedForm()

    def keep() -> None:
        drawn = form.giver.data or "", form.receiver.data or ""
        conveying.sign(donation_id, form.signed(), *drawn, by=current_user)

    if saved(form, keep, done=_("Signed by both. The title has passed.")):
        return redirect(url_for("certificates.show", donation_id=donation_id))
    version = {"version": here.donation(donation_id).version}
    return _page(donation_id, form, PaperDeedForm(formdata=None, data=version))


@bp.post("/paper")
@requires(Permission.DONATE)
def attach(donation_id: UUID) -> Page:
    """Keep the scan of the signed paper; the title passes."""
    here.donation(donation_id)
    form = PaperDeedForm()

    def keep() -> None:
        content = form.paper.data.read(LARGEST_PAPER + 1)
        conveying.attach(donation_id, form.signed(), content, by=current_user)

    if saved(form, keep, done=_("The signed paper is kept. The title has passed.")):
        return redirect(url_for("certificates.show", donation_id=donation_id))
    version = {"version": here.donation(donation_id).version}
    return _page(donation_id, SignDeedForm(formdata=None, data=version), form)


@bp.get("/paper")
@requires(Permission.READ)
def paper(donation_id: UUID) -> Response:
    """The scan of the signed paper, as a file."""
    row = here.donation(donation_id)
    if row.paper is None:
        abort(404)
    end = row.paper_kind.rpartition("/")[2]
    named = f'attachment; filename="{row.number}.{end}"'
    return Response(row.paper, mimetype=row.paper_kind, headers={"Content-Disposition": named})


@bp.get("/signature/<who>.png")
@requires(Permission.READ)
def signature(donation_id: UUID, who: str) -> Response:
    """One drawn signature: ``giver`` or ``receiver``."""
    row = here.donation(donation_id)
    drawn = {"giver": row.giver_signature, "receiver": row.receiver_signature}.get(who)
    if drawn is None:
        abort(404)
    return Response(drawn, mimetype="image/png")


@bp.get("/certificate.pdf")
@requires(Permission.READ)
def certificate(donation_id: UUID) -> Response:
    """The certificate with its schedule as PDF, in the language that is asked for."""
    row = here.donation(donation_id)
    if pdf.lack():
        abort(404)
    if request.args.get("lang") in LOCALES:
        g.page_locale = request.args["lang"]
    page = render_template("equipment/certificate_pdf.html", **_shown(row))
    drawn = pdf.drawn(page, {**pictures(row.post_id), **_signatures(row)})
    return pdf.answer(drawn, row.number)


@bp.route("/reverse", methods=["GET", "POST"])
@requires(Permission.DONATE)
def reverse(donation_id: UUID) -> Page:
    """Give the title back."""
    row, form = here.donation(donation_id), ReversalForm()
    form.offer(row)
    title, back = row.number, url_for("certificates.show", donation_id=donation_id)

    def change() -> None:
        conveying.reverse(donation_id, form.reversal(), by=current_user)

    if saved(form, change, done=_("Reversed. The certificate stays as it was signed.")):
        return redirect(back)
    about = _("Every thing of the schedule gets a new event that gives its title back. Nothing is "
              "erased.")  # fmt: skip
    heading = _("Reverse %(number)s", number=title)
    return answered("equipment/donation_edit.html", form, heading=heading, about=about, owners=(),
                    back=back)  # fmt: skip


def _page(donation_id: UUID, form: SignDeedForm, paper_form: PaperDeedForm) -> tuple[str, int]:
    row = here.donation(donation_id)
    return answered(
        "equipment/donation.html", form, paper_form=paper_form, has_pdf=not pdf.lack(),
        locales=LOCALES, **_shown(row),
    )  # fmt: skip


def _shown(row: Donation) -> dict[str, object]:
    """What the page and the paper of a certificate show."""
    rows = schedule.entries(row)
    asked = {one for one in (row.created_by, row.checked_by, row.ended_by) if one}
    return {
        "row": row, "entries": rows, "totals": schedule.totals(rows), "words": words,
        "donation_words": donation_words, "names": officers.names(asked),
        "post": posts.post(row.post_id),
    }  # fmt: skip


def _signatures(row: Donation) -> dict[str, tuple[bytes, str]]:
    """The drawn signatures by their addresses, for the PDF."""
    return {
        url_for("certificates.signature", donation_id=row.id, who=who): (drawn, "image/png")
        for who, drawn in (("giver", row.giver_signature), ("receiver", row.receiver_signature))
        if drawn
    }
