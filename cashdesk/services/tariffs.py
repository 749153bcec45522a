"""The table of fees: a new row, and the last day of one. Nothing else of it is ever changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, locale
from borderpost.audit import Actor
from borderpost.dated_rows import refuse_overlap
from borderpost.db import transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from cashdesk import Act, money
from cashdesk.models import Tariff
from cashdesk.queries import tariffs


@dataclass(frozen=True)
class TariffFacts:
    """One row of the table as it is typed. ``amount`` in smallest units; 0 says that it is free."""

    post_id: UUID
    code: str
    label_fr: str
    label_en: str
    label_ar: str
    unit: str
    amount: int
    currency: str
    starts_on: date
    ends_on: date | None
    basis: str
    direction: str = ""  # E, X; '': both
    states: str = ""  # codes apart by blanks; '': of all


def add(facts: TariffFacts, *, by: Actor | None) -> Tariff:
    """A new row. Raises ``Refused`` where the code has a row for one of its days already, where it
    would begin in the past, or names no text."""
    with transaction() as session:
        post = session.get_one(Post, facts.post_id)
        _check(facts, clock.today(post.zone))
        row = Tariff(**vars(facts), created_by=by.officer_id if by else None)
        session.add(row)
        session.flush()
        audit.record(
            Act.TARIFF_ADDED, row, by=by,
            code=row.code, amount=money.written(row.amount, row.currency), currency=row.currency,
        )  # fmt: skip
    return row


def end(tariff_id: UUID, last_day: date, *, by: Actor | None) -> Tariff:
    """Say the last day of a row; yesterday stops it at once. Raises ``Refused`` for an earlier
    day, for fees were asked by it until now."""
    with transaction() as session:
        row = session.get_one(Tariff, tariff_id)
        today = clock.today(row.post.zone)
        if row.ends_on and row.ends_on < today:
            raise Refused(_l("This tariff is over already. Nothing was changed."), field="ends_on")
        if last_day < today - timedelta(days=1):
            raise Refused(
                _l("Fees were taken by this tariff until now. Its last day is yesterday or later."),
                field="ends_on",
            )
        if row.ends_on and last_day > row.ends_on:
            raise Refused(
                _l(
                    "This tariff ends on %(day)s. Write a new row for later.",
                    day=locale.day(row.ends_on),
                ),
                field="ends_on",
            )
        row.ends_on = last_day
        session.flush()
        audit.record(Act.TARIFF_ENDED, row, by=by, code=row.code, last_day=last_day.isoformat())
    return row


def _check(facts: TariffFacts, today: date) -> None:
    if facts.currency not in money.DECIMALS:
        raise Refused(_l("Choose a currency of the list."), field="currency")
    if facts.starts_on < today:
        raise Refused(
            _l("A tariff begins today or later: nobody paid by it before."), field="starts_on"
        )
    if facts.ends_on and facts.ends_on < facts.starts_on:
        raise Refused(_l("The last day is before the first one."), field="ends_on")
    if not facts.basis:
        raise Refused(_l("Name the text that says so: without one nothing is asked for."),
                      field="basis")  # fmt: skip
    refuse_overlap(facts, tariffs.of_code(facts.post_id, facts.code))
