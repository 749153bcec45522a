"""Blank receipts for an outage: a block of the year's numbers is reserved and printed, each paper
is handed out, and each number is accounted for."""

from __future__ import annotations

from contextlib import AbstractContextManager
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, counters
from borderpost.db import new_id, transaction
from borderpost.officers import queries as officers
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from cashdesk import Act
from cashdesk.models import PaperFate, PaperReceipt, ReceiptCounter
from cashdesk.receipt_codes import receipt_number
from cashdesk.services.tills import LONGEST, Cashier

BLANK = (PaperFate.PRINTED, PaperFate.OUT, PaperFate.RETURNED)  # may still be captured
MOST = 100  # blank receipts at once: 25 sheets of A4

# From which fates a paper may come to which; ``used`` is reached by capturing it alone.
_WAYS = {
    PaperFate.OUT: {PaperFate.PRINTED, PaperFate.RETURNED},
    PaperFate.RETURNED: {PaperFate.OUT, PaperFate.MISSING},
    PaperFate.SPOILED: {
        PaperFate.PRINTED, PaperFate.OUT, PaperFate.RETURNED, PaperFate.MISSING
    },
    PaperFate.MISSING: {PaperFate.PRINTED, PaperFate.OUT, PaperFate.RETURNED},
}  # fmt: skip


def print_ahead(many: int, *, by: Cashier) -> list[PaperReceipt]:
    """Reserve the next ``many`` numbers of the year for paper: no live receipt gets one of them.

    Raises ``Refused`` for a number of papers that makes no sense, and for who is posted nowhere."""
    if not 1 <= many <= MOST:
        raise Refused(_l("A number from 1 to %(most)s.", most=MOST), field="many")
    with transaction() as session:
        post = session.get(Post, by.post_id) if by.post_id else None
        if post is None:
            raise Refused(_l("You are posted nowhere. Ask the administrator for your posting."))
        year, run = clock.today(post.zone).year, new_id()
        first = counters.take(ReceiptCounter, many, post_id=post.id, year=year)
        made = [
            PaperReceipt(
                post_id=post.id, year=year, serial=serial, run_id=run,
                number=receipt_number(post.code, year, serial),
                changed_by=by.officer_id, created_by=by.officer_id,
            )
            for serial in range(first, first + many)
        ]  # fmt: skip
        session.add_all(made)
        session.flush()
        audit.record(Act.PAPER_PRINTED, made[0], by=by, first=made[0].number, last=made[-1].number)
    return made


def hand_out(paper_id: UUID, holder_id: UUID | None, *, by: Cashier) -> PaperReceipt:
    """Write down who holds a blank receipt now. Raises ``Refused`` for somebody of another post."""
    if holder_id not in {row.id for row in officers.posted_at(by.post_id)}:
        raise Refused(_l("Choose an officer of this post."), field="handed_to")
    return _changed(paper_id, PaperFate.OUT, "", holder_id, by)


def account(paper_id: UUID, fate: PaperFate, why: str, *, by: Cashier) -> PaperReceipt:
    """Write down that a blank receipt came back, is spoiled, or is missing.

    Raises ``Refused`` without words where the number is lost, for who held it (nobody writes off
    a receipt of their own), and for a way that leads nowhere."""
    why = " ".join(why.split())[:LONGEST]
    if fate not in (PaperFate.RETURNED, PaperFate.SPOILED, PaperFate.MISSING):
        raise Refused(_l("Choose what became of the paper."), field="fate")
    if not why and fate is not PaperFate.RETURNED:
        raise Refused(_l("Write what happened to the paper."), field="why")
    return _changed(paper_id, fate, why, None, by)


def refuse_other_post(paper: PaperReceipt, by: Cashier) -> None:
    """Raise ``Refused`` for a paper of another post."""
    if paper.post_id != by.post_id:
        raise Refused(_l("This is another post’s."), attempt="other_post")


def watched(paper_id: UUID, by: Cashier) -> AbstractContextManager[None]:
    """A refused attempt at a paper leaves a line of its own."""
    return audit.attempts_watched(Act.ATTEMPTED, PaperReceipt, paper_id, by=by)


def ways_from(fate: str) -> list[PaperFate]:
    """What may be written down of a paper that stands so, but for its capture."""
    return [way for way, known in _WAYS.items() if fate in known]


def _changed(
    paper_id: UUID, fate: PaperFate, why: str, holder_id: UUID | None, by: Cashier
) -> PaperReceipt:
    with watched(paper_id, by), transaction() as session:
        paper = session.get_one(PaperReceipt, paper_id)
        refuse_other_post(paper, by)
        if paper.fate not in _WAYS[fate]:
            raise Refused(
                _l("The paper changed meanwhile. Look at it again."), attempt="paper_fate"
            )
        if fate in (PaperFate.SPOILED, PaperFate.MISSING) and paper.handed_to == by.officer_id:
            raise Refused(
                _l("You held this paper yourself. Somebody else in charge writes it off."),
                attempt="write_off_own",
            )
        before = paper.fate
        paper.fate, paper.why = fate, why
        paper.handed_to = holder_id if fate is PaperFate.OUT else paper.handed_to
        paper.changed_at, paper.changed_by = clock.now(), by.officer_id
        audit.record(Act.PAPER_CHANGED, paper, by=by, number=paper.number, before=before, now=fate)
    return paper
