"""Forms of shifts, incidents and keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    PasswordField,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, Optional

from borderpost.forms import TO_THE_MINUTE, at_most, choices
from lanes import shift_words
from lanes.incident_kinds import KINDS
from lanes.services.shift_counting import Told
from lanes.shift_lines import BLIND, KEY, TOLD, Line

_REQUIRED = DataRequired(_l("Fill this in."))


class CountForm(FlaskForm):  # type: ignore[misc]
    """One count: two fields a line, which ``count_form`` adds, and the signature."""

    password = PasswordField(
        _l("Your password, to sign"), [_REQUIRED], render_kw={"autocomplete": "current-password"}
    )

    def told(self, books: Sequence[Line]) -> Mapping[str, Told]:
        """What was typed, by line."""
        return {
            one.key: Told(self._stated(one), self[f"why_{one.key}"].data or "")
            for one in books
            if one.kind not in TOLD
        }

    def _stated(self, line: Line) -> str:
        data = self[f"stated_{line.key}"].data
        return ("1" if data else "0") if line.kind == KEY else data or ""


class OfferForm(CountForm):
    """The giver's count, and to whom."""

    taker = SelectField(_l("Hand over to"), [Optional()])
    note = StringField(_l("What the next shift should know"), [Optional(), at_most(300)])

    def chosen(self) -> UUID | None:
        """The colleague, None for none."""
        return UUID(self.taker.data) if self.taker.data else None


class TakeForm(CountForm):
    """The second's count, and whether the post goes on."""

    goes_on = BooleanField(_l("I have the next shift"), default=True)


class TakeOverForm(TakeForm):
    """The same, where the giver is not there to sign."""

    absent_why = StringField(_l("Why the officer does not sign"), [_REQUIRED, at_most(300)])


def count_form(kind: type[CountForm], books: Sequence[Line]) -> Any:
    """The form with the fields of these lines: numbers as the books have them, cash empty."""
    made: dict[str, Any] = {}
    for one in books:
        if one.kind in TOLD:
            continue
        about = shift_words.thing(one)
        if one.kind == KEY:
            made[f"stated_{one.key}"] = BooleanField(about, default=True)
        else:
            made[f"stated_{one.key}"] = StringField(
                about, default="" if one.kind in BLIND else one.expected,
                render_kw={"inputmode": "numeric" if one.kind in (*BLIND, "stickers") else "text",
                           "autocomplete": "off"},
            )  # fmt: skip
        made[f"why_{one.key}"] = StringField(_l("What explains a difference"), [at_most(200)])
    return type(kind.__name__, (kind,), made)()


class IncidentForm(FlaskForm):  # type: ignore[misc]
    """What happened, without anybody's name."""

    kind = SelectField(_l("Kind"), choices=lambda: choices(KINDS.items()))
    what = StringField(_l("What happened, without names"), [_REQUIRED, at_most(300)])
    happened_at = DateTimeLocalField(_l("When, empty for now"), [Optional()], format=TO_THE_MINUTE)

    def instant(self, zone: str) -> datetime | None:
        """When it happened, None for now."""
        told: datetime | None = self.happened_at.data
        return told.replace(tzinfo=ZoneInfo(zone)) if told else None


class OutcomeForm(FlaskForm):  # type: ignore[misc]
    """How an incident ended."""

    outcome = StringField(_l("How it ended, without names"), [_REQUIRED, at_most(300)])


class KeyForm(FlaskForm):  # type: ignore[misc]
    """A key of the post."""

    name = StringField(_l("What it opens"), [_REQUIRED, at_most(60)])
    place = StringField(_l("Where it hangs"), [Optional(), at_most(80)])


class HolderForm(FlaskForm):  # type: ignore[misc]
    """Who has a key from now on."""

    holder = SelectField(_l("Who has it"), [Optional()])

    def chosen(self) -> UUID | None:
        """The officer, None for its place."""
        return UUID(self.holder.data) if self.holder.data else None


class ShiftSearch(FlaskForm):  # type: ignore[misc]
    """What to search shifts for; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Number or name"))
    state = SelectField(
        _l("State"), [Optional()],
        choices=lambda: choices(shift_words.STATES.items(), empty=_l("All")),
    )  # fmt: skip
    since = DateField(_l("Opened from"), [Optional()])

    def chosen(self, zone: str) -> tuple[str, str, datetime | None]:
        """Words, state and the first moment, '' and None for all."""
        state = self.state.data if self.state.data in shift_words.STATES else ""
        day = self.since.data
        first = datetime.combine(day, time(), ZoneInfo(zone)) if day else None
        return (self.q.data or "").strip(), state, first


class IncidentSearch(FlaskForm):  # type: ignore[misc]
    """What to search incidents for; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Words of the incident"))
    state = SelectField(
        _l("State"), [Optional()],
        choices=lambda: choices(shift_words.OPEN_OR_NOT.items(), empty=_l("All")),
    )  # fmt: skip
    kind = SelectField(
        _l("Kind"), [Optional()], choices=lambda: choices(KINDS.items(), empty=_l("All"))
    )

    def chosen(self) -> tuple[str, str, str]:
        """Words, state and kind, '' for all."""
        state = self.state.data if self.state.data in shift_words.OPEN_OR_NOT else ""
        kind = self.kind.data if self.kind.data in KINDS.known() else ""
        return (self.q.data or "").strip(), state, kind
