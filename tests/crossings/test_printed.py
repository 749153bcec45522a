"""Printed against coded at the desk: shown when it was read, "not compared" when it was not."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from borderpost.db import db
from borderpost.refusal import Refused
from borderpost.submission import FIELD
from crossings import Act
from crossings.models import Inspection
from crossings.services import comparing, deciding
from docreader.answers import PrintRead
from docreader.pool import ReaderOverrun, ReaderPool
from docreader.printed import Printed, State
from docreader.specimens import draw
from tests.crossings.documents import FANTA
from tests.crossings.work import acts, admit, all_crossings, inspect, opened, order
from tests.desk import Browser, browser, english, officer
from tests.docreader.drawn import file_of

HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """One reader process for all these tests."""
    with ReaderPool(children=1, seconds=60) as running:
        yield running


@pytest.fixture
def desk(machine: Flask, pool: ReaderPool) -> Browser:
    """An officer at a machine whose reader has already started."""
    machine.extensions["reader_pool"] = pool
    return english(machine, "officer")


def scanned(at: Browser, **altered: str) -> str:
    """The sheet of FANTA's passport, on which something else may be printed than is coded."""
    page = draw(FANTA, "TD3", seed=5, width=1200, shown=replace(FANTA, **altered))
    answer = at.send("/desk/inspect", picture=(io.BytesIO(file_of(page)), "page.jpg"))
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def compared(at: Browser, sheet: str) -> str:
    answer = at.send(f"{sheet}/printed")
    assert answer.status_code == 302, answer.text
    return at.get(sheet).text


def block(page: str) -> str:
    return page.partition('id="printed"')[2].partition("</section>")[0]


def test_before_the_comparison_the_sheet_says_not_compared_and_asks_for_it(desk: Browser) -> None:
    page = desk.get(scanned(desk)).text

    assert "Not compared." in block(page)
    assert 'hx-trigger="load, submit"' in block(page)
    assert "standing-proven" in page


def test_an_honest_page_agrees_and_stays_one_key_from_admission(desk: Browser) -> None:
    sheet = scanned(desk)
    page = compared(desk, sheet)

    assert 'data-print="agrees"' in block(page)
    assert 'data-print="differs"' not in page
    assert "standing-proven" in page
    assert admit(desk, sheet) == 302


def test_an_altered_number_must_be_compared_before_admission(desk: Browser) -> None:
    sheet = scanned(desk, document_number="AB1284567")
    page = compared(desk, sheet)
    refused = admit(desk, sheet)
    ticked = admit(desk, sheet, compared="document_number")

    assert "AB1284567" in block(page)
    assert "AB1234567" in block(page)
    assert "print-strip" in block(page)
    assert "standing-look" in page
    assert "data-enter" not in page
    assert (refused, ticked) == (422, 302)


@pytest.mark.parametrize(("field", "value"), [("birth_date", "1978-02-13"), ("surname", "Cisso")])
def test_an_altered_date_or_name_makes_the_sheet_amber(
    desk: Browser, field: str, value: str
) -> None:
    page = compared(desk, scanned(desk, **{field: value}))

    assert 'data-print="differs"' in block(page)
    assert "The print says something else than the zone" in page


def test_what_the_print_said_goes_with_the_crossing(machine: Flask, desk: Browser) -> None:
    sheet = scanned(desk, document_number="AB1284567")
    compared(desk, sheet)
    admit(desk, sheet, compared="document_number")
    crossing = all_crossings(machine)[0]
    evidence, address = crossing.evidence, f"/register/{crossing.id}"
    shown = desk.get(address).text

    assert evidence["printed"]["document_number"] == {"state": "differs", "read": "AB1284567"}
    assert evidence["compared"] == ["document_number"]
    assert "The print differed from the zone: Number." in shown
    assert "AB1284567" in shown


def test_a_decision_before_the_comparison_says_not_compared(machine: Flask, desk: Browser) -> None:
    sheet = scanned(desk)
    admit(desk, sheet)
    late = desk.send(f"{sheet}/printed")
    crossing = all_crossings(machine)[0]
    evidence, address = crossing.evidence, f"/register/{crossing.id}"

    assert late.status_code == 422
    assert "printed" not in evidence
    assert "Printed against coded: not compared." in desk.get(address).text


def test_without_a_page_it_says_not_compared_and_offers_nothing(desk: Browser) -> None:
    sheet = inspect(desk)
    page = desk.get(sheet).text
    answer = desk.send(f"{sheet}/printed")

    assert "There is no picture of the page." in block(page)
    assert "compare-print" not in page
    assert answer.status_code == 422
    assert "Compare the print with your own eyes." in answer.text


def test_another_posts_sheet_is_not_there(machine: Flask, desk: Browser) -> None:
    sheet = scanned(desk)
    other = browser(machine, "stranger")

    assert other.send(f"{sheet}/printed").status_code == 404


def fragment(at: Browser, sheet: str) -> TestResponse:
    sent = {FIELD: str(uuid.uuid4())}
    return at._ask(at.client.post, f"{sheet}/printed", data=sent, headers=HTMX)


def test_the_block_is_swapped_in_and_only_a_difference_touches_the_rest(desk: Browser) -> None:
    honest = fragment(desk, scanned(desk)).text
    forged = fragment(desk, scanned(desk, document_number="AB1284567")).text

    assert 'id="printed"' in honest
    assert "hx-swap-oob" not in honest
    assert forged.count("hx-swap-oob") == 3
    assert "data-enter" not in forged


def test_readers_that_give_no_answer_leave_it_not_compared(
    desk: Browser, pool: ReaderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = scanned(desk)

    def overrun(*_asked: object) -> PrintRead:
        raise ReaderOverrun("no answer")

    monkeypatch.setattr(pool, "printed", overrun)
    answer = fragment(desk, sheet)

    assert "The print could not be compared in time." in answer.text
    assert "Not compared." in answer.text
    assert 'hx-trigger="load' not in answer.text
    assert "standing-proven" in desk.get(sheet).text


FOUND = PrintRead({"surname": Printed(State.DIFFERS, "CISSO", None, 0.99)}, 100, 60)


def test_a_comparison_does_not_make_the_officers_decision_stale(inside: Flask) -> None:
    by = officer(inside, "officer")
    inspection = opened(by)
    before = order(inspection, compared=frozenset({"surname"}))
    comparing.keep_comparison(inspection.id, inspection.version, FOUND, by=by)

    crossing = deciding.decide(inspection.id, before, by=by)

    assert crossing.evidence["printed"]["surname"]["state"] == "differs"
    assert acts().count(Act.PRINT_COMPARED) == 1


def test_a_comparison_of_lines_that_were_corrected_meanwhile_is_dropped(inside: Flask) -> None:
    by = officer(inside, "officer")
    inspection = opened(by)

    comparing.keep_comparison(inspection.id, inspection.version + 1, FOUND, by=by)

    assert "printed" not in db.session.get_one(Inspection, inspection.id).reading


def test_a_decided_sheet_takes_no_comparison(inside: Flask) -> None:
    by = officer(inside, "officer")
    inspection = opened(by)
    deciding.decide(inspection.id, order(inspection), by=by)

    with pytest.raises(Refused):
        comparing.keep_comparison(inspection.id, inspection.version, FOUND, by=by)
    with pytest.raises(Refused):
        comparing.page_to_compare(inspection.id)
