"""One's last decision is taken back until the next scan: a row that supersedes, never an erasure,
and the sheet open again with everything that was typed."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.refusal import Refused
from crossings import verification
from crossings.models import RefusalForm, Stay
from crossings.queries import register
from crossings.queries.tally import tally
from crossings.services import deciding, inspecting, issuing, undoing
from crossings.services.issuing import Printing
from docreader.specimens import specimen_lines, specimen_people
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import (
    acts,
    admit,
    all_crossings,
    answer_no,
    asked,
    crossed,
    inspect,
    opened,
    order,
)
from tests.desk import Browser, browser, english, officer, post_id
from tests.house.cast import STRANGER

UNDO = re.compile(r'action="(/desk/undo/[0-9a-f-]{36})"')


@pytest.fixture
def awa(machine: Flask) -> Browser:
    return english(machine, "officer")


def way(at: Browser) -> str:
    """Where the desk's button for taking back leads; '' where there is none."""
    found = UNDO.search(at.get("/desk/").text)
    return found[1] if found else ""


def test_the_desk_offers_to_take_the_last_decision_back(awa: Browser) -> None:
    assert way(awa) == ""
    assert admit(awa, inspect(awa)) == 302

    page = awa.get("/desk/").text
    assert "Last decision" in page
    assert "CISSE FANTA MARIA" in page.partition('id="undo"')[2][:600]
    assert 'data-key="Ctrl+Z"' in page


def test_taking_back_supersedes_and_opens_the_sheet_with_what_was_typed(
    machine: Flask, awa: Browser
) -> None:
    sheet = inspect(awa, zone(MOUSSA))
    told = {"purpose": "TRD", "destination": "Nioro", "transport": "TRK"}
    assert admit(awa, sheet, **told) == 302

    answer = awa.send(way(awa))
    assert (answer.status_code, answer.location) == (302, sheet)
    first, undone = all_crossings(machine)
    assert (undone.decision, undone.undone, undone.supersedes_id) == ("withdrawn", True, first.id)
    assert undone.correction_reason == "taken back by the officer"
    assert (first.decision, first.undone) == ("admit", None)
    page = awa.get(sheet).text
    assert "You took a decision back" in page
    assert 'value="Nioro"' in page
    for code in ("TRD", "TRK"):
        assert f'<option value="{code}" selected' in page


def test_the_next_decision_replaces_the_row_that_took_the_first_back(
    machine: Flask, awa: Browser
) -> None:
    sheet = inspect(awa, zone(MOUSSA))
    admit(awa, sheet)
    awa.send(way(awa))
    answer_no(awa, sheet)
    sent = {"decision": "refuse", "version": "2", "reasons": ["ML-01"]}
    assert awa.send(f"{sheet}/decide", **sent).status_code == 302

    first, undone, again = all_crossings(machine)
    assert (again.decision, again.supersedes_id) == ("refuse", undone.id)
    assert again.human_ref != first.human_ref
    with machine.app_context():
        rows = db.session.scalars(register.register(register.Wanted(), post_id())).all()
        assert [row.id for row in rows] == [again.id]
        assert list(verification.faults()) == []
    history = awa.get(f"/register/{undone.id}").text
    assert "none stands" in history


def test_while_no_decision_stands_nobody_crossed(inside: Flask) -> None:
    by = officer(inside, "officer")
    crossing = crossed(by, zone(MOUSSA))
    assert db.session.scalars(select(Stay)).one().state == "open"

    sheet = undoing.undo(crossing.id, by=by)
    today = clock.today("Africa/Bamako")
    counted = tally(by.post_id, today, "Africa/Bamako")
    assert (counted.crossed, counted.withdrawn) == (0, 0)
    assert db.session.scalars(select(Stay)).all() == []
    assert sheet.state == "open"

    deciding.decide(sheet.id, order(sheet), by=by)
    assert tally(by.post_id, today, "Africa/Bamako").crossed == 1
    assert db.session.scalars(select(Stay)).one().state == "open"
    assert list(verification.faults()) == []


def test_a_traveller_whose_only_decision_was_taken_back_is_not_known_by_it(
    machine: Flask, awa: Browser
) -> None:
    sheet = inspect(awa, zone(MOUSSA))
    admit(awa, sheet)
    awa.send(way(awa))

    assert "Last crossing" not in awa.get(sheet).text


def test_the_log_tells_it(inside: Flask) -> None:
    by = officer(inside, "officer")
    crossing = crossed(by)
    undoing.undo(crossing.id, by=by)

    line = db.session.scalars(select(AuditLine).order_by(AuditLine.seq.desc())).first()
    assert line is not None
    assert line.act == "crossings:crossing:undo"
    assert line.details["supersedes"] == str(crossing.id)


