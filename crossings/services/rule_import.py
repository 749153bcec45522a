"""A rule book from a file: compared with what holds, then proposed; it changes nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from crossings.queries import rules as reading
from crossings.rules.book import Book, Group, Rule, group_plain, rule_plain
from crossings.rules.checking import faults_of_group, faults_of_rule
from crossings.services import rule_book
from crossings.services.rule_book import WORDS, Change
from crossings.shipped_rules import read

LONGEST = 256 * 1024  # letters of a file


@dataclass(frozen=True)
class Coming:
    """A rule or group of the file that differs from what holds."""

    code: str
    base_version: int
    before: dict[str, Any]
    after: dict[str, Any]
    item: Rule | Group


def differences(text: str) -> list[Coming]:
    """What a file would change, by code. Raises ``Refused`` for what is no rule book."""
    if not text.strip():
        raise Refused(_l("Choose a file first."), field="file")
    if len(text) > LONGEST:
        raise Refused(_l("This file is too large for a rule book."), field="file")
    book, known = _read(text), reading.book()
    _check(book, known)
    return sorted(_coming(book, known), key=lambda one: one.code)


def propose(text: str, why: str, *, by: Actor) -> int:
    """A proposal for each difference, all or none; the number of proposals."""
    coming = differences(text)
    if not coming:
        raise Refused(_l("The file says what the book says. There is nothing to propose."))
    with transaction():
        for one in coming:
            rule_book.proposed(Change(one.item, why, one.base_version), by=by)
    return len(coming)


def _read(text: str) -> Book:
    try:
        return read(text)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(
            _l(
                "This is no rule book: %(error)s. Export one to see how it looks.", error=str(error)
            ),
            field="file",
        ) from error


def _check(book: Book, known: Book) -> None:
    groups = {**known.groups, **book.groups}
    for rule in book.rules:
        for fault in faults_of_rule(rule, groups):
            raise _refused(rule.code, WORDS[fault])
    for group in book.groups.values():
        for fault in faults_of_group(group):
            raise _refused(group.code, WORDS[fault])


def _refused(code: str, sentence: object) -> Refused:
    return Refused(_l("%(code)s: %(sentence)s", code=code, sentence=str(sentence)), field="file")


def _coming(book: Book, known: Book) -> Iterator[Coming]:
    for rule in book.rules:
        held = known.rule(rule.code)
        before, after = rule_plain(held) if held else {}, rule_plain(rule)
        if before != after:
            yield Coming(rule.code, held.version if held else 0, before, after, rule)
    for code, group in book.groups.items():
        own = known.groups.get(code)
        before, after = group_plain(own) if own else {}, group_plain(group)
        if before != after:
            yield Coming(code, own.version if own else 0, before, after, group)
