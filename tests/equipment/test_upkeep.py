"""Failures, downtimes and availability from the events alone; dates that fall due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from borderpost import clock
from borderpost.db import db
from equipment.queries import maintenance, readiness, upkeep
from equipment.reliability import Change, Figures, Life, figures, quiet, within
from equipment.services import register
from equipment.services.register import StepSaid
from tests.desk import browser
from tests.equipment.work import World, step

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def life(*hours: tuple[float, bool], was_down: bool = False, whole: float = 100) -> Life:
    changes = [Change(START + at * HOUR, is_down) for at, is_down in hours]
    return Life(START, START + whole * HOUR, was_down, changes)


@pytest.mark.parametrize(
    ("lives", "failures", "mtbf", "mttr", "availability"),
    [
        ([life()], 0, None, None, 1.0),
        ([life(was_down=True)], 0, None, None, 0.0),
        ([life((10, True), (20, False))], 1, 90, 10, 0.9),
        ([life((10, True), (20, False), (50, True), (80, False))], 2, 30, 20, 0.6),
        ([life((60, True))], 1, 60, None, 0.6),  # still down: nothing was repaired yet
        ([life((25, False), was_down=True)], 0, None, 25, 0.75),
        ([life(), life((50, True), (60, False))], 1, 190, 10, 0.95),
        ([], 0, None, None, None),
    ],
)
def test_the_figures_by_hand(
    lives: list[Life], failures: int, mtbf: float | None, mttr: float | None,
    availability: float | None,
) -> None:  # fmt: skip
    found = figures(lives)

    assert found.failures == failures
    assert (found.mtbf and found.mtbf / HOUR) == mtbf
    assert (found.mttr and found.mttr / HOUR) == mttr
    assert found.availability == pytest.approx(availability)


@given(st.lists(st.tuples(st.floats(0, 99), st.booleans()), max_size=15), st.booleans())
def test_all_time_is_up_or_down(hours: list[tuple[float, bool]], was_down: bool) -> None:
    one = life(*sorted(hours), was_down=was_down)
    found = figures([one])

    assert (found.up + found.down) / (one.until - one.since) == pytest.approx(1)
    assert timedelta() <= found.down <= one.until - one.since
    assert found.repaired <= found.failures + was_down


def test_the_register_tells_the_figures(inside: Flask, world: World) -> None:
    begun = clock.now() - timedelta(days=100)
    with clock.standing_at(begun):
        key = world.asset()
        world.asset()
    days = {20: ("fault", {"reason": "x"}), 25: ("repair", {}),
            30: ("test", {"reason": "good", "location_id": world.store})}  # fmt: skip
    for day, (name, said) in days.items():
        with clock.standing_at(begun + timedelta(days=day)):
            step(inside, key, name, **said)
    since = begun - timedelta(days=9)
    past = upkeep.past(world.post, since)
    (found,) = upkeep.by_model(past, since, begun + timedelta(days=100))

    assert (found.figures.things, found.figures.failures) == (2, 1)
    assert found.figures.down == timedelta(days=10)
    assert found.figures.mttr == timedelta(days=10)
    assert found.figures.availability == pytest.approx(0.95, abs=0.001)


def test_dates_that_fall_due(inside: Flask, world: World) -> None:
    today = clock.today()
    world.asset(tag="OVER", calibrated_until=today - timedelta(days=3))
    world.asset(tag="SOON", warranty_until=today + timedelta(days=59))
    world.asset(tag="LATER", warranty_until=today + timedelta(days=61))
    world.asset(tag="PAST", warranty_until=today - timedelta(days=1))
    gone = world.asset(tag="GONE", calibrated_until=today)
    step(inside, gone, "miss", reason="x")

    found = maintenance.endings(world.post, today, today + maintenance.SOON)
    assert [(one.tag, one.kind) for one in found] == [("OVER", "calibration"), ("SOON", "warranty")]


def test_what_is_down_is_told_since_it_fell_and_why(inside: Flask, world: World) -> None:
    began = clock.now() - timedelta(days=9)
    with clock.standing_at(began):
        first, second = world.asset(), world.asset()
        register.step(first, "fault", StepSaid("the glass is cracked"), by=None)
    with clock.standing_at(began + timedelta(days=1)):
        register.step(second, "fault", StepSaid("it is dead"), by=None)
    register.step(first, "bring", StepSaid("found on the roof", location_id=world.store), by=None)
    rows = db.session.scalars(upkeep.down(world.post)).all()
    falls = upkeep.falls(row.id for row in rows)

    assert [row.id for row in rows] == [first, second]  # though the first changed last
    assert (falls[first].at, falls[first].reason) == (began, "the glass is cracked")
    assert readiness.last_reason(first) == "the glass is cracked"


def test_what_falls_due_first_is_first(inside: Flask, world: World) -> None:
    today = clock.today()
    world.asset(tag="LATER", calibrated_until=today + timedelta(days=40))
    world.asset(tag="FIRST", calibrated_until=today + timedelta(days=400),
                warranty_until=today + timedelta(days=2))  # fmt: skip
    rows = maintenance.endings(world.post, today, today + maintenance.SOON)

    assert [row.tag for row in rows] == ["FIRST", "LATER"]


def test_the_page_and_its_file(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = stocked.asset(calibrated_until=clock.today() - timedelta(days=3))
        step(machine, key, "fault", reason="vitre fendue")
    at = browser(machine, "storekeeper")
    page, file = at.get("/equipment/upkeep/").text, at.get("/equipment/upkeep/figures.csv").text

    assert "vitre fendue" in page
    assert "Sahara P1;1;1;" in file
    assert at.get("/equipment/upkeep/figures.xlsx").status_code == 200
    assert "/equipment/dates/" in at.get("/home").text
    assert browser(machine, "cashier").get("/equipment/upkeep/").status_code == 403


@given(
    st.lists(
        st.tuples(
            st.booleans(), st.lists(st.tuples(st.integers(0, 99), st.booleans()), max_size=9)
        ),
        max_size=4,
    )
)
def test_the_figures_are_those_of_a_twin_that_looks_at_every_hour(
    things: list[tuple[bool, list[tuple[int, bool]]]],
) -> None:
    up = down = failures = 0
    ended: list[int] = []
    for was_down, changes in things:
        is_down, began = was_down, 0
        for hour in range(100):
            for _at, turns_down in [one for one in sorted(changes) if one[0] == hour]:
                if turns_down and not is_down:
                    failures, began = failures + 1, hour
                elif is_down and not turns_down:
                    ended.append(hour - began)
                is_down = turns_down
            up, down = up + (not is_down), down + is_down
    found = figures(life(*sorted(changes), was_down=was_down) for was_down, changes in things)

    assert (found.up / HOUR, found.down / HOUR, found.failures) == (up, down, failures)
    mtbf = up / failures if failures else None
    assert (None if found.mtbf is None else found.mtbf / HOUR) == pytest.approx(mtbf)
    mean = sum(ended) / len(ended) if ended else None
    assert (None if found.mttr is None else found.mttr / HOUR) == pytest.approx(mean)
    assert found.availability == (up / (up + down) if things else None)


@given(
    st.lists(st.tuples(st.floats(0, 99), st.booleans()), max_size=15),
    st.booleans(),
    st.lists(st.floats(0, 100), max_size=5),
)
def test_the_parts_of_a_life_make_the_whole(
    hours: list[tuple[float, bool]], was_down: bool, cuts: list[float]
) -> None:
    one = life(*[pair for pair in sorted(hours) if pair[0] > 0.01], was_down=was_down)
    bounds = [one.since, *(START + cut * HOUR for cut in sorted(cuts)), one.until]
    parts = [
        figures([within(one, since, until)])
        for since, until in zip(bounds, bounds[1:], strict=False)
    ]
    whole, found = figures([one]), sum(parts, quiet(0, timedelta()))

    assert (found.failures, found.repaired) == (whole.failures, whole.repaired)
    assert (found.up, found.down) == (whole.up, whole.down)


def test_the_months_of_a_year_are_told_as_they_were(inside: Flask, world: World) -> None:
    now = clock.now()
    with clock.standing_at(now - timedelta(days=90)):
        key = world.asset()
    with clock.standing_at(now - timedelta(days=45)):
        step(inside, key, "fault", reason="x")
    bounds = [now - timedelta(days=days) for days in (120, 90, 60, 30, 0)]
    found = [one.availability for one in upkeep.by_span(upkeep.past(world.post, bounds[0]), bounds)]

    assert found == [None, 1.0, 0.5, 0.0]


def test_no_figures_of_nothing() -> None:
    assert figures([]) == Figures(0, 0, timedelta(), timedelta(), 0, timedelta())
