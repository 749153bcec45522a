"""The questions before a refusal, on one short form, and whom to call."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Answer
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from borderpost import gates, ways_on
from borderpost.access import requires
from borderpost.forms import answered, choices, saved
from borderpost.gates import GatedSheet
from protection import Permission, words
from protection.answers import NO, QUESTIONS, YES, Answers
from protection.models import Screening
from protection.queries import contacts, screenings
from protection.services import asking

bp = Blueprint("questions", __name__, url_prefix="/protection/questions")

_SAY = [InputRequired(_l("Answer with yes or no."))]
NONE = "none"
_YES_NO = choices([(YES, _l("Yes")), (NO, _l("No"))])


class QuestionsForm(FlaskForm):  # type: ignore[misc]
    """Four questions, one tick, and how they were asked. No free text: nothing told is written
    down at the desk."""

    fear = RadioField(words.QUESTIONS["fear"], _SAY, choices=_YES_NO)
    alone = RadioField(words.QUESTIONS["alone"], _SAY, choices=_YES_NO)
    coercion = RadioField(words.QUESTIONS["coercion"], _SAY, choices=_YES_NO)
    medical = RadioField(words.QUESTIONS["medical"], _SAY, choices=_YES_NO)
    disclosure = BooleanField(
        _l("The traveller told something in confidence, unasked, and wants to speak with somebody.")
    )
    language = SelectField(
        _l("Asked in"), [Optional()], choices=lambda: choices(words.LANGUAGES.items(), empty="")
    )
    in_private = BooleanField(_l("Asked where nobody else could hear."))

    def answers(self) -> Answers:
        """What the service seals."""
        return Answers(
            {name: self[name].data or "" for name in QUESTIONS},
            disclosure=bool(self.disclosure.data),
            language=self.language.data or "",
            in_private=bool(self.in_private.data),
        )


class NeedsForm(QuestionsForm):
    """The questions, and the needs of somebody who came with a group: at least one is ticked, or
    that there is none, so that nothing passes for asked that was not."""

    needs = SelectMultipleField(
        _l("Needs, as the traveller tells them or as you see them"),
        choices=lambda: choices([*words.NEEDS.items(), (NONE, _l("None of these"))]),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def validate_needs(self, field: SelectMultipleField) -> None:
        """Something is said, and not both none and a need. (Were the field required, a browser
        would ask for every box.)"""
        if not field.data:
            raise ValidationError(_l("Tick each need that there is, or that there is none."))
        if NONE in (field.data or ()) and len(field.data) > 1:
            raise ValidationError(_l("Tick the needs, or “None of these”, not both."))

    def answers(self) -> Answers:
        """What the service seals."""
        told = tuple(one for one in self.needs.data or () if one != NONE)
        return replace(super().answers(), needs=told)


@bp.route("/<uuid:inspection_id>", methods=["GET", "POST"])
@requires(Permission.ASK)
def ask(inspection_id: UUID) -> str | tuple[str, int] | Answer:
    """Ask them of the traveller on this sheet; what was answered is not shown again."""
    sheet = _sheet(inspection_id)
    form = QuestionsForm()
    asked: list[Screening] = []

    def seal() -> None:
        asked.append(asking.ask(sheet, current_user.post_id, form.answers(), by=current_user))

    if saved(form, seal):
        return _after(sheet, asked[0].id, stops=bool(form.answers().indicators))
    return answered("protection/ask.html", form, sheet=sheet, questions=QUESTIONS)


@bp.route("/<uuid:inspection_id>/needs", methods=["GET", "POST"])
@requires(Permission.ASK)
def needs(inspection_id: UUID) -> str | tuple[str, int] | Answer:
    """Ask them, and for needs, of somebody of a group that was sent here: also once the desk has
    decided, for the hand-over comes after."""
    sheet = gates.sheet_of(inspection_id, current_user.post_id) or abort(404)
    form, way = NeedsForm(), ways_on.after(inspection_id, current_user.post_id)
    asked: list[Screening] = []

    def seal() -> None:
        asked.append(asking.ask(sheet, current_user.post_id, form.answers(), by=current_user))

    if not saved(form, seal):
        return answered("protection/ask.html", form, sheet=sheet, questions=QUESTIONS, way=way)
    if form.answers().indicators:
        return redirect(url_for("questions.calls", screening_id=asked[0].id, sheet=sheet.id))
    flash(_("The protection questions are answered."), "success")
    if way:
        return redirect(url_for(way.endpoint, **way.values))
    return redirect(url_for(sheet.endpoint, inspection_id=sheet.id))


@bp.get("/calls/<uuid:screening_id>")
@requires(Permission.ASK)
def calls(screening_id: UUID) -> str:
    """Whom to call now, and the token to name: shown to the officer who asked, to nobody else."""
    found = screenings.own(screening_id, current_user.officer_id) or abort(404)
    back = request.args.get("sheet", type=UUID)
    return render_template(
        "protection/calls.html",
        screening=found,
        contacts=contacts.of_post(found.post_id),
        kinds=words.CONTACTS,
        sheet=gates.sheet_of(back, current_user.post_id) if back else None,
        way=ways_on.after(back, current_user.post_id) if back else None,
    )


def _after(sheet: GatedSheet, screening_id: UUID, *, stops: bool) -> Answer:
    """Back to the traveller, or on to whom to call."""
    if stops:
        return redirect(url_for("questions.calls", screening_id=screening_id, sheet=sheet.id))
    flash(_("The protection questions are answered."), "success")
    return redirect(url_for(sheet.endpoint, inspection_id=sheet.id, open="refuse"))


def _sheet(inspection_id: UUID) -> GatedSheet:
    """The undecided sheet of the own post; another one is not there."""
    found = gates.sheet_of(inspection_id, current_user.post_id)
    if found is None or not found.is_undecided:
        abort(404)
    return found
