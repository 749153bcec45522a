"""Pages of certificates for those who issue them."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import listing, locale, pdf
from borderpost.access import requires
from borderpost.forms import answered, attempted, saved
from borderpost.locale import LOCALES
from borderpost.posts import queries as posts
from training import Permission, words
from training.certificate_forms import LONGEST_NAME, IssueForm, SupersedeForm
from training.certificate_listed import CERTIFICATES
from training.certificate_models import Certificate
from training.certificate_shown import shown
from training.certificate_words import STANDINGS
from training.forms import WhyForm
from training.models import RunState
from training.queries import certificates as queries
from training.queries import runs
from training.services import certifying, ending, reading_log
from training.views import here

bp = Blueprint("course_certificates", __name__, url_prefix="/training")
Page = str | tuple[str, int] | Answer


@bp.get("/certificates/")
@requires(Permission.READ)
def index() -> str:
    """The certificates, newest first, searched by number, name and course."""
    told = request.args.get("q", "").strip()
    page = CERTIFICATES.page(queries.listed(told))
    return render_template(
        "training/certificates.html", page=page, listed=CERTIFICATES, words=told
    )  # fmt: skip


@bp.get("/certificates/export.xlsx")
@bp.get("/certificates/export.csv")
@requires(Permission.READ)
def export() -> Response:
    """The certificates found, as CSV or XLSX."""
    wanted = queries.listed(request.args.get("q", "").strip())
    reading_log.exported("certificates", listing.count(wanted), by=current_user)
    return listing.as_file("certificates", CERTIFICATES.files, CERTIFICATES.sorted(wanted))


@bp.route("/runs/<uuid:run_id>/certificates", methods=["GET", "POST"])
@requires(Permission.CERTIFY)
def issue(run_id: UUID) -> Page:
    """Who gets a certificate of a run, and the button that issues them all."""
    run, form = here.run(run_id), IssueForm()
    if not form.is_submitted():
        form.issued_on.data = posts.today(run.post_id)
    made = list[Certificate]()

    def write() -> None:
        told = certifying.Order(form.issued_on.data, _arabic(run_id))
        made.extend(certifying.issue(run_id, told, by=current_user))

    if saved(form, write):
        flash(ngettext("%(num)s certificate is issued.", "%(num)s certificates are issued.",
                       len(made)), "success")  # fmt: skip
        return redirect(url_for("course_certificates.issue", run_id=run_id))
    return answered(
        "training/certify.html", form, run=here.run(run_id), longest=LONGEST_NAME,
        candidates=queries.candidates(run), sent=request.form, language=locale.code(),
        may_issue=run.state in (RunState.CLOSED, RunState.CERTIFIED),
    )  # fmt: skip


@bp.get("/certificates/<uuid:certificate_id>")
@requires(Permission.READ)
def show(certificate_id: UUID) -> str:
    """One certificate: its facts, its papers, and how it may end."""
    return _page(certificate_id, WhyForm())


@bp.route("/certificates/<uuid:certificate_id>/correct", methods=["GET", "POST"])
@requires(Permission.CERTIFY)
def supersede(certificate_id: UUID) -> Page:
    """Write a certificate anew, because its names are wrong."""
    row = certificate(certificate_id)
    form, made = SupersedeForm(data=row.payload), list[Certificate]()

    def correct() -> None:
        told = (form.name.data, form.name_arabic.data or "", form.why.data)
        made.append(ending.supersede(certificate_id, *told, by=current_user))

    if saved(form, correct, done=_("The corrected certificate is issued.")):
        return redirect(url_for("course_certificates.show", certificate_id=made[0].id))
    back = url_for("course_certificates.show", certificate_id=certificate_id)
    heading = _("Correct %(number)s", number=row.number)
    return answered("edit.html", form, heading=heading, back=back)


@bp.post("/certificates/<uuid:certificate_id>/revoke")
@requires(Permission.REVOKE)
def revoke(certificate_id: UUID) -> Page:
    """Ask that a certificate be revoked."""
    certificate(certificate_id)
    form = WhyForm()
    done = _("The revocation is asked. A colleague has to answer.")
    if saved(form, lambda: ending.ask(certificate_id, form.why.data, by=current_user), done=done):
        return redirect(url_for("course_certificates.show", certificate_id=certificate_id))
    return _page(certificate_id, form), 422


@bp.post("/certificates/<uuid:certificate_id>/revoke/<answer>")
@requires(Permission.REVOKE)
def answer(certificate_id: UUID, answer: str) -> Answer:
    """Answer what a colleague asked: ``yes`` revokes, ``no`` lets it stand."""
    certificate(certificate_id)
    if answer not in ("yes", "no"):
        abort(404)
    attempted(
        lambda: ending.answer(certificate_id, is_granted=answer == "yes", by=current_user),
        done=_("Saved."),
    )
    return redirect(url_for("course_certificates.show", certificate_id=certificate_id))


def certificate(certificate_id: UUID) -> Certificate:
    """The certificate, or 404."""
    return queries.certificate(certificate_id) or abort(404)


def _page(certificate_id: UUID, form: WhyForm) -> str:
    row = certificate(certificate_id)
    return render_template(
        "training/certificate.html", row=row, form=form, shown=shown(row),
        asked=queries.asked(row.id), successor=queries.successor(row.id), words=words,
        standings=STANDINGS, language=locale.code(), has_pdf=not pdf.lack(), languages=LOCALES,
        old=queries.certificate(row.supersedes_id) if row.supersedes_id else None,
    )  # fmt: skip


def _arabic(run_id: UUID) -> dict[UUID, str]:
    """The names in Arabic letters that were typed, by participant."""
    told = {one.id: request.form.get(f"ar-{one.id}") for one in runs.seated(run_id)}
    return {key: name[:LONGEST_NAME] for key, name in told.items() if name is not None}
