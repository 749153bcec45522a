"""What officers do at the desk, in one line each; call it inside a context."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers.identity import SignedIn
from crossings import gated, reading
from crossings.models import Crossing, Inspection
from crossings.models.inspection import Source
from crossings.services import deciding, inspecting
from crossings.services.deciding import Order
from protection.answers import NO, QUESTIONS, Answers
from protection.services import asking
from tests.crossings.documents import MOUSSA, zone
from tests.desk import Browser


def opened(by: SignedIn, lines: str = "", source: Source = Source.WEDGE) -> Inspection:
    """A working sheet of a document whose lines were swiped."""
    arrival = reading.lines(lines or zone(), source)
    return inspecting.open_inspection(arrival, by=by, keep_days=30)


def asked(inspection: Inspection, by: SignedIn, **answers: str) -> Inspection:
    """The sheet once its protection questions are answered, with no where nothing is said."""
    assert by.post_id
    said = Answers({**dict.fromkeys(QUESTIONS, NO), **answers})
    asking.ask(gated.of(inspection), by.post_id, said, by=by)
    return inspection


def order(inspection: Inspection, decision: str = "admit", **more: Any) -> Order:
    """A decision on the sheet as it stands."""
    return replace(Order(decision=decision, version=inspection.version), **more)


def crossed(by: SignedIn, lines: str = "", decision: str = "admit", **more: Any) -> Crossing:
    """A traveller inspected and decided; the refused one is a foreigner who was asked the
    protection questions."""
    if decision == "refuse":
        inspection = asked(opened(by, lines or zone(MOUSSA)), by)
        more.setdefault("reasons", ("ML-01",))
    else:
        inspection = opened(by, lines)
    return deciding.decide(inspection.id, order(inspection, decision, **more), by=by)


def at_lane(by: SignedIn, lane_id: UUID, direction: str) -> SignedIn:
    """The officer at a lane."""
    by.lane_id, by.direction = lane_id, direction
    return by


def acts() -> list[str]:
    """The acts of the log, oldest first."""
    return list(db.session.scalars(select(AuditLine.act).order_by(AuditLine.seq)))


def inspect(at: Browser, lines: str = "", **more: Any) -> str:
    """The address of a new sheet, opened through the desk's page."""
    answer = at.send("/desk/inspect", lines=lines or zone(), source="wedge", **more)
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def answer_no(at: Browser, sheet: str, **answers: str) -> TestResponse:
    """The protection questions answered through their page, with no where nothing is said."""
    address = f"/protection/questions/{sheet.rpartition('/')[2]}"
    return at.send(address, **{**dict.fromkeys(QUESTIONS, NO), **answers})


def admit(at: Browser, sheet: str, version: int = 1, **more: Any) -> int:
    """The status of the answer to an admission through the page."""
    answer = at.send(f"{sheet}/decide", decision="admit", version=str(version), **more)
    return answer.status_code


def all_crossings(app: Flask) -> list[Crossing]:
    """Every crossing of the machine, oldest first."""
    with app.app_context():
        return list(db.session.scalars(select(Crossing).order_by(Crossing.id)))
