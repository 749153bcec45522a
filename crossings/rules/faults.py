"""PURE: why one rule does not fit one traveller."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from crossings.rules import dates
from crossings.rules.book import OWN, Groups, Requirement, Rule
from crossings.rules.case import Case


class Why(StrEnum):
    """Why a rule does not answer."""

    UNDATED = "undated"  # it would fit, but has no start
    SWITCHED_OFF = "switched_off"
    NOT_YET = "not_yet"
    ENDED = "ended"
    NATIONAL_LEFT = "national_left"  # the nationality is no longer, or not yet, in the group
    POST_LEFT = "post_left"  # the post's country is no longer, or not yet, in the group
    DOCUMENT = "document"
    PURPOSE = "purpose"
    BROADER = "broader"  # it fits, and another one is more specific
    OLDER = "older"  # it fits, and another one is newer
    OTHER = "other"  # it concerns others: nothing to tell


@dataclass(frozen=True)
class Fault:
    """Why a rule does not answer; ``other`` is the rule that answers, the group, or the date."""

    why: Why
    other: str = ""
    day: str = ""

    @property
    def is_near(self) -> bool:
        """Whether an officer wants to know of it."""
        return self.why is not Why.OTHER


def fault_of(rule: Rule, case: Case, groups: Groups) -> Fault | None:
    """Why the rule does not fit; None when it does. What fails twice concerns others."""
    found = list(islice(_faults(rule, case, groups), 2))
    if not found:
        return None
    return found[0] if len(found) == 1 else Fault(Why.OTHER)


def _faults(rule: Rule, case: Case, groups: Groups) -> Iterator[Fault]:
    yield from _of_people(rule, case, groups)
    yield from _of_place(rule, case, groups)
    yield from _of_document_and_purpose(rule, case)
    yield from _of_time(rule, case)


def _of_people(rule: Rule, case: Case, groups: Groups) -> Iterator[Fault]:
    asks_visa = rule.decides and rule.requirement is not Requirement.NATIONAL_VERIFICATION
    if (case.comes_home and asks_visa) or case.nationality in rule.but_not:
        yield from _twice()
    if rule.nationals and not _is_named(rule, case, groups):
        yield from _once_in(rule.nationals, case.nationality, groups, Why.NATIONAL_LEFT)
    held = case.categories_for(rule)
    lacks_category = rule.categories and not held & set(rule.categories)
    if lacks_category or held & set(rule.except_categories):
        yield from _twice()


def _of_place(rule: Rule, case: Case, groups: Groups) -> Iterator[Fault]:
    if case.direction not in rule.direction or rule.subject != case.subject:
        yield from _twice()
    if rule.at and not _holds(rule.at, case.country, case, groups):
        yield from _once_in(rule.at, case.country, groups, Why.POST_LEFT)


def _of_document_and_purpose(rule: Rule, case: Case) -> Iterator[Fault]:
    if rule.documents and case.document not in rule.documents:
        yield Fault(Why.DOCUMENT)
    if rule.purposes and case.purpose not in rule.purposes:
        yield Fault(Why.PURPOSE)


def _of_time(rule: Rule, case: Case) -> Iterator[Fault]:
    if not rule.effective_from:
        yield Fault(Why.UNDATED)
    elif not rule.active:
        yield Fault(Why.SWITCHED_OFF)
    elif not dates.has_begun(rule.effective_from, case.day):
        yield Fault(Why.NOT_YET, day=rule.effective_from)
    elif dates.has_ended(rule.effective_to, case.day):
        yield Fault(Why.ENDED, day=rule.effective_to)


def _is_named(rule: Rule, case: Case, groups: Groups) -> bool:
    own = OWN in rule.nationals and case.nationality == case.country
    return own or _holds(rule.nationals, case.nationality, case, groups)


def _holds(names: tuple[str, ...], state: str, case: Case, groups: Groups) -> bool:
    held = (groups[name] for name in names if name in groups)
    return state in names or any(group.holds(state, case.day) for group in held)


def _once_in(names: tuple[str, ...], state: str, groups: Groups, why: Why) -> Iterator[Fault]:
    """A state that was or will be in a group of the rule; any other one is a stranger to it."""
    for name in names:
        for time in groups[name].times_of(state) if name in groups else ():
            yield Fault(why, other=name, day=time.until)
            return
    yield from _twice()


def _twice() -> Iterator[Fault]:
    yield Fault(Why.OTHER)
    yield Fault(Why.OTHER)
