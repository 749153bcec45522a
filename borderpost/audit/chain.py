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

from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db

START = "0" * 64


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
    last = db.session.scalar(select(AuditLine).order_by(AuditLine.seq.desc()).limit(1))
    previous, lines = (last.hash if last else START), []
    for seq, told in enumerate(acts, last.seq + 1 if last else 1):
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
    return lines


def digest(line: AuditLine) -> str:
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
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{line.previous_hash}\n{canonical}".encode()).hexdigest()


def verify() -> Verification:
    """Walk the chain from its first line; tells the first line that does not hold."""
    previous, count = START, 0
    for line in _lines():
        count += 1
        fault = _fault(line, count, previous)
        if fault:
            return Verification(count, previous, broken_at=line.seq, fault=fault)
        previous = line.hash
    return Verification(count, previous)


def _lines() -> Iterator[AuditLine]:
    ordered = select(AuditLine).order_by(AuditLine.seq)
    return iter(db.session.scalars(ordered.execution_options(yield_per=500)))


def _fault(line: AuditLine, expected: int, previous: str) -> str:
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
