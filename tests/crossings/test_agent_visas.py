"""A visa from the lane's reader goes onto the sheet that is open there."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db, transaction
from crossings.models import AgentDocument, Inspection
from crossings.services import agent_documents as documents
from tests.crossings.reader import Reader, reader
from tests.crossings.test_attaching import PASSPORT, attached, visa
from tests.crossings.work import acts, inspect
from tests.desk import Browser, english

WAITING = "/desk/reader/waiting"


@pytest.fixture
def desk(machine: Flask) -> Browser:
    return english(machine, "officer")


@pytest.fixture
def page(machine: Flask, desk: Browser) -> Reader:
    return reader(machine)


def way(desk: Browser, sheet: str) -> str:
    """The address that puts what waits onto the sheet, '' when nothing may go there."""
    told = desk.get(f"{WAITING}?sheet={sheet.rpartition('/')[2]}").text
    found = re.search(r'action="(/desk/[0-9a-f-]{36}/papers/reader/[0-9a-f-]{36})"', told)
    return found[1] if found else ""


def test_a_visa_from_the_reader_is_linked_to_the_open_sheet(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    sheet = inspect(desk, PASSPORT)
    page.send(lines=visa("MRVA"))
    address = way(desk, sheet)

    answer = desk.send(address)

    assert str(answer.location).startswith(sheet)
    assert "The visa is linked to this traveller." in desk.get(sheet).text
    with machine.app_context():
        assert [one.link for one in attached()] == ["agrees"]
        assert len(db.session.scalars(select(Inspection)).all()) == 1
        assert acts()[-2:] == ["crossings:supporting:attach", "crossings:agent:open"]
        kept = db.session.scalars(select(AgentDocument)).one()
        assert (kept.is_waiting, kept.content) == (False, None)
    assert way(desk, sheet) == ""


def test_a_second_click_puts_it_there_once(machine: Flask, desk: Browser, page: Reader) -> None:
    sheet = inspect(desk, PASSPORT)
    page.send(lines=visa("MRVA"))
    address, key = way(desk, sheet), uuid4()

    for again in (key, key, uuid4()):
        assert desk.send(address, again).status_code == 302

    with machine.app_context():
        assert len(attached()) == 1


def test_a_passport_is_no_visa_and_keeps_waiting(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    sheet = inspect(desk, PASSPORT)
    page.send(lines=visa("MRVA"))
    address = way(desk, sheet)
    with machine.app_context(), transaction() as session:
        waits = session.scalars(select(AgentDocument)).one()
        waits.content = {
            **waits.content,
            "reading": session.scalars(select(Inspection)).one().reading,
        }

    answer = desk.send(address)

    assert answer.status_code == 422
    assert "This is not a visa." in answer.text
    assert way(desk, sheet) == ""
    with machine.app_context():
        assert db.session.scalars(select(AgentDocument)).one().is_waiting
        assert attached() == ()


def test_a_visa_that_waited_too_long_or_at_another_post_goes_nowhere(
    machine: Flask, desk: Browser, page: Reader
) -> None:
    sheet = inspect(desk, PASSPORT)
    page.send(lines=visa("MRVA"))
    address = way(desk, sheet)
    with machine.app_context(), transaction() as session:
        session.scalars(select(AgentDocument)).one().expires_at = clock.now() - documents.HELD

    late = desk.send(address)

    assert late.status_code == 422
    assert "waited too long" in late.text
    assert english(machine, "stranger").send(address).status_code == 404
    with machine.app_context():
        assert attached() == ()
