"""Officers' browsers at a post where somebody came in and somebody else left."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from crossings.models import Crossing
from tests.crossings.documents import FANTA, MOUSSA, zone
from tests.crossings.stay_desk import passes
from tests.crossings.work import inspect
from tests.desk import Browser, officer

START = datetime(2026, 3, 3, 9, tzinfo=UTC)
RENEWED = replace(FANTA, document_number="ZZ9999999", given_names="Fanta")


@pytest.fixture
def known(machine: Flask, morning: time_machine.Coordinates) -> dict[str, uuid.UUID]:
    """Fanta came in and had until 31 May; Moussa left without having come in."""
    with machine.app_context():
        chief = officer(machine, "supervisor")
        entry = passes(chief, "E", authorised_until=date(2026, 5, 31))
        orphan = passes(chief, "X", zone(MOUSSA))
        return {
            "fanta": entry.person_id,
            "stay": entry.id,
            "moussa": orphan.person_id,
            "orphan": orphan.id,
        }


def later(morning: time_machine.Coordinates, days: int) -> None:
    morning.move_to(START + timedelta(days=days))


def sheet(at: Browser, lines: str, way: str) -> str:
    with at.client.application.app_context():
        lane = db.session.scalars(select(Crossing.lane_id)).first()
    at.send("/desk/place", lane=str(lane), direction=way)
    return at.get(inspect(at, lines)).text
