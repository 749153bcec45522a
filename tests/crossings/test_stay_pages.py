"""Pages of stays and of files that are one person: allowed, refused, another post, bad forms."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost.db import db, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings.models import Stay
from crossings.services import presuming, staying
from tests.crossings.documents import FANTA, MOUSSA, zone
from tests.crossings.stay_browser import later, sheet
from tests.crossings.stay_desk import passes
from tests.crossings.work import acts
from tests.desk import Browser, browser, english, officer

pytestmark = pytest.mark.usefixtures("morning")


def test_the_sheet_tells_who_never_left(
    machine: Flask, known: dict[str, uuid.UUID], morning: time_machine.Coordinates
) -> None:
    later(morning, 11)

    page = sheet(english(machine, "officer"), zone(FANTA), "E")

    assert (
        "Entered on 3 Mar 2026 by lane 1; no exit was seen here, may have left elsewhere." in page
    )
    assert "12 days used, 78 left, last lawful day 31 May 2026." in page
    assert "1 of 2 posts connected: may have left elsewhere" in page
    assert str(known["fanta"]) in page


def test_the_sheet_tells_of_an_exit_without_an_entry(machine: Flask) -> None:
    page = sheet_of_a_stranger(machine)

    assert "Leaves without a known entry here; may have entered elsewhere." in page


def sheet_of_a_stranger(machine: Flask) -> str:
    with machine.app_context():
        passes(officer(machine, "supervisor"), "E")
    return sheet(english(machine, "officer"), zone(MOUSSA), "X")


def test_where_nobody_said_a_last_day_none_is_told(machine: Flask) -> None:
    with machine.app_context():
        passes(officer(machine, "supervisor"), "E")

    page = sheet(english(machine, "officer"), zone(FANTA), "X")

    assert "Entered on 3 Mar 2026 by lane 1." in page
    assert "last lawful day" not in page


def test_a_connected_post_counts_from_its_day(
    machine: Flask, known: dict[str, uuid.UUID], morning: time_machine.Coordinates
) -> None:
    later(morning, 11)
    with machine.app_context(), transaction() as session:
        other = session.scalars(select(Post).where(Post.code == "BBB")).one()
        other.connected_since = date(2026, 3, 10)

    page = sheet(english(machine, "officer"), zone(FANTA), "E")

    assert "2 of 2 posts connected since 10 Mar 2026: may have left elsewhere" in page


def test_the_list_shows_open_stays_and_finds_the_others(
    machine: Flask, known: dict[str, uuid.UUID], morning: time_machine.Coordinates
) -> None:
    chief = english(machine, "supervisor")

    first = chief.get("/stays/").text
    assert "CISSE" in first
    assert "TRAORE" not in first
    assert "may have left elsewhere" in first
    assert "TRAORE" in chief.get("/stays/?state=orphan_exit").text
    assert "No stay fits" in chief.get("/stays/?state=overstay").text
    assert "No stay fits" in chief.get("/stays/?nationality=SEN").text
    assert "CISSE" in chief.get("/stays/?q=fanta&nationality=mli").text
    assert "CISSE" in chief.get("/stays/?q=AB1234567").text

    later(morning, 100)
    over = english(machine, "second_line_officer").get("/stays/?state=overstay&over=5").text
    assert "CISSE" in over
    assert "Past the last lawful day" in over
    assert "No stay fits" in chief_again(machine).get("/stays/?over=50").text


def chief_again(machine: Flask) -> Browser:
    return english(machine, "supervisor")


def test_a_filter_that_makes_no_sense_is_told(machine: Flask) -> None:
    page = english(machine, "supervisor").get("/stays/?over=-3&nationality=M&state=gone").text

    assert "Three letters" in page
    assert "A number from 1 to 9999." in page


def test_an_empty_list_says_what_fills_it(machine: Flask) -> None:
    assert "Who enters appears here" in english(machine, "supervisor").get("/stays/").text


@pytest.mark.parametrize("sort", ["name", "-nationality", "entry_on", "-authorised_until"])
def test_the_list_sorts(machine: Flask, known: dict[str, uuid.UUID], sort: str) -> None:
    assert "CISSE" in browser(machine, "supervisor").get(f"/stays/?sort={sort}").text


def test_the_files_hold_coverage_and_leave_a_line(
    machine: Flask, known: dict[str, uuid.UUID]
) -> None:
    chief = english(machine, "supervisor")

    lines = chief.get("/stays/export.csv").text.splitlines()
    book = chief.get("/stays/export.xlsx")

    assert "posts_connected,posts_known" in lines[0]
    assert "CISSE FANTA MARIA,MLI,2026-03-03,1,2026-05-31,,open" in lines[1]
    assert lines[1].endswith(",1,2")
    assert book.status_code == 200
    with machine.app_context():
        assert acts().count("crossings:stay:export") == 2


@pytest.mark.parametrize("username", ["officer", "analyst", "administrator", "cashier"])
def test_the_list_is_not_for_everybody(machine: Flask, username: str) -> None:
    for path in ("/stays/", "/stays/export.csv", f"/stays/{uuid.uuid4()}"):
        assert browser(machine, username).get(path).status_code == 403


def test_somebody_is_presumed_to_have_left_and_it_is_taken_back(
    machine: Flask, known: dict[str, uuid.UUID], morning: time_machine.Coordinates
) -> None:
    later(morning, 100)
    chief, path = english(machine, "supervisor"), f"/stays/{known['stay']}"
    sent = {"rule": "told", "left_on": "2026-03-20", "reason": "Kobenni called"}

    assert "Presume that the person left" in chief.get(path).text
    assert chief.send(f"{path}/presume", **sent).status_code == 302
    page = chief.get(path).text
    assert "Kobenni called" in page
    assert "Another post or authority said so" in page
    assert "CISSE" not in chief.get("/stays/").text
    assert chief.send(f"{path}/presume", **sent).status_code == 422
    assert chief.send(f"{path}/undo", undo_reason="").status_code == 422
    assert chief.send(f"{path}/undo", undo_reason="wrong woman").status_code == 302
    assert "CISSE" in chief.get("/stays/").text
    assert chief.send(f"{path}/undo", undo_reason="again").status_code == 422
    with machine.app_context():
        assert {"crossings:stay:presume", "crossings:stay:presume-undo"} <= set(acts())
        assert list(staying.faults()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": ""},
        {"rule": "entered_again"},
        {"left_on": ""},
        {"left_on": "2026-03-02"},
        {"left_on": "2026-03-04"},
        {"reason": " "},
    ],
)
def test_a_presumption_that_lacks_something_is_refused_and_kept_typed(
    machine: Flask, known: dict[str, uuid.UUID], wrong: dict[str, str]
) -> None:
    sent = {"rule": "told", "left_on": "2026-03-03", "reason": "Kobenni called"} | wrong

    answer = english(machine, "supervisor").send(f"/stays/{known['stay']}/presume", **sent)

    assert answer.status_code == 422
    if sent["reason"].strip():
        assert "Kobenni called" in answer.text
    with machine.app_context():
        assert "crossings:stay:presume" not in acts()


def test_an_exit_without_an_entry_cannot_be_presumed(
    machine: Flask, known: dict[str, uuid.UUID]
) -> None:
    with machine.app_context():
        chief = officer(machine, "supervisor")
        with pytest.raises(Refused):
            presuming.presume(known["orphan"], "told", date(2026, 3, 3), "why", by=chief)


def test_a_presumption_survives_a_rebuild_and_gives_way_to_an_exit(
    machine: Flask, known: dict[str, uuid.UUID], morning: time_machine.Coordinates
) -> None:
    later(morning, 20)
    with machine.app_context():
        chief = officer(machine, "supervisor")
        presuming.presume(known["stay"], "stamp", date(2026, 3, 10), "stamp seen", by=chief)
        assert staying.rebuild() == 0
        assert db.session.scalars(select(Stay.state).where(Stay.id == known["stay"])).one() == (
            "presumed_left"
        )
        passes(chief, "X")
        assert db.session.scalars(select(Stay.state).where(Stay.id == known["stay"])).one() == (
            "closed"
        )
        assert list(staying.faults()) == []
