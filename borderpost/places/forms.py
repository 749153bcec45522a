"""Forms of the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import DataRequired, Optional

from borderpost.forms import at_most, choices
from borderpost.locale import state_name
from borderpost.places.queries import DEEPEST, WantedPlaces
from borderpost.places.services import PlaceFacts
from docreader.states import STATES

_REQUIRED = DataRequired(_l("Fill this in."))
LEVELS = {
    "1": _l("1: region, wilaya"),
    "2": _l("2: cercle, moughataa"),
    "3": _l("3: commune"),
    "4": _l("4: village, quarter"),
}


class PlaceForm(FlaskForm):  # type: ignore[misc]
    """A row of the gazetteer."""

    code = StringField(_l("P-code"), [_REQUIRED, at_most(16)])
    name = StringField(_l("Name"), [_REQUIRED, at_most(120)])
    country = SelectField(_l("Country"), [_REQUIRED])
    level = SelectField(_l("Level"), choices=choices(LEVELS.items()))
    parent_code = StringField(_l("P-code of the place around it"), [Optional(), at_most(16)])
    valid_from = DateField(_l("First day"), [_REQUIRED])
    source = StringField(_l("Source"), [_REQUIRED, at_most(200)])

    def offer(self) -> None:
        """Fill the list of countries."""
        self.country.choices = choices(named_states(), empty="")

    def facts(self) -> PlaceFacts:
        """What the services need to know; a place of the first level lies in its country."""
        first = self.level.data == "1"
        return PlaceFacts(
            code=(self.code.data or "").strip().upper(),
            name=self.name.data.strip(),
            level=int(self.level.data),
            parent_code=self.country.data if first else (self.parent_code.data or "").upper(),
            country=self.country.data,
            valid_from=self.valid_from.data,
            source=self.source.data.strip(),
        )


class EndForm(FlaskForm):  # type: ignore[misc]
    """The last day of a place."""

    last_day = DateField(_l("Last day"), [_REQUIRED])


class FilterForm(FlaskForm):  # type: ignore[misc]
    """What the list is filtered by; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Name or P-code"))
    country = SelectField(_l("Country"), [Optional()])
    level = SelectField(
        _l("Level"), [Optional()], choices=choices(LEVELS.items(), empty=_l("All levels"))
    )
    on = DateField(_l("Valid on"), [Optional()])

    def offer(self, countries: Iterable[str]) -> None:
        """Fill the list of countries with those that have places."""
        named = [(code, state_name(code)) for code in countries]
        self.country.choices = choices(named, empty=_l("All countries"))

    def wanted(self) -> WantedPlaces:
        """The filter; a part that makes no sense does not filter and is told on the form."""
        self.validate()
        level = "" if self.level.errors else self.level.data or ""
        return WantedPlaces(
            words=(self.q.data or "").strip(),
            country="" if self.country.errors else self.country.data or "",
            level=int(level) if level and int(level) <= DEEPEST else None,
            on=self.on.data if isinstance(self.on.data, date) else None,
        )


def named_states() -> list[tuple[str, object]]:
    """The states by name in the reader's language: ``(code, name)``."""
    named = [(code, state_name(code)) for code, kind in STATES.items() if kind == "state"]
    return [*sorted(named, key=lambda pair: str(pair[1]))]
