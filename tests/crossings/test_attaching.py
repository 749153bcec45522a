"""Supporting documents at the desk: linked when they agree, asked about when they do not."""

from __future__ import annotations

import io
import uuid
from dataclasses import replace

import cv2
import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from crossings import sheet as sheets
from crossings.models import Crossing
from crossings.models.inspection import Source
from crossings.services import inspecting
from crossings.services.inspecting import Arrival
from docreader import read_text
from docreader.specimens import draw, specimen_lines
from tests.crossings.visas import FRENCH, PASSPORT, SOON, attached, decided, scanned, typed, visa
from tests.crossings.work import acts, at_lane, inspect
from tests.desk import Browser, browser, english, field, lane_id, officer
from tests.house import cast


@pytest.fixture
def awa(inside: Flask) -> Browser:
    return english(inside, "officer")


@pytest.fixture
def sheet(awa: Browser) -> str:
    return inspect(awa, PASSPORT)


@pytest.mark.parametrize("kind", ["MRVA", "MRVB"])
def test_a_visa_that_agrees_is_linked_and_meets_the_rule(
    awa: Browser, sheet: str, kind: str
) -> None:
    before = awa.get(sheet).text
    assert "a visa is needed to enter Mali" in before
    assert "meets this" not in before

    assert scanned(awa, sheet, visa(kind)) == 302
    page = awa.get(sheet).text

    assert "The linked visa V1234567 meets this: valid until" in page
    assert "How many entries it allows was not said: look at it." in page
    assert 'data-link="agrees"' in page
    assert "rule-met" in page
    assert "Durand" in page or "DURAND" in page  # the traveller is the same one
    assert [one.link for one in attached()] == ["agrees"]


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"surname": "Martin"}, "the name differs"),
        ({"birth_date": "1960-01-01"}, "the birth date differs"),
        ({"nationality": "BEL"}, "the nationality differs"),
    ],
)
def test_a_visa_of_another_person_is_asked_about_and_counts_for_nothing(
    awa: Browser, sheet: str, change: dict[str, str], differs: str
) -> None:
    assert scanned(awa, sheet, visa(**change)) == 302
    page = awa.get(sheet).text

    assert differs in page
    assert "Is it this traveller’s?" in page
    assert "meets this" not in page
    assert decided(awa, sheet) == 422
    assert db.session.scalars(select(Crossing)).all() == []


def test_this_visa_names_another_person(awa: Browser, sheet: str) -> None:
    scanned(awa, sheet, visa(surname="Martin"))

    assert "This visa names another person." in awa.get(sheet).text


def test_the_officer_answers_either_way(awa: Browser, sheet: str) -> None:
    scanned(awa, sheet, visa(surname="Durant"))
    [asked] = attached()
    assert awa.send(f"{sheet}/papers/{asked.id}/answer").status_code == 302
    assert [one.link for one in attached()] == ["officer"]
    assert "meets this" in awa.get(sheet).text
    assert awa.send(f"{sheet}/papers/{asked.id}/remove").status_code == 302

    assert attached() == ()
    assert "crossings:supporting:answer" in acts() and "crossings:supporting:remove" in acts()
    assert decided(awa, sheet, rule_seen="visa") == 302


def test_correcting_the_name_asks_again(awa: Browser, sheet: str) -> None:
    scanned(awa, sheet, visa())
    fields = {"surname": "Other", "given_names": "Elise Marie", "document_code": "P",
              "issuing_state": "FRA", "document_number": FRENCH.document_number,
              "nationality": "FRA", "birth_date": FRENCH.birth_date, "sex": FRENCH.sex,
              "expiry_date": FRENCH.expiry_date}  # fmt: skip
    assert awa.send(f"{sheet}/correct/fields", **fields).status_code == 302

    assert [one.link for one in attached()] == ["asked"]


def test_the_passport_again_is_no_visa_and_changes_nothing(awa: Browser, sheet: str) -> None:
    answer = awa.send(f"{sheet}/papers/scan", lines=PASSPORT, source="wedge")

    assert answer.status_code == 422
    assert "This is not a visa." in answer.text
    assert FRENCH.document_number in answer.text  # what was sent is still there
    assert attached() == ()


def test_no_lines_are_refused(awa: Browser, sheet: str) -> None:
    assert scanned(awa, sheet, "  ") == 422


def test_the_same_visa_twice_is_there_once(awa: Browser, sheet: str) -> None:
    scanned(awa, sheet, visa())
    again = awa.send(f"{sheet}/papers/scan", lines=visa("MRVB"), source="wedge")

    assert again.status_code == 422
    assert "on the sheet already" in again.text
    assert len(attached()) == 1


def test_a_second_click_changes_nothing(awa: Browser, sheet: str) -> None:
    key = uuid.uuid4()
    for _each in range(2):
        assert scanned(awa, sheet, visa(), key=key) == 302

    assert len(attached()) == 1


