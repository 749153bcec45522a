"""Forms of upkeep: plans, what was done, meters, terms, and the filter of what is due."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Optional

from borderpost.forms import at_most, choices
from equipment import upkeep_words
from equipment.forms import shown
from equipment.models import MaintenancePlan
from equipment.models.maintenance import METER
from equipment.offers import key
from equipment.queries import assets
from equipment.queries.maintenance import Asked
from equipment.services.caring import CALIBRATE, Done
from equipment.services.planning import PlanFacts
from equipment.services.terms import TermFacts

_REQUIRED = DataRequired(_l("Fill this in."))
_NUMBER = InputRequired(_l("Write a whole number."))


class PlanForm(FlaskForm):  # type: ignore[misc]
    """A plan. The subject is chosen once, when it is made."""

    version = HiddenField()
    model_id = SelectField(_l("Every thing of this model"), [Optional()])
    title = StringField(_l("Name of the plan"), [_REQUIRED, at_most(80)])
    kind = SelectField(_l("What is done"), choices=choices(upkeep_words.KINDS.items()))
    every = IntegerField(_l("Every"), [_NUMBER])
    unit = SelectField(_l("Days, months or uses"), choices=choices(upkeep_words.UNITS.items()))
    tolerance = IntegerField(
        _l("Tolerance: days (or uses) before and after the due one"), [_NUMBER], default=0
    )
    counter = SelectField(
        _l("What counts the uses"),
        [Optional()],
        choices=choices(upkeep_words.COUNTERS.items(), empty="–"),
    )
    first_on = DateField(
        _l("Due for the first time on (empty: an interval from now)"), [Optional()]
    )
    instructions = TextAreaField(_l("How it is done"), [Optional(), at_most(500)])

    def offer(self, *, of_thing: bool) -> None:
        """Fill the list of models, or leave it out for a plan of one thing."""
        if of_thing:
            del self.model_id
            return
        rows = [(str(one.id), one.title) for one in assets.all_models()]
        self.model_id.choices = choices(rows, empty="")
        self.model_id.validators = [_REQUIRED]

    def keep_subject(self) -> None:
        """A plan that exists keeps what it is for, and its first day is over."""
        del self.model_id, self.first_on

    def facts(self) -> PlanFacts:
        """What the services need to know."""
        return PlanFacts(
            self.kind.data, self.title.data.strip(), self.every.data, self.unit.data,
            self.tolerance.data, self.counter.data or "", (self.instructions.data or "").strip(),
        )  # fmt: skip

    def seen(self) -> int | None:
        """The version that was shown with the form."""
        return shown(self.version)

    def model(self) -> UUID | None:
        """The chosen model, None for a plan of one thing."""
        return key(self.model_id.data) if "model_id" in self else None


class DoneForm(FlaskForm):  # type: ignore[misc]
    """Upkeep that was carried out; certificate and meter only where the plan asks for them."""

    version = HiddenField()
    done_on = DateField(_l("Done on"), [_REQUIRED])
    shows = IntegerField(_l("What the meter shows"), [Optional()])
    certificate = StringField(_l("Certificate: number, who gave it"), [Optional(), at_most(120)])
    valid_until = DateField(_l("It holds until"), [Optional()])
    note = TextAreaField(_l("What was found"), [Optional(), at_most(300)])

    def ask(self, plan: MaintenancePlan) -> None:
        """Keep the fields that the plan asks for."""
        if plan.counter != METER:
            del self.shows
        if plan.kind != CALIBRATE:
            del self.valid_until, self.certificate

    def said(self) -> Done:
        """What the services need to know."""
        told: dict[str, Any] = {
            name: self[name].data for name in ("shows", "valid_until") if name in self
        }
        certificate = (self.certificate.data or "") if "certificate" in self else ""
        return Done(
            self.done_on.data, self.note.data or "", certificate, version=shown(self.version),
            **told,
        )  # fmt: skip


class MeterForm(FlaskForm):  # type: ignore[misc]
    """What a meter shows."""

    shows = IntegerField(_l("What the meter shows"), [_NUMBER])
    read_on = DateField(_l("Read on"), [_REQUIRED])
    is_new_meter = BooleanField(_l("The meter was replaced: it began at 0 again"))


class TermForm(FlaskForm):  # type: ignore[misc]
    """A licence, insurance or contract."""

    kind = SelectField(_l("What ends"), choices=choices(upkeep_words.TERMS.items()))
    ends_on = DateField(_l("Ends on"), [_REQUIRED])
    party = StringField(_l("Given by"), [Optional(), at_most(80)])
    reference = StringField(_l("Number"), [Optional(), at_most(60)])
    note = StringField(_l("Note"), [Optional(), at_most(200)])

    def facts(self) -> TermFacts:
        """What the services need to know."""
        texts = [(self[name].data or "").strip() for name in ("party", "reference", "note")]
        return TermFacts(self.kind.data, self.ends_on.data, *texts)


class EndTermForm(FlaskForm):  # type: ignore[misc]
    """Why a term is not renewed."""

    closed_why = StringField(_l("Why it is not renewed"), [_REQUIRED, at_most(200)])


class DueForm(FlaskForm):  # type: ignore[misc]
    """What the list of what is due is filtered by; read from the address."""

    class Meta:
        csrf = False

    late = SelectField(
        _l("Which"),
        [Optional()],
        choices=choices([("1", _l("Overdue"))], empty=_l("Overdue or due within 60 days")),
        validate_choice=False,
    )
    kind = SelectField(
        _l("What is done"),
        [Optional()],
        choices=choices(upkeep_words.KINDS.items(), empty=_l("Everything")),
        validate_choice=False,
    )

    def asked(self) -> Asked:
        """The filter; what makes no sense does not filter."""
        kind = self.kind.data or ""
        return Asked(self.late.data == "1", kind if kind in upkeep_words.KINDS else "")
