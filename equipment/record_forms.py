"""Forms of what was received: one household, or a list of them in totals; a field for each item
of the plan, and one for each sex and age band in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Optional

from borderpost.forms import at_most, choices
from equipment.distribution_forms import ANY, numbers
from equipment.distribution_words import AGE_BANDS, SEXES, SIGNED
from equipment.models import DistributionItem
from equipment.reconciliation import Cell
from equipment.services.serving import Household, Served

_REQUIRED = DataRequired(_l("Fill this in."))
_FILLED = InputRequired(_l("Fill this in."))
COUNTED = "count_"


class _ReceivedForm(FlaskForm):  # type: ignore[misc]
    def people(self) -> dict[Cell, int]:
        """People by sex and age band."""
        found = {}
        for name, value in self.data.items():
            if name.startswith(COUNTED) and value:
                _count, sex, band = name.split("_", 2)
                found[(sex, band)] = value
        return found


class HouseholdForm(_ReceivedForm):
    """What one household received."""

    name = StringField(_l("Name of the household's head"), [_REQUIRED, at_most(120)])
    card = StringField(_l("Number of the card, if there is one"), [Optional(), at_most(40)])
    proxy = StringField(_l("Who came in their place, if somebody did"),
                        [Optional(), at_most(120)])  # fmt: skip
    is_another = BooleanField(_l("It is another household with the same name or card"))
    signed_how = SelectField(_l("How it was signed"), [_REQUIRED],
                             choices=lambda: choices(SIGNED.items()))  # fmt: skip
    signature = HiddenField(_l("Signature of the receiver"))

    def served(self) -> Served:
        """What the services need to know."""
        return Served(
            numbers(self, "got_"), self.people(), 1, 0, self.signed_how.data,
            self.signature.data or "", bool(self.is_another.data),
        )  # fmt: skip

    def household(self) -> Household | None:
        """Who received."""
        return Household(self.name.data, self.card.data or "", self.proxy.data or "")


class TotalsForm(_ReceivedForm):
    """What a list of households received."""

    households = IntegerField(_l("Households that received"), [_FILLED, ANY])
    no_shows = IntegerField(_l("Households that did not come"), [Optional(), ANY])
    signed_how = SelectField(
        _l("How it was signed"), [_REQUIRED],
        choices=lambda: choices([(one, SIGNED[one]) for one in ("paper", "thumb")]),
    )  # fmt: skip

    def served(self) -> Served:
        """What the services need to know."""
        return Served(
            numbers(self, "got_"), self.people(), self.households.data, self.no_shows.data or 0,
            self.signed_how.data,
        )  # fmt: skip

    def household(self) -> Household | None:
        """Nobody is named in totals."""
        return None


def form_of(kind: type[_ReceivedForm], items: Sequence[DistributionItem]) -> Any:
    """A form with the items of a plan and the age bands in force; a household's begins with what
    the plan gives each."""
    fields: dict[str, Any] = {}
    usual = {}
    for one in items:
        name = f"got_{one.item_id.hex}"
        fields[name] = IntegerField(_l("Received: %(item)s", item=one.item.name),
                                    [Optional(), ANY])  # fmt: skip
        if kind is HouseholdForm:
            usual[name] = one.per_household
    for sex, label in SEXES.items():
        for code, band in AGE_BANDS.items():
            fields[f"{COUNTED}{sex}_{code}"] = IntegerField(
                _l("%(sex)s, %(band)s", sex=label, band=str(band)), [Optional(), ANY]
            )
    return type("ReceivedForm", (kind,), fields)(data=usual)