def test_a_refusals_form_is_void_and_its_number_is_given_to_nobody_else(inside: Flask) -> None:
    by = officer(inside, "officer")
    crossing = crossed(by, decision="refuse", form_language="ar")
    sheet = undoing.undo(crossing.id, by=by)
    void = db.session.scalars(select(RefusalForm)).one()
    number, void_id = void.number, void.id

    assert void.voided_at is not None
    assert "crossings:refusal_form:void" in acts()
    with pytest.raises(Refused):
        issuing.print_copies(void_id, Printing("ar", 1, 1, 0), by=by)
    with pytest.raises(Refused):
        issuing.sign(void_id, "signed", "", by=by)
    again = deciding.decide(sheet.id, order(sheet, "refuse", reasons=("ML-01",)), by=by)
    other = db.session.scalars(select(RefusalForm).where(RefusalForm.voided_at.is_(None))).one()
    assert other.crossing_id == again.id
    assert other.number != number


def test_the_void_form_says_so_on_its_page_its_list_and_the_sheet(
    machine: Flask, awa: Browser
) -> None:
    sheet = inspect(awa, zone(MOUSSA))
    answer_no(awa, sheet)
    sent = {"decision": "refuse", "version": "1", "reasons": ["ML-01", "ML-03"],
            "reason_text": "Paper torn", "form_language": "ar"}  # fmt: skip
    form = str(awa.send(f"{sheet}/decide", **sent).location)
    assert 'data-key="Ctrl+Z"' in awa.get(form).text
    awa.send(way(awa))

    page = awa.get(form).text
    assert "This form is void" in page
    assert 'data-key="Ctrl+Z"' not in page
    assert "/print" not in page
    assert ">void<" in awa.get("/refusals/").text
    again = awa.get(sheet).text
    assert "is void. Take every copy back" in again
    assert 'value="Paper torn"' in again
    assert 'value="ar" selected' in again
    for code in ("ML-01", "ML-03"):
        assert f'value="{code}" checked' in again


@pytest.mark.parametrize("which", ["unknown", "other_post"])
def test_a_tampered_address_finds_nothing(machine: Flask, awa: Browser, which: str) -> None:
    if which == "unknown":
        assert awa.send(f"/desk/undo/{uuid.uuid4()}").status_code == 404
        return
    admit(awa, inspect(awa))
    there = browser(machine, STRANGER)
    assert there.send(way(awa)).status_code in {403, 404}
    assert len(all_crossings(machine)) == 1


def test_the_address_of_a_colleague_is_refused_on_the_desk(machine: Flask, awa: Browser) -> None:
    admit(awa, inspect(awa))
    other = english(machine, "supervisor")

    assert other.send(way(awa)).location == "/desk/"
    assert "Only the officer who decided" in other.told("/desk/")
    assert len(all_crossings(machine)) == 1


def test_a_double_click_takes_back_once(machine: Flask, awa: Browser) -> None:
    sheet = inspect(awa)
    admit(awa, sheet)
    key, to = uuid.uuid4(), way(awa)

    assert [awa.send(to, key).location for _ in range(2)] == [sheet, sheet]
    assert len(all_crossings(machine)) == 2


def test_a_sheet_that_is_then_cleared_leaves_no_decision_standing(
    machine: Flask, awa: Browser
) -> None:
    sheet = inspect(awa)
    admit(awa, sheet)
    awa.send(way(awa))
    awa.send(f"{sheet}/leave")

    assert "Taken back" in awa.get("/register/").text
    assert way(awa) == ""


def test_the_officers_word_that_two_files_are_one_is_taken_back_with_it(inside: Flask) -> None:
    from crossings.models import PersonMerge
    from crossings.services import joining

    by = officer(inside, "officer")
    before = crossed(by, zone(MOUSSA))
    other = specimen_people(12, 1, ("MRT",))[0]
    sheet = opened(by, "\n".join(specimen_lines(other, "TD3")))
    joining.same_person(sheet.id, before.person_id, version=1, by=by)
    crossing = deciding.decide(sheet.id, order(sheet), by=by)
    assert db.session.scalars(select(PersonMerge)).one().undone_at is None

    undoing.undo(crossing.id, by=by)
    assert db.session.scalars(select(PersonMerge)).one().undone_at is not None
    deciding.decide(sheet.id, order(sheet), by=by)
    standing = select(PersonMerge).where(PersonMerge.undone_at.is_(None))
    assert len(db.session.scalars(standing).all()) == 1


def test_leaving_and_refusing_are_taken_back_alike(inside: Flask) -> None:
    by = officer(inside, "officer")
    for decision in ("refuse", "withdrawn"):
        sheet = asked(opened(by, zone(MOUSSA)), by)
        told = order(sheet, decision, reasons=("ML-01",))
        crossing = deciding.decide(sheet.id, told, by=by)
        assert undoing.undo(crossing.id, by=by).state == "open"
        inspecting.leave(sheet.id, by=by)
