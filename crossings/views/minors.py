"""A minor on the sheet: who accompanies the child, and what was seen of the authorisation."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer

from borderpost.access import requires
from borderpost.forms import attempted, saved
from borderpost.refusal import Refused
from crossings import Permission, codes, minor_words, rule_words
from crossings.minor_forms import AuthorisationForm, LinkForm, TypedAdultForm
from crossings.queries import minors, rules
from crossings.services import accompanying, reading_log
from crossings.views.here import sheet_here

bp = Blueprint("minors", __name__, url_prefix="/desk/<uuid:inspection_id>/minors")
_Form = TypeVar("_Form", bound=FlaskForm)
_FORMS: dict[str, type[FlaskForm]] = {
    "link": LinkForm, "typed": TypedAdultForm, "paper": AuthorisationForm
}  # fmt: skip


@bp.get("/")
@requires(Permission.INSPECT)
def show(inspection_id: UUID) -> str | Answer:
    """Everything about one minor; somebody decided is in the register."""
    inspection = sheet_here(inspection_id)
    if inspection.crossing_id:
        return redirect(url_for("register.show", crossing_id=inspection.crossing_id))
    return _page(inspection_id)


@bp.post("/age")
@requires(Permission.INSPECT)
def say_age(inspection_id: UUID) -> Answer:
    """Say whether somebody is a minor whose birth date leaves it open."""
    sheet_here(inspection_id)
    said, version = request.form.get("minor", ""), _version()
    attempted(lambda: accompanying.say_age(inspection_id, said, version=version, by=current_user))
    return redirect(url_for("desk.sheet", inspection_id=inspection_id))


@bp.post("/adults")
@requires(Permission.INSPECT)
def link(inspection_id: UUID) -> str | Answer:
    """Link an adult of this post."""
    sheet_here(inspection_id)
    form = _form("link", LinkForm)

    def change() -> None:
        chosen = form.sheet_id()
        if chosen is None:
            raise Refused(_("Choose the adult."), field="adult")
        accompanying.link(
            inspection_id, chosen, form.relation.data or "", version=_version(), by=current_user
        )

    return _after(inspection_id, "link", form, saved(form, change))


@bp.post("/typed")
@requires(Permission.INSPECT)
def link_typed(inspection_id: UUID) -> str | Answer:
    """Link an adult whose document is typed in."""
    sheet_here(inspection_id)
    form = _form("typed", TypedAdultForm)

    def change() -> None:
        accompanying.link_typed(inspection_id, form.adult(), version=_version(), by=current_user)

    return _after(inspection_id, "typed", form, saved(form, change))


@bp.post("/adults/remove")
@requires(Permission.INSPECT)
def unlink(inspection_id: UUID) -> Answer:
    """Take a linked adult away again."""
    sheet_here(inspection_id)
    place, version = request.form.get("place", -1, type=int), _version()
    attempted(lambda: accompanying.unlink(inspection_id, place, version=version, by=current_user))
    return redirect(url_for("minors.show", inspection_id=inspection_id))


@bp.post("/authorisation")
@requires(Permission.INSPECT)
def say_authorisation(inspection_id: UUID) -> str | Answer:
    """Say what was seen of the parents' authorisation."""
    sheet_here(inspection_id)
    form = _form("paper", AuthorisationForm)

    def change() -> None:
        accompanying.say_authorisation(
            inspection_id, form.said(), version=_version(), by=current_user
        )

    return _after(inspection_id, "paper", form, saved(form, change))


def _after(inspection_id: UUID, name: str, form: FlaskForm, is_saved: bool) -> str | Answer:
    if is_saved:
        flash(_("Saved on the sheet."), "success")
        return redirect(url_for("minors.show", inspection_id=inspection_id))
    return Response(_page(inspection_id, **{name: form}), status=422)


def _page(inspection_id: UUID, **sent: FlaskForm) -> str:
    inspection = sheet_here(inspection_id)
    found = minors.standing(inspection, rules.book())
    words = request.args.get("q", "").strip()
    forms: dict[str, Any] = {
        name: sent.get(name) or kind(formdata=None, prefix=f"{name}-")
        for name, kind in _FORMS.items()
    }
    if "paper" not in sent:
        known = found.told.authorisation
        forms["paper"].authorisation.data = known.state
        for name in ("number", "issuer", "day", "signed_by"):
            forms["paper"][name].data = getattr(known, name)
    offered = minors.candidates(inspection, words)
    if words:
        reading_log.searched(len(offered), by=current_user)
    return render_template(
        "crossings/minors.html",
        inspection=inspection,
        child=minors.adult_of(inspection, None),
        minor=found,
        candidates=offered,
        forms=forms,
        q=words,
        codes=codes,
        minor_words=minor_words,
        rule_words=rule_words,
    )


def _form(name: str, kind: type[_Form]) -> _Form:
    return kind(formdata=request.form, prefix=f"{name}-")


def _version() -> int:
    return request.form.get("version", 0, type=int)
