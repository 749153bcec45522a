"""The rule book as a list: what a row shows, what a file holds, and how it is searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import PER_PAGE, Column, Listed, Page
from crossings import rule_words
from crossings.rules.book import OWN, Book, Rule

STANDINGS = {
    "applied": _l("Applied"),
    "idle": _l("Known, not applied"),
    "unverified": _l("Unverified"),
}


@dataclass(frozen=True)
class WantedRules:
    """What the book is searched for; empty parts do not filter."""

    words: str = ""
    country: str = ""
    nationality: str = ""
    standing: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return self == WantedRules()


def found(book: Book, wanted: WantedRules) -> list[Rule]:
    """The rules that fit a search, by their code."""
    fitting = (rule for rule in book.rules if _fits(rule, book, wanted))
    return sorted(fitting, key=lambda rule: rule.code)


def ordered(rules: Iterable[Rule]) -> list[Rule]:
    """The rules in the order that the address asks for: the book is short enough for it."""
    asked = RULES.asked()
    column = next(one for one in RULES.columns if one.heading == asked.removeprefix("-"))
    by_code = sorted(rules, key=lambda rule: rule.code)
    return sorted(by_code, key=lambda rule: str(column.value(rule)), reverse=asked.startswith("-"))


def page_of(rules: Sequence[Rule]) -> Page[Rule]:
    """The asked page of the rules."""
    last = max(1, -(-len(rules) // PER_PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    return Page(rules[(number - 1) * PER_PAGE : number * PER_PAGE], number, len(rules))


def _fits(rule: Rule, book: Book, wanted: WantedRules) -> bool:
    text = " ".join(
        [rule.code, rule.citation, *rule.title.values(), *rule.note.values()]
    ).casefold()
    return (
        all(word in text for word in wanted.words.casefold().split())
        and (not wanted.country or _names(rule.at, wanted.country, book))
        and (not wanted.nationality or _names(rule.nationals, wanted.nationality, book))
        and _stands(rule, wanted.standing)
    )


def _names(names: Sequence[str], state: str, book: Book) -> bool:
    """Whether a state is or ever was meant; a rule that names nobody means everybody."""
    groups = (book.groups[name] for name in names if name in book.groups)
    ever = any(group.times_of(state) for group in groups)
    return not names or state in names or OWN in names or ever


def _stands(rule: Rule, standing: str) -> bool:
    if standing == "unverified":
        return not rule.verified
    return not standing or rule.is_applied is (standing == "applied")


def _code(rule: Rule) -> Markup:
    return cells.link(url_for("rules.show", rule_code=rule.code), cells.latin(rule.code))


def _requirement(rule: Rule) -> Markup:
    told = cells.tag(rule_words.REQUIREMENTS[rule.requirement])
    if not rule.is_applied:
        told += cells.tag(_("not applied"), "check-look")
    return told if rule.verified else told + cells.tag(_("unverified"), "check-look")


def _since(rule: Rule) -> str:
    return rule_words.when(rule.effective_from) if rule.effective_from else _("start not known")


_BY_VALUE = ("value",)  # sorted by ``ordered``, not by the database
RULES: Listed[Rule] = Listed(
    "rules.index",
    (
        Column("code", lambda rule: rule.code, _l("Rule"), _code, _BY_VALUE),
        Column("title", rule_words.title, _l("Title"), order=_BY_VALUE),
        Column(
            "at", lambda rule: " ".join(rule.at), _l("At posts of"),
            lambda rule: rule_words.named(rule.at) or _("every country"), _BY_VALUE,
        ),
        Column(
            "nationals", lambda rule: " ".join(rule.nationals), _l("Nationals of"),
            lambda rule: rule_words.named(rule.nationals) or _("every state"), _BY_VALUE,
        ),
        Column(
            "requirement", lambda rule: str(rule.requirement), _l("Requirement"), _requirement,
            _BY_VALUE,
        ),
        Column("max_days", lambda rule: rule.max_days or "", _l("Days")),
        Column(
            "effective_from", lambda rule: rule.effective_from, _l("In force since"), _since,
            _BY_VALUE,
        ),
        Column("effective_to", lambda rule: rule.effective_to),
        Column("direction", lambda rule: rule.direction),
        Column("documents", lambda rule: " ".join(rule.documents)),
        Column("categories", lambda rule: " ".join(rule.categories)),
        Column("purposes", lambda rule: " ".join(rule.purposes)),
        Column("window_days", lambda rule: rule.window_days or ""),
        Column("passport_months", lambda rule: rule.passport_months or ""),
        Column("under_age", lambda rule: rule.under_age or ""),
        Column("health_certificate", lambda rule: rule.health_certificate),
        Column("citation", lambda rule: rule.citation),
        Column("consulted", lambda rule: rule.consulted),
        Column("verified", lambda rule: rule.verified),
        Column("active", lambda rule: rule.active),
        Column("version", lambda rule: rule.version, _l("Version")),
    ),
    tie=(),
    usual="code",
)  # fmt: skip
