"""Who left by a pass and was not seen back by evening: a question, with what nobody could see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from borderpost.db import db
from borderpost.posts.models import Post
from lanes.pass_standing import PassFacts, Why, due, guessed, last_allowed, why_not
from lanes.queries import pass_away
from lanes.queries.pass_away import Away
from tests.desk import officer, post_id
from tests.lanes.neighbours import HOLDER, admitted, code, issued, rule, scanned

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)  # Bamako keeps UTC
GOOD = PassFacts("good", date(2026, 1, 1), date(2026, 12, 31), None, "EX")


def asked(at: datetime) -> list[Away]:
    with time_machine.travel(at, tick=False):
        return list(pass_away.away(db.session.get_one(Post, post_id()), 19))


def test_somebody_who_comes_by_day_is_asked_about_from_the_evening_until_the_return(
    inside: Flask,
) -> None:
    with time_machine.travel(NOON, tick=False):
        by = officer(inside, "officer")
        text = code(issued(by))
        admitted(scanned(text, by), by)
    assert asked(NOON + timedelta(hours=6)) == []
    (found,) = asked(NOON + timedelta(hours=8))
    assert (found.border_pass.name, found.days) == ("Ould Sidi Brahim", 1)
    assert found.covered.seeing and found.covered.unseeing  # the other post sees and tells nothing
    assert not found.is_over
    (later,) = asked(NOON + timedelta(days=3))
    assert later.is_over and later.days == 4

    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        by = officer(inside, "officer")
        admitted(scanned(text, by), by)
    assert asked(NOON + timedelta(days=3, hours=8)) == []


def test_who_lives_here_is_away_after_an_exit_and_not_after_an_entry(inside: Flask) -> None:
    with time_machine.travel(NOON, tick=False):
        by = officer(inside, "officer")
        holder = HOLDER | {"nationality": "MLI"}
        text = code(issued(by, rule(), lives_here=True, typed=holder))
        admitted(scanned(text, by), by)  # the lane's direction: an entry
        assert asked(NOON + timedelta(days=1)) == []
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        by = officer(inside, "officer")
        admitted(scanned(text, by), by)
    assert len(asked(NOON + timedelta(hours=9))) == 1


def test_the_evening_of_who_leaves_late_is_the_next_one() -> None:
    zone = "Africa/Bamako"
    assert due(NOON, zone, 19) == NOON.replace(hour=19)
    assert due(NOON.replace(hour=19), zone, 19) == NOON.replace(hour=19) + timedelta(days=1)
    assert due(NOON.replace(hour=23), "Asia/Riyadh", 19).astimezone(UTC) == datetime(
        2026, 12, 1, 16, tzinfo=UTC
    )


def test_the_days_away_count_the_first_one() -> None:
    assert last_allowed(date(2026, 11, 30), 1) == date(2026, 11, 30)
    assert last_allowed(date(2026, 11, 30), 3) == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("last", "went", "usual", "found"),
    [("", False, "E", "E"), ("E", True, "E", "X"), ("X", True, "X", "E"), ("E", False, "X", "E"),
     ("R", True, "X", "X")],
)  # fmt: skip
def test_the_direction_follows_from_the_last_crossing(
    last: str, went: bool, usual: str, found: str
) -> None:
    assert guessed(last, went, usual) == found


@pytest.mark.parametrize(
    ("facts", "day", "direction", "found"),
    [
        (GOOD, date(2026, 12, 31), "E", None),
        (GOOD, date(2027, 1, 1), "E", Why.EXPIRED),
        (GOOD, date(2025, 12, 31), "E", Why.EARLY),
        (PassFacts("lost", date(2026, 1, 1), date(2026, 2, 1), None, "EX"), date(2027, 1, 1), "E",
         Why.LOST),
        (PassFacts("good", date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 1), "EX"),
         date(2026, 6, 2), "E", Why.RULE_ENDED),
        (PassFacts("good", date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 1), "X"),
         date(2026, 6, 1), "E", Why.DIRECTION),
    ],
)  # fmt: skip
def test_the_first_reason_against_a_pass_is_told(
    facts: PassFacts, day: date, direction: str, found: Why | None
) -> None:
    assert why_not(facts, day, direction) is found
