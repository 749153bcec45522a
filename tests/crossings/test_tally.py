"""The day's counts, and the register as a file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from borderpost import clock
from crossings.queries.tally import tally
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.test_correcting import correct
from tests.crossings.work import acts, at_lane, crossed
from tests.desk import browser, lane_id, officer, post_id, remembered

DAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.fixture
def busy(machine: Flask) -> Flask:
    """A day with two entries, one exit, a refusal and a withdrawal."""
    remembered(machine, fill)
    return machine


def fill(app: Flask) -> None:
    awa = officer(app, "officer")
    for minute, lines, way, decision in (
        (0, zone(), "E", "admit"),
        (40, zone(MOUSSA), "E", "admit"),
        (95, zone(), "X", "admit"),
        (100, zone(MOUSSA), "E", "refuse"),
        (110, zone(MOUSSA), "E", "withdrawn"),
    ):
        with clock.standing_at(MORNING + timedelta(minutes=minute)):
            crossed(at_lane(awa, lane_id(), way), lines, decision, destination="=1+1")


def test_who_crossed_is_counted_by_direction_nationality_and_hour(busy: Flask) -> None:
    with busy.app_context():
        counted = tally(post_id(), DAY, "Africa/Bamako")

    assert counted.by_direction == {"E": 2, "X": 1}
    assert counted.by_nationality == [("MLI", {"E": 1, "X": 1}), ("MRT", {"E": 1})]
    assert (counted.refused, counted.withdrawn, counted.crossed) == (1, 1, 3)
    assert [counted.by_hour[hour] for hour in (8, 9, 10)] == [{"E": 1}, {"E": 1}, {"X": 1}]
    assert counted.busiest == 1


def test_hours_are_those_of_the_posts_clock(busy: Flask) -> None:
    with busy.app_context():
        counted = tally(post_id(), DAY, "Africa/Lagos")

    assert counted.by_hour[9] == {"E": 1}


def test_another_day_or_post_counts_nothing(busy: Flask) -> None:
    with busy.app_context():
        other = tally(post_id("BBB"), DAY, "Africa/Bamako")
        before = tally(post_id(), DAY - timedelta(days=1), "Africa/Bamako")

    assert (other.crossed, before.crossed, before.busiest) == (0, 0, 1)


def test_a_corrected_crossing_is_counted_once_as_it_holds_now(inside: Flask) -> None:
    awa = officer(inside, "officer")
    with clock.standing_at(MORNING):
        correct(crossed(awa), awa, direction="X")
        counted = tally(post_id(), DAY, "Africa/Bamako")

    assert counted.by_direction == {"X": 1}


@pytest.mark.parametrize("day", ["", "?day=2026-11-23", "?day=yesterday", "?day=9999-99-99"])
def test_the_page_shows_a_day_and_today_for_nonsense(busy: Flask, day: str) -> None:
    page = browser(busy, "analyst").get(f"/register/tally{day}")

    assert page.status_code == 200
    if "2026-11-23" in day:
        assert "Mauritanie" in page.text


def test_an_analyst_sees_counts_and_nobody(busy: Flask) -> None:
    analyst = browser(busy, "analyst")
    page = analyst.get("/register/tally?day=2026-11-23").text

    assert "CISSE" not in page
    assert "AB1234567" not in page
    for path in ("/register/", "/register/export.csv", "/desk/"):
        assert analyst.get(path).status_code == 403


def test_the_counts_come_as_a_file(busy: Flask) -> None:
    text = browser(busy, "analyst").get("/register/tally.csv?day=2026-11-23").text

    assert text == (
        "\ufeffnationality;entries;exits;captured;of_them_crews\r\n"
        "MLI;1;1;live;0\r\nMRT;1;0;live;0\r\n"
    )


def rows(app: Flask, query: str = "", language: str = "en") -> list[dict[str, str]]:
    chief = browser(app, "supervisor")
    chief.send("/language", locale=language)
    text = chief.get(f"/register/export.csv{query}").text
    assert text.startswith("\ufeff")
    separator = ";" if language == "fr" else ","
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=separator))


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_register_comes_as_a_file_with_stable_headings(busy: Flask, language: str) -> None:
    found = rows(busy, language=language)

    assert len(found) == 5
    assert found[-1]["surname"] == "CISSE"
    assert found[-1]["human_ref"].startswith("AAA-20261123-0001-")
    assert found[-1]["occurred_at_utc"] == "2026-11-23T08:30:00+00:00"
    assert (found[-1]["alert_result"], found[-1]["chip_result"]) == ("no_list", "not_checked")
    assert (found[-1]["lane"], found[-1]["officer"]) == ("1", "Test Officer")


def test_a_cell_that_would_run_is_defused_in_the_register_too(busy: Flask) -> None:
    assert {row["destination"] for row in rows(busy)} == {"'=1+1"}


def test_the_file_holds_what_was_searched(busy: Flask) -> None:
    assert [row["surname"] for row in rows(busy, "?decision=refuse")] == ["TRAORE"]
    assert rows(busy, "?q=nobody") == []


def test_taking_the_register_out_leaves_a_line(busy: Flask) -> None:
    rows(busy, "?q=cisse")
    with busy.app_context():
        assert acts()[-1] == "crossings:register:export"


def test_an_officer_reads_the_register_and_does_not_take_it_out(busy: Flask) -> None:
    awa = browser(busy, "officer")

    assert awa.get("/register/").status_code == 200
    assert "export.csv" not in awa.get("/register/").text
    assert awa.get("/register/export.csv").status_code == 403


def test_a_correction_says_what_it_corrects(inside: Flask) -> None:
    awa = officer(inside, "officer")
    old = crossed(awa)
    old_id = str(old.id)
    correct(old, awa, destination="Kayes")

    assert [row["corrects"] for row in rows(inside)] == [old_id]
