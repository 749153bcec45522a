"""Adding, changing and removing entries under four eyes: one proposes, another one decides.

An approval makes a new version of the list and builds its searchable form beside the old one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.refusal import Refused
from watchlist import Act, marks
from watchlist.listed import BY_HAND, Code, Listed, fault, tidied
from watchlist.models import (
    HAND,
    Entry,
    EntryPaper,
    EntryProposal,
    ListVersion,
    Standing,
    WatchList,
)
from watchlist.queries import entries, lists
from watchlist.services import forcing
from watchlist.services.deciding import LONGEST, close, opened, refuse_own, refuse_silence
from watchlist.services.rows import new_row, paper_rows

ADD, CHANGE, REMOVE = "add", "change", "remove"
FAULTS = {
    "no_name": _l("Enter at least a surname."),
    "too_long": _l("This is too long. Shorten it."),
    "formula": _l("A text does not begin with this sign. Remove it."),
    "birth_date": _l("Write a day, a month or a year that the calendar has, such as 1973-11."),
    "expiry": _l("Write a day such as 2019-05-31."),
    "code": _l("Choose what this alert asks for."),
}
_FIELDS = {"no_name": "surname", "birth_date": "birth_dates", "expiry": "expires_on"}


def propose_new(list_id: UUID, content: Listed, why: str, *, by: Actor) -> EntryProposal:
    """Put a new entry before another person. Raises ``Refused`` without a reason, a legal basis or
    a day on which it ends, and for what makes no sense."""
    return _proposed(list_id, ADD, by_hand(content), why, by)


def propose_change(entry_id: UUID, content: Listed, why: str, *, by: Actor) -> EntryProposal:
    """Put another content of an entry before another person."""
    row = _standing_entry(entry_id)
    content = replace(tidied(content), key=row.key)
    if marks.of_entry(content) == row.digest:
        raise Refused(_l("Nothing is changed. Change something, or leave."))
    return _proposed(row.list_id, CHANGE, content, why, by, entry_id)


def propose_removal(entry_id: UUID, why: str, *, by: Actor) -> EntryProposal:
    """Ask another person to take an entry off."""
    row = _standing_entry(entry_id)
    return _proposed(row.list_id, REMOVE, entries.listed(row), why, by, entry_id)


def approve(proposal_ids: Sequence[UUID], *, by: Actor) -> int:
    """Put proposals in force, one new version for each list that they concern; how many.

    Raises ``Refused`` when one is the approver's own, decided already, or about an entry that
    changed since: then nothing of them holds.
    """
    refuse_own(_found(proposal_ids), by)
    touched: dict[UUID, ListVersion] = {}
    with transaction() as session:
        rows = [opened(session.get_one(EntryProposal, one)) for one in proposal_ids]
        for row in rows:
            version = touched.get(row.list_id) or _next_version(session, row.list, by)
            touched[row.list_id] = version
            _apply(session, row, version)
            close(row, Standing.APPROVED, "", by)
            audit.record(Act.APPROVED, row, by=by, list=row.list.name, kind=row.kind)
        session.flush()
        for version in touched.values():
            _count(version)
            forcing.stand(version, by)
    numbers = {list_id: version.number for list_id, version in touched.items()}
    for list_id, number in numbers.items():
        forcing.build(list_id)
        forcing.prune(list_id, number)
    return len(rows)


def reject(proposal_id: UUID, reason: str, *, by: Actor) -> None:
    """Say no to somebody's proposal, with a reason."""
    _end(proposal_id, Standing.REJECTED, reason, by)


def withdraw(proposal_id: UUID, reason: str, *, by: Actor) -> None:
    """Take an own proposal back, with a reason."""
    _end(proposal_id, Standing.WITHDRAWN, reason, by)


def check(content: Listed, why: str) -> None:
    """Raise ``Refused`` for what must not be: reason, legal basis and end are mandatory."""
    if wrong := fault(replace(content, key=content.key or BY_HAND)):
        raise Refused(FAULTS.get(wrong, FAULTS["too_long"]), field=_FIELDS.get(wrong, wrong))
    if content.code not in set(Code):
        raise Refused(FAULTS["code"], field="code")
    if not content.reason.strip():
        raise Refused(_l("Write the reason of the alert."), field="reason")
    if not content.legal_basis.strip():
        raise Refused(
            _l("Name the legal basis: which order, of whom, of when."), field="legal_basis"
        )
    if not content.expires_on:
        raise Refused(_l("Say until which day the alert holds."), field="expires_on")
    if date.fromisoformat(content.expires_on) < clock.today():
        raise Refused(_l("This day is over. Choose a later one."), field="expires_on")
    refuse_silence(why, "why")


