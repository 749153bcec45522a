"""The form of a supporting document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import Optional

from borderpost.forms import at_most, choices
from crossings import supporting_words
from crossings.rules import dates
from crossings.rules.supporting import OF_A_STATE
from crossings.supporting import Attached, How

_TYPED = ("kind", "number", "issuer", "since", "until", "entries", "max_days")


class SupportingForm(FlaskForm):  # type: ignore[misc]
    """A visa, a residence permit or a vaccination, as it stands on paper."""

    kind = SelectField(_l("Kind of paper"), choices=choices(supporting_words.TYPED.items()))
    number = StringField(_l("Number"), [Optional(), at_most(30)])
    issuer = StringField(_l("Issued by"), [Optional(), at_most(80)])
    since = DateField(_l("Valid from"), [Optional()])
    until = DateField(_l("Valid until, inclusive"), [Optional()])
    entries = SelectField(
        _l("Entries"),
        [Optional()],
        choices=choices(supporting_words.ENTRIES.items(), empty=_l("Not said")),
    )
    max_days = IntegerField(_l("Days of stay at most"), [Optional()])

    def document(self, known: Attached | None = None) -> Attached:
        """What was typed, the state of a visa or permit in capitals; what ``keep`` took out is
        as it is ``known``."""
        told = {name: self._told(name) for name in _TYPED if name in self}
        document = replace(known or Attached(id="", kind=""), **told)
        if document.kind in OF_A_STATE:
            return replace(document, issuer=document.issuer.upper())
        return document

    def keep(self, document: Attached) -> None:
        """Take out what may not be typed over: what it is, and what its zone says."""
        fixed = ["kind", "number", "issuer"]
        if document.how == How.ZONE and len(document.until) == dates.DAY:
            fixed.append("until")
        for name in fixed:
            del self[name]

    def _told(self, name: str) -> Any:
        value = self[name].data
        if name == "max_days":
            return value
        if isinstance(value, date):
            return value.isoformat()
        return " ".join((value or "").split())
