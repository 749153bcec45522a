"""Forms of convoys."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from borderpost import clock
from borderpost.forms import at_most, choices
from crossings import codes
from crossings import words as desk_words
from crossings.forms import NUMBER, calendar_date
from crossings.papers import birth
from crossings.state_names import meant
from lanes import convoy_words as words
from lanes.convoy_kinds import KINDS
from lanes.declared import Declared
from lanes.services.announcing import DRIVEN
from lanes.services.convoys import ConvoyFacts

_REQUIRED = DataRequired(_l("Fill this in."))
_TEXTS = ("reference", "authority", "from_place", "leader", "plates", "basis")
_HALF_A_DAY = timedelta(hours=12)  # a time that is further ahead was yesterday
_NOT_A_BIRTH = _l("Write a day such as 1990-05-31, a year such as 1990, or an age such as 34.")


class ConvoyForm(FlaskForm):  # type: ignore[misc]
    """What is said of a convoy."""

    reference = StringField(words.FACTS["reference"], [_REQUIRED, at_most(40)])
    kind = SelectField(
        words.FACTS["kind"],
        [InputRequired(_l("Choose what kind of convoy it is."))],
        choices=lambda: choices(KINDS.items(), empty=""),
    )
    authority = StringField(words.FACTS["authority"], [_REQUIRED, at_most(120)])
    from_place = StringField(words.FACTS["from_place"], [Optional(), at_most(120)])
    expected_at = DateTimeLocalField(
        words.FACTS["expected_at"], [Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    leader = StringField(words.FACTS["leader"], [Optional(), at_most(120)])
    plates = StringField(words.FACTS["plates"], [Optional(), at_most(200)])
    transport = SelectField(
        words.FACTS["transport"],
        choices=lambda: choices([(one, codes.TRANSPORT[one]) for one in (*DRIVEN, "FOOT")]),
    )
    basis = StringField(words.FACTS["basis"], [Optional(), at_most(300)])

    def facts(self, zone: str) -> ConvoyFacts:
        """What the service needs to know; times are of the post's clock."""
        told = {name: (self[name].data or "").strip() for name in _TEXTS}
        at: datetime | None = self.expected_at.data
        return ConvoyFacts(
            kind=self.kind.data or "",
            transport=self.transport.data,
            expected_at=at.replace(tzinfo=ZoneInfo(zone)) if at else None,
            **told,
        )


def is_birth(_form: FlaskForm, field: StringField) -> None:
    """A day, a year or an age; an age becomes a year when the person is written."""
    text = (field.data or "").strip()
    if len(text) <= 3 and text.isdigit():
        if int(text) > 120:
            raise ValidationError(_NOT_A_BIRTH)
        return
    calendar_date(_form, field)


def not_after(born: str, today: date) -> None:
    """Raise ``ValidationError`` for a day or year of birth that is still to come."""
    if len(born) > 3 and born[:10] > today.isoformat():
        raise ValidationError(_l("This day is not yet."))


class DeclaredForm(FlaskForm):  # type: ignore[misc]
    """One person, as the list or the person says."""

    surname = StringField(desk_words.FIELDS["surname"], [_REQUIRED, at_most(120)])
    given_names = StringField(desk_words.FIELDS["given_names"], [Optional(), at_most(120)])
    sex = SelectField(
        desk_words.FIELDS["sex"], choices=lambda: choices(codes.SEXES.items(), empty="")
    )
    born = StringField(words.PERSON["born"], [Optional(), is_birth])
    nationality = StringField(words.PERSON["nationality"], [Optional(), at_most(60)])
    document_number = StringField(words.PERSON["document_number"], [Optional(), NUMBER])
    family = StringField(words.PERSON["family"], [Optional(), at_most(60)])

    def validate_born(self, field: StringField) -> None:
        """Nobody travels before birth."""
        if not field.errors:
            not_after((field.data or "").strip(), clock.today())

    def validate_nationality(self, field: StringField) -> None:
        """A state by its code or its name."""
        if len(meant((field.data or "").strip())) != 1:
            raise ValidationError(_l("Write the state's three letters, such as MLI, or its name."))

    def person(self, today: date) -> Declared:
        """Whom the form names."""
        return declared({name: self[name].data or "" for name in self.names}, today)

    names = ("surname", "given_names", "sex", "born", "nationality", "document_number", "family")


def declared(told: dict[str, Any], today: date) -> Declared:
    """A person as somebody wrote it, the birth and the state as the record keeps them."""
    clean = {name: " ".join(str(value).split()) for name, value in told.items()}
    born, estimated = birth(clean.pop("born", ""), today)
    state = meant(clean.pop("nationality", ""))
    return Declared(
        **clean, born=born, estimated=estimated, nationality=state[0] if len(state) == 1 else ""
    )


class ArriveForm(FlaskForm):  # type: ignore[misc]
    """When the convoy came; empty: now."""

    at = TimeField(_l("Arrived at, if it is here already"), [Optional()])

    def instant(self, zone: str) -> datetime | None:
        """The instant of today on the post's clock."""
        return _of_today(self.at.data, zone)


class CountForm(FlaskForm):  # type: ignore[misc]
    """The heads that came."""

    counted = IntegerField(
        _l("People counted, crew left out"), [InputRequired(_l("Fill this in."))]
    )


class WhyForm(FlaskForm):  # type: ignore[misc]
    """A reason."""

    why = StringField(_l("Why?"), [_REQUIRED, at_most(200)])


class HandOverForm(FlaskForm):  # type: ignore[misc]
    """To whom, when; who and with what is on the page."""

    receiver_kind = SelectField(
        _l("To whom"),
        [InputRequired(_l("Choose to whom they are handed over."))],
        choices=lambda: choices(words.RECEIVERS.items(), empty=""),
    )
    receiver = StringField(_l("Authority, organisation or family"), [Optional(), at_most(120)])
    received_by = StringField(_l("Received by: the name that signs"), [Optional(), at_most(120)])
    at = TimeField(_l("Handed over at, if before now"), [Optional()])
    apart_why = StringField(_l("Why a family is parted, if it is"), [Optional(), at_most(200)])

    def instant(self, zone: str) -> datetime | None:
        """The instant of today on the post's clock."""
        return _of_today(self.at.data, zone)


class ConvoySearchForm(FlaskForm):  # type: ignore[misc]
    """What to search convoys for; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Reference, authority, leader or plate"))
    state = SelectField(
        _l("State"), [Optional()], choices=lambda: choices(words.STATES.items(), empty=_l("All"))
    )
    kind = SelectField(
        _l("Kind"), [Optional()], choices=lambda: choices(KINDS.items(), empty=_l("All"))
    )

    def chosen(self) -> tuple[str, str, str]:
        """Words, state and kind to filter by, '' for all and for none that there is."""
        state = self.state.data if self.state.data in words.STATES else ""
        kind = self.kind.data if self.kind.data in KINDS.known() else ""
        return (self.q.data or "").strip(), state, kind


def clock_of(at: datetime, zone: str) -> datetime:
    """An instant as a field of a form has it: on the post's clock, without a zone."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _of_today(told: time | None, zone: str) -> datetime | None:
    """The instant that a clock time means: after midnight, one of the evening is yesterday's."""
    if not told:
        return None
    at = datetime.combine(clock.today(zone), told, ZoneInfo(zone))
    return at - timedelta(days=1) if at - clock.now() > _HALF_A_DAY else at
