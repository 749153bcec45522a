"""Rights follow training: who may clear a flagged document, on the day of the event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from borderpost.db import db
from borderpost.entitlements import CLEAR_DOCUMENTS, Asked, lacking
from borderpost.officers.identity import SignedIn
from borderpost.officers.models import Officer
from borderpost.refusal import Refused
from crossings.services import deciding
from tests.crossings.documents import zone
from tests.crossings.work import opened, order
from tests.desk import browser, officer
from tests.training.certified import at_bamako, closed
from training.certificate_models import Certificate
from training.queries import qualifications
from training.services import certifying, ending, requiring

ZONE = "Africa/Bamako"
EXPIRED = zone(expiry_date="2025-01-01")  # a document whose last day is over
GRANTS = {"grants": (CLEAR_DOCUMENTS,), "validity_months": 12}


@pytest.fixture(autouse=True)
def march() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at_bamako(2026, 3, 10), tick=False) as traveller:
        yield traveller


@pytest.fixture
def awa(inside: Flask) -> SignedIn:
    return officer(inside, "officer")


def trained(who: SignedIn, code: str = "PEPM-1", day: date = date(2026, 3, 10)) -> Certificate:
    run = closed(officers=[who.officer_id], code=code, **GRANTS)
    (row,) = certifying.issue(run.id, certifying.Order(day), by=None)
    return row


def may(who: SignedIn, at: datetime) -> bool:
    return qualifications.holds(who.officer_id, CLEAR_DOCUMENTS, at, ZONE)


def test_valid_from_midnight_of_its_day_to_midnight_of_the_day_after_its_last(
    awa: SignedIn, march: time_machine.Traveller
) -> None:
    trained(awa)

    assert may(awa, at_bamako(2027, 3, 9, 23, 59, 59))
    assert not may(awa, at_bamako(2027, 3, 10, 0))


def test_midnight_is_that_of_the_post(awa: SignedIn) -> None:
    trained(awa)
    half_past_midnight_at_nairobi = at_bamako(2027, 3, 9, 21, 30)  # UTC+3

    holds = [
        qualifications.holds(awa.officer_id, CLEAR_DOCUMENTS, half_past_midnight_at_nairobi, place)
        for place in (ZONE, "Africa/Nairobi")
    ]

    assert holds == [True, False]


def test_a_back_dated_certificate_legalises_nothing_done_before(awa: SignedIn) -> None:
    trained(awa, day=date(2026, 3, 6))

    assert not may(awa, at_bamako(2026, 3, 8))
    assert may(awa, at_bamako(2026, 3, 10))


def test_a_superseded_certificate_leaves_no_gap(
    awa: SignedIn, march: time_machine.Traveller
) -> None:
    old = trained(awa)
    march.move_to(at_bamako(2026, 4, 1))

    ending.supersede(old.id, "Awa Corrected", "", "Misspelt", by=None)

    moment = at_bamako(2026, 4, 1)
    tick = timedelta(microseconds=1)
    assert [may(awa, at) for at in (moment - tick, moment, moment + tick)] == [True] * 3


def test_a_revoked_certificate_gives_no_right_from_then_on_and_keeps_it_for_before(
    inside: Flask, awa: SignedIn, march: time_machine.Traveller
) -> None:
    row = trained(awa)
    march.move_to(at_bamako(2026, 4, 1))
    ending.ask(row.id, "Copied the test", by=officer(inside, "trainer"))
    ending.answer(row.id, is_granted=True, by=officer(inside, "supervisor"))

    assert not may(awa, at_bamako(2026, 4, 1))
    assert may(awa, at_bamako(2026, 3, 31))


def test_until_it_is_switched_on_everybody_may(awa: SignedIn) -> None:
    assert awa.post_id
    asked = Asked(CLEAR_DOCUMENTS, awa.officer_id, awa.post_id, at_bamako(2026, 3, 10))

    assert lacking(asked) is None


def test_it_is_not_switched_on_where_nobody_holds_one(awa: SignedIn) -> None:
    assert awa.post_id

    with pytest.raises(Refused, match="Nobody at this post"):
        requiring.require(awa.post_id, date(2026, 3, 10), by=None)


def test_a_day_that_is_over_is_refused(awa: SignedIn) -> None:
    trained(awa)
    assert awa.post_id

    with pytest.raises(Refused, match="is over"):
        requiring.require(awa.post_id, date(2026, 3, 9), by=None)


@pytest.fixture
def chief(inside: Flask, awa: SignedIn) -> SignedIn:
    """The supervisor holds one, and the post asks for it from tomorrow."""
    chief = officer(inside, "supervisor")
    trained(chief)
    assert awa.post_id
    requiring.require(awa.post_id, date(2026, 3, 11), by=chief)
    return chief


def test_who_holds_none_records_and_does_not_clear_a_flagged_document(
    awa: SignedIn, chief: SignedIn, march: time_machine.Traveller
) -> None:
    march.move_to(at_bamako(2026, 3, 11))
    flagged, plain = opened(awa, EXPIRED), opened(awa)

    with pytest.raises(Refused) as refused:
        deciding.decide(flagged.id, order(flagged), by=awa)

    name = db.session.get_one(Officer, chief.officer_id).name
    assert refused.value.attempt == "not_entitled"
    assert name in str(refused.value.sentence)
    assert deciding.decide(plain.id, order(plain), by=awa).decision == "admit"


def test_a_colleague_who_holds_one_decides_the_same_sheet(
    awa: SignedIn, chief: SignedIn, march: time_machine.Traveller
) -> None:
    march.move_to(at_bamako(2026, 3, 11))
    flagged = opened(awa, EXPIRED)

    crossing = deciding.decide(flagged.id, order(flagged), by=chief)  # type: ignore[arg-type]

    assert (crossing.decision, crossing.officer_id) == ("admit", chief.officer_id)


def test_the_day_before_it_begins_it_holds_nobody_back(awa: SignedIn, chief: SignedIn) -> None:
    flagged = opened(awa, EXPIRED)

    assert deciding.decide(flagged.id, order(flagged), by=awa).decision == "admit"


def test_switched_off_it_holds_nobody_back(
    awa: SignedIn, chief: SignedIn, march: time_machine.Traveller
) -> None:
    march.move_to(at_bamako(2026, 3, 11))
    assert awa.post_id
    requiring.require(awa.post_id, None, by=chief)
    flagged = opened(awa, EXPIRED)

    assert deciding.decide(flagged.id, order(flagged), by=awa).decision == "admit"


def test_the_desk_says_why(
    inside: Flask, awa: SignedIn, chief: SignedIn, march: time_machine.Traveller
) -> None:
    march.move_to(at_bamako(2026, 3, 11))
    at = browser(inside, "officer")
    sheet = at.send("/desk/inspect", lines=EXPIRED, source="wedge").location

    page = at.get(sheet).text

    assert "vous n’avez pas de certificat valable en examen de documents" in page
    assert 'disabled aria-describedby="lack"' in page


def test_the_chief_switches_it_on_and_off_by_the_page(inside: Flask, awa: SignedIn) -> None:
    trained(awa)
    at = browser(inside, "supervisor")

    assert at.send("/training/qualifications/require", since="2026-03-10").status_code == 302
    assert "Depuis le " in at.get("/training/qualifications/").text
    assert at.send("/training/qualifications/release").status_code == 302
    assert "Tout agent peut lever" in at.get("/training/qualifications/").text
    assert at.send("/training/qualifications/require", since="").status_code == 422
    assert browser(inside, "trainer").send("/training/qualifications/release").status_code == 403
