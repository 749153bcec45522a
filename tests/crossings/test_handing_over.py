"""The end of a shift: two people, two acts; or a written reason that the supervisor sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.officers.models import Account, SignIn
from borderpost.refusal import Refused
from crossings.models import HandOver, Inspection, LeftOpen, Referral
from crossings.models.inspection import State
from crossings.queries import inspections, shifts
from crossings.services import deciding, handing_over, inspecting, interviewing, referring, scans
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.work import asked, inspect, opened, order
from tests.desk import Browser, browser, officer


def interview(app: Flask, by: SignedIn) -> Referral:
    """An interview that this officer conducts, of somebody whom the desk referred."""
    sheet = opened(officer(app, "officer"), zone(MOUSSA))
    found = referring.refer(sheet.id, "Photo", version=1, by=officer(app, "officer"))
    interviewing.take(found.id, by=by)
    return found


def keys(by: SignedIn) -> list[str]:
    return [one.key for one in shifts.own(by.officer_id, by.post_id)]


def waiting_scan(by: SignedIn) -> Inspection:
    """A document of a scan that waits for this officer."""
    first, other = opened(by), opened(by, zone(MOUSSA))
    first.scan_id = other.scan_id = first.id
    first.scan_place, other.scan_place, first.scan_size, other.scan_size = 1, 2, 2, 2
    other.state = State.WAITING
    db.session.commit()
    return other


def signed_out(app: Flask, username: str, *, at: object = None) -> None:
    """End every sign-in of this account."""
    account = db.session.scalars(select(Account).where(Account.username == username)).one()
    for row in db.session.scalars(select(SignIn).where(SignIn.account_id == account.id)):
        row.ended_at = at or clock.now()
    db.session.commit()


def test_an_interview_goes_on_with_whom_accepts_it_and_the_log_has_two_signatures(
    inside: Flask,
) -> None:
    grace, chief = officer(inside, "second_line_officer"), officer(inside, "supervisor")
    referral = interview(inside, grace)
    row = handing_over.offer(keys(grace), chief.officer_id, " Attend  sa mère ", by=grace)
    still_hers = referral.taken_by
    number = handing_over.accept(row.id, by=chief)
    lines = [
        (line.act, line.officer_id)
        for line in db.session.scalars(select(AuditLine).order_by(AuditLine.seq))
        if line.act.startswith("crossings:hand_over")
    ]

    assert (still_hers, referral.taken_by, number) == (grace.officer_id, chief.officer_id, 1)
    assert lines == [
        ("crossings:hand_over:offer", grace.officer_id),
        ("crossings:hand_over:accept", chief.officer_id),
    ]
    assert (row.note, row.ending, row.ended_at >= row.created_at) == (
        "Attend sa mère", "accepted", True,
    )  # fmt: skip
    assert keys(grace) == []
    told = order(asked(referral.inspection, chief), "withdrawn")
    assert deciding.decide(referral.inspection_id, told, by=chief)


def test_sheets_scans_and_referrals_go_over_too(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    scan = waiting_scan(awa)
    sheet = opened(awa)
    referral = referring.refer(opened(awa, zone(MOUSSA)).id, "Photo", version=1, by=awa)
    offered = keys(awa)
    row = handing_over.offer(offered, chief.officer_id, "", by=awa)
    handing_over.accept(row.id, by=chief)

    assert len(offered) == 4  # the first document of the scan is a sheet
    assert (sheet.officer_id, scan.officer_id) == (chief.officer_id,) * 2
    assert (referral.referred_by, referral.followed_by) == (awa.officer_id, chief.officer_id)
    assert keys(awa) == []
    assert sorted(keys(chief)) == sorted(offered)
    assert scans.open_document(scan.id, by=chief, keep_days=30).state == State.OPEN


def test_the_first_line_sees_where_its_referral_stands_after_a_hand_over(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    referral = referring.refer(opened(awa, zone(MOUSSA)).id, "Photo", version=1, by=awa)
    row = handing_over.offer(keys(awa), chief.officer_id, "", by=awa)
    handing_over.accept(row.id, by=chief)
    since = clock.now() - timedelta(hours=2)
    for one in (awa, chief):
        assert referral in inspections.referred_by(one.officer_id, one.post_id, since)

    hers = browser(inside, "officer").get("/second-line/own").text
    his = browser(inside, "supervisor").get("/second-line/own").text
    assert "Test Supervisor" in hers
    assert "Test Officer" in his


def test_what_was_finished_meanwhile_is_left_out(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    first, second = opened(awa), opened(awa, zone(MOUSSA))
    row = handing_over.offer(keys(awa), chief.officer_id, "", by=awa)
    inspecting.leave(first.id, by=awa)

    assert handing_over.accept(row.id, by=chief) == 1
    assert (first.officer_id, second.officer_id) == (awa.officer_id, chief.officer_id)


def test_what_is_declined_stays_and_may_be_offered_again(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    opened(awa)
    row = handing_over.offer(keys(awa), chief.officer_id, "", by=awa)
    with pytest.raises(Refused):
        handing_over.offer(keys(awa), chief.officer_id, "", by=awa)
    handing_over.decline(row.id, by=chief)

    assert handing_over.offer(keys(awa), chief.officer_id, "", by=awa).ending == ""


@pytest.mark.parametrize("what", [[], ["sheet:nothing"]])
def test_nothing_is_no_hand_over(inside: Flask, what: list[str]) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")

    with pytest.raises(Refused):
        handing_over.offer(what, chief.officer_id, "", by=awa)
    assert db.session.scalars(select(HandOver)).all() == []


def referring_browser(app: Flask) -> Browser:
    awa = browser(app, "officer")
    sheet = inspect(awa, zone(MOUSSA))
    awa.send(f"{sheet}/refer", referral_reason="Photo", version="1")
    return awa


def test_a_sign_out_is_held_until_the_colleague_accepts(machine: Flask) -> None:
    awa, chief = referring_browser(machine), browser(machine, "supervisor")
    page = awa.get("/hand-over/").text
    with machine.app_context():
        taker = db.session.scalars(
            select(Account.officer_id).where(Account.username == "supervisor")
        ).one()
        work = f"referral:{db.session.scalars(select(Referral.id)).one()}"
    sent = awa.send("/hand-over/", work=work, taker=str(taker), note="")
    held = awa.send("/sign-out")
    card = chief.get("/home").text
    with machine.app_context():
        offer = db.session.scalars(select(HandOver.id)).one()
    accepted = chief.send(f"/hand-over/{offer}/accept")
    left = awa.send("/sign-out")

    assert work in page
    assert "/hand-over/" in card
    assert (sent.status_code, held.status_code, accepted.status_code) == (302, 409, 302)
    assert left.location == "/sign-in"
    assert "TRAORE" in chief.get("/hand-over/").text


def test_a_reason_lets_go_and_the_supervisor_reads_it_until_somebody_sees_to_it(
    machine: Flask,
) -> None:
    awa, chief = referring_browser(machine), browser(machine, "supervisor")
    before = chief.get("/home").text
    awa.send("/sign-out", left_reason="Relève  absente")
    card, page = chief.get("/home").text, chief.get("/hand-over/").text
    other = browser(machine, "second_line_officer").get("/home").text
    with machine.app_context():
        row = db.session.scalars(select(LeftOpen)).one()
        assert (row.reason, len(row.items)) == ("Relève absente", 1)
    again = browser(machine, "officer")  # who signs in again has not left
    back = chief.get("/home").text

    assert "Relève absente" not in before + other + back
    assert "Test Officer" in card
    assert "Relève absente" in card
    assert "Relève absente" in page
    assert again.get("/home").status_code == 200


@pytest.mark.parametrize("ended", ["expired", "ended"])
def test_a_sign_in_that_ends_by_itself_leaves_no_reason_and_is_seen(
    inside: Flask, ended: str
) -> None:
    grace = officer(inside, "second_line_officer")
    interview(inside, grace)
    nobody = shifts.left_open(grace.post_id)
    for username in ("second_line_officer", "officer"):
        signed_out(inside, username)
    later = clock.now() + timedelta(hours=11)
    if ended == "expired":
        for row in db.session.scalars(select(SignIn)):
            row.ended_at = None
        db.session.commit()
    with clock.standing_at(later):
        found = shifts.left_open(grace.post_id)

    assert nobody == []
    assert sorted((one.officer, one.reason) for one in found) == [
        ("Test Officer", ""), ("Test Second Line Officer", ""),
    ]  # fmt: skip


def test_a_locked_screen_is_no_sign_out_and_hides_none(machine: Flask) -> None:
    awa, chief = referring_browser(machine), browser(machine, "supervisor")
    awa.send("/lock/")
    seen = chief.get("/home").text
    tried = awa.send("/sign-out", left_reason="Je pars")
    with machine.app_context():
        assert db.session.scalars(select(LeftOpen)).all() == []
        live = db.session.scalars(select(SignIn).where(SignIn.locked_at.is_not(None))).one()
        assert live.ended_at is None

    assert "Test Officer" not in seen
    assert tried.location == "/lock/"


def test_a_locked_screen_with_nothing_open_signs_out(machine: Flask) -> None:
    awa = browser(machine, "officer")
    awa.send("/lock/")

    assert awa.send("/sign-out").location == "/sign-in"


def test_the_page_keeps_what_was_chosen_and_another_post_has_no_offer(machine: Flask) -> None:
    awa = referring_browser(machine)
    refused = awa.send("/hand-over/", work="", note="Voir le carnet")
    with machine.app_context():
        taker = db.session.scalars(
            select(Account.officer_id).where(Account.username == "supervisor")
        ).one()
        work = f"referral:{db.session.scalars(select(Referral.id)).one()}"
    awa.send("/hand-over/", work=work, taker=str(taker))
    with machine.app_context():
        offer = db.session.scalars(select(HandOver.id)).one()
    stranger = browser(machine, "stranger")

    assert refused.status_code == 422
    assert "Voir le carnet" in refused.text
    for what in ("accept", "decline", "withdraw"):
        assert stranger.send(f"/hand-over/{offer}/{what}").status_code == 404
