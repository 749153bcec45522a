"""The health certificate at the decision: asked of whom the policy says, never taken for seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from borderpost import clock
from borderpost.db import db
from borderpost.refusal import Refused
from crossings.health import HealthCheck
from crossings.models import Crossing
from crossings.policies import Ask, Policy
from crossings.queries.tally import tally
from crossings.services import correcting, deciding
from crossings.services.correcting import Correction
from crossings.services.policies import change
from crossings.verification import faults
from tests.crossings.documents import FANTA, MOUSSA, zone
from tests.crossings.work import admit, all_crossings, at_lane, crossed, inspect, opened, order
from tests.desk import browser, lane_id, officer, post_id

TODAY = date(2026, 11, 23)
LONG_AGO = date(2020, 1, 1)
SEEN = HealthCheck("shown_valid", "YF", "2034-01-01")


def asks(**more: object) -> None:
    """The own post asks for the certificate before it admits."""
    change(post_id(), Policy(health=Ask.ASKED, **more), by=None)  # type: ignore[arg-type]


def columns(row: Crossing) -> tuple[object, ...]:
    return row.health_outcome, row.health_certificate, row.health_valid_until


def exported(app: Flask) -> list[dict[str, str]]:
    """The register's file, row by row."""
    text = browser(app, "supervisor").get("/register/export.csv").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize("outcome", ["", "not_checked"])
def test_nobody_is_admitted_before_the_officer_says_what_was_seen(
    inside: Flask, outcome: str
) -> None:
    asks()
    awa = officer(inside, "officer")
    sheet = opened(awa)
    with pytest.raises(Refused) as refusal:
        deciding.decide(sheet.id, order(sheet, health=HealthCheck(outcome)), by=awa)

    assert refusal.value.field == "health_outcome"
    assert db.session.scalars(db.select(Crossing)).first() is None


@pytest.mark.parametrize("decision", ["refuse", "withdrawn"])
def test_a_decision_that_admits_nobody_waits_for_no_certificate(
    inside: Flask, decision: str
) -> None:
    asks()
    row = crossed(officer(inside, "officer"), decision=decision)

    assert columns(row) == ("not_checked", None, None)


