"""The door for a lane's reader program: what is taken of a document, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from crossings.models import AgentDocument, Inspection
from crossings.services import agent_documents as documents
from docreader.specimens import specimen_people
from tests.crossings.documents import FANTA, MOUSSA, zone
from tests.crossings.reader import Reader, reader
from tests.desk import MakeMachine, signed_in
from tests.journeys.camera import picture

NETWORK = {"REMOTE_ADDR": "192.168.1.30"}


def error(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["error"]


def held(app: Flask) -> list[AgentDocument]:
    with app.app_context():
        return list(db.session.scalars(select(AgentDocument)))


@pytest.fixture
def page(machine: Flask) -> Reader:
    """The reader of the only lane, where an officer is signed in."""
    signed_in(machine, "officer")
    return reader(machine)


def test_lines_of_a_zone_are_taken_and_wait(machine: Flask, page: Reader) -> None:
    answer = page.send(lines=zone())

    assert answer.status_code == 201
    assert answer.json["state"] == "waiting"
    assert answer.json["zone"] is True
    assert answer.json["protocol"] == 1
    assert len(held(machine)) == 1


def test_a_picture_is_read_by_a_reader_process_and_waits(machine: Flask, page: Reader) -> None:
    answer = page.send(picture=picture(specimen_people(7, 1)[0]))

    assert (answer.status_code, answer.json["zone"]) == (201, True)
    with machine.app_context():
        kept = db.session.scalars(select(AgentDocument)).one()
        assert kept.zone_png and kept.page_jpeg


def test_what_waits_lies_sealed(machine: Flask, page: Reader) -> None:
    page.send(lines=zone(FANTA))

    with machine.app_context():
        rows = db.session.execute(text("SELECT * FROM agent_documents")).all()
    assert b"CISSE" not in repr(rows).encode()
    assert FANTA.document_number not in repr(rows)


def test_a_repeated_post_is_taken_once(machine: Flask, page: Reader) -> None:
    first = page.send("scan-1", lines=zone())
    again = page.send("scan-1", lines=zone())

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json["state"] == "waiting"
    assert len(held(machine)) == 1


def test_a_repeated_post_is_answered_though_everybody_left(machine: Flask, page: Reader) -> None:
    page.send(lines=zone())
    with machine.app_context():
        db.session.execute(text("UPDATE sign_ins SET ended_at = created_at"))
        db.session.commit()

    assert page.send(lines=zone()).status_code == 200


def test_an_id_names_one_document_and_no_other(machine: Flask, page: Reader) -> None:
    page.send("1", lines=zone(FANTA))

    assert error(page.send("1", lines=zone(MOUSSA))) == (409, "document_id_used")
    assert len(held(machine)) == 1


def test_two_readers_may_count_alike(machine: Flask, page: Reader) -> None:
    page.send("1", lines=zone(FANTA))

    assert reader(machine).send("1", lines=zone(MOUSSA)).status_code == 201


def test_a_picture_beyond_the_cap_is_refused(make_machine: MakeMachine) -> None:
    app = make_machine(UPLOAD_MIB=1)
    signed_in(app, "officer")
    here = reader(app)

    a_little = b"\xff\xd8\xff" + bytes(1024 * 1024)
    assert error(here.send(picture=a_little)) == (413, "picture_too_large")
    assert error(here.send(picture=a_little * 3)) == (413, "picture_too_large")
    assert held(app) == []


@pytest.mark.parametrize("data", [b"%PDF-1.7 a paper", b"GIF89a", b"hello"])
def test_what_is_no_jpeg_or_png_is_refused_unread(
    machine: Flask, page: Reader, data: bytes
) -> None:
    assert error(page.send(picture=data)) == (415, "not_a_picture")
    assert "reader_pool" not in machine.extensions


def test_a_picture_that_cannot_be_decoded_is_refused_with_the_reason(
    machine: Flask, page: Reader
) -> None:
    answer = page.send(picture=b"\xff\xd8\xff" + b"no picture at all" * 50)

    assert error(answer) == (422, "unreadable")
    assert answer.json["reason"]
    assert held(machine) == []


def test_lines_that_are_no_zone_are_refused_with_the_reason(machine: Flask, page: Reader) -> None:
    answer = page.send(lines="HELLO\nWORLD")

    assert error(answer) == (422, "no_zone")
    assert len(answer.json["reason"]) > len("These lines are no zone. ")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"protocol": "2", "lines": "x"}, "unknown_protocol"),
        ({"document": "../etc", "lines": "x"}, "incomplete"),
        ({"document": "", "lines": "x"}, "incomplete"),
        ({"document": "x" * 65, "lines": "x"}, "incomplete"),
        ({}, "incomplete"),
        ({"lines": " \n"}, "incomplete"),
    ],
)
def test_an_incomplete_form_is_told_what_lacks(
    page: Reader, fields: dict[str, str], expected: str
) -> None:
    key = fields.pop("document", "scan-1")

    assert error(page.send(key, **fields)) == (400, expected)


def test_json_is_no_form(page: Reader) -> None:
    answer = page.client.post(
        "/desk/agent", json={"lines": zone()}, headers={"Authorization": f"Bearer {page.token}"}
    )

    assert error(answer) == (415, "not_a_form")


def test_a_nul_is_refused_in_the_same_shape(page: Reader) -> None:
    assert error(page.send("scan\0", lines=zone())) == (400, "bad_request")


@pytest.mark.parametrize(
    ("chip", "status"),
    [
        ('{"outcome": "no_chip"}', 201),
        ('{"outcome": "authenticated"}', 201),
        ('{"outcome": "genuine"}', 422),
        ('{"result": "no_chip"}', 422),
        ("genuine", 422),
        ("[1]", 422),
    ],
)
def test_only_the_five_words_on_a_chip_are_taken(page: Reader, chip: str, status: int) -> None:
    assert page.send(lines=zone(), chip=chip).status_code == status


def test_a_reader_that_runs_away_is_stopped(machine: Flask, page: Reader) -> None:
    for number in range(documents.MOST_WAITING):
        assert page.send(str(number), lines=zone()).status_code == 201

    assert error(page.send("more", lines=zone())) == (429, "lane_full")


def test_a_document_leaves_a_line_that_names_nobody(machine: Flask, page: Reader) -> None:
    page.send(lines=zone(FANTA))

    with machine.app_context():
        line = db.session.scalars(select(AuditLine).order_by(AuditLine.seq.desc())).first()
        assert line is not None
        assert line.act == "crossings:agent:send"
        assert FANTA.document_number not in json.dumps(line.details)


def test_what_waited_too_long_is_erased_by_the_purge(machine: Flask, page: Reader) -> None:
    page.send(lines=zone())
    late = clock.now() + documents.HELD

    with machine.app_context(), time_machine.travel(late, tick=False):
        documents.purge(documents.HELD * 1000)
        kept = db.session.scalars(select(AgentDocument)).one()
        assert (kept.is_waiting, kept.content) == (False, None)
        assert page.send(lines=zone()).json["state"] == "expired"


def test_no_sheet_opens_by_sending_alone(machine: Flask, page: Reader) -> None:
    page.send(lines=zone())

    with machine.app_context():
        assert db.session.scalars(select(Inspection)).all() == []
