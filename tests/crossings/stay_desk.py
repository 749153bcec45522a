"""Travellers who come in and go out on given days; call what is here inside a context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost.db import db, transaction
from borderpost.officers.identity import SignedIn
from borderpost.roles import Role
from crossings.models import Crossing, Stay
from crossings.services import back_capture, correcting, deciding, rule_told
from crossings.services.correcting import Correction
from tests.crossings.documents import FANTA
from tests.crossings.work import asked, at_lane, opened, order
from tests.desk import lane_id, officer

START = datetime(2026, 3, 3, 9, tzinfo=UTC)
SUPERVISOR = frozenset({Role.SUPERVISOR})


@pytest.fixture
def awa(inside: Flask) -> SignedIn:
    return officer(inside, "supervisor")


@pytest.fixture
def morning() -> Iterator[time_machine.Coordinates]:
    """The clock, at nine on 3 March 2026."""
    with time_machine.travel(START, tick=True) as traveller:
        yield traveller


def passes(by: SignedIn, way: str, lines: str = "", **more: Any) -> Crossing:
    inspection = opened(at_lane(by, lane_id(), way), lines)
    decision = more.pop("decision", "admit")
    until = more.pop("authorised_until", None)
    if decision == "refuse":
        more.setdefault("reasons", ("ML-01",))
    if more.pop("was_asked", decision == "refuse"):
        asked(inspection, by)
    told = rule_told.NOTHING | {"authorised_until": until}
    with patch.object(rule_told, "columns", lambda *_shown: told):  # as a rule of so many days does
        return deciding.decide(inspection.id, order(inspection, decision, **more), by=by)


def stays() -> list[Stay]:
    db.session.rollback()
    found = select(Stay).order_by(Stay.last_at, Stay.id)
    return list(db.session.scalars(found))


def told() -> list[tuple[str, str]]:
    return [(row.state, row.matched_by) for row in stays()]


def later(morning: time_machine.Coordinates, **more: float) -> None:
    morning.shift(timedelta(**more))


def imported(by: SignedIn, day: date, way: str, person: Any = FANTA) -> list[Crossing]:
    fields = {
        "surname": person.surname.upper(),
        "given_names": person.given_names.upper(),
        "document_code": "P",
        "document_number": person.document_number,
        "issuing_state": person.issuing_state,
        "nationality": person.nationality,
        "birth_date": person.birth_date,
        "sex": person.sex,
    }
    entry = back_capture.Entry(day, None, way, "admit", (), "7", fields)
    with transaction():
        return back_capture.write([entry], back_capture.shelf(by), by=by)


def corrected(by: SignedIn, crossing: Crossing, **more: Any) -> Crossing:
    as_it_was = Correction(
        fields={},
        direction=crossing.direction,
        decision="admit",
        reasons=(),
        reason_text="",
        purpose="",
        destination="",
        transport="",
        why="wrong",
    )
    return correcting.correct(crossing.id, replace(as_it_was, **more), by=by, roles=SUPERVISOR)
