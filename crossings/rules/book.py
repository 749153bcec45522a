"""PURE: a rule book: entry rules and groups of states, dated, sourced and versioned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from crossings.rules import dates

ADULT = 18  # whole years, where a rule about minors names none (CRC, article 1)
OWN = "OWN"  # among the nationals of a rule: those of the post's own country


class Requirement(StrEnum):
    """What a rule asks of a traveller. ``NONE`` adds a fact and decides nothing by itself."""

    NONE = "none"
    VISA_EXEMPT = "visa_exempt"
    VISA_REQUIRED = "visa_required"
    EVISA_REQUIRED = "evisa_required"
    ENTRY_SUSPENDED = "entry_suspended"
    NATIONAL_VERIFICATION = "national_verification"
    AUTHORISATION_REQUIRED = "authorisation_required"


class Category(StrEnum):
    """What a traveller is beside a nationality."""

    RESIDENT = "resident"
    BORDER_RESIDENT = "border_resident"
    DIPLOMAT = "diplomat"
    REFUGEE = "refugee"
    STATELESS = "stateless"
    MINOR = "minor"
    DUAL_NATIONAL = "dual_national"
    VISA_HOLDER = "visa_holder"


class Subject(StrEnum):
    """Who or what crosses."""

    PERSON = "person"
    PRIVATE_VEHICLE = "private_vehicle"
    COMMERCIAL_VEHICLE = "commercial_vehicle"


@dataclass(frozen=True)
class Member:
    """A state's time in a group; both ends inclusive, as precise as their source."""

    state: str
    since: str = ""
    until: str = ""
    citation: str = ""
    verified: bool = False

    def is_in(self, day: date) -> bool:
        """Whether the state is a member on ``day``."""
        return dates.has_begun(self.since, day) and not dates.has_ended(self.until, day)


@dataclass(frozen=True)
class Group:
    """States that rules name together."""

    code: str
    members: tuple[Member, ...]
    version: int = 1

    def holds(self, state: str, day: date) -> bool:
        """Whether a state is in the group on ``day``."""
        return any(one.state == state and one.is_in(day) for one in self.members)

    def times_of(self, state: str) -> tuple[Member, ...]:
        """Every time that a state was, is or will be a member."""
        return tuple(one for one in self.members if one.state == state)


@dataclass(frozen=True)
class Rule:
    """One dated rule. An empty list of documents, purposes, nationals or categories names all;
    ``at`` and ``nationals`` hold three-letter states and names of groups.

    ``effective_from`` and ``effective_to`` are a day, a month or a year, both inclusive.
    """

    code: str
    at: tuple[str, ...]  # the countries whose posts apply it; empty: every country
    requirement: Requirement
    nationals: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()  # nationals whom the rule leaves out
    documents: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    except_categories: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    direction: str = "E"  # E, X, or EX
    subject: str = Subject.PERSON
    effective_from: str = ""
    start_open: bool = False  # in force on that day, and nobody knows since when
    effective_to: str = ""
    max_days: int | None = None
    window_days: int | None = None
    passport_months: int | None = None  # the document is valid for this long after entry
    under_age: int | None = None  # who is a minor to it: younger than so many whole years
    health_certificate: bool = False
    title: Mapping[str, str] = field(default_factory=dict)  # by language: fr, en, ar
    note: Mapping[str, str] = field(default_factory=dict)
    citation: str = ""
    consulted: str = ""
    verified: bool = False
    active: bool = True
    version: int = 1

    @property
    def adult_at(self) -> int:
        """From how many whole years on nobody is a minor to it."""
        return self.under_age or ADULT

    @property
    def is_applied(self) -> bool:
        """Whether it may decide: somebody switched it on, and it has a start."""
        return self.active and bool(self.effective_from)

    @property
    def decides(self) -> bool:
        """Whether it answers by itself, or only adds a fact to what answers."""
        return self.requirement is not Requirement.NONE

    def words(self, language: str) -> str:
        """Its title in a language, in French when it has none."""
        return self.title.get(language) or self.title.get("fr") or self.code

    def notes(self, language: str) -> str:
        """Its note in a language, in French when it has none."""
        return self.note.get(language) or self.note.get("fr") or ""


Groups = Mapping[str, Group]


@dataclass(frozen=True)
class Book:
    """The newest version of every rule and group."""

    rules: tuple[Rule, ...] = ()
    groups: Groups = field(default_factory=dict)

    def rule(self, code: str) -> Rule | None:
        """The rule of this code."""
        return next((one for one in self.rules if one.code == code), None)

    def with_rule(self, rule: Rule) -> Book:
        """The book as it would be with this rule in place of its namesake."""
        others = (one for one in self.rules if one.code != rule.code)
        return Book((*others, rule), self.groups)

    def with_group(self, group: Group) -> Book:
        """The book as it would be with this group in place of its namesake."""
        return Book(self.rules, {**self.groups, group.code: group})


_LISTS = {"at", "nationals", "but_not", "documents", "categories", "except_categories", "purposes"}
_NUMBERS = {"max_days", "window_days", "passport_months", "under_age"}
_SWITCHES = {"health_certificate", "verified", "active", "start_open"}
_NAMES = frozenset(one.name for one in fields(Rule))


def rule_plain(rule: Rule) -> dict[str, Any]:
    """The rule as JSON-ready data, without its code and version."""
    found = {name: list(value) if name in _LISTS else value for name, value in asdict(rule).items()}
    found["requirement"] = str(rule.requirement)
    return {name: value for name, value in found.items() if name not in ("code", "version")}


def rule_of(code: str, version: int, plain: Mapping[str, Any]) -> Rule:
    """The rule back from ``rule_plain``; raises ValueError, TypeError or KeyError for what is
    none."""
    if unknown := plain.keys() - _NAMES:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    if wrong := sorted(name for name, value in plain.items() if not _is_kind(name, value)):
        raise ValueError(f"{code}: {', '.join(wrong)}")
    told: dict[str, Any] = {
        name: tuple(value) if name in _LISTS else value for name, value in plain.items()
    }
    told["requirement"] = Requirement(plain["requirement"])
    return Rule(**{**told, "code": code, "version": version})


def _is_kind(name: str, value: Any) -> bool:
    """Whether a value may stand in a field: a file may say anything."""
    if name in _LISTS:
        return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    if name in _NUMBERS:
        return value is None or (isinstance(value, int) and not isinstance(value, bool))
    if name in _SWITCHES:
        return isinstance(value, bool)
    if name in ("title", "note"):
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    return isinstance(value, str)


def group_plain(group: Group) -> dict[str, Any]:
    """The group as JSON-ready data, without its code and version."""
    return {"members": [asdict(one) for one in group.members]}


def group_of(code: str, version: int, plain: Mapping[str, Any]) -> Group:
    """The group back from ``group_plain``; raises ValueError, TypeError or KeyError for what
    is none."""
    members = tuple(Member(**one) for one in plain["members"])
    texts = (text for one in members for text in (one.state, one.since, one.until, one.citation))
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{code}: members")
    return Group(code, members, version)


def book_of(rules: Iterable[Rule], groups: Iterable[Group]) -> Book:
    """A book of these."""
    return Book(tuple(rules), {one.code: one for one in groups})
