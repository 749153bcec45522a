"""The rules of passes: a new row, and the last day of one. Nothing else of it is ever changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, locale
from borderpost.audit import Actor
from borderpost.dated_rows import refuse_overlap
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from lanes import Act
from lanes.models import PassRule
from lanes.queries import pass_rules


@dataclass(frozen=True)
class RuleFacts:
    """One rule as it is typed; its fields are the columns of ``PassRule``."""

    post_id: UUID
    code: str
    label: str
    nationalities: str
    zone: str
    youngest: int | None
    valid_days: int
    most_days: int
    directions: str
    needs_two: bool
    starts_on: date
    ends_on: date | None
    basis: str
    is_verified: bool = False


def add(facts: RuleFacts, *, by: Actor | None) -> PassRule:
    """A new rule. Raises ``Refused`` where the code has one for one of its days, where it would
    begin in the past, or names no text."""
    with transaction():
        return _added(facts, by)


def take_over(rules: Iterable[RuleFacts], *, by: Actor | None) -> None:
    """Write the shipped example's rules, all of them or none."""
    with transaction():
        for facts in rules:
            _added(facts, by)


def end(rule_id: UUID, last_day: date, *, by: Actor | None) -> PassRule:
    """Say the last day of a rule; yesterday stops it, and its passes, at once."""
    with transaction() as session:
        row = session.get_one(PassRule, rule_id)
        today = clock.today(row.post.zone)
        if row.ends_on and row.ends_on < today:
            raise Refused(_l("This rule is over already. Nothing was changed."), field="ends_on")
        if last_day < today - timedelta(days=1):
            raise Refused(
                _l("Passes were used by this rule until now. Its last day is yesterday or later."),
                field="ends_on",
            )
        if row.ends_on and last_day > row.ends_on:
            told = locale.day(row.ends_on)
            raise Refused(
                _l("This rule ends on %(day)s. Write a new row for later.", day=told),
                field="ends_on",
            )
        row.ends_on = last_day
        session.flush()
        audit.record(Act.PASS_RULE_ENDED, row, by=by, code=row.code, last_day=last_day.isoformat())
    return row


def _added(facts: RuleFacts, by: Actor | None) -> PassRule:
    session = db.session()
    post = session.get_one(Post, facts.post_id)
    _check(facts, clock.today(post.zone))
    row = PassRule(**vars(facts), created_by=by.officer_id if by else None)
    session.add(row)
    session.flush()
    audit.record(Act.PASS_RULE_ADDED, row, by=by, code=row.code)
    return row


def _check(facts: RuleFacts, today: date) -> None:
    if facts.starts_on < today:
        raise Refused(_l("A rule begins today or later."), field="starts_on")
    if facts.ends_on and facts.ends_on < facts.starts_on:
        raise Refused(_l("The last day is before the first one."), field="ends_on")
    if not facts.basis:
        raise Refused(_l("Name the text that says so, or write that it is an example."),
                      field="basis")  # fmt: skip
    refuse_overlap(facts, pass_rules.of_code(facts.post_id, facts.code))
