"""Writing and checking the chain: each line's hash covers the line before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from borderpost import clock
from borderpost.audit import anchor, rows
from borderpost.audit.anchor import Anchor, NoAnchor
from borderpost.audit.models import AuditLine
from borderpost.db import after_write, before_write, db, transaction
from borderpost.observability import log

START = "0" * 64
_HEAD = "audit chain's end"  # in the session: what this transaction will have anchored


class Act(StrEnum):
    """What the log says of itself."""

    ANCHORED = "audit:chain:anchor"


class Actor(Protocol):
    """Whoever acts: an officer with a post, as services receive them."""

    @property
    def officer_id(self) -> UUID | None: ...
    @property
    def post_id(self) -> UUID | None: ...


@dataclass(frozen=True)
class Told:
    """One act, as a line of the log will tell it."""

    act: StrEnum
    subject: Any
    by: Actor | None
    at: datetime
    details: dict[str, Any]


@dataclass(frozen=True)
class Verification:
    """The outcome of walking the whole chain."""

    lines: int
    head: str
    broken_at: int | None = None
    fault: str = ""


def record(act: StrEnum, subject: Any, *, by: Actor | None, **details: Any) -> AuditLine:
    """Add one line to the chain inside the caller's ``db.transaction``, which orders writers.

    ``subject`` is a row with an ``id``; ``details`` hold ids, codes and digests only.
    """
    return record_all([Told(act, subject, by, clock.now(), details)])[0]


def record_all(acts: Sequence[Told]) -> list[AuditLine]:
    """Add a line for each act, in their order, with one question to the database."""
    db.session.flush()
    before = _end()
    may_move = _HEAD in db.session.info or _holds(before)
    previous, lines = before.head, []
    for seq, told in enumerate(acts, before.lines + 1):
        line = AuditLine(
            seq=seq,
            at=told.at,
            act=told.act.value,
            subject_kind=told.subject.__tablename__,
            subject_id=str(told.subject.id),
            officer_id=told.by.officer_id if told.by else None,
            post_id=told.by.post_id if told.by else None,
            details=told.details,
            previous_hash=previous,
        )
        line.hash = previous = digest(line)
        lines.append(line)
    db.session.add_all(lines)
    db.session.flush()
    if may_move:
        db.session.info[_HEAD] = Anchor(before.lines + len(lines), previous)
    return lines


def anchor_anew(*, by: Actor | None) -> AuditLine:
    """Anchor the chain as it stands, whatever the anchor said before; leaves a line itself."""
    with transaction() as session:
        line = record(Act.ANCHORED, _Chain, by=by)
        session.info[_HEAD] = Anchor(line.seq, line.hash)
    return line


def digest(line: AuditLine | Row[Any]) -> str:
    """SHA-256 over the previous hash and the canonical form of the line."""
    content = {
        "seq": line.seq,
        "at": line.at.isoformat(),
        "act": line.act,
        "subject": [line.subject_kind, line.subject_id],
        "officer": str(line.officer_id),
        "post": str(line.post_id),
        "details": line.details,
    }
    canonical = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=repr
    )  # repr: bytes that somebody put where a text was
    return hashlib.sha256(f"{line.previous_hash}\n{canonical}".encode()).hexdigest()


def verify() -> Verification:
    """Walk the chain from its first line to the anchored one and on to its end; tells the
    first line that does not hold."""
    kept, lack = _anchor()  # before the walk: a line written meanwhile is no fault
    previous, count, anchored = START, 0, START
    for count, line in enumerate(rows.each(_LINES), 1):
        fault = _fault(line, count, previous)
        if line is None or fault:
            return Verification(count, previous, broken_at=line.seq if line else count, fault=fault)
        previous = line.hash
        anchored = line.hash if kept and count == kept.lines else anchored
    if kept and count < kept.lines:
        lack = f"lines {count + 1} to {kept.lines} were cut off at the end"
    elif kept and anchored != kept.head:
        lack = f"line {kept.lines} is not the one that this machine wrote"
    return Verification(count, previous, fault=lack if kept or count else "")


def _anchor() -> tuple[Anchor | None, str]:
    """The machine's anchor, or what is not known without one."""
    try:
        return anchor.read(), ""
    except NoAnchor as lack:
        return None, f"{lack}: whether lines were cut off at the end is not known"


_LINES = select(AuditLine.__table__).order_by(AuditLine.seq)


def _fault(line: Row[Any] | None, expected: int, previous: str) -> str:
    if line is None:
        return f"line {expected} was altered and cannot be read"
    if line.seq != expected:
        return f"line {expected} is missing"
    if line.previous_hash != previous:
        return f"line {line.seq} does not follow the line before it"
    if line.hash != digest(line):
        return f"line {line.seq} was altered"
    return ""


def faults() -> Iterator[str]:
    """The chain's fault, if any, as ``flask verify`` prints it."""
    found = verify()
    if found.fault:
        yield f"audit: {found.fault}"


def _end() -> Anchor:
    """Where the chain ends now; only these two columns, so that a spoilt line stops nobody."""
    row = db.session.execute(_LAST).first()
    return Anchor(row.seq, row.hash) if row else Anchor(0, START)


_LAST = select(AuditLine.seq, AuditLine.hash).order_by(AuditLine.seq.desc()).limit(1)


def _holds(end: Anchor) -> bool:
    """Whether the anchor may move on from the chain's end: it lies on this chain, or the
    chain is about to begin. One that was lost is made again by hand (``flask anchor``)."""
    if not end.lines:
        return not anchor.exists()
    kept, _lack = _anchor()
    if kept is None or kept.lines > end.lines:
        return False
    wanted = select(AuditLine.hash).where(AuditLine.seq == kept.lines)
    return kept == end or db.session.scalar(wanted) == kept.head


@before_write
def _begin(session: Session) -> None:
    session.info.pop(_HEAD, None)


@after_write
def _keep(session: Session) -> None:
    """Have the anchor follow what was just committed. It may stay behind when the disk
    refuses it: what was saved is saved."""
    head = session.info.pop(_HEAD, None)
    if head:
        try:
            anchor.write(head)
        except OSError as error:
            log.warning("anchor_not_written", reason=error.strerror)


class _Chain:
    """The log as the subject of its own line."""

    __tablename__ = "audit_lines"
    id = "chain"
