"""The event log that an auditor takes away: every event, and what proves each acceptance."""

from __future__ import annotations

import csv
import io

from flask import Flask
from sqlalchemy import select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from equipment import Act
from equipment.services import custody, signing
from equipment.services.custody import HandOver
from tests.desk import browser, officer
from tests.equipment.test_custody import drawn
from tests.equipment.work import World, person


def test_an_auditor_takes_the_event_log_with_the_signed_acceptances(
    machine: Flask, stocked: World
) -> None:
    picture = drawn()
    with machine.app_context():
        key, by = stocked.asset(), officer(machine, "storekeeper")
        act = custody.hand_over([key], HandOver(person("officer")), by=by)
        signing.sign(act.id, picture, picture, by=by)
        number = act.number
    at = browser(machine, "auditor")
    rows = list(csv.DictReader(io.StringIO(at.get("/equipment/events.csv").text.lstrip("\ufeff"),
                                           newline=""), delimiter=";"))  # fmt: skip
    with machine.app_context():
        lines = db.session.scalars(select(AuditLine).where(AuditLine.act == Act.EXPORTED)).all()
        told = {
            line.details["digest"] for line in db.session.scalars(select(AuditLine))
            if "digest" in line.details
        }  # fmt: skip

    assert [(row["tag"], row["kind"], row["state"]) for row in rows] == [
        ("AAA-0001", "register", "in_store"), ("AAA-0001", "give", "in_service"),
    ]  # fmt: skip
    assert rows[1]["act"] == number
    assert rows[1]["signed_how"] == "drawn"
    assert rows[1]["signature_sha256"].startswith("giver:")
    assert {row["event_sha256"] for row in rows} <= told
    assert len(lines) == 1
    assert at.get("/equipment/events.xlsx").status_code == 200
    assert browser(machine, "analyst").get("/equipment/events.csv").status_code == 403
