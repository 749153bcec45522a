"""Second line: referred with a reason, decided by second line alone, once."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import sheet as sheets
from crossings.models import Crossing, Inspection, Referral
from crossings.models.inspection import State
from crossings.services import deciding, inspecting, referring
from tests.crossings.documents import zone
from tests.crossings.work import acts, admit, all_crossings, inspect, opened, order
from tests.desk import browser, officer


def referred(app: Flask, reason: str = "Photo does not fit") -> Inspection:
    awa = officer(app, "officer")
    inspection = opened(awa)
    referring.refer(inspection.id, reason, version=1, by=awa)
    return inspection


def test_a_referral_opens_with_its_reason(inside: Flask) -> None:
    inspection = referred(inside, "  Photo   does not fit ")
    row = db.session.scalars(select(Referral)).one()

    assert (row.reason, row.inspection_id) == ("Photo does not fit", inspection.id)
    assert row.closed_at is None
    assert inspection.state == State.REFERRED
    assert acts()[-1] == "crossings:referral:open"
    assert db.session.scalars(select(Crossing)).first() is None


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_referral_needs_a_reason(inside: Flask, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        referred(inside, reason)

    assert refusal.value.field == "referral_reason"
    assert db.session.scalars(select(Referral)).first() is None


def test_nobody_is_referred_twice_or_on_an_old_sheet(inside: Flask) -> None:
    inspection, awa = referred(inside), officer(inside, "officer")

    with pytest.raises(Refused):
        referring.refer(inspection.id, "Again", version=1, by=awa)
    with pytest.raises(Refused):
        referring.refer(opened(awa).id, "Old", version=2, by=awa)


def test_a_document_that_waits_is_not_referred_from_a_second_sheet(machine: Flask) -> None:
    awa, chef = browser(machine, "officer"), browser(machine, "supervisor")
    reason = {"referral_reason": "Photo", "version": "1"}
    awa.send(f"{inspect(awa)}/refer", **reason)
    again = inspect(chef)
    refused = chef.send(f"{again}/refer", **reason)

    assert refused.status_code == 422
    assert "Test Officer" in refused.text.partition('id="refusal"')[2].partition("</p>")[0]
    with machine.app_context():
        assert len(db.session.scalars(select(Referral)).all()) == 1
    assert chef.send(f"{again}/leave", version="1").status_code == 302


def test_a_document_may_be_referred_again_once_it_was_decided(inside: Flask) -> None:
    inspection, awa = referred(inside), officer(inside, "officer")
    second = officer(inside, "second_line_officer")
    deciding.decide(inspection.id, order(inspection), by=second)

    again = opened(awa)

    assert referring.refer(again.id, "Again", version=1, by=awa).inspection_id == again.id


def test_documents_without_a_number_are_each_referred(inside: Flask) -> None:
    awa = officer(inside, "officer")
    for _ in range(2):
        inspection = opened(awa)
        facts = sheets.from_plain(inspection.sheet)
        facts["document_number"] = replace(facts["document_number"], value="")
        with transaction() as session:
            session.get_one(Inspection, inspection.id).sheet = sheets.to_plain(facts)
        referring.refer(inspection.id, "No number", version=1, by=awa)

    assert len(db.session.scalars(select(Referral)).all()) == 2


@pytest.mark.parametrize("decision", ["admit", "refuse", "withdrawn"])
def test_the_desk_does_not_decide_whom_it_referred(inside: Flask, decision: str) -> None:
    inspection = referred(inside)
    told = order(inspection, decision, reasons=("ML-01",))

    with pytest.raises(Refused):
        deciding.decide(inspection.id, told, by=officer(inside, "officer"))
    assert db.session.scalars(select(Crossing)).first() is None


@pytest.mark.parametrize("who", ["second_line_officer", "supervisor"])
def test_second_line_decides_and_the_referral_closes(inside: Flask, who: str) -> None:
    inspection, second = referred(inside), officer(inside, who)
    row = deciding.decide(inspection.id, order(inspection), by=second)
    referral = db.session.scalars(select(Referral)).one()

    assert row.officer_id == second.officer_id
    assert referral.closed_at is not None
    assert referral.outcome == "admit"


def test_the_desk_cannot_clear_a_traveller_who_waits(inside: Flask) -> None:
    """Else the referral would stay open for ever, with nothing to decide."""
    inspection = referred(inside)

    for who in ("officer", "second_line_officer"):
        with pytest.raises(Refused):
            inspecting.leave(inspection.id, by=officer(inside, who))
    assert inspection.state == State.REFERRED


def test_the_queue_shows_who_waits_and_second_line_works_it_off(machine: Flask) -> None:
    awa, second = browser(machine, "officer"), browser(machine, "second_line_officer")
    sheet = inspect(awa)
    sent = awa.send(f"{sheet}/refer", referral_reason="Âge <douteux>", version="1")
    queue = second.get("/second-line/").text
    page = second.get(sheet).text
    decided = second.send(f"{sheet}/decide", decision="admit", version="1")

    assert sent.location == "/desk/"
    assert "CISSE FANTA MARIA" in queue
    assert "Âge &lt;douteux&gt;" in queue
    assert "Âge &lt;douteux&gt;" in page
    assert decided.location == "/second-line/"
    assert 'class="empty"' in second.get("/second-line/").text
    assert len(all_crossings(machine)) == 1


def test_a_referral_without_a_reason_keeps_the_page_and_opens_its_place(machine: Flask) -> None:
    awa = browser(machine, "officer")
    answer = awa.send(f"{inspect(awa)}/refer", referral_reason=" ", version="1")

    assert answer.status_code == 422
    assert '<details id="refer" open>' in answer.text


def test_a_double_click_refers_once(machine: Flask) -> None:
    awa, key = browser(machine, "officer"), uuid.uuid4()
    sheet = inspect(awa)
    told = {"referral_reason": "Photo", "version": "1"}
    answers = [awa.send(f"{sheet}/refer", key, **told).status_code for _ in range(2)]

    assert answers == [302, 302]
    with machine.app_context():
        assert len(db.session.scalars(select(Referral)).all()) == 1


def test_the_desk_is_told_who_decides(machine: Flask) -> None:
    awa = browser(machine, "officer")
    sheet = inspect(awa, zone())
    awa.send(f"{sheet}/refer", referral_reason="Photo", version="1")

    assert admit(awa, sheet) == 422
    assert awa.get("/second-line/").status_code == 403


def test_the_home_page_counts_who_waits(machine: Flask) -> None:
    awa, second = browser(machine, "officer"), browser(machine, "second_line_officer")
    before = second.get("/home").text
    awa.send(f"{inspect(awa)}/refer", referral_reason="Photo", version="1")

    asks = before.count("tone-ask")  # there is no watchlist: that asks for somebody too
    assert second.get("/home").text.count("tone-ask") == asks + 1


def test_the_queue_is_taken_out_as_a_file(machine: Flask) -> None:
    awa, second = browser(machine, "officer"), browser(machine, "second_line_officer")
    awa.send(f"{inspect(awa)}/refer", referral_reason="=Photo", version="1")
    rows = second.get("/second-line/export.csv").text.splitlines()

    assert len(rows) == 2
    assert "'=Photo" in rows[1]
    assert "CISSE" in rows[1]
