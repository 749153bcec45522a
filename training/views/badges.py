"""Badges: printed for a run, and scanned by the trainer at the door of a session."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from borderpost import locale, pdf, qr
from borderpost.access import requires
from borderpost.forms import attempted, saved
from borderpost.locale import LOCALES
from training import Permission, badge_codes, badge_scanning, typed_codes, words
from training.arrival_forms import BadgeForm
from training.models import Mark, Session, Source
from training.queries import codes, runs
from training.services import arriving, badging
from training.views import here

bp = Blueprint("badges", __name__, url_prefix="/training")
Page = str | tuple[str, int] | Answer


@bp.get("/runs/<uuid:run_id>/badges")
@requires(Permission.MARK)
def show(run_id: UUID) -> str:
    """The badges of a run: who has one, and the sessions at whose door they are scanned."""
    run = here.run(run_id)
    have = len(codes.of_run(run_id))
    return render_template(
        "training/badges.html", run=run, have=have, people=len(runs.seated(run_id)),
        languages=LOCALES,
    )  # fmt: skip


@bp.post("/runs/<uuid:run_id>/badges")
@requires(Permission.MARK)
def give(run_id: UUID) -> Answer:
    """Give everybody a badge and a personal code who has none."""
    here.run(run_id)
    made: list[int] = []
    if attempted(lambda: made.append(badging.give(run_id, by=current_user))):
        flash(ngettext("%(num)s participant got codes.", "%(num)s participants got codes.",
                       made[0]), "success")  # fmt: skip
    return redirect(url_for("badges.show", run_id=run_id))


@bp.get("/runs/<uuid:run_id>/badges/paper")
@requires(Permission.MARK)
def paper(run_id: UUID) -> Answer:
    """The badges as PDF; as a page to print where this machine draws no PDF."""
    if request.args.get("lang") in LOCALES:
        g.page_locale = request.args["lang"]
    run = here.run(run_id)
    badges = [
        (row, qr.picture(badge_codes.written(row.badge), error="q")) for row in codes.of_run(run_id)
    ]
    page = render_template("training/badges_pdf.html", run=run, badges=badges,
                           grouped=typed_codes.grouped, language=locale.code())  # fmt: skip
    if pdf.lack():
        return Response(page)
    return pdf.answer(pdf.drawn(page), f"badges-{run.code.replace('/', '-')}")


@bp.get("/sessions/<uuid:session_id>/badges")
@requires(Permission.MARK)
def at_door(session_id: UUID) -> Page:
    """The page at the door: a field that a hand scanner types into."""
    return _door(here.session(session_id), BadgeForm(formdata=None))


@bp.post("/sessions/<uuid:session_id>/badges")
@requires(Permission.MARK)
def scan(session_id: UUID) -> Page:
    """Mark who holds a badge, or the badges on a photo."""
    half, form, made = here.session(session_id), BadgeForm(), list[Mark]()
    if form.picture.data:
        return _photo(half, form)

    def mark() -> None:
        made.append(arriving.scan_badge(session_id, form.badge.data or "", by=current_user))

    if not saved(form, mark):
        return _door(here.session(session_id), form)
    _tell(made[0])
    return redirect(url_for("badges.at_door", session_id=session_id))


def _photo(half: Session, form: BadgeForm) -> Page:
    """Each badge of a photo by itself: one that is refused keeps no other one out."""
    session_id, texts = half.id, list[str]()
    if not saved(form, lambda: texts.extend(badge_scanning.badges_on(form.picture.data.read()))):
        return _door(half, form)
    for text in texts:
        _one(session_id, text)
    return redirect(url_for("badges.at_door", session_id=session_id))


def _one(session_id: UUID, text: str) -> None:
    made = list[Mark]()
    if attempted(lambda: made.append(arriving.scan_badge(session_id, text, by=current_user))):
        _tell(made[0])


def _tell(mark: Mark) -> None:
    person = here.enrolment(mark.enrolment_id)
    flash(_("%(name)s: %(status)s.", name=person.officer.name,
            status=words.STATUSES[mark.status]), "success")  # fmt: skip


def _door(half: Session, form: BadgeForm) -> tuple[str, int]:
    found = codes.arrived(half.id, Source.BADGE)
    body = render_template("training/door.html", half=half, run=half.run, form=form, found=found,
                           words=words)  # fmt: skip
    return body, 422 if form.errors or form.is_submitted() else 200
