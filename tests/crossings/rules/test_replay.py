"""A change replayed against past crossings: which would have been explained differently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from borderpost import clock
from crossings.queries import rules as reading
from crossings.queries.replay import Replay, replay
from crossings.rules.against import Override
from crossings.rules.book import Book
from tests.crossings.rules.test_at_the_desk import lines
from tests.crossings.work import crossed
from tests.desk import lane_id, officer, post_id


def again(after: Book, *, most: int = 100, days: int = 400, here: bool = True) -> Replay:
    until = clock.today()
    return replay(
        reading.book(), after, until - timedelta(days=days), until,
        post_id=post_id() if here else post_id("BBB"), most=most,
    )  # fmt: skip


def shorter() -> Book:
    """The book with a number of days for the people of Mauritania."""
    rule = reading.book().rule("R06")
    assert rule is not None
    return reading.book().with_rule(replace(rule, max_days=30, version=2))


@pytest.fixture
def busy(inside: Flask) -> Flask:
    awa = officer(inside, "officer")
    for state in ("MRT", "MRT", "SEN", "USA"):
        crossed(awa, lines(state), override=Override("visa"))
    return inside


def test_it_tells_who_would_be_told_something_else(busy: Flask) -> None:
    found = again(shorter())

    assert (found.total, found.replayed, found.changed, found.is_whole) == (4, 4, 2, True)
    [group] = found.differences
    assert (group.nationality, group.document, group.direction, group.count) == ("MRT", "P", "E", 2)
    assert (group.before.max_days, group.after.max_days) == (None, 30)
    assert len(group.examples) == 2


def test_it_says_how_many_it_looked_at(busy: Flask) -> None:
    found = again(shorter(), most=1)

    assert (found.total, found.replayed, found.is_whole) == (4, 1, False)


def test_a_new_version_that_says_the_same_changes_nothing(busy: Flask) -> None:
    rule = reading.book().rule("R06")
    assert rule is not None
    same = reading.book().with_rule(
        replace(rule, citation="The same text, better cited", version=2)
    )

    assert again(same).changed == 0


def test_a_rule_that_begins_later_leaves_the_past_alone(busy: Flask) -> None:
    rule = reading.book().rule("R06")
    assert rule is not None
    tomorrow = str(clock.today() + timedelta(days=1))
    later = replace(rule, code="R99", max_days=10, effective_from=tomorrow)

    assert again(reading.book().with_rule(later)).changed == 0


def test_another_post_is_not_replayed(busy: Flask) -> None:
    assert again(shorter(), here=False).total == 0
    assert lane_id("BBB")


def test_only_the_chosen_period_is_replayed(busy: Flask) -> None:
    long_ago = date(2020, 1, 1)
    found = replay(reading.book(), shorter(), long_ago, long_ago, post_id=post_id(), most=10)

    assert (found.total, found.replayed, found.differences) == (0, 0, [])


def test_months_of_validity_are_replayed_by_each_expiry(busy: Flask) -> None:
    rule = reading.book().rule("R06")
    assert rule is not None
    asking = reading.book().with_rule(replace(rule, passport_months=120, version=2))
    found = again(asking)

    assert found.changed == 2
    assert found.differences[0].after.expires_early is True