def _proposed(
    list_id: UUID, kind: str, content: Listed, why: str, by: Actor, entry_id: UUID | None = None
) -> EntryProposal:
    with transaction():
        return proposed(list_id, kind, content, why, by=by, entry_id=entry_id)


def proposed(
    list_id: UUID, kind: str, content: Listed, why: str, *, by: Actor, entry_id: UUID | None = None
) -> EntryProposal:
    """The proposal, inside the caller's transaction."""
    if kind == REMOVE:
        refuse_silence(why, "why")
    else:
        check(content, why)
    row = EntryProposal(
        list_id=list_id,
        kind=kind,
        entry_id=entry_id,
        content=content.plain(),
        why=why.strip()[:LONGEST].encode(),
        proposed_by=by.officer_id,
        created_by=by.officer_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(Act.PROPOSED, row, by=by, list=row.list.name, kind=kind)
    return row


def by_hand(content: Listed) -> Listed:
    """An entry with a key of its own, as a new one gets."""
    return replace(tidied(content), key=f"{BY_HAND}{new_id()}")


def take_back(proposal_ids: Sequence[UUID], *, by: Actor) -> Sequence[UUID]:
    """Take open proposals away inside the caller's transaction; the ids of those that are decided
    already: then nothing is taken away."""
    rows = _found(proposal_ids)
    decided = [row.id for row in rows if row.state != Standing.OPEN]
    for row in () if decided else rows:
        close(row, Standing.WITHDRAWN, "import undone", by)
    return decided


def _found(proposal_ids: Sequence[UUID]) -> list[EntryProposal]:
    return [row for one in proposal_ids if (row := entries.proposal(one))]


def _next_version(session: Session, found: WatchList, by: Actor) -> ListVersion:
    if lists.unfinished(found.id):
        raise Refused(_l("A file waits to be put in force on this list. Decide about it first."))
    file = lists.last_file(found.id)  # what of the list came from a file is as old as that
    row = ListVersion(
        list_id=found.id, number=lists.last_number(found.id) + 1, format=HAND,
        file_name=file.file_name if file else "",
        issued_at=file.issued_at if file else clock.now(),
        expires_at=file.expires_at if file else None,
        created_by=by.officer_id,
    )  # fmt: skip
    row.list = found
    for name in ("entries", "added", "changed", "removed"):
        setattr(row, name, 0)
    session.add(row)
    session.flush()
    return row


def _apply(session: Session, row: EntryProposal, version: ListVersion) -> None:
    before = session.get(Entry, row.entry_id) if row.entry_id else None
    if row.kind != ADD:
        if before is None or before.until is not None:
            raise Refused(
                _l("An entry changed since this was proposed. Reject it, and propose it again.")
            )
        before.until = version.number
    if row.kind == REMOVE:
        version.removed += 1
        return
    content = entries.listed(row)
    row.made_id = new_id()
    columns = new_row(row.made_id, content, marks.of_entry(content), row.list, version)
    session.execute(insert(Entry), [columns])
    if papers := paper_rows(row.made_id, content):
        session.execute(insert(EntryPaper), papers)
    if row.kind == ADD:
        version.added += 1
    else:
        version.changed += 1


def _count(version: ListVersion) -> None:
    version.entries = entries.count(version.list_id, version.number)
    version.quality = entries.qualities(version.list_id, version.number)


def _standing_entry(entry_id: UUID) -> Entry:
    row = db.session.get(Entry, entry_id)
    if row is None or row.until is not None:
        raise Refused(_l("This entry changed since you opened it. Open it again."))
    return row


def _end(proposal_id: UUID, state: Standing, reason: str, by: Actor) -> None:
    refuse_silence(reason)
    with transaction() as session:
        row = opened(session.get_one(EntryProposal, proposal_id))
        if state is Standing.WITHDRAWN and row.proposed_by != by.officer_id:
            raise Refused(_l("Only who proposed it withdraws it. You may reject it."))
        close(row, state, reason, by)
        act = Act.WITHDRAWN if state is Standing.WITHDRAWN else Act.REJECTED
        audit.record(act, row, by=by, list=row.list.name, kind=row.kind)
