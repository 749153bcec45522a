"""Replaying a change of rules against past crossings: what would be explained differently.

Only what an explanation needs is read, newest first and no further than a bound, in small
steps: a desk that writes meanwhile waits for none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from borderpost.db import db
from borderpost.posts.models import Post
from crossings.models import Crossing
from crossings.policies import ages
from crossings.rules.book import Book
from crossings.rules.case import Case, categories_of
from crossings.rules.checking import OLDEST_MINOR
from crossings.rules.explaining import Explanation, explain
from crossings.rules.minority import believed

_AT_ONCE = 1_000  # rows of one step
MOST_EXAMPLES = 3


@dataclass
class Difference:
    """Crossings alike whose explanation changes in the same way."""

    nationality: str
    document: str
    direction: str
    before: Explanation
    after: Explanation
    count: int = 0
    examples: list[UUID] = field(default_factory=list)


@dataclass
class Replay:
    """What a change would have said otherwise, of how many of the crossings there are."""

    since: date
    until: date
    total: int
    replayed: int = 0
    changed: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether every crossing of the period was looked at."""
        return self.replayed >= self.total


def replay(
    before: Book, after: Book, since: date, until: date, *, post_id: UUID | None, most: int
) -> Replay:
    """The newest crossings of a period, at most ``most`` of them, explained by both books. Of
    one post, or of all that this machine knows when it has none."""
    period = _period(since, until, post_id)
    total = db.session.scalar(select(func.count()).select_from(period.subquery())) or 0
    told = Replay(since, until, total)
    groups: dict[tuple[object, ...], Difference] = {}
    known: dict[Case, tuple[Explanation, Explanation] | None] = {}
    asks_expiry = _asks_expiry(before, after)
    for row in _rows(period, most):
        told.replayed += 1
        case = _case(row, asks_expiry=asks_expiry)
        if case not in known:
            known[case] = _compared(case, before, after)
        if pair := known[case]:
            told.changed += 1
            _count(groups, row, case, pair)
    told.differences = sorted(groups.values(), key=lambda one: -one.count)
    return told


def _period(since: date, until: date, post_id: UUID | None) -> Select[tuple[UUID]]:
    wanted = select(Crossing.id).where(
        Crossing.occurred_on >= since,
        Crossing.occurred_on <= until,
        Crossing.direction.in_(("E", "X")),
    )
    return wanted.where(Crossing.post_id == post_id) if post_id else wanted


def _rows(period: Select[tuple[UUID]], most: int) -> Iterator[Row[tuple[object, ...]]]:
    wanted = (
        period.with_only_columns(
            Crossing.id, Crossing.occurred_on, Crossing.nationality, Crossing.document_kind,
            Crossing.direction, Crossing.purpose, Crossing.birth_date, Crossing.document_expiry,
            Post.country,
        )
        .join(Post, Post.id == Crossing.post_id)
        .order_by(Crossing.occurred_on.desc(), Crossing.occurred_at.desc(), Crossing.id.desc())
        .limit(most)
    )  # fmt: skip
    yield from db.session.execute(wanted.execution_options(yield_per=_AT_ONCE))


def _asks_expiry(before: Book, after: Book) -> bool:
    """Whether what changes looks at the expiry: if not, many travellers are one case."""
    same = [one for one in before.rules if one in after.rules]
    changed = [one for one in (*before.rules, *after.rules) if one not in same]
    return any(one.passport_months for one in changed)


def _case(row: Row[tuple[object, ...]], *, asks_expiry: bool) -> Case:
    """The traveller as the register has one: the second letter of a passport is not kept there,
    so that diplomats are replayed as others."""
    said = row._mapping
    return Case(
        nationality=said["nationality"],
        document=said["document_kind"],
        direction=said["direction"],
        day=said["occurred_on"],
        country=said["country"],
        purpose=said["purpose"],
        categories=categories_of(said["nationality"], said["document_kind"]),
        expiry=said["document_expiry"] if asks_expiry else "",
        youngest=_youngest(said["birth_date"], said["occurred_on"]),
    )


def _youngest(birth_date: str, day: date) -> int | None:
    """The age, as far as a rule can ask for it: grown-ups are one case, however old."""
    years = ages(believed(birth_date), day)[0] if birth_date else OLDEST_MINOR
    return years if years < OLDEST_MINOR else None


def _compared(case: Case, before: Book, after: Book) -> tuple[Explanation, Explanation] | None:
    pair = tuple(explain(case, book.rules, book.groups) for book in (before, after))
    return (pair[0], pair[1]) if _meaning(pair[0]) != _meaning(pair[1]) else None


def _meaning(told: Explanation) -> tuple[object, ...]:
    """What a traveller would notice: a new version that says the same is no difference."""
    undated = tuple(rule.code for rule in told.undated)
    beside = tuple(rule.code for rule in told.beside)
    rule = told.rule.code if told.rule else ""
    return rule, told.requirement, told.max_days, told.expires_early, undated, beside


def _count(
    groups: dict[tuple[object, ...], Difference],
    row: Row[tuple[object, ...]],
    case: Case,
    pair: tuple[Explanation, Explanation],
) -> None:
    key = (
        case.nationality, case.document, case.direction, *_meaning(pair[0]), *_meaning(pair[1])
    )  # fmt: skip
    group = groups.get(key)
    if group is None:
        group = Difference(case.nationality, case.document, case.direction, *pair)
        groups[key] = group
    group.count += 1
    if len(group.examples) < MOST_EXAMPLES:
        group.examples.append(row._mapping["id"])
