"""Forms of lists, files, entries, thresholds and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, FloatField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from borderpost import clock
from borderpost.forms import at_most, choices
from borderpost.imports.fields import DayField, is_day
from watchlist import alert_words, files
from watchlist.formats import dates
from watchlist.formats.states import three_letters
from watchlist.listed import DateQuality, Listed, Name, NameQuality, Paper
from watchlist.services.keeping import ListFacts
from watchlist.tiers import NEVER, Steps, Thresholds, Tier


class ListForm(FlaskForm):  # type: ignore[misc]
    """What holds for a whole list."""

    name = StringField(_l("Name, as commands and records say it"), [at_most(40)])
    title = StringField(_l("Title"), [at_most(120)])
    legal_basis = StringField(_l("Legal basis"), [at_most(300)])
    holds = SelectField(_l("What it holds"),
                        choices=lambda: choices(alert_words.HOLDS.items()))  # fmt: skip
    code = SelectField(_l("What its alerts ask for, where an entry says nothing else"),
                       choices=lambda: choices(alert_words.CODES.items()))  # fmt: skip
    stale_days = IntegerField(_l("Stale after so many days"), [InputRequired()])
    signed_only = BooleanField(_l("Signed packages only"))
    is_active = BooleanField(_l("Travellers are screened against it"))

    def facts(self, name: str = "", holds: str = "") -> ListFacts:
        """What was typed; ``name`` and ``holds`` of a list that is there already stay."""
        return ListFacts(
            name or (self.name.data or "").strip().lower(),
            (self.title.data or "").strip(),
            (self.legal_basis.data or "").strip(),
            self.code.data,
            holds or self.holds.data,
            self.stale_days.data,
            self.signed_only.data,
            self.is_active.data,
        )


class FileForm(FlaskForm):  # type: ignore[misc]
    """A file to load into a list."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file."))])
    format = SelectField(_l("Format"), choices=lambda: choices(
        [*files.FORMATS.items(), ("package", _l("Signed package"))]))  # fmt: skip
    issued = DayField(_l("Day on which the list was made"), [Optional(), is_day])
    may_shrink = BooleanField(_l("More than half of the entries may go"))


class EntryFields(FlaskForm):  # type: ignore[misc]
    """One entry: who, what the desk does, why, and until when."""

    surname = StringField(_l("Surname"), [at_most(120)])
    given = StringField(_l("Given names"), [at_most(120)])
    aliases = TextAreaField(_l("Other names, one a line"), [at_most(4000)])
    weak_aliases = TextAreaField(_l("Doubtful other names, one a line"), [at_most(4000)])
    birth_dates = StringField(_l("Born on; several by a semicolon"), [at_most(200)])
    nationalities = StringField(_l("Nationalities, three letters each"), [at_most(60)])
    sex = SelectField(_l("Sex"), default="", choices=lambda: choices(
        [("M", _l("male")), ("F", _l("female"))], empty=_l("not known")))  # fmt: skip
    papers = TextAreaField(_l("Documents, one a line: state, kind, number"), [at_most(2000)])
    code = SelectField(_l("What the alert asks for"),
        default="", choices=lambda: choices(
        [(code, f"{alert_words.CODES[code]}: {what}")
         for code, what in alert_words.WHAT_CODES_DO.items()], empty=""))  # fmt: skip
    note = StringField(_l("What the desk is told"), [at_most(300)])
    reason = TextAreaField(_l("Reason"), [at_most(1000)])
    legal_basis = StringField(_l("Legal basis"), [at_most(300)])
    expires_on = StringField(_l("Holds until"), [at_most(10)])
    source = StringField(_l("Source"), [at_most(200)])
    why = StringField(_l("Why this is proposed"), [at_most(500)])

    def content(self) -> Listed:
        """What was typed."""
        return Listed(
            key="",
            names=tuple(self._names()),
            birth_dates=tuple(_dates(self.birth_dates.data or "")),
            nationalities=tuple(
                three_letters(one) or one.upper() for one in (self.nationalities.data or "").split()
            ),
            sex=self.sex.data or "",
            papers=tuple(map(_paper, _lines(self.papers.data))),
            code=self.code.data or "",
            note=(self.note.data or "").strip(),
            reason=(self.reason.data or "").strip(),
            legal_basis=(self.legal_basis.data or "").strip(),
            expires_on=(self.expires_on.data or "").strip(),
            source=(self.source.data or "").strip(),
        )

    def _names(self) -> Iterator[Name]:
        surname, given = (self.surname.data or "").strip(), (self.given.data or "").strip()
        yield Name(f"{given} {surname}".strip(), surname, given)
        yield from map(Name, _lines(self.aliases.data))
        for text in _lines(self.weak_aliases.data):
            yield Name(text, quality=NameQuality.WEAK)


