"""Six hours without the machine: three sheets of two officers, captured out of order by a third
person the next day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import audit, features
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers.identity import SignedIn
from crossings.models import Crossing, RegisterSheet
from crossings.queries import capture_modes, register, register_lines, register_sheets
from crossings.queries.register import Wanted
from crossings.queries.tally import tally
from tests.crossings.papers import OUTAGE, Line, begun, clock_at, printed, typed
from tests.crossings.work import acts, crossed
from tests.desk import officer, post_id

NEXT_DAY = OUTAGE + timedelta(days=1)
# Two officers at one lane from 21:00 to 03:00: the paper's order, minute by minute.
NIGHT = date(2026, 11, 27)
FIRST = [Line("21:05", "Alpha"), Line("21:40", "Bravo"), Line("21:40", "Charlie")]
SECOND = [Line("21:40", "Delta"), Line("23:55", "Echo", "X"), Line("00:10", "Foxtrot", day=NIGHT)]
THIRD = [
    Line("00:30", "Golf", day=NIGHT),
    Line("02:55", "Hotel", "X", day=NIGHT),
    Line("02:55", "India", "X", day=NIGHT, decision="refuse", reasons=("ML-01",)),
]


@pytest.fixture
def people(inside: Flask) -> Iterator[tuple[SignedIn, SignedIn, SignedIn]]:
    """Two officers of the night, and who captures the paper the next day."""
    with inside.test_request_context("/", headers={"Accept-Language": "en"}):
        yield (
            officer(inside, "officer"),
            officer(inside, "second_line_officer"),
            officer(inside, "supervisor"),
        )


@pytest.fixture
def captured(people: tuple[SignedIn, SignedIn, SignedIn]) -> list[RegisterSheet]:
    """The night, captured at noon: the third sheet first, and lines from the last to the first."""
    awa, musa, chief = people
    sheets = printed(3, by=chief)
    writers = (awa.officer_id, musa.officer_id, awa.officer_id)
    with clock_at(NEXT_DAY, 12):
        for number, lines in ((2, THIRD), (0, FIRST), (1, SECOND)):
            begun(sheets[number], writers[number], len(lines), chief)
            for place in range(len(lines), 0, -1):
                typed(sheets[number], place, lines[place - 1], writers[number], chief)
    return sheets


def in_order() -> list[str]:
    """The register from its first to its last crossing."""
    rows = db.session.scalars(register.register(Wanted(), post_id())).unique().all()
    return [row.surname for row in reversed(rows)]


def test_the_register_has_the_order_of_the_paper(captured: list[RegisterSheet]) -> None:
    told = [line.surname for line in (*FIRST, *SECOND, *THIRD)]

    assert in_order() == told


def test_each_crossing_has_the_officer_who_wrote_it_and_says_who_typed_it(
    captured: list[RegisterSheet], people: tuple[SignedIn, SignedIn, SignedIn]
) -> None:
    awa, musa, chief = people
    rows = {row.surname: row for row in db.session.scalars(select(Crossing))}
    written_by = {
        **{line.surname: awa.officer_id for line in (*FIRST, *THIRD)},
        **{line.surname: musa.officer_id for line in SECOND},
    }

    assert {name: row.officer_id for name, row in rows.items()} == written_by
    for row in rows.values():
        line = register_lines.of_crossing(row)
        assert line is not None and line.created_by == chief.officer_id
        assert row.capture_mode == "paper"
        assert row.recorded_at.date() == NEXT_DAY
    log = db.session.scalars(
        select(AuditLine).where(AuditLine.act == "crossings:crossing:capture")
    ).all()
    assert {line.officer_id for line in log} == {chief.officer_id}
    assert {UUID(line.details["writer"]) for line in log} == {awa.officer_id, musa.officer_id}


def test_each_crossing_has_the_papers_time_and_a_reference_of_sheet_and_line(
    captured: list[RegisterSheet],
) -> None:
    rows = {row.surname: row for row in db.session.scalars(select(Crossing))}

    assert rows["Foxtrot"].occurred_on == NIGHT
    assert rows["Foxtrot"].occurred_at.isoformat(timespec="minutes") == "2026-11-27T00:10+00:00"
    assert rows["Echo"].occurred_on == OUTAGE
    stem = captured[1].number.rpartition("-")[0]
    assert rows["Foxtrot"].human_ref.startswith(f"{stem}-03-")


def test_nobody_of_the_paper_was_clear_at_the_crossing(captured: list[RegisterSheet]) -> None:
    for row in db.session.scalars(select(Crossing)):
        assert row.alert_result == "not_checked"
        assert row.stolen_document_result == "not_checked"
        assert row.rule_result == "not_checked"


def test_statistics_keep_live_and_paper_apart(
    captured: list[RegisterSheet], people: tuple[SignedIn, SignedIn, SignedIn]
) -> None:
    with clock_at(NIGHT, 13):
        crossed(people[0])

    found = {
        (one.day, one.way, one.direction): one.number
        for one in capture_modes.by_day(post_id(), OUTAGE, NIGHT)
    }
    day = tally(post_id(), NIGHT, "Africa/Bamako")

    assert found == {
        (OUTAGE, "paper", "E"): 4,
        (OUTAGE, "paper", "X"): 1,
        (NIGHT, "paper", "E"): 2,
        (NIGHT, "paper", "X"): 1,
        (NIGHT, "live", "E"): 1,
    }
    assert day.by_way == {"live": {"E": 1}, "paper": {"E": 2, "X": 1}}
    assert day.refused == 1


def test_every_number_is_accounted_for_and_nothing_was_altered(
    captured: list[RegisterSheet],
) -> None:
    fates = register_sheets.fates(post_id())

    assert sum(fates.values()) == fates["used"] == 3
    assert {one.done for one in register_lines.progress(captured).values()} == {3}
    assert [fault for check in features.contributions("verifications") for fault in check()] == []
    assert audit.verify().fault == ""
    assert acts().count("crossings:crossing:capture") == 9
