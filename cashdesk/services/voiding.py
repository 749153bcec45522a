"""A receipt is made void by two people: one says why, somebody else approves. Its row stays."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import transaction
from borderpost.refusal import Refused
from cashdesk import Act
from cashdesk.models import Receipt, ReceiptVoid, Till, VoidState
from cashdesk.services.tills import LONGEST, Cashier, still_open


def ask(receipt_id: UUID, reason: str, *, by: Cashier) -> ReceiptVoid:
    """Ask that a receipt be made void. Raises ``Refused`` without a reason, for one that is void or
    asked for already, and once its till is closed: its money is handed over."""
    reason = " ".join(reason.split())[:LONGEST]
    with watched(Receipt, receipt_id, by), transaction() as session:
        receipt = session.get_one(Receipt, receipt_id)
        still_open(receipt.till, by)
        if not reason:
            raise Refused(_l("Say why this receipt is void."), field="reason")
        if receipt.is_void:
            raise Refused(_l("This receipt is void already. Nothing was changed."))
        if receipt.void:
            raise Refused(_l("Somebody asked already. A colleague in charge answers."))
        row = ReceiptVoid(receipt_id=receipt.id, reason=reason, created_by=by.officer_id)
        session.add(row)
        session.flush()
        audit.record(Act.VOID_ASKED, row, by=by, number=receipt.number)
    return row


def answer(void_id: UUID, note: str, *, approves: bool, by: Cashier) -> ReceiptVoid:
    """Approve, and the money is given back, or reject with a note. Raises ``Refused`` for who
    asked, for who took the money, for a wish that was answered, and once the till is closed."""
    note = " ".join(note.split())[:LONGEST]
    with watched(ReceiptVoid, void_id, by), transaction() as session:
        row = session.get_one(ReceiptVoid, void_id)
        till = still_open(row.receipt.till, by)
        if row.state != VoidState.ASKED:
            raise Refused(_l("This was answered already. Nothing was changed."))
        _refuse_own(row, till, by)
        if not approves and not note:
            raise Refused(_l("Say why it stays good."), field="note")
        row.state = VoidState.APPROVED if approves else VoidState.REJECTED
        row.answered_by, row.answered_at, row.note = by.officer_id, clock.now(), note
        session.flush()
        act = Act.VOID_APPROVED if approves else Act.VOID_REJECTED
        audit.record(act, row, by=by, number=row.receipt.number)
    return row


def watched(kind: type[Any], identity: UUID, by: Cashier) -> AbstractContextManager[None]:
    """A refused attempt at a receipt leaves a line of its own."""
    return audit.attempts_watched(Act.ATTEMPTED, kind, identity, by=by)


def _refuse_own(row: ReceiptVoid, till: Till, by: Cashier) -> None:
    if by.officer_id == row.created_by:
        raise Refused(
            _l("You asked for this yourself. Somebody else approves it."), attempt="void_own"
        )
    if by.officer_id == till.officer_id:
        raise Refused(
            _l("Who took the money does not approve its void. Ask a colleague in charge."),
            attempt="void_own_till",
        )