class EntryForm(EntryFields):
    """One entry by hand."""


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """Why somebody says no, or takes something off."""

    reason = StringField(_l("Reason"), [at_most(500)])


class ThresholdForm(FlaskForm):  # type: ignore[misc]
    """From which probability a hit is red, amber or grey, in percent; empty: never."""

    why = StringField(_l("Why this is proposed"), [at_most(500)])

    def steps(self) -> Thresholds:
        """What was typed."""
        return {quality: Steps(*(self._share(quality, tier) for tier in Tier))
                for quality in DateQuality}  # fmt: skip

    def _share(self, quality: str, tier: str) -> float:
        data = self[f"{quality}_{tier}"].data
        return NEVER if data is None else round(data / 100, 4)


for _quality in DateQuality:
    for _tier in Tier:
        _label = _l("%(quality)s, %(tier)s", quality=alert_words.QUALITIES[_quality],
                    tier=alert_words.TIERS[_tier])  # fmt: skip
        _checks = [Optional(), NumberRange(0.1, 100, _l("Between 0.1 and 100 percent."))]
        setattr(ThresholdForm, f"{_quality}_{_tier}", FloatField(_label, _checks))


def present(found: Listed) -> dict[str, Any]:
    """An entry as its form opens with it."""
    first = found.names[0] if found.names else Name("")
    strong = [one.text for one in found.names[1:] if one.quality == NameQuality.STRONG]
    weak = [one.text for one in found.names[1:] if one.quality == NameQuality.WEAK]
    return {
        "surname": first.surname or first.text,
        "given": first.given,
        "aliases": "\n".join(strong),
        "weak_aliases": "\n".join(weak),
        "birth_dates": "; ".join(found.birth_dates),
        "nationalities": " ".join(found.nationalities),
        "sex": found.sex,
        "papers": "\n".join(f"{one.issuer} {one.kind} {one.number}" for one in found.papers),
        "code": found.code,
        "note": found.note,
        "reason": found.reason,
        "legal_basis": found.legal_basis,
        "expires_on": found.expires_on,
        "source": found.source,
    }


def present_steps(steps: Thresholds) -> dict[str, float | None]:
    """Thresholds as their form opens with them."""
    return {
        f"{quality}_{tier}": None if getattr(one, tier) >= NEVER else 100 * getattr(one, tier)
        for quality, one in steps.items()
        for tier in Tier
    }


def in_a_year() -> str:
    """What the end of a new alert opens with."""
    today = clock.today()
    return today.replace(year=today.year + 1, day=min(today.day, 28)).isoformat()


def _dates(text: str) -> Iterator[str]:
    for part in text.split(";"):
        if part.strip():
            yield dates.iso(part) or part.strip()


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _paper(line: str) -> Paper:
    """``MLI P B1234567``, ``MLI B1234567`` or a number alone."""
    words = line.upper().split()
    issuer = three_letters(words[0]) if len(words) > 1 else ""
    rest = words[1:] if issuer else words
    kind = rest[0] if len(rest) > 1 and len(rest[0]) <= 2 else "P"
    number = "".join(rest[1:] if len(rest) > 1 and len(rest[0]) <= 2 else rest)
    return Paper(number, issuer, kind)
