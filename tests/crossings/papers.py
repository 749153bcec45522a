"""Register sheets in tests: printed before an outage, and typed from the paper after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask

from borderpost.db import db
from borderpost.officers.identity import SignedIn
from crossings.models import RegisterLine, RegisterSheet
from crossings.services import register_lines, register_sheets
from crossings.services.paper_crossing import Entry
from crossings.services.register_lines import Head
from tests.desk import lane_id, officer

BAMAKO = ZoneInfo("Africa/Bamako")
OUTAGE = date(2026, 11, 26)


@contextmanager
def clock_at(day: date, hour: int, minute: int = 0) -> Iterator[None]:
    """The post's clock stands there."""
    with time_machine.travel(datetime.combine(day, time(hour, minute), BAMAKO), tick=False):
        yield


@dataclass
class Line:
    """What a hand wrote on a line."""

    at: str
    surname: str
    direction: str = "E"
    day: date = OUTAGE
    decision: str = "admit"
    reasons: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)

    def entry(self, writer: UUID) -> Entry:
        """The line as the service receives it."""
        return Entry(
            day=self.day,
            at=time.fromisoformat(self.at),
            direction=self.direction,
            decision=self.decision,
            reasons=self.reasons,
            officer_id=writer,
            fields={
                "surname": self.surname,
                "given_names": "Test",
                "birth_date": "1990-01-02",
                "sex": "M",
                "nationality": "MRT",
                "issuing_state": "MRT",
                "document_code": "P",
                "document_number": f"P{crc32(self.surname.strip().casefold().encode()) % 10**7:07}",
                **self.more,
            },
        )

    def typed(self, writer: UUID) -> dict[str, str]:
        """What stands in the form's fields."""
        entry = self.entry(writer)
        return {
            "day": entry.day.isoformat(), "at": self.at, "direction": self.direction,
            "decision": self.decision, "reasons": " ".join(self.reasons), "transport": "",
            "note": "", "officer_id": str(writer), **entry.fields,
        }  # fmt: skip


def printed(many: int, by: SignedIn, day: date = OUTAGE) -> list[RegisterSheet]:
    """Blank sheets printed on the morning of a day."""
    with clock_at(day, 5):
        return register_sheets.print_ahead(many, by=by)


def begun(sheet: RegisterSheet, writer: UUID, written: int, by: SignedIn, **more: Any) -> None:
    """The head of a sheet typed."""
    head = Head(**{
        "day": OUTAGE, "officer_id": writer, "lane_id": lane_id(), "direction": "E",
        "written": written, **more,
    })  # fmt: skip
    register_lines.begin(sheet.id, head, by=by)


def typed(sheet: RegisterSheet, place: int, line: Line, writer: UUID, by: SignedIn) -> RegisterLine:
    """A line of the sheet typed first."""
    told = line.typed(writer)
    row = register_lines.type_first(sheet.id, place, told, line.entry(writer), by=by)
    db.session.refresh(row)
    return row


@pytest.fixture
def clerk(inside: Flask) -> Iterator[SignedIn]:
    """An officer of the desk; the clock stands at six in the evening of the outage."""
    with inside.test_request_context("/", headers={"Accept-Language": "en"}), clock_at(OUTAGE, 18):
        yield officer(inside, "officer")


@pytest.fixture
def boss(inside: Flask, clerk: SignedIn) -> SignedIn:
    return officer(inside, "supervisor")


@pytest.fixture
def outage_sheet(clerk: SignedIn) -> RegisterSheet:
    """A outage_sheet with five lines written on it, its head typed."""
    (row,) = printed(1, by=clerk)
    begun(row, clerk.officer_id, 5, clerk)
    return row
