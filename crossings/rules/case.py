"""PURE: a traveller as the rules see one, and what the documents say that a traveller is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from crossings.rules import supporting
from crossings.rules.book import Category, Rule, Subject
from crossings.rules.granting import PastStay
from crossings.rules.supporting import SupportingDocument

_BY_NATIONALITY = {  # ICAO 9303-3 §5
    "XXA": Category.STATELESS,
    "XXB": Category.REFUGEE,
    "XXC": Category.REFUGEE,
}
_BY_DOCUMENT = {  # ICAO 9303-4 §4.4, and codes of our own for papers without a zone
    "PD": Category.DIPLOMAT,
    "PO": Category.DIPLOMAT,
    "PR": Category.REFUGEE,
    "PS": Category.STATELESS,
    "CTD": Category.REFUGEE,
    "HCR": Category.REFUGEE,
    "CSJ": Category.RESIDENT,
    "BRP": Category.BORDER_RESIDENT,
}


@dataclass(frozen=True)
class Case:
    """One traveller at a country's post on a day."""

    nationality: str
    document: str  # a kind: P, I, ETC; '' when none is known
    direction: str  # E or X
    day: date
    country: str  # whose post
    purpose: str = ""
    categories: frozenset[str] = frozenset()
    expiry: str = ""  # of the document; '' when it is not known
    subject: str = Subject.PERSON
    youngest: int | None = None  # whole years that the birth date allows; None: not known
    supporting: tuple[SupportingDocument, ...] = ()  # linked to the traveller
    past: tuple[PastStay, ...] | None = None  # earlier stays in the country; None: not looked at

    def on(self, purpose: str) -> Case:
        """The same traveller with another purpose."""
        return replace(self, purpose=purpose)

    def is_minor_to(self, rule: Rule) -> bool:
        """Whether a rule takes the traveller for a minor. Who may be one, as far as the birth
        date is known, is taken for one; without a birth date nobody is."""
        if Category.MINOR in self.categories:
            return True
        return self.youngest is not None and self.youngest < rule.adult_at

    def categories_for(self, rule: Rule) -> frozenset[str]:
        """What the traveller is, in the eyes of one rule: ages are the rule's."""
        minor = {str(Category.MINOR)} if self.is_minor_to(rule) else set()
        return self.categories | minor

    def holding(self, *, but: str = "") -> Case:
        """The same traveller, being what the supporting documents that hold make of one,
        ``but`` for one category."""
        made = supporting.categories(self.supporting, self.country, self.day) - {but}
        return replace(self, categories=self.categories | made) if made else self

    @property
    def comes_home(self) -> bool:
        """Whether a national enters the own country."""
        return self.direction == "E" and self.nationality == self.country


def categories_of(nationality: str, document_code: str) -> frozenset[str]:
    """What the document itself says that its holder is."""
    found = {_BY_NATIONALITY.get(nationality), _BY_DOCUMENT.get(document_code)} - {None}
    return frozenset(str(one) for one in found if one)
