"""Forms of vehicles."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional

from borderpost.forms import at_most, choices
from crossings import codes
from lanes import plate_signs
from lanes import vehicle_words as words
from lanes.forms import PLATE
from lanes.services.passing import Order
from lanes.services.vehicle_facts import VehicleFacts
from lanes.services.visiting import Begun

_REQUIRED = DataRequired(_l("Fill this in."))


def _one_country(_form: FlaskForm, field: StringField) -> None:
    if field.data and not plate_signs.country(field.data):
        raise ValidationError(_l("No single country is meant. Write its sign, code or whole name."))


def _kinds(empty: object | None = None) -> list[SelectChoice]:
    return choices([(code, codes.TRANSPORT[code]) for code in codes.TRANSPORT], empty=empty)


def _uses(empty: object | None = None) -> list[SelectChoice]:
    return choices(words.USES.items(), empty=empty)


class BeginForm(FlaskForm):  # type: ignore[misc]
    """A vehicle that came: what it is, and its plate if it has one."""

    plate = StringField(words.FACTS["plate"], [Optional(), PLATE])
    country = StringField(words.FACTS["country"], [Optional(), at_most(60), _one_country])
    kind = SelectField(
        words.FACTS["kind"], choices=lambda: _kinds(empty=_l("As known; a car if new"))
    )
    use = SelectField(
        words.FACTS["use"], choices=lambda: _uses(empty=_l("As known; private if new"))
    )
    animals_kind = StringField(words.FACTS["animals_kind"], [Optional(), at_most(40)])
    animals = IntegerField(words.FACTS["animals"], [Optional()])

    def begun(self) -> Begun:
        """What the service needs to know."""
        return Begun(
            kind=self.kind.data,
            plate=(self.plate.data or "").strip(),
            country=plate_signs.country(self.country.data or ""),
            use=self.use.data,
            animals_kind=(self.animals_kind.data or "").strip(),
            animals=self.animals.data,
        )


class VehicleForm(FlaskForm):  # type: ignore[misc]
    """What is known of a vehicle."""

    insurance_number = StringField(words.FACTS["insurance_number"], [Optional(), at_most(40)])
    insurance_until = DateField(words.FACTS["insurance_until"], [Optional()])
    customs_number = StringField(words.FACTS["customs_number"], [Optional(), at_most(40)])
    customs_from = DateField(words.FACTS["customs_from"], [Optional()])
    customs_until = DateField(words.FACTS["customs_until"], [Optional()])
    kind = SelectField(words.FACTS["kind"], choices=_kinds)
    use = SelectField(words.FACTS["use"], choices=_uses)
    make = StringField(words.FACTS["make"], [Optional(), at_most(40)])
    colour = StringField(words.FACTS["colour"], [Optional(), at_most(30)])
    seats = IntegerField(words.FACTS["seats"], [Optional()])

    def facts(self) -> VehicleFacts:
        """What the service needs to know."""
        texts = ("kind", "use", "make", "colour", "insurance_number", "customs_number")
        told: dict[str, Any] = {name: (self[name].data or "").strip() for name in texts}
        return VehicleFacts(
            **told,
            insurance_until=self.insurance_until.data,
            customs_from=self.customs_from.data,
            customs_until=self.customs_until.data,
            seats=self.seats.data,
        )


class PassForm(FlaskForm):  # type: ignore[misc]
    """What becomes of the vehicle."""

    decision = SelectField(_l("Decision"), choices=lambda: choices(words.DECISIONS.items()))
    reason = StringField(_l("Reason, where it is held or refused"), [Optional(), at_most(300)])
    insurance_answer = StringField(
        _l("Why may it go on without insurance?"), [Optional(), at_most(200)]
    )

    def order(self) -> Order:
        """What the service needs to know."""
        return Order(self.decision.data, self.reason.data or "", self.insurance_answer.data or "")


class CorrectForm(FlaskForm):  # type: ignore[misc]
    """What a decided passage should have said."""

    decision = SelectField(_l("Decision"), choices=lambda: choices(words.DECISIONS.items()))
    reason = StringField(_l("Reason, where it is held or refused"), [Optional(), at_most(300)])
    why = StringField(_l("Why is the passage corrected?"), [_REQUIRED, at_most(300)])

    def order(self) -> Order:
        """What the service needs to know."""
        return Order(self.decision.data, self.reason.data or "")


class SearchForm(FlaskForm):  # type: ignore[misc]
    """What to search vehicles for; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Plate or driver"))
    kind = SelectField(words.FACTS["kind"], [Optional()], choices=lambda: _kinds(empty=_l("All")))
    state = SelectField(
        _l("Where they are"), [Optional()],
        choices=lambda: choices(words.STATES.items(), empty=_l("All")),
    )  # fmt: skip

    def sought(self) -> dict[str, str]:
        """What the query needs to know; '' for what makes no sense."""
        kind, state = self.kind.data or "", self.state.data or ""
        return {
            "words": (self.q.data or "").strip(),
            "kind": kind if kind in codes.TRANSPORT else "",
            "state": state if state in words.STATES else "",
        }
