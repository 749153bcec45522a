"""The pages of register sheets: printing, capturing, the second typing, the looks."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from crossings.models import Crossing, RegisterLine, RegisterSheet
from crossings.policies import Policy
from crossings.services import policies
from tests.crossings.papers import BAMAKO
from tests.desk import Browser, browser, english, lane_id, officer, post_id


@pytest.fixture
def awa(machine: Flask) -> Browser:
    return english(machine, "officer")


@pytest.fixture
def sheet(machine: Flask, awa: Browser) -> str:
    """The address of a sheet that was printed yesterday and begun, three lines written on it."""
    awa.send("/register-sheets/", many="2")
    with machine.app_context():
        row = db.session.scalars(select(RegisterSheet).order_by(RegisterSheet.serial)).first()
        assert row
        row.created_at = clock.now() - timedelta(days=2)
        address = f"/register-sheets/{row.id}"
        head = {
            "head-day": yesterday(),
            "head-officer_id": str(officer(machine, "officer").officer_id),
            "head-lane_id": str(lane_id()),
            "head-direction": "E",
            "head-written": "3",
        }  # fmt: skip
        db.session.get_one(RegisterSheet, row.id).created_at = clock.now() - timedelta(days=2)
        db.session.commit()
    answer = awa.send(f"{address}/head", **head)
    assert answer.status_code == 302, answer.text
    return address


def yesterday() -> str:
    return str((datetime.now(BAMAKO) - timedelta(days=1)).date())


def line(machine: Flask, **more: str) -> dict[str, str]:
    """The fields of a line as the page sends them."""
    with machine.app_context():
        writer = str(officer(machine, "officer").officer_id)
    return {
        "at": "9h05", "direction": "E", "surname": "Alpha", "given_names": "Test",
        "birth_date": "34", "sex": "M", "nationality": "Mauritania", "document_code": "P",
        "document_number": "P0000001", "issuing_state": "", "transport": "", "decision": "admit",
        "reasons": "", "note": "", "day": yesterday(), "officer_id": writer, **more,
    }  # fmt: skip


def test_an_empty_list_says_to_print_now(awa: Browser) -> None:
    assert "when the power fails it is too late" in awa.get("/register-sheets/").text


def test_printing_leads_to_a_paper_with_every_number(machine: Flask, awa: Browser) -> None:
    answer = awa.send("/register-sheets/", many="2")
    run = awa.get(answer.location).text
    paper = awa.client.get(f"{answer.location}/paper")

    assert len(set(re.findall(r"AAA-S\d{4}-\d{4}-.", run))) == 2
    assert paper.status_code == 200
    assert paper.data.startswith(b"%PDF-") or b"register-sheet" in paper.data


def test_a_wrong_number_of_sheets_comes_back(awa: Browser) -> None:
    answer = awa.send("/register-sheets/", many="500")

    assert answer.status_code == 422
    assert "A number from 1 to 50." in answer.text


def test_a_double_click_prints_once(machine: Flask, awa: Browser) -> None:
    key = UUID(int=7)
    awa.send("/register-sheets/", key=key, many="2")
    awa.send("/register-sheets/", key=key, many="2")

    with machine.app_context():
        assert len(db.session.scalars(select(RegisterSheet)).all()) == 2


def test_a_scanned_number_opens_its_sheet(machine: Flask, awa: Browser, sheet: str) -> None:
    with machine.app_context():
        number = db.session.get_one(RegisterSheet, UUID(sheet.rpartition("/")[2])).number

    answer = awa.get(f"/register-sheets/?q={number.lower()}")

    assert answer.status_code == 302
    assert answer.location == sheet


def test_a_line_is_captured_and_the_next_one_waits(
    machine: Flask, awa: Browser, sheet: str
) -> None:
    answer = awa.send(f"{sheet}/lines/1", **line(machine))
    page = awa.get(answer.location).text

    assert "1 of 3 lines" in page
    assert "Line 2 of the paper" in page
    assert "screened now, not at the crossing" in page
    with machine.app_context():
        row = db.session.scalars(select(Crossing)).one()
        assert (row.surname, row.nationality, row.document_issuer) == ("Alpha", "MRT", "MRT")
        assert (row.birth_precision, row.capture_mode) == ("A", "paper")
        assert f"{row.occurred_at.astimezone(ZoneInfo('Africa/Bamako')):%H:%M}" == "09:05"


def test_the_crossing_says_where_it_came_from(machine: Flask, awa: Browser, sheet: str) -> None:
    awa.send(f"{sheet}/lines/1", **line(machine))
    with machine.app_context():
        key = db.session.scalars(select(Crossing.id)).one()

    page = awa.get(f"/register/{key}").text

    assert 'id="paper-line"' in page
    assert "Lists and rules were asked then, not at the crossing." in page
    assert "Alerts: not screened." in page
    assert "from paper" in awa.get("/register/").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"at": "25:10"}, "Write a time such as 09:30."),
        ({"nationality": "Atlantis"}, "No state is called so."),
        ({"birth_date": "340"}, "Nobody is so old."),
        ({"reasons": "ML-01"}, "Only a refusal has a reason."),
        ({"decision": "refuse"}, "A refusal needs a reason."),
        ({"day": "2019-01-01"}, "The sheet was printed later than this."),
        ({"document_number": ""}, "Fill this in."),
    ],
)
def test_a_line_with_an_error_is_kept_told_and_mended(
    machine: Flask, awa: Browser, sheet: str, wrong: dict[str, str], words: str
) -> None:
    answer = awa.send(f"{sheet}/lines/1", **line(machine, **wrong))

    assert answer.status_code == 422
    assert words in answer.text
    assert "kept as you typed it" in answer.text
    later = awa.get(sheet).text
    assert "Line 2 of the paper" in later
    assert "0 of 3 lines" in later
    assert 'value="Alpha"' in awa.get(f"{sheet}?line=1").text
    assert awa.send(f"{sheet}/lines/1", **line(machine)).status_code == 302


def test_the_same_line_is_not_captured_twice_by_its_page(
    machine: Flask, awa: Browser, sheet: str
) -> None:
    awa.send(f"{sheet}/lines/1", **line(machine))

    answer = awa.send(f"{sheet}/lines/1", **line(machine, surname="Bravo"))

    assert answer.status_code == 422
    assert "typed already" in answer.text
    with machine.app_context():
        assert db.session.scalars(select(Crossing.surname)).all() == ["Alpha"]


def test_the_second_person_sees_nothing_of_the_first_typing(
    machine: Flask, awa: Browser, sheet: str
) -> None:
    with machine.app_context():
        policies.change(post_id(), Policy(double_entry=True), by=None)
    awa.send(f"{sheet}/lines/1", **line(machine))
    grace = english(machine, "second_line_officer")

    blind = grace.get(f"{sheet}/again").text
    seen = [blind, grace.get(sheet).text, grace.get(f"{sheet}?line=1").text]

    assert "Line 1 of the paper" in blind
    assert not any("Alpha" in page or "P0000001" in page or "09:05" in page for page in seen)
    assert awa.get(f"{sheet}/again").status_code == 302
    assert grace.send(f"{sheet}/again/1", **line(machine, surname="Alfa")).status_code == 302
    shown = grace.get(f"{sheet}/lines/1/settle").text
    assert "Alpha" in shown and "Alfa" in shown
    assert "P0000001" not in shown
    refused = grace.send(f"{sheet}/lines/1/settle", surname="second")
    assert refused.status_code == 422
    assert grace.send(f"{sheet}/lines/1/settle", surname="second", why="f").status_code == 302
    with machine.app_context():
        assert db.session.scalars(select(Crossing.surname)).one() == "Alfa"


def test_the_tally_and_its_file_keep_live_and_paper_apart(
    machine: Flask, awa: Browser, sheet: str
) -> None:
    awa.send(f"{sheet}/lines/1", **line(machine))

    page = awa.get(f"/register/tally?day={yesterday()}").text
    rows = list(csv.reader(io.StringIO(awa.get(f"/register/tally.csv?day={yesterday()}").text)))

    assert 'data-way="paper"' in page
    assert 'data-way="live"' not in page
    assert rows[-1] == ["MRT", "1", "0", "paper", "0"]


def test_the_list_goes_out_as_a_file(awa: Browser, sheet: str) -> None:
    rows = list(csv.reader(io.StringIO(awa.get("/register-sheets/export.csv").text)))

    assert "fate" in rows[0]
    assert sorted(row[1] for row in rows[1:]) == ["printed", "used"]


def test_hits_of_who_passed_are_the_supervisors_alone(
    machine: Flask, awa: Browser, sheet: str
) -> None:
    awa.send(f"{sheet}/lines/1", **line(machine))
    hit = {"list": "Capital list", "name": "ALPHA", "code": "discreet", "tier": "red",
           "document": "", "probability": 0.9}  # fmt: skip
    with machine.app_context():
        row = db.session.scalars(select(RegisterLine)).one()
        row.late = {**row.late, "hits": [hit]}
        db.session.commit()
        line_id = row.id
    chief = english(machine, "supervisor")

    assert awa.get("/register-sheets/late").status_code == 403
    assert "Capital list" not in awa.get(sheet).text
    assert "Capital list" in chief.get("/register-sheets/late").text
    assert "Passed on paper" in chief.get("/home").text
    chief.send(f"/register-sheets/late/{line_id}", words="told the command")
    assert "Capital list" not in chief.get("/register-sheets/late").text
    assert chief.send(f"/register-sheets/late/{line_id}", words="again").status_code == 404


def test_another_post_and_whoever_may_not_see_no_sheet(machine: Flask, sheet: str) -> None:
    assert browser(machine, "stranger").get(sheet).status_code == 404
    assert browser(machine, "stranger").send(f"{sheet}/lines/1").status_code == 404
    assert browser(machine, "cashier").get("/register-sheets/").status_code == 403
