"""Sixty people check in within a minute, each with a phone, on the server as a post runs it."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import requests
from sqlalchemy import func, select

from borderpost import clock, create_app
from borderpost.db import db
from tests.desk import furnished
from tests.served import Served
from tests.training.course import COURSE, person
from training import wall_codes, wall_key
from training.models import Mark, RunState
from training.queries import codes
from training.services import badging, courses, enrolling, running
from training.services.running import RunFacts, SessionFacts

CROWD = 60
HIDDEN = re.compile(r'name="(csrf_token|form_key)"[^>]*value="([^"]+)"')


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[tuple[Served, UUID, list[str]]]:
    """A server, a session that begins now, and the personal codes of sixty people."""
    shutil.copytree(furnished(), tmp_path / "instance")
    with create_app({"INSTANCE": tmp_path / "instance", "MODE": "sandbox"}).app_context():
        now = clock.now()
        course = courses.add(COURSE, by=None)
        run = running.add(RunFacts("CROWD-1", course.id, "Nioro", now.date(),
                                   now.date() + timedelta(days=1), "UTC"), by=None)  # fmt: skip
        half = running.add_session(run.id, SessionFacts("Morning", now, 180), by=None)
        running.move(run.id, RunState.OPEN, by=None)
        people = [person(number).id for number in range(CROWD)]
        enrolling.nominate(run.id, people, by=None)
        running.move(run.id, RunState.RUNNING, by=None)
        badging.give(run.id, by=None)
        personal = [row.personal for row in codes.of_run(run.id)]
        server = Served(tmp_path / "instance")
        server.start()
        try:
            yield server, half.id, personal
        finally:
            server.stop()


def arrived(address: str, code: str, personal: str) -> bool:
    """One person: opens the page on their phone, types both codes, and reads what it says."""
    with requests.Session() as phone:
        page = phone.get(f"{address}/check-in", timeout=60).text
        fields = dict(HIDDEN.findall(page)) | {"code": code, "personal": personal}
        told = phone.post(f"{address}/check-in", data=fields, timeout=60)
        return "alert-success" in told.text


def test_sixty_people_check_in_within_a_minute(crowded: tuple[Served, UUID, list[str]]) -> None:
    server, session_id, personal = crowded
    code = wall_codes.code(wall_key.secret(), session_id, wall_codes.window(clock.now()))

    began = time.monotonic()
    with ThreadPoolExecutor(20) as room:
        again = personal[:3]  # some send twice, from another phone: they count once
        done = list(room.map(lambda own: arrived(server.address, code, own), personal + again))
    took = time.monotonic() - began

    db.session.rollback()
    stored = db.session.scalar(
        select(func.count()).select_from(Mark).where(Mark.source == "wall", Mark.is_live)
    )
    assert (sum(done), stored) == (CROWD, CROWD)
    assert took < 60
