"""PURE: whether a traveller is a minor, by the rules of the post, and whether a rule asks for the
parents' authorisation. An age that the birth date leaves open is asked, never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from crossings.policies import ages
from crossings.rules.book import ADULT, Category, Groups, Requirement, Rule
from crossings.rules.case import Case
from crossings.rules.faults import fault_of
from docreader.dates import precision


class Age(StrEnum):
    """What a birth date says of the age of majority."""

    ADULT = "adult"
    UNSURE = "unsure"  # the date is unknown or partial: it may be either
    MINOR = "minor"


@dataclass(frozen=True)
class Majority:
    """From how many whole years on nobody is a minor, and the rule that says so; None where the
    book has none, and the Convention's eighteen years hold."""

    years: int
    rule: Rule | None

    def of(self, birth_date: str, day: date) -> Age:
        """What a birth date, as far as it is known, says on a day."""
        youngest, oldest = ages(believed(birth_date), day)
        if oldest < self.years:
            return Age.MINOR
        return Age.UNSURE if youngest < self.years else Age.ADULT


def believed(birth_date: str) -> str:
    """A birth date without what nobody believes: the first of January is what clerks write for
    some day of that year."""
    return birth_date[:4] if precision(birth_date) == "Y" else birth_date


def majority(case: Case, rules: Iterable[Rule], groups: Groups) -> Majority | None:
    """The age of majority for a traveller: the highest of the rules about minors that are in
    force here. None where the book has such rules and none of them holds in this direction; a
    book without any is an old one, and is not taken for a permission."""
    of_minors = [rule for rule in rules if rule.under_age and Category.MINOR in rule.categories]
    if not of_minors:
        return Majority(ADULT, None)
    as_minor = _as_minor(case)
    fitting = [rule for rule in of_minors if fault_of(rule, as_minor, groups) is None]
    chosen = min(fitting, key=lambda rule: (-rule.adult_at, rule.code), default=None)
    return Majority(chosen.adult_at, chosen) if chosen else None


def asking(case: Case, rules: Iterable[Rule], groups: Groups) -> Rule | None:
    """The rule that asks for the parents' authorisation for this minor, None where none does.
    It is asked for whatever other rule answers for the traveller."""
    asked = (
        rule
        for rule in sorted(rules, key=lambda one: one.code)
        if rule.requirement is Requirement.AUTHORISATION_REQUIRED
        and Category.MINOR in rule.categories
        and fault_of(rule, case, groups) is None
    )
    return next(asked, None)


def _as_minor(case: Case) -> Case:
    """The same traveller, taken for a minor: which rules would hold?"""
    return replace(case, categories=case.categories | {str(Category.MINOR)})
