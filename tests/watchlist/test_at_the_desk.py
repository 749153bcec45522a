"""Hits at the desk: what the officer sees, what is refused, and what second line may do."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from crossings.models import Crossing
from tests.crossings.documents import FANTA as PASSPORT
from tests.crossings.documents import zone
from tests.crossings.work import acts, admit, all_crossings, inspect
from tests.desk import Browser, browser
from tests.watchlist.alerts import (
    COLUMNS,
    OTHERS,
    alert,
    approved,
    in_force,
    lines_of,
    listed_fanta,
    make,
    second_manager,
)
from watchlist.models import Clearance
from watchlist.queries import hits
from watchlist.services import forcing, proposing

NUMBERS = "issuer,kind,number\nMLI,P,AB1234567\n"


def furnished(app: Flask, code: str = "refer", **facts: object) -> None:
    with app.app_context():
        listed_fanta(code, **facts)  # type: ignore[arg-type]


def last(app: Flask) -> Crossing:
    return all_crossings(app)[-1]


def referred(app: Flask, at: Browser) -> str:
    sheet = inspect(at)
    assert at.send(f"{sheet}/refer", referral_reason="Signalement", version="1").status_code == 302
    return sheet


def screened_id(app: Flask, sheet: str) -> UUID:
    with app.app_context():
        row = hits.newest(UUID(sheet.rpartition("/")[2]))
        assert row is not None
        return row.id


def clear(app: Flask, at: Browser, sheet: str, reason: str = "Autre prénom de la mère") -> int:
    at.get(sheet)
    key = screened_id(app, sheet)
    return at.send(f"/watchlist/hits/{key}/clear", entry="f1", reason=reason).status_code


@pytest.mark.parametrize(("code", "result"), [("stop", "hit_stop"), ("refer", "hit_refer")])
def test_a_hit_is_shown_and_nobody_is_admitted_in_first_line(
    machine: Flask, code: str, result: str
) -> None:
    furnished(machine, code)
    awa = browser(machine, "officer")
    sheet = inspect(awa)
    page = awa.get(sheet).text
    answer = awa.send(f"{sheet}/decide", decision="admit", version="1")
    withdrawn = awa.send(f"{sheet}/decide", decision="withdrawn", version="1")

    assert 'class="hit hit-red"' in page
    assert "Fanta Maria CISSE" in page
    assert "Appeler le poste" in page
    assert "standing-stop" in page  # no green over a hit, however good the document
    assert "standing-proven" not in page
    assert answer.status_code == withdrawn.status_code == 422
    assert 'id="refusal"' in answer.text
    assert all_crossings(machine) == []
    with machine.app_context():
        assert acts().count("crossings:decision:attempt") == 2
    sheet = sheet.rpartition("/")[2]
    second = browser(machine, "second_line_officer")
    awa.send(f"/desk/{sheet}/refer", referral_reason="Signalement", version="1")
    second.send(
        f"/desk/{sheet}/decide", decision="detain", version="1", authority="Police",
        reason_text="Mandat",
    )  # fmt: skip
    assert last(machine).alert_result == result


@pytest.mark.parametrize(("expiry", "band"), [("2020-01-01", "stop"), ("2033-01-01", "look")])
def test_a_note_for_information_takes_the_green_away_and_never_the_red(
    machine: Flask, expiry: str, band: str
) -> None:
    furnished(machine, "inform")
    awa = browser(machine, "officer")
    page = awa.get(inspect(awa, zone(PASSPORT, expiry_date=expiry))).text

    assert 'id="hit-1"' in page
    assert f"standing-{band}" in page


def test_the_reason_of_an_alert_never_reaches_the_desk(machine: Flask) -> None:
    with machine.app_context():
        approved(machine, make(), alert(papers=(), note=""))
    awa = browser(machine, "officer")
    page = awa.get(inspect(awa)).text

    assert "hit-title-1" in page
    assert "affaire inventée" not in page
    assert "Mandat inventé" not in page


def test_a_note_for_information_holds_nothing_back(machine: Flask) -> None:
    furnished(machine, "inform")
    awa = browser(machine, "officer")
    sheet = inspect(awa)

    assert "Appeler le poste" in awa.get(sheet).text
    assert admit(awa, sheet) == 302
    assert last(machine).alert_result == "hit_inform"


def test_second_line_clears_with_a_reason_and_next_time_it_is_silent(machine: Flask) -> None:
    furnished(machine)
    awa, grace = browser(machine, "officer"), browser(machine, "second_line_officer")
    sheet = referred(machine, awa)
    held = admit(grace, sheet)
    page = grace.get(sheet).text
    clear(machine, grace, sheet)
    cleared = grace.get(sheet).text
    assert admit(grace, sheet) == 302
    first = last(machine)
    again = inspect(awa)
    silent = awa.get(again).text
    assert admit(awa, again) == 302

    assert held == 422
    assert "hit-clear" in page
    assert 'class="hit ' not in cleared
    assert 'class="hit ' not in silent
    assert first.alert_result == last(machine).alert_result == "possible_dismissed"
    with machine.app_context():
        assert [line.officer_id is not None for line in lines_of("watchlist:hit:clear")] == [True]


def test_a_clearance_needs_a_reason(machine: Flask) -> None:
    furnished(machine)
    awa, grace = browser(machine, "officer"), browser(machine, "second_line_officer")
    sheet = referred(machine, awa)
    clear(machine, grace, sheet, reason=" ")

    assert 'class="hit ' in grace.get(sheet).text
    with machine.app_context():
        assert db.session.scalars(select(Clearance)).all() == []


def test_the_first_line_clears_nothing(machine: Flask) -> None:
    furnished(machine)
    awa = browser(machine, "officer")
    sheet = referred(machine, awa)

    assert clear(machine, awa, sheet) == 403
    assert "hit-clear" not in awa.get(sheet).text


def test_whoever_made_an_alert_never_clears_it(machine: Flask) -> None:
    with machine.app_context():
        key = make()
        approved(machine, key, alert(papers=()))
        entry = forcing.lists.watch_list(key)
        assert entry is not None
        maker = second_manager(machine)
        row = proposing.entries.open_proposals()
        assert row == []
    awa = browser(machine, "officer")
    sheet = referred(machine, awa)
    awa.get(sheet)
    with machine.app_context():
        from watchlist import kept
        from watchlist.services import clearing

        screened = hits.newest(UUID(sheet.rpartition("/")[2]))
        assert screened is not None
        entry_key = kept.unpacked(screened).hits[0].key
        with pytest.raises(clearing.Refused):
            clearing.clear(screened.id, entry_key, "Je sais", by=maker)
        assert len(lines_of("watchlist:hit:attempt")) == 1
        assert db.session.scalars(select(Clearance)).all() == []


def test_a_cleared_hit_rings_again_once_the_entry_changes(machine: Flask) -> None:
    furnished(machine)
    awa, grace = browser(machine, "officer"), browser(machine, "second_line_officer")
    sheet = referred(machine, awa)
    clear(machine, grace, sheet)
    admit(grace, sheet)
    with machine.app_context():
        key = forcing.lists.named("national")
        assert key is not None
        row = "f1,CISSE,Fanta Maria,1988-02-13,MLI,F,,,stop,Nouveau mandat\n"
        in_force(key.id, COLUMNS + row + OTHERS)

    assert "Nouveau mandat" in awa.get(inspect(awa)).text


def test_another_document_of_the_same_name_is_not_cleared_with_it(machine: Flask) -> None:
    furnished(machine)
    awa, grace = browser(machine, "officer"), browser(machine, "second_line_officer")
    sheet = referred(machine, awa)
    clear(machine, grace, sheet)
    other = inspect(awa, zone(PASSPORT, document_number="ZZ7654321"))

    assert 'class="hit ' in awa.get(other).text


def test_a_corrected_name_is_screened_again_and_the_first_hit_stays_known(machine: Flask) -> None:
    furnished(machine)
    awa, chief = browser(machine, "officer"), browser(machine, "supervisor")
    sheet = inspect(awa)
    awa.get(sheet)
    first = screened_id(machine, sheet)
    values = {"surname": "DIALLO", "given_names": "Oumar", "birth_date": "1990-05-05",
              "document_code": "P", "issuing_state": "MLI", "document_number": "AB1234567",
              "nationality": "MLI", "sex": "M", "expiry_date": "2034-06-30"}  # fmt: skip
    awa.send(f"{sheet}/correct/fields", **values)
    page = awa.get(sheet).text

    assert 'class="hit ' not in page
    assert screened_id(machine, sheet) != first
    assert str(first) in chief.get("/watchlist/hits/").text


def test_an_alert_that_comes_while_the_sheet_is_open_is_seen_before_the_decision(
    machine: Flask,
) -> None:
    with machine.app_context():
        key = make()
        in_force(key, COLUMNS + OTHERS)
    awa = browser(machine, "officer")
    sheet = inspect(awa)
    before = awa.get(sheet).text
    with machine.app_context():
        approved(machine, key, alert(papers=()))

    assert 'class="hit ' not in before
    assert admit(awa, sheet) == 422
    assert 'class="hit ' in awa.get(sheet).text
