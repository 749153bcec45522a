"""Forms of outages."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, DecimalField, SelectField, StringField
from wtforms.validators import DataRequired, Optional

from borderpost.forms import TO_THE_MINUTE, at_most, choices
from lanes.models import Outage
from lanes.outage_words import KINDS
from lanes.services.outages import OutageFacts

_REQUIRED = DataRequired(_l("Fill this in."))


class OutageForm(FlaskForm):  # type: ignore[misc]
    """What was gone, from when until when."""

    kind = SelectField(_l("What"), choices=choices(KINDS.items()))
    begun_at = DateTimeLocalField(_l("From"), [_REQUIRED], format=TO_THE_MINUTE)
    ended_at = DateTimeLocalField(
        _l("Until, empty while it lasts"), [Optional()], format=TO_THE_MINUTE
    )
    fuel_litres = DecimalField(_l("Fuel (litres)"), [Optional()], places=1)
    note = StringField(_l("Note"), [Optional(), at_most(300)])

    def show(self, row: Outage, zone: str) -> None:
        """Fill in what is known, on the post's clock."""
        for name in ("kind", "fuel_litres", "note"):
            self[name].data = getattr(row, name)
        for name in ("begun_at", "ended_at"):
            at: datetime | None = getattr(row, name)
            self[name].data = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if at else None

    def facts(self, zone: str) -> OutageFacts:
        """What the service needs to know."""
        return OutageFacts(
            kind=self.kind.data,
            begun_at=_instant(self.begun_at.data, zone),
            ended_at=_instant(self.ended_at.data, zone),
            fuel_litres=self.fuel_litres.data,
            note=self.note.data or "",
        )


class MistakeForm(FlaskForm):  # type: ignore[misc]
    """Why an outage does not count."""

    why = StringField(_l("Why does it not count?"), [_REQUIRED, at_most(300)])


class OutageSearch(FlaskForm):  # type: ignore[misc]
    """What to search outages for; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Words of the note"))
    kind = SelectField(
        _l("What"), [Optional()], choices=lambda: choices(KINDS.items(), empty=_l("All"))
    )

    def chosen(self) -> tuple[str, str]:
        """The kind, '' for all, and the words."""
        kind = self.kind.data if self.kind.data in KINDS else ""
        return kind, (self.q.data or "").strip()


def _instant(told: datetime | None, zone: str) -> datetime | None:
    return told.replace(tzinfo=ZoneInfo(zone)) if told else None
