"""Forms of the rule book: search, what-if, a proposal, a reason, a file."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from borderpost.forms import at_most, choices
from borderpost.locale import LOCALES
from crossings import codes, rule_words
from crossings.rule_listed import STANDINGS, WantedRules
from crossings.rules.book import Requirement, Rule, rule_of
from crossings.rules.case import Case, categories_of
from crossings.services.rule_book import Change

_REQUIRED = DataRequired(_l("Fill this in."))
_STATE = Regexp(r"^[A-Za-z]{3}$", message=_l("Three letters, such as MLI or MRT."))
_LISTS = ("at", "nationals", "but_not")
_CHOICES = ("documents", "categories", "except_categories", "purposes")
_WORDS = ("title", "note")


def _ticks(label: Any, table: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=lambda: choices(table.items()),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class SearchForm(FlaskForm):  # type: ignore[misc]
    """What to search the book for; read from the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Words, code or source"))
    country = StringField(_l("At posts of"), [Optional(), _STATE])
    nationality = StringField(_l("Nationals of"), [Optional(), _STATE])
    standing = SelectField(
        _l("Standing"),
        [Optional()],
        choices=lambda: choices(STANDINGS.items(), empty=_l("All rules")),
    )

    def wanted(self) -> WantedRules:
        """The search; a part that makes no sense does not filter and is told on the form."""
        self.validate()
        kept = {
            one.name: "" if one.errors else (one.data or "").strip()
            for one in (self.q, self.country, self.nationality, self.standing)
        }
        return WantedRules(
            kept["q"], kept["country"].upper(), kept["nationality"].upper(), kept["standing"]
        )


class WhatIfForm(FlaskForm):  # type: ignore[misc]
    """A traveller who may or may not exist."""

    class Meta:
        csrf = False

    nationality = StringField(_l("Nationality"), [_REQUIRED, _STATE])
    document = SelectField(
        _l("Document"), [Optional()], choices=lambda: choices(codes.DOCUMENTS.items(), empty="")
    )
    direction = SelectField(
        _l("Direction"), choices=choices((way, codes.DIRECTIONS[way]) for way in codes.COUNTED_WAYS)
    )
    day = DateField(_l("Day"), [InputRequired(_l("Fill this in."))])
    country = StringField(_l("Post’s country"), [_REQUIRED, _STATE])
    purpose = SelectField(
        _l("Purpose"), [Optional()], choices=lambda: choices(codes.PURPOSES.items(), empty="")
    )
    categories = _ticks(_l("The traveller is"), rule_words.CATEGORIES)

    def case(self) -> Case:
        """The traveller as the rules see one."""
        nationality = self.nationality.data.upper()
        told = frozenset(self.categories.data or ())
        return Case(
            nationality=nationality,
            document=self.document.data or "",
            direction=self.direction.data,
            day=self.day.data,
            country=self.country.data.upper(),
            purpose=self.purpose.data or "",
            categories=told | categories_of(nationality, self.document.data or ""),
        )


