"""PURE: what is wrong with a rule or a group that somebody proposes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from crossings.rules import dates
from crossings.rules.book import OWN, Category, Group, Groups, Member, Rule, Subject

_CODE = re.compile(r"[A-Z][A-Z0-9-]{0,11}")
_STATE = re.compile(r"[A-Z]{3}")
MOST_DAYS, MOST_MONTHS, OLDEST_MINOR = 3650, 120, 30


class Fault(Enum):
    """What is wrong: the field that it belongs to, and which of its faults."""

    CODE = ("code", 1)
    AT = ("at", 1)
    NATIONALS = ("nationals", 1)
    BUT_NOT = ("but_not", 1)
    DIRECTION = ("direction", 1)
    SUBJECT = ("subject", 1)
    CATEGORIES = ("categories", 1)
    FROM = ("effective_from", 1)
    NO_START = ("effective_from", 2)
    TO = ("effective_to", 1)
    ENDS_EARLY = ("effective_to", 2)
    DAYS = ("max_days", 1)
    WINDOW = ("window_days", 1)
    MONTHS = ("passport_months", 1)
    AGE = ("under_age", 1)
    TITLE = ("title_fr", 1)
    CITATION = ("citation", 1)
    CONSULTED = ("consulted", 1)
    MEMBERS = ("members", 1)

    @property
    def field(self) -> str:
        """The form's field that it belongs to."""
        return self.value[0]


def faults_of_rule(rule: Rule, groups: Groups) -> Iterator[Fault]:
    """What is wrong with a rule, in the order of the form."""
    known = set(groups)
    if not _CODE.fullmatch(rule.code) or rule.code in known or rule.code == OWN:
        yield Fault.CODE
    if not all(_is_state(one) or one in known for one in rule.at):
        yield Fault.AT
    if not all(_is_state(one) or one in known or one == OWN for one in rule.nationals):
        yield Fault.NATIONALS
    if not all(map(_is_state, rule.but_not)):
        yield Fault.BUT_NOT
    if rule.direction not in ("E", "X", "EX"):
        yield Fault.DIRECTION
    if rule.subject not in set(Subject):
        yield Fault.SUBJECT
    if not {*rule.categories, *rule.except_categories} <= set(Category):
        yield Fault.CATEGORIES
    yield from _of_time(rule)
    yield from _of_stay(rule)
    if not rule.title.get("fr"):
        yield Fault.TITLE
    if not rule.citation.strip():
        yield Fault.CITATION
    if rule.consulted and not is_date(rule.consulted):
        yield Fault.CONSULTED


def faults_of_group(group: Group) -> Iterator[Fault]:
    """What is wrong with a group."""
    if not _CODE.fullmatch(group.code) or group.code == OWN:
        yield Fault.CODE
    if not group.members or not all(map(_makes_sense, group.members)):
        yield Fault.MEMBERS


def is_date(told: str) -> bool:
    """Whether a text is a day, a month or a year that the calendar has."""
    try:
        dates.first_day(told)
    except ValueError:
        return False
    return True


def _of_time(rule: Rule) -> Iterator[Fault]:
    if rule.effective_from and not is_date(rule.effective_from):
        yield Fault.FROM
    elif rule.active and not rule.effective_from:
        yield Fault.NO_START
    if rule.effective_to and not is_date(rule.effective_to):
        yield Fault.TO
    elif _is_turned(rule.effective_from, rule.effective_to):
        yield Fault.ENDS_EARLY


def _of_stay(rule: Rule) -> Iterator[Fault]:
    if rule.max_days is not None and not 1 <= rule.max_days <= MOST_DAYS:
        yield Fault.DAYS
    if rule.window_days is not None and not (rule.max_days or MOST_DAYS) <= rule.window_days:
        yield Fault.WINDOW
    if rule.passport_months is not None and not 1 <= rule.passport_months <= MOST_MONTHS:
        yield Fault.MONTHS
    if rule.under_age is not None and not _is_age(rule, rule.under_age):
        yield Fault.AGE


def _is_age(rule: Rule, years: int) -> bool:
    """An age belongs to a rule that looks at minors."""
    of_minors = {*rule.categories, *rule.except_categories}
    return Category.MINOR in of_minors and 1 <= years <= OLDEST_MINOR


def _makes_sense(member: Member) -> bool:
    told = [one for one in (member.since, member.until) if one]
    return (
        _is_state(member.state)
        and all(map(is_date, told))
        and not _is_turned(member.since, member.until)
    )


def _is_turned(since: str, until: str) -> bool:
    if not (is_date(since) and is_date(until)):
        return False
    return dates.last_day(until) < dates.first_day(since)


def _is_state(told: str) -> bool:
    return bool(_STATE.fullmatch(told)) and told != OWN