@pytest.mark.parametrize(
    ("check", "recorded"),
    [
        (SEEN, ("shown_valid", "YF", date(2034, 1, 1))),
        (HealthCheck("shown_valid", "YF"), ("shown_valid", "YF", None)),
        (HealthCheck("shown_expired", "YF", "2020-01-01"), ("shown_expired", "YF", LONG_AGO)),
        (HealthCheck("not_shown", "YF", "2034-01-01"), ("not_shown", "YF", None)),
        (HealthCheck("not_shown"), ("not_shown", None, None)),
        (HealthCheck("exempt", "", "2034-01-01"), ("exempt", None, None)),
    ],
)  # fmt: skip
def test_what_was_seen_is_recorded_and_blocks_nothing_by_itself(
    inside: Flask, check: HealthCheck, recorded: tuple[object, ...]
) -> None:
    asks()
    row = crossed(officer(inside, "officer"), health=check)

    assert row.decision == "admit"
    assert columns(row) == recorded
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("check", "field"),
    [
        (HealthCheck("fine"), "health_outcome"),
        (HealthCheck("shown_valid"), "health_certificate"),
        (HealthCheck("shown_valid", "XX"), "health_certificate"),
        (HealthCheck("not_shown", "XX"), "health_certificate"),
        (HealthCheck("shown_valid", "YF", "soon"), "health_valid_until"),
        (HealthCheck("shown_valid", "YF", "2026-02-30"), "health_valid_until"),
        (HealthCheck("shown_valid", "YF", "2026-11-22"), "health_valid_until"),
        (HealthCheck("shown_expired", "YF", "2026-11-23"), "health_valid_until"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    inside: Flask, check: HealthCheck, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        check.columns(TODAY)

    assert refusal.value.field == field


def test_a_certificate_holds_on_its_last_day(inside: Flask) -> None:
    assert HealthCheck("shown_valid", "YF", "2026-11-23").columns(TODAY)["health_valid_until"]


def test_whom_the_post_does_not_ask_has_nothing_recorded(inside: Flask) -> None:
    asks(health_directions="X")
    awa = at_lane(officer(inside, "officer"), lane_id(), "E")
    by_direction = crossed(awa, health=SEEN)
    asks(health_age_until=5)
    by_age = crossed(awa, zone(FANTA, document_number="ZZ1111111"), health=SEEN)

    assert columns(by_direction) == columns(by_age) == (None, None, None)


def test_where_it_is_offered_silence_is_not_checked(inside: Flask) -> None:
    change(post_id(), Policy(health=Ask.OFFERED), by=None)
    row = crossed(officer(inside, "officer"))

    assert columns(row) == ("not_checked", None, None)


def test_the_sheet_asks_warns_and_keeps_what_was_said(machine: Flask) -> None:
    with machine.app_context():
        asks()
    awa = browser(machine, "officer")
    sheet = inspect(awa)
    shown = awa.get(sheet).text
    refused = awa.send(
        f"{sheet}/decide", decision="admit", version="1", health_outcome="shown_valid",
        health_certificate="YF", health_valid_until="2020-01-01", destination="Nioro",
    )  # fmt: skip

    assert 'name="health_outcome"' in shown
    assert 'id="refuse-health"' in shown
    assert "ML-05" in shown
    assert " data-enter autofocus" not in shown
    assert refused.status_code == 422
    assert '<option value="shown_valid" selected>' in refused.text
    assert 'value="2020-01-01"' in refused.text
    assert 'value="Nioro"' in refused.text
    assert all_crossings(machine) == []


def test_a_sheet_without_the_policy_has_no_word_of_it(machine: Flask) -> None:
    awa = browser(machine, "officer")

    assert "health" not in awa.get(inspect(awa)).text.replace("theme", "")


def test_an_admission_without_a_valid_certificate_is_told(machine: Flask) -> None:
    with machine.app_context():
        asks()
    awa = browser(machine, "officer")

    assert admit(awa, inspect(awa), health_outcome="not_shown") == 302
    assert "alert-warning" in awa.told()
    second = inspect(awa, zone(FANTA, document_number="ZZ1111111"))
    assert admit(awa, second, health_outcome="shown_valid", health_certificate="YF") == 302
    assert "alert-warning" not in awa.told()


def test_the_crossing_its_paper_and_the_export_tell_it(machine: Flask) -> None:
    with machine.app_context():
        asks()
        row = crossed(officer(machine, "officer"), health=SEEN)
        path = f"/register/{row.id}"
    chief = browser(machine, "supervisor")
    (found,) = exported(machine)

    for page in (path, f"{path}/paper"):
        assert "2034" in chief.get(page).text
    assert found["health_outcome"] == "shown_valid"
    assert found["health_certificate"] == "YF"
    assert found["health_valid_until"] == "2034-01-01"


def test_an_export_never_leaves_the_outcome_empty(machine: Flask) -> None:
    with machine.app_context():
        crossed(officer(machine, "officer"))
    (row,) = exported(machine)

    assert row["health_outcome"] == "not_checked"


@pytest.fixture
def correct(inside: Flask) -> Callable[..., Crossing]:
    """Correct a crossing's certificate as the supervisor."""
    chief = officer(inside, "supervisor")

    def corrected(row: Crossing, health: HealthCheck) -> Crossing:
        wanted = Correction(
            fields={}, direction=row.direction, decision="admit", reasons=(), reason_text="",
            purpose="", destination="", transport="", why="Carnet relu", health=health,
        )  # fmt: skip
        return correcting.correct(row.id, wanted, by=chief, roles=chief.roles)

    return corrected


def test_a_correction_says_it_anew(inside: Flask, correct: Callable[..., Crossing]) -> None:
    asks()
    row = crossed(officer(inside, "officer"), health=HealthCheck("not_shown"))
    new = correct(row, SEEN)

    assert columns(new) == ("shown_valid", "YF", date(2034, 1, 1))
    assert columns(row) == ("not_shown", None, None)
    assert list(faults()) == []


def test_a_correction_may_say_that_nobody_asked(
    inside: Flask, correct: Callable[..., Crossing]
) -> None:
    asks()
    row = crossed(officer(inside, "officer"), health=SEEN)

    assert columns(correct(row, HealthCheck())) == (None, None, None)


def test_the_form_of_a_correction_keeps_the_certificate(machine: Flask) -> None:
    with machine.app_context():
        asks()
        row = crossed(officer(machine, "officer"), health=SEEN)
        path = f"/register/{row.id}/correct"
    page = browser(machine, "supervisor").get(path).text

    assert '<option selected value="shown_valid">' in page
    assert '<option selected value="YF">' in page
    assert 'value="2034-01-01"' in page


def test_the_day_is_counted_by_outcome(machine: Flask) -> None:
    with machine.app_context():
        asks()
        awa = officer(machine, "officer")
        crossed(awa, health=SEEN)
        crossed(awa, zone(FANTA, document_number="ZZ1111111"), health=HealthCheck("not_shown"))
        crossed(awa, zone(MOUSSA, document_number="ZZ2222222"), "refuse", reasons=("ML-05",),
                health=HealthCheck("not_shown"))  # fmt: skip
        today = clock.today("Africa/Bamako")
        counted = tally(post_id(), today, "Africa/Bamako")
        before = tally(post_id(), today - timedelta(days=1), "Africa/Bamako")
    page = browser(machine, "analyst").get("/register/tally").text

    assert counted.by_health == {"shown_valid": 1, "not_shown": 2}
    assert before.by_health == {}
    assert 'class="tags"' in page


def test_an_old_certificate_code_still_has_its_words(machine: Flask) -> None:
    with machine.app_context():
        asks()
        row = crossed(officer(machine, "officer"), health=SEEN)
        path = f"/register/{row.id}"
    admin = browser(machine, "administrator")
    yesterday = (clock.now() - timedelta(days=1)).date().isoformat()
    ended = admin.send("/code-lists/health-certificates/YF/end", last_day=yesterday)

    assert ended.status_code == 302
    page = browser(machine, "supervisor").get(path)
    assert (page.status_code, "YF" in page.text) == (200, False)
