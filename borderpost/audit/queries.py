"""Reading the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, select

from borderpost.audit.models import AuditLine
from borderpost.officers import queries as officers
from borderpost.officers.models import Officer


@dataclass(frozen=True)
class Wanted:
    """A search of the log, days included; '' and None for anything."""

    who: str = ""  # parts of the officer's name, service number or username
    area: str = ""  # the package that an act belongs to
    act: str = ""  # how its name begins
    since: date | None = None
    until: date | None = None


def lines(asked: Wanted, zone: str) -> Select[tuple[AuditLine]]:
    """The lines that fit, newest first; a day is one on the clock of ``zone``."""
    return select(AuditLine).where(*_conditions(asked, zone)).order_by(AuditLine.seq.desc())


def of_post(wanted: Select[tuple[AuditLine]], post_id: UUID | None) -> Select[tuple[AuditLine]]:
    """The lines of one post only."""
    return wanted.where(AuditLine.post_id == post_id)


def _conditions(asked: Wanted, zone: str) -> Iterator[ColumnElement[bool]]:
    if asked.who:
        found = officers.officers(officers.Wanted(asked.who)).with_only_columns(Officer.id)
        yield AuditLine.officer_id.in_(found.order_by(None))
    if asked.area:
        yield AuditLine.act.startswith(f"{asked.area}:", autoescape=True)
    if asked.act:
        yield AuditLine.act.startswith(asked.act, autoescape=True)
    if asked.since:
        yield AuditLine.at >= _midnight(asked.since, zone)
    if asked.until:
        yield AuditLine.at < _midnight(asked.until + timedelta(days=1), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
