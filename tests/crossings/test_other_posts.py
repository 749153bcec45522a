"""Another post's travellers, by their addresses: as if they were not there."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db, transaction
from borderpost.posts import services as posts
from crossings.models import Crossing, Inspection
from crossings.models.inspection import State
from tests.crossings.documents import zone
from tests.crossings.work import crossed, opened
from tests.desk import Browser, browser, officer, post_id, remembered

READ = (
    "/desk/{inspection}", "/desk/{inspection}/zone.png", "/desk/{inspection}/page.jpg",
    "/desk/{inspection}/correct/", "/register/{crossing}", "/register/{crossing}/correct",
    "/register/{crossing}/paper", "/register/travellers/{person}",
)  # fmt: skip
CHANGE = (
    "/desk/{inspection}/decide", "/desk/{inspection}/refer", "/desk/{inspection}/leave",
    "/desk/{inspection}/correct/fields", "/desk/{inspection}/correct/lines",
    "/register/{crossing}/correct",
)  # fmt: skip
SENT = {"decision": "admit", "version": "1", "referral_reason": "x", "lines": zone(), "why": "x"}


@pytest.fixture
def foreign(machine: Flask) -> dict[str, uuid.UUID]:
    """What addresses name at the other post, made while the machine stood there."""
    made: dict[str, uuid.UUID] = remembered(machine, fill)
    return made


def fill(app: Flask) -> dict[str, uuid.UUID]:
    admin, other = officer(app, "administrator"), post_id("BBB")
    posts.assign_machine(other, by=admin)
    stranger = officer(app, "stranger")
    row, sheet = crossed(stranger), opened(stranger)
    with transaction():
        sheet.zone_png = sheet.page_jpeg = b"a face"
    found = {"inspection": sheet.id, "crossing": row.id, "person": row.person_id}
    posts.assign_machine(post_id("AAA"), by=admin)
    return found


@pytest.fixture
def chief(machine: Flask, foreign: dict[str, uuid.UUID]) -> Browser:
    """Who may do everything at the own post."""
    return browser(machine, "supervisor")


@pytest.mark.parametrize("path", READ)
def test_nothing_of_another_post_is_shown(
    machine: Flask, chief: Browser, foreign: dict[str, uuid.UUID], path: str
) -> None:
    nothing = {name: uuid.uuid4() for name in foreign}
    answers = [chief.get(path.format(**ids)) for ids in (foreign, nothing)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "CISSE" not in answers[0].text
    assert browser(machine, "stranger").get(path.format(**foreign)).status_code in {200, 302, 403}


@pytest.mark.parametrize("path", CHANGE)
def test_nothing_of_another_post_is_changed(
    machine: Flask, chief: Browser, foreign: dict[str, uuid.UUID], path: str
) -> None:
    nothing = {name: uuid.uuid4() for name in foreign}
    answers = [chief.send(path.format(**ids), **SENT) for ids in (foreign, nothing)]

    assert [answer.status_code for answer in answers] == [404, 404]
    with machine.app_context():
        assert len(db.session.scalars(select(Crossing)).all()) == 1
        sheet = db.session.get_one(Inspection, foreign["inspection"])
        assert (sheet.state, sheet.version) == (State.OPEN, 1)


def test_an_id_that_is_none_is_not_found(chief: Browser) -> None:
    for path in (*READ, *CHANGE):
        broken = path.format(inspection="1", crossing="..", person="%2e")
        assert chief.get(broken, follow_redirects=True).status_code in {404, 405}


def test_lists_counts_and_files_are_of_the_own_post(
    chief: Browser, foreign: dict[str, uuid.UUID]
) -> None:
    for path in ("/register/", "/register/?q=cisse", "/register/export.csv", "/second-line/",
                 "/register/tally"):  # fmt: skip
        assert "CISSE" not in chief.get(path).text
        assert str(foreign["crossing"]) not in chief.get(path).text


def test_a_traveller_known_elsewhere_is_not_told_here(
    machine: Flask, foreign: dict[str, uuid.UUID]
) -> None:
    """The file of a person is shared by posts one day; what this post did not see is not shown."""
    awa = browser(machine, "officer")
    page = awa.get(awa.send("/desk/inspect", lines=zone()).location).text

    assert str(foreign["person"]) not in page