def test_a_decision_on_the_sheet_of_before_is_refused(awa: Browser, sheet: str) -> None:
    page = awa.get(sheet).text
    scanned(awa, sheet, visa())
    stale = awa.send(
        f"{sheet}/decide", decision="admit", version="1", rule_shown=field(page, "rule_shown")
    )

    assert stale.status_code == 422
    assert "The sheet changed since you saw it." in stale.text


def test_a_wrong_digit_on_a_visa_is_asked_about(awa: Browser, sheet: str) -> None:
    lines = visa()
    wrong = lines[:-35] + ("1" if lines[-35] != "1" else "2") + lines[-34:]
    scanned(awa, sheet, wrong)

    assert [one.link for one in attached()] == ["asked"]


def test_the_number_of_the_passport_on_the_visa_is_told(awa: Browser, sheet: str) -> None:
    same = replace(FRENCH, issuing_state="MLI", expiry_date=SOON)
    scanned(awa, sheet, "\n".join(specimen_lines(same, "MRVA")))

    assert "it names the number of this document" in awa.get(sheet).text


def test_papers_are_typed_by_hand(awa: Browser, sheet: str) -> None:
    assert awa.get(f"{sheet}/papers/new").status_code == 200
    assert typed(awa, sheet, max_days="30") == 302
    assert typed(awa, sheet, kind="vaccination", number="", issuer="Kayes", entries="") == 302
    page = awa.get(sheet).text

    assert "Entries used with it as far as this post knows: 0 of 1." in page
    assert "30 days by the visa" in page
    assert "Vaccination certificate" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "nothing"},
        {"issuer": "Mali"},
        {"number": ""},
        {"since": "2027-02-01", "until": "2027-01-01"},
        {"entries": "7"},
        {"max_days": "0"},
        {"max_days": "many"},
        {"until": "tomorrow"},
    ],
)
def test_what_cannot_be_so_is_refused_and_kept_on_the_form(
    awa: Browser, sheet: str, wrong: dict[str, str]
) -> None:
    sent = {"kind": "visa", "number": "V777", "issuer": "MLI", "until": SOON} | wrong
    answer = awa.send(f"{sheet}/papers/new", **sent)

    assert answer.status_code == 422
    assert all(text in answer.text for text in (sent["number"], sent["issuer"]))
    assert attached() == ()


def test_a_visa_is_completed_by_what_stands_on_it(awa: Browser, sheet: str) -> None:
    scanned(awa, sheet, visa())
    [found] = attached()
    form = awa.get(f"{sheet}/papers/{found.id}").text
    assert 'name="number"' not in form and 'name="until"' not in form  # its zone says them
    answer = awa.send(
        f"{sheet}/papers/{found.id}",
        since="2026-01-01",
        entries="2",
        max_days="15",
        until="2099-01-01",
    )

    assert answer.status_code == 302
    [now] = attached()
    assert (now.entries, now.max_days, now.until) == ("2", 15, SOON)
    assert "0 of 2" in awa.get(sheet).text
    assert awa.get(f"{sheet}/papers/{uuid.uuid4()}").status_code == 404


def test_another_post_has_no_such_sheet(inside: Flask, awa: Browser, sheet: str) -> None:
    far = browser(inside, cast.STRANGER)
    assert far.get(f"{sheet}/papers/new").status_code == 404
    assert scanned(far, sheet, visa()) == 404
    assert browser(inside, "analyst").get(f"{sheet}/papers/new").status_code == 403


def test_a_picture_of_the_visa_does_the_same(awa: Browser, sheet: str) -> None:
    person = replace(
        FRENCH, issuing_state="MLI", document_number="V1234567", expiry_date=SOON
    )  # fmt: skip
    drawn = cv2.imencode(".jpg", draw(person, "MRVA"))[1].tobytes()
    picture = (io.BytesIO(drawn), "visa.jpg")
    answer = awa.send(f"{sheet}/papers/scan", picture=picture)

    assert answer.status_code == 302
    assert [(one.number, one.link) for one in attached()] == [("V1234567", "agrees")]


def test_a_visa_beside_the_passport_on_one_scan_is_linked_from_the_start(inside: Flask) -> None:
    found = read_text(PASSPORT)
    beside = [{"page": 1, "reading": read_text(visa()).as_json()}]
    scan = {"page": 1, "pages": 1, "beside": beside}
    arrival = Arrival(found, Source.CAMERA, sheets.from_reading(found), scan=scan)
    by = at_lane(officer(inside, "officer"), lane_id(), "E")
    inspecting.open_inspection(arrival, by=by, keep_days=30)

    assert [(one.kind, one.link) for one in attached()] == [("visa", "agrees")]
