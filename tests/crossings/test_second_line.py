"""The interview in second line: one officer at a time, sealed notes, one crossing at the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from borderpost import clock
from borderpost.db import db
from borderpost.refusal import Refused
from crossings.models import Crossing, Inspection, Referral
from crossings.services import deciding, interviewing, referring
from crossings.verification import faults
from crossings.waiting import wait_of
from protection.answers import YES
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import acts, asked, inspect, opened, order
from tests.desk import Browser, browser, officer

GIVEN = {"authority": "Gendarmerie de Nioro", "reason_text": "Mandat"}


def referred(app: Flask) -> tuple[Inspection, Referral]:
    awa = officer(app, "officer")
    inspection = opened(awa, zone(MOUSSA))
    return inspection, referring.refer(inspection.id, "Photo", version=1, by=awa)


def waiting(at: Browser) -> tuple[str, str]:
    """The sheet of a traveller whom this officer referred, and the interview's page."""
    sheet = inspect(at, zone(MOUSSA))
    at.send(f"{sheet}/refer", referral_reason="Photo", version="1")
    with at.client.application.app_context():
        referral = db.session.scalars(select(Referral).order_by(Referral.id.desc())).first()
        assert referral is not None
        return sheet, f"/second-line/{referral.id}"


@pytest.mark.parametrize(
    ("decision", "recorded", "more"),
    [("admit", "admit", {}), ("withdrawn", "withdrawn", {}), ("refuse", "refuse", {}),
     ("detain", "detain", GIVEN), ("hand_over", "hand_over", GIVEN), ("protect", "admit", {})],
)  # fmt: skip
def test_each_outcome_writes_one_crossing(
    inside: Flask, decision: str, recorded: str, more: dict[str, str]
) -> None:
    inspection, referral = referred(inside)
    second = officer(inside, "second_line_officer")
    asked(inspection, second)
    interviewing.take(referral.id, by=second)
    told = order(inspection, decision, reasons=("ML-03",), **more)
    row = deciding.decide(inspection.id, told, by=second)

    assert row.decision == recorded
    assert (row.authority, row.reason_text) == (
        (GIVEN["authority"], GIVEN["reason_text"]) if more else (None, "")
    )
    assert (referral.outcome, referral.interview["outcome"]) == (recorded, decision)
    assert referral.closed_at is not None
    assert len(db.session.scalars(select(Crossing)).all()) == 1
    assert list(faults()) == []


@pytest.mark.parametrize("decision", ["detain", "hand_over"])
@pytest.mark.parametrize(("lack", "field"), [("authority", "authority"), ("reason_text",) * 2])
def test_who_is_given_to_an_authority_has_it_named_and_a_reason(
    inside: Flask, decision: str, lack: str, field: str
) -> None:
    inspection, _referral = referred(inside)
    second = officer(inside, "second_line_officer")
    asked(inspection, second)
    told = order(inspection, decision, **(GIVEN | {lack: " "}))

    with pytest.raises(Refused) as refusal:
        deciding.decide(inspection.id, told, by=second)
    assert refusal.value.field == field


@pytest.mark.parametrize("decision", ["detain", "hand_over", "protect"])
def test_the_first_line_has_not_these_decisions(inside: Flask, decision: str) -> None:
    second = officer(inside, "second_line_officer")
    inspection = asked(opened(second, zone(MOUSSA)), second)

    with pytest.raises(Refused) as refusal:
        deciding.decide(inspection.id, order(inspection, decision, **GIVEN), by=second)
    assert refusal.value.field == "decision"


def test_a_hand_over_waits_for_the_questions_and_a_detention_does_not(inside: Flask) -> None:
    inspection, _referral = referred(inside)
    second = officer(inside, "second_line_officer")

    with pytest.raises(Refused) as refusal:
        deciding.decide(inspection.id, order(inspection, "hand_over", **GIVEN), by=second)
    assert refusal.value.field == "gates"
    assert deciding.decide(inspection.id, order(inspection, "detain", **GIVEN), by=second)


def test_whom_nobody_asked_cannot_be_protected_by_the_focal_point(inside: Flask) -> None:
    inspection, _referral = referred(inside)
    second = officer(inside, "second_line_officer")

    with pytest.raises(Refused):
        deciding.decide(inspection.id, order(inspection, "protect"), by=second)
    asked(inspection, second, fear=YES)
    assert deciding.decide(inspection.id, order(inspection, "protect"), by=second)


def test_nothing_in_plain_tells_the_protected_from_the_admitted(inside: Flask) -> None:
    inspection, referral = referred(inside)
    second = officer(inside, "second_line_officer")
    asked(inspection, second, fear=YES)
    interviewing.note(referral.id, {"route": "par Nioro"}, by=second)
    deciding.decide(inspection.id, order(inspection, "protect"), by=second)
    about = "subject_kind IN ('inspections', 'referrals', 'crossings')"
    for table in ("crossings", "referrals", f"audit_lines WHERE {about}"):
        for row in db.session.execute(text(f"SELECT * FROM {table}")).mappings():  # noqa: S608
            told = dict(row)
            assert "protect" not in str(told), table
            assert "par Nioro" not in str(told), table


