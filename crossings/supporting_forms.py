"""The form of a paper beside the document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import Optional

from borderpost.forms import at_most, choices
from crossings import paper_words
from crossings.rules import dates
from crossings.rules.papers import OF_A_STATE
from crossings.supporting import How, Supporting

_TYPED = ("kind", "number", "issuer", "since", "until", "entries", "max_days")


class SupportingForm(FlaskForm):  # type: ignore[misc]
    """A visa, a residence permit, an authorisation or a vaccination, as it stands on paper."""

    kind = SelectField(_l("Kind of paper"), choices=choices(paper_words.TYPED.items()))
    number = StringField(_l("Number"), [Optional(), at_most(30)])
    issuer = StringField(_l("Issued by"), [Optional(), at_most(80)])
    since = DateField(_l("Valid from"), [Optional()])
    until = DateField(_l("Valid until, inclusive"), [Optional()])
    entries = SelectField(
        _l("Entries"),
        [Optional()],
        choices=choices(paper_words.ENTRIES.items(), empty=_l("Not said")),
    )
    max_days = IntegerField(_l("Days of stay at most"), [Optional()])

    def paper(self, known: Supporting | None = None) -> Supporting:
        """What was typed, the state of a visa or permit in capitals; what ``keep`` took out is
        as it is ``known``."""
        told = {name: self._told(name) for name in _TYPED if name in self}
        paper = replace(known or Supporting(id="", kind=""), **told)
        if paper.kind in OF_A_STATE:
            return replace(paper, issuer=paper.issuer.upper())
        return paper

    def keep(self, paper: Supporting) -> None:
        """Take out what may not be typed over: what the paper is, and what its zone says."""
        fixed = ["kind", "number", "issuer"]
        if paper.how == How.ZONE and len(paper.until) == dates.DAY:
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
