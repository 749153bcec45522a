"""Days in the rule's rolling window, as the sheet tells them: a count, and never an accusation."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from flask import Flask

from tests.crossings.documents import MOUSSA, zone
from tests.crossings.rules.test_at_the_desk import put_in_force
from tests.crossings.stay_browser import sheet
from tests.crossings.stay_desk import corrected, later, passes
from tests.crossings.visas import decided
from tests.crossings.work import all_crossings, inspect
from tests.desk import english, officer

pytestmark = pytest.mark.usefixtures("morning")


@pytest.fixture
def window(inside: Flask) -> Flask:
    """The rule of Mauritanians grants 90 days in any 180."""
    put_in_force(inside, "R06", max_days=90, window_days=180)
    return inside


def was_here(app: Flask, morning: time_machine.Coordinates, days: int, away: int) -> None:
    """Moussa comes in, stays so many days, leaves, and is away."""
    by = officer(app, "supervisor")
    passes(by, "E", zone(MOUSSA))
    later(morning, days=days - 1)
    passes(by, "X", zone(MOUSSA))
    later(morning, days=away)


def test_the_sheet_says_what_is_used_and_left_and_why(
    window: Flask, morning: time_machine.Coordinates
) -> None:
    was_here(window, morning, days=40, away=20)

    page = sheet(english(window, "officer"), zone(MOUSSA), "E")

    assert (
        "Within the 180 days to 1 May 2026 this post knows of 40 days of stay: 50 are left, and "
        "the last lawful day is 19 June 2026." in page
    )
    assert "1 of 2 posts connected" in page
    assert "Days of earlier stays are not counted" not in page


def test_the_crossing_keeps_the_day_of_the_window(
    window: Flask, morning: time_machine.Coordinates
) -> None:
    was_here(window, morning, days=40, away=20)
    at = english(window, "officer")

    assert decided(at, inspect(at, zone(MOUSSA))) == 302
    row = all_crossings(window)[-1]
    assert (row.authorised_until, row.days_granted) == (date(2026, 6, 19), 50)


def test_a_full_window_is_a_question(window: Flask, morning: time_machine.Coordinates) -> None:
    was_here(window, morning, days=90, away=5)

    page = sheet(english(window, "officer"), zone(MOUSSA), "E")

    assert "90 days of stay: none is left. Where was the traveller? Ask" in page
    assert "rule-held" in page
    assert "1 of 2 posts connected" in page
    assert "overstay" not in page.partition('class="rule ')[2].partition("</section>")[0]


def test_an_exit_that_nobody_saw_is_said_and_not_counted(
    window: Flask, morning: time_machine.Coordinates
) -> None:
    passes(officer(window, "supervisor"), "E", zone(MOUSSA))
    later(morning, days=120)

    page = sheet(english(window, "officer"), zone(MOUSSA), "E")

    assert "this post knows of 1 day of stay: 89 are left" in page
    assert "Of 1 earlier stay no exit was seen here: only its day of entry is counted." in page
    assert "Had the traveller not left, no day would be left: ask" in page


def test_a_stranger_has_used_nothing(window: Flask) -> None:
    page = sheet(english(window, "officer"), zone(MOUSSA), "E")

    assert "this post knows of 0 days of stay: 90 are left" in page


def test_who_leaves_is_not_counted_by_the_rule_of_entry(
    window: Flask, morning: time_machine.Coordinates
) -> None:
    passes(officer(window, "supervisor"), "E", zone(MOUSSA))

    assert "Within the 180 days" not in sheet(english(window, "officer"), zone(MOUSSA), "X")


def test_a_corrected_purpose_counts_the_stays_of_before(
    window: Flask, morning: time_machine.Coordinates
) -> None:
    was_here(window, morning, days=40, away=20)
    at = english(window, "officer")
    assert decided(at, inspect(at, zone(MOUSSA))) == 302
    later(morning, days=3)

    row = corrected(officer(window, "supervisor"), all_crossings(window)[-1], purpose="TRD")

    assert (row.authorised_until, row.rule_code) == (date(2026, 6, 19), "R06")


def test_a_last_day_without_a_rule_is_kept_too(
    window: Flask, morning: time_machine.Coordinates
) -> None:
    by = officer(window, "supervisor")
    row = passes(by, "E", zone(MOUSSA), authorised_until=date(2026, 5, 31))

    assert corrected(by, row, purpose="TRD").authorised_until == date(2026, 5, 31)
