"""The short form of a paper without a zone: only the fields that it has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField
from wtforms.validators import DataRequired, Optional, ValidationError

from borderpost.forms import at_most, choices
from borderpost.locale import state_name
from crossings import codes, state_names, words
from crossings.forms import NUMBER, calendar_date
from crossings.papers import Paper, birth

_MOST_NAMED = 4  # states told apart in one sentence
_STATES = frozenset({"issuing_state", "nationality"})


class PaperForm(FlaskForm):  # type: ignore[misc]
    """Filled by ``form_of``: a class of its own for each paper."""

    def typed(self) -> dict[str, str]:
        """What stands in the fields, states as codes."""
        return {
            name: state_code(field.data) if name in _STATES else (field.data or "").strip()
            for name, field in self._fields.items()
            if name in words.FIELDS
        }


def form_of(paper: Paper, country: str, today: date) -> PaperForm:
    """The form of a paper at a post of this country, filled with what it says by its kind."""
    fields = {name: _field(name, paper, today) for name in paper.fields}
    made = type("OnPaper", (PaperForm,), fields)
    form: PaperForm = made(data=paper.shown(country))
    return form


def _field(name: str, paper: Paper, today: date) -> Field:
    first = DataRequired(_l("Fill this in.")) if name in paper.required else Optional()
    if name == "sex":
        offered = choices(codes.SEXES.items(), empty="")
        return SelectField(words.FIELDS[name], [first], choices=offered)
    if name in _STATES:
        return StringField(words.FIELDS[name], [first, is_a_state])
    if name == "birth_date":
        return StringField(_l("Born on, or age"), [first, a_date_or_age(today)])
    check = {"document_number": NUMBER, "expiry_date": calendar_date}.get(name, at_most(120))
    return StringField(words.FIELDS[name], [first, check])


def a_date_or_age(today: date) -> Callable[[FlaskForm, StringField], None]:
    """A day, a month or a year that the calendar has, or an age."""

    def check(form: FlaskForm, field: StringField) -> None:
        try:
            _year, is_estimated = birth(field.data.strip(), today)
        except ValueError as error:
            raise ValidationError(_("Nobody is so old. Type the age, or the year.")) from error
        if not is_estimated:
            calendar_date(form, field)

    return check


def is_a_state(_form: FlaskForm, field: StringField) -> None:
    """A name or three letters that mean one state."""
    found = state_names.meant(field.data)
    if len(found) == 1:
        return
    if not found:
        raise ValidationError(_("No state is called so. Type its name, or three letters."))
    named = ", ".join(f"{state_name(code)} ({code})" for code in found[:_MOST_NAMED])
    raise ValidationError(_("Several are called so: %(states)s. Type more.", states=named))


def state_code(typed: str | None) -> str:
    """The code of the one state that a name or three letters mean, else ''."""
    found = state_names.meant(typed or "")
    return found[0] if len(found) == 1 else ""
