"""A till: opened with change, counted by who took the cash, closed to zero by somebody else."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.db import transaction
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from cashdesk import Act, money
from cashdesk.models import Till, TillClosing, TillCount, TillLeaving
from cashdesk.queries import tills

LONGEST = 300


class Cashier(Protocol):
    """Who acts at the cash desk, as the services receive one."""

    @property
    def officer_id(self) -> UUID: ...
    @property
    def post_id(self) -> UUID | None: ...


@dataclass(frozen=True)
class Opening:
    """A till as it is opened: the change in it, and the lane that it serves (None: all)."""

    currency: str
    float_amount: int
    lane_id: UUID | None = None


def open_till(opening: Opening, *, by: Cashier) -> Till:
    """Open the officer's till. Raises ``Refused`` where the officer has an open one in this
    currency, or belongs to no post of this machine."""
    with transaction() as session:
        post = session.get(Post, by.post_id) if by.post_id else None
        if post is None:
            raise Refused(_l("You are posted nowhere. Ask the administrator for your posting."))
        if opening.currency not in money.DECIMALS:
            raise Refused(_l("Choose a currency of the list."), field="currency")
        if opening.lane_id and posts.lane(opening.lane_id, post.id) is None:
            raise Refused(_l("Choose a lane of this post."), field="lane_id")
        if any(row.currency == opening.currency for row in tills.open_of(by.officer_id, post.id)):
            raise Refused(
                _l(
                    "Your till in this currency is open already. Count it and have it closed first."
                ),
                field="currency",
            )
        row = Till(
            post_id=post.id, officer_id=by.officer_id, created_by=by.officer_id, **vars(opening)
        )
        session.add(row)
        session.flush()
        change = money.written(row.float_amount, row.currency)
        audit.record(Act.TILL_OPENED, row, by=by, change=change, currency=row.currency)
    return row


def count(till_id: UUID, counted: int, reason: str, *, by: Cashier) -> TillCount:
    """Write what its officer counted. Raises ``Refused`` where the receipts come to another sum
    and nobody says why, and for anybody else's till."""
    reason = " ".join(reason.split())[:LONGEST]
    with watched(till_id, by), transaction() as session:
        till = still_open(session.get_one(Till, till_id), by)
        if by.officer_id != till.officer_id:
            raise Refused(
                _l("Who took the cash counts it. You close the till afterwards."),
                attempt="count_other_till",
            )
        refuse_waiting(till)
        expected = tills.balance(till).expected
        if counted != expected and not reason:
            raise Refused(
                _l(
                    "You counted %(counted)s; by the receipts %(expected)s must lie there. Count "
                    "again; if it stays so, write what explains the difference.",
                    counted=_shown(counted, till),
                    expected=_shown(expected, till),
                ),
                field="reason",
            )
        row = TillCount(
            till_id=till.id, counted=counted, expected=expected,
            reason="" if counted == expected else reason, created_by=by.officer_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(Act.TILL_COUNTED, row, by=by, counted=counted, expected=expected)
    return row


def close(till_id: UUID, received: int, *, by: Cashier) -> TillClosing:
    """Take the cash over: the till is at zero. Raises ``Refused`` for who took the cash, before
    it was counted, where the count is no longer true, and where another sum is received than
    was counted."""
    with watched(till_id, by), transaction() as session:
        till = still_open(session.get_one(Till, till_id), by)
        if by.officer_id == till.officer_id:
            raise Refused(
                _l("Who took the cash does not close the till. Ask a colleague in charge."),
                attempt="close_own_till",
            )
        refuse_waiting(till)
        counted = _true_count(till)
        if received != counted.counted:
            raise Refused(
                _l(
                    "%(counted)s was counted, and you received %(received)s. Count together; who "
                    "took the cash writes the count again.",
                    counted=_shown(counted.counted, till),
                    received=_shown(received, till),
                ),
                field="received",
            )
        row = TillClosing(
            till_id=till.id, officer_id=till.officer_id, expected=counted.expected,
            difference=counted.counted - counted.expected, received=received,
            reason=counted.reason, created_by=by.officer_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(Act.TILL_CLOSED, row, by=by, till=str(till.id), received=received)
    return row


def leave(officer: Cashier, reason: str) -> None:
    """Keep why somebody signs out over an open till; nothing where none is open."""
    reason = " ".join(reason.split())[:LONGEST]
    found = tills.open_of(officer.officer_id, officer.post_id)
    if not found:
        return
    with transaction() as session:
        for till in tills.open_of(officer.officer_id, officer.post_id):
            row = TillLeaving(till_id=till.id, reason=reason, created_by=officer.officer_id)
            session.add(row)
            session.flush()
            audit.record(Act.TILL_LEFT, row, by=officer, till=str(till.id))


def still_open(till: Till, by: Cashier) -> Till:
    """The till, if it is of the officer's post and open; else raises ``Refused``."""
    if till.post_id != by.post_id:
        raise Refused(_l("This is another post’s."), attempt="other_post")
    if tills.is_closed(till.id):
        raise Refused(_l("This till is closed: its cash was handed over."), attempt="closed_till")
    return till


def refuse_waiting(till: Till) -> None:
    """Raise ``Refused`` while a receipt of the till waits for an answer whether it is void."""
    if tills.waiting_voids(till.id):
        raise Refused(
            _l("A receipt of this till waits for its void to be approved or rejected. That first.")
        )


def watched(till_id: UUID, by: Cashier) -> AbstractContextManager[None]:
    """A refused attempt at a till leaves a line of its own."""
    return audit.attempts_watched(Act.ATTEMPTED, Till, till_id, by=by)


def _true_count(till: Till) -> TillCount:
    found = tills.last_count(till.id)
    if found is None:
        raise Refused(_l("Nobody counted this till yet. Who took the cash counts it first."))
    if found.expected != tills.balance(till).expected:
        raise Refused(
            _l("Money was taken or given back since the count. Who took the cash counts again.")
        )
    return found


def _shown(amount: int, till: Till) -> str:
    return f"{money.grouped(amount, till.currency)} {till.currency}"
