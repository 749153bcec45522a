"""Badges: printed without anything of a person in their code, scanned at the door."""

from __future__ import annotations

import json
from io import BytesIO

import pypdfium2
import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from docreader import read_codes
from docreader.pool import ReaderPool
from docreader.wedge import KEYBOARDS
from tests.desk import Browser, english
from tests.training.course import FIRST, halves, made, seats
from tests.training.test_wall import another
from training import badge_codes
from training.attendance_models import ParticipantCode
from training.models import Enrolment, Mark, Run
from training.services import badging, enrolling


@pytest.fixture
def run(inside: Flask) -> Run:
    row = made(people=2, sessions=1)
    badging.give(row.id, by=None)
    return row


def badge(seat: Enrolment) -> str:
    wanted = select(ParticipantCode.badge).where(ParticipantCode.enrolment_id == seat.id)
    return badge_codes.written(db.session.scalars(wanted).one())


def scanned(app: Flask, run: Run, text: str) -> str:
    """What the door says to a badge at the begin of the session."""
    with time_machine.travel(FIRST, tick=False):
        at, path = english(app, "trainer"), f"/training/sessions/{halves(run)[0].id}/badges"
        sent = at.send(path, badge=text)
        return at.told(path) if sent.status_code == 302 else sent.text


def test_a_badge_marks_its_holder_once(inside: Flask, run: Run) -> None:
    first, _second = seats(run)

    assert "Officer SPECIMEN 00: Present" in scanned(inside, run, badge(first))
    assert "is marked already: Present" in scanned(inside, run, badge(first))
    mark = db.session.scalars(select(Mark)).one()
    assert (mark.enrolment_id, mark.source) == (first.id, "badge")


def test_a_badge_is_read_behind_a_french_keyboard(inside: Flask, run: Run) -> None:
    typed = {meant: heard for heard, meant in KEYBOARDS["azerty"].items()} | {":": "M"}
    text = "".join(typed.get(char, char) for char in badge(seats(run)[0]))

    assert ": Present" in scanned(inside, run, text)


def test_what_is_no_badge_of_the_run_is_told_and_marks_nobody(inside: Flask, run: Run) -> None:
    first, second = seats(run)
    stranger = badge(seats(another(run))[0])
    lost, gone = badge(first), badge(second)
    enrolling.withdraw(second.id, "En mission", by=None)
    wrong = lost[:-1] + ("0" if lost[-1] != "0" else "1")

    assert "is in the run PEPM-1/2026-2" in scanned(inside, run, stranger)
    assert "This is no badge of a participant" in scanned(inside, run, wrong)
    assert "Nobody here has this badge" in scanned(inside, run, badge_codes.new_badge())
    assert "has left the run" in scanned(inside, run, gone)
    assert db.session.scalars(select(Mark)).all() == []


def test_who_may_not_mark_is_told_so(inside: Flask, run: Run) -> None:
    path = f"/training/sessions/{halves(run)[0].id}/badges"
    refused = english(inside, "officer").send(path, badge=badge(seats(run)[0]))

    assert refused.status_code == 403
    assert "You may not open this page" in refused.text
    assert db.session.scalars(select(Mark)).all() == []


def test_codes_are_given_once_and_stand_in_no_log(inside: Flask, run: Run) -> None:
    at: Browser = english(inside, "trainer")
    before = {row.badge for row in db.session.scalars(select(ParticipantCode))}
    at.send(f"/training/runs/{run.id}/badges")

    db.session.rollback()
    rows = db.session.scalars(select(ParticipantCode)).all()
    assert {row.badge for row in rows} == before
    log = json.dumps([line.details for line in db.session.scalars(select(AuditLine))])
    assert not any(row.badge in log or row.personal in log for row in rows)


def test_a_photo_marks_every_badge_on_it_and_tells_each(inside: Flask, run: Run) -> None:
    path = f"/training/sessions/{halves(run)[0].id}/badges"
    scanned(inside, run, badge(seats(run)[0]))
    with ReaderPool(children=1, seconds=60) as pool, time_machine.travel(FIRST, tick=False):
        inside.extensions["reader_pool"] = pool
        at = english(inside, "trainer")
        answer = at.get(f"/training/runs/{run.id}/badges/paper?lang=fr")
        sent = at.send(path, badge="", picture=(BytesIO(photo(answer.data)), "badges.png"))
        told = at.told(path)
        blank = at.send(path, picture=(BytesIO(b"no picture"), "a.png"))

    assert sent.status_code == 302
    assert "Officer SPECIMEN 00 is marked already" in told
    assert "Officer SPECIMEN 01: Present" in told
    assert blank.status_code == 422
    assert "This photo cannot be read" in blank.text


def photo(document: bytes) -> bytes:
    """The first page of a PDF as a camera sees it."""
    page = pypdfium2.PdfDocument(document)[0].render(scale=150 / 72).to_pil().convert("RGB")
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def test_the_printed_badge_carries_its_code_alone(inside: Flask, run: Run) -> None:
    at = english(inside, "trainer")
    answer = at.get(f"/training/runs/{run.id}/badges/paper?lang=ar")
    assert {one.text for one in read_codes(photo(answer.data))} == {
        badge(one) for one in seats(run)
    }