def test_an_interview_is_taken_noted_released_and_taken_over(inside: Flask) -> None:
    _inspection, referral = referred(inside)
    second, chief = officer(inside, "second_line_officer"), officer(inside, "supervisor")
    interviewing.take(referral.id, by=second)
    interviewing.note(referral.id, {"identity": " carte ", "other": "x"}, by=second)
    interviewing.take_over(referral.id, by=chief)
    with pytest.raises(Refused):
        interviewing.take(referral.id, by=second)
    interviewing.release(referral.id, by=chief)

    assert referral.taken_by is None
    assert referral.interview["notes"]["identity"] == "carte"
    assert "other" not in referral.interview["notes"]
    assert acts()[-5:] == [
        "crossings:referral:take", "crossings:referral:note", "crossings:referral:take",
        "crossings:decision:attempt", "crossings:referral:release",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "tone"),
    [(0, ""), (14, ""), (15, "wait-amber"), (44, "wait-amber"), (45, "wait-red")],
)
def test_a_wait_is_shown_amber_then_red(minutes: int, tone: str) -> None:
    since = clock.now()
    found = wait_of(since, since + timedelta(minutes=minutes, seconds=59), amber=15, red=45)

    assert (found.minutes, found.tone) == (minutes, tone)


def test_the_queue_shows_the_wait_and_who_conducts(machine: Flask) -> None:
    awa, second = browser(machine, "officer"), browser(machine, "second_line_officer")
    _sheet, page = waiting(awa)
    before = second.get("/second-line/").text
    second.send(f"{page}/take")
    after = second.get("/second-line/").text

    assert "attend" in before
    assert "en entretien : Second Line Officer" in after or "en entretien : Test" in after
    assert page in after


def test_the_notes_are_read_by_second_line_of_the_post_alone(machine: Flask) -> None:
    awa, second = browser(machine, "officer"), browser(machine, "second_line_officer")
    _sheet, page = waiting(awa)
    saved = second.send(page, route="par <Nioro>")

    assert saved.status_code == 302
    assert "par &lt;Nioro&gt;" in second.get(page).text
    assert "par &lt;Nioro&gt;" in browser(machine, "supervisor").get(page).text
    for name in ("officer", "auditor", "administrator", "protection_focal_point", "stranger"):
        assert browser(machine, name).get(page).status_code == 403


def test_a_colleague_takes_over_before_deciding(machine: Flask) -> None:
    awa, second = browser(machine, "officer"), browser(machine, "second_line_officer")
    chief = browser(machine, "supervisor")
    sheet, page = waiting(awa)
    second.send(f"{page}/take")
    refused = chief.send(f"{sheet}/decide", decision="admit", version="1")
    shown = chief.get(page).text
    chief.send(f"{page}/take-over")
    decided = chief.send(f"{sheet}/decide", decision="admit", version="1")

    assert refused.status_code == 422
    assert "take-over" in shown
    assert decided.location == "/second-line/"
    assert 'name="route"' in chief.get(page).text


def test_the_first_line_sees_where_its_referral_stands(machine: Flask) -> None:
    awa, second = browser(machine, "officer"), browser(machine, "second_line_officer")
    sheet, page = waiting(awa)
    waits = awa.get("/second-line/own").text
    second.send(f"{page}/take")
    taken = awa.get("/second-line/own").text
    second.send(f"{sheet}/decide", decision="admit", version="1")
    closed = awa.get("/second-line/own").text

    assert ("TRAORE" in waits, "attend" in waits) == (True, True)
    assert "en entretien" in taken
    assert "decision-admit" in closed
    assert "TRAORE" in awa.get("/desk/").text
    assert "TRAORE" not in second.get("/second-line/own").text


def test_a_shift_does_not_end_unsaid_with_an_open_referral(machine: Flask) -> None:
    awa, second = browser(machine, "officer"), browser(machine, "second_line_officer")
    _sheet, page = waiting(awa)
    second.send(f"{page}/take")
    told = [at.send("/sign-out") for at in (awa, second)]
    bare = awa.send("/sign-out", left_reason=" ")
    left = awa.send("/sign-out", left_reason="Relève absente")

    assert [answer.status_code for answer in (*told, bare)] == [409] * 3
    assert "deuxième ligne" in told[0].text
    assert "entretien" in told[1].text
    assert second.get("/home").status_code == 200
    assert left.location == "/sign-in"


def test_nobody_with_nothing_open_is_asked(machine: Flask) -> None:
    assert browser(machine, "supervisor").send("/sign-out").location == "/sign-in"


def test_a_referral_of_yesterday_is_red_on_the_home_page(machine: Flask) -> None:
    with machine.app_context(), clock.standing_at(clock.now() - timedelta(hours=25)):
        referred(machine)

    assert "tone-stop" in browser(machine, "second_line_officer").get("/home").text