class RuleForm(FlaskForm):  # type: ignore[misc]
    """A rule as somebody wants it, and why."""

    code = StringField(_l("Code"), [_REQUIRED, at_most(12)])
    title_fr = StringField(_l("Title in French"), [at_most(120)])
    title_en = StringField(_l("Title in English"), [Optional(), at_most(120)])
    title_ar = StringField(_l("Title in Arabic"), [Optional(), at_most(120)])
    at = StringField(_l("At posts of"), [Optional(), at_most(200)])
    nationals = StringField(_l("Nationals of"), [Optional(), at_most(400)])
    but_not = StringField(_l("But not nationals of"), [Optional(), at_most(400)])
    direction = SelectField(_l("Direction"), choices=choices(rule_words.WAYS.items()))
    subject = SelectField(_l("Who or what crosses"), choices=choices(rule_words.SUBJECTS.items()))
    documents = _ticks(_l("Documents (none ticked: any)"), codes.DOCUMENTS)
    categories = _ticks(_l("Only for"), rule_words.CATEGORIES)
    except_categories = _ticks(_l("Except for"), rule_words.CATEGORIES)
    purposes = _ticks(_l("Purposes (none ticked: any)"), codes.PURPOSES)
    requirement = SelectField(_l("Requirement"), choices=choices(rule_words.REQUIREMENTS.items()))
    max_days = IntegerField(_l("Days at most"), [Optional()])
    window_days = IntegerField(_l("Within a window of days"), [Optional()])
    passport_months = IntegerField(_l("Document valid for months more"), [Optional()])
    health_certificate = BooleanField(_l("Asks for a health certificate"))
    under_age = IntegerField(_l("Minor: younger than (whole years)"), [Optional()])
    effective_from = StringField(_l("In force since"), [Optional()])
    start_open = BooleanField(_l("Or earlier: the source gives no start"))
    effective_to = StringField(_l("Until, inclusive"), [Optional()])
    active = BooleanField(_l("Applied at the desks"))
    citation = StringField(_l("Source"), [at_most(300)])
    consulted = StringField(_l("Source consulted on"), [Optional()])
    verified = BooleanField(_l("Verified: somebody compared it with the text"))
    note_fr = TextAreaField(_l("Note in French"), [Optional(), at_most(600)])
    note_en = TextAreaField(_l("Note in English"), [Optional(), at_most(600)])
    note_ar = TextAreaField(_l("Note in Arabic"), [Optional(), at_most(600)])
    why = StringField(_l("Why is it changed?"), [_REQUIRED, at_most(500)])

    def change(self, code: str, base_version: int) -> Change:
        """What the service needs to know."""
        told: dict[str, Any] = {name: self[name].data for name in _PLAIN}
        told |= {name: (self[name].data or "").strip() for name in _TEXTS}
        told |= {name: _names(self[name].data) for name in _LISTS}
        told |= {name: self[name].data or [] for name in _CHOICES}
        told |= {name: self._in_languages(name) for name in _WORDS}
        return Change(rule_of(code, base_version + 1, told), self.why.data, base_version)

    def _in_languages(self, name: str) -> dict[str, str]:
        words = {tongue: (self[f"{name}_{tongue}"].data or "").strip() for tongue in LOCALES}
        return {tongue: text for tongue, text in words.items() if text}


_TEXTS = ("effective_from", "effective_to", "citation", "consulted")
_PLAIN = (
    "direction", "subject", "requirement", "max_days", "window_days", "passport_months",
    "under_age", "start_open", "health_certificate", "active", "verified",
)  # fmt: skip


def present(rule: Rule) -> dict[str, Any]:
    """A rule as the form shows it."""
    shown: dict[str, Any] = {name: getattr(rule, name) for name in (*_PLAIN, *_TEXTS)}
    shown |= {name: " ".join(getattr(rule, name)) for name in _LISTS}
    shown |= {name: list(getattr(rule, name)) for name in _CHOICES}
    for name in _WORDS:
        shown |= {f"{name}_{tongue}": getattr(rule, name).get(tongue, "") for tongue in LOCALES}
    return {**shown, "requirement": Requirement(rule.requirement).value, "code": rule.code}


def _names(text: str | None) -> list[str]:
    return (text or "").upper().replace(",", " ").replace(";", " ").split()


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """Why a proposal is rejected or withdrawn."""

    reason = StringField(_l("Why?"), [DataRequired(_l("Say why, in a few words.")), at_most(500)])


class FileForm(FlaskForm):  # type: ignore[misc]
    """A rule book as a file."""

    file = FileField(_l("Rule book (TOML or JSON)"))
    why = StringField(_l("Why is it changed?"), [_REQUIRED, at_most(500)])
    text = TextAreaField(_l("The file's text"), [Optional()])
