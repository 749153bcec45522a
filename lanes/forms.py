"""Forms of manifests."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import DataRequired, InputRequired, Optional, Regexp

from borderpost import clock
from borderpost.forms import at_most, choices
from crossings import codes
from crossings import words as desk_words
from crossings.forms import NUMBER, calendar_date
from lanes import words
from lanes.announced import Announced
from lanes.services.announcing import DRIVEN, ManifestFacts

_REQUIRED = DataRequired(_l("Fill this in."))
STATE = Regexp(r"^[A-Za-z]{3}$", message=_l("Three letters, such as MLI or MRT."))
PLATE = Regexp(r"^[A-Za-z0-9 ./-]{1,16}$", message=_l("Letters and digits, at most 16."))


class ManifestForm(FlaskForm):  # type: ignore[misc]
    """What is said of a vehicle."""

    plate = StringField(words.FACTS["plate"], [_REQUIRED, PLATE])
    kind = SelectField(
        words.FACTS["kind"],
        choices=lambda: choices([(one, codes.TRANSPORT[one]) for one in DRIVEN]),
    )
    direction = SelectField(
        words.FACTS["direction"], choices=lambda: choices([(x, codes.DIRECTIONS[x]) for x in "EX"])
    )
    country = StringField(words.FACTS["country"], [Optional(), STATE])
    carrier = StringField(words.FACTS["carrier"], [Optional(), at_most(80)])
    destination = StringField(words.FACTS["destination"], [Optional(), at_most(120)])
    expected_on = DateField(words.FACTS["expected_on"], [Optional()])

    def facts(self) -> ManifestFacts:
        """What the service needs to know."""
        names = ("direction", "kind", "plate", "country", "carrier", "destination")
        told = {name: (self[name].data or "").strip() for name in names}
        return ManifestFacts(**told, expected_on=self.expected_on.data)


class PersonForm(FlaskForm):  # type: ignore[misc]
    """One traveller of the carrier's paper."""

    surname = StringField(desk_words.FIELDS["surname"], [_REQUIRED, at_most(120)])
    given_names = StringField(desk_words.FIELDS["given_names"], [Optional(), at_most(120)])
    document_number = StringField(desk_words.FIELDS["document_number"], [Optional(), NUMBER])
    nationality = StringField(desk_words.FIELDS["nationality"], [Optional(), STATE])
    birth_date = StringField(desk_words.FIELDS["birth_date"], [Optional(), calendar_date])

    def person(self) -> Announced:
        """Whom the line names."""
        names = ("surname", "given_names", "document_number", "nationality", "birth_date")
        told = {name: (self[name].data or "").strip() for name in names}
        return Announced(**{**told, "nationality": told["nationality"].upper()})


class ArriveForm(FlaskForm):  # type: ignore[misc]
    """When the vehicle came; empty: now."""

    at = TimeField(_l("Arrived at, if it waited already"), [Optional()])

    def instant(self, zone: str) -> datetime | None:
        """The instant of today on the post's clock."""
        told: time | None = self.at.data
        return datetime.combine(clock.today(zone), told, ZoneInfo(zone)) if told else None


class CountForm(FlaskForm):  # type: ignore[misc]
    """The heads aboard."""

    counted = IntegerField(
        _l("People aboard, driver and crew included"), [InputRequired(_l("Fill this in."))]
    )


class DropForm(FlaskForm):  # type: ignore[misc]
    """Why a vehicle does not come."""

    why = StringField(_l("Why does it not come?"), [_REQUIRED, at_most(300)])


class SearchForm(FlaskForm):  # type: ignore[misc]
    """What to search manifests for; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Plate or carrier"))
    state = SelectField(
        _l("State"), [Optional()], choices=lambda: choices(words.STATES.items(), empty=_l("All"))
    )

    def chosen_state(self) -> str:
        """The state to filter by, '' for all and for none that there is."""
        return self.state.data if self.state.data in words.STATES else ""
