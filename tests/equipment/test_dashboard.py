"""The dashboard: plots that say what their tables say, on the page, on paper and as a file."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from borderpost import clock, plots
from borderpost.plots import Row
from equipment import dashboard
from equipment.services import planning
from equipment.services.planning import PlanFacts
from tests.desk import browser
from tests.equipment.work import World, step

DAY = timedelta(days=1)


@given(st.floats(0, 1e12, allow_nan=False))
def test_an_axis_begins_at_nothing_and_ends_past_the_longest_bar(most: float) -> None:
    axis = plots.round_axis(most)

    assert axis[0] == 0
    assert axis[-1] >= most
    assert len(axis) <= 6 + 1
    assert axis == sorted(set(axis))


@given(st.lists(st.lists(st.floats(0, 1e9), min_size=3, max_size=3), min_size=1, max_size=9))
def test_bars_are_as_long_as_their_numbers_and_stay_on_the_picture(
    values: list[list[float]],
) -> None:
    drawn = plots.bars([Row(str(place), tuple(one), "") for place, one in enumerate(values)])
    longest = max(sum(one) for one in values)
    for bar, one in zip(drawn.bars, values, strict=True):
        wide = sum(part.wide for part in bar.parts)
        assert bar.end <= plots.WIDE
        if longest > 1:
            most = max(sum(part.wide for part in other.parts) for other in drawn.bars)
            assert wide / most == pytest.approx(sum(one) / longest, abs=1e-6)


def test_a_line_breaks_where_nothing_is_known() -> None:
    drawn = plots.line([("a", 1.0), ("b", None), ("c", 0.5), ("d", 0.0)])

    assert len(drawn.pieces) == 2
    assert drawn.dots[1].y is None
    assert drawn.dots[0].y < drawn.dots[2].y < drawn.dots[3].y  # type: ignore[operator]


def furnished(app: Flask, world: World) -> None:
    """A thing that failed, upkeep that is late, and what donors paid."""
    with clock.standing_at(clock.now() - 60 * DAY):
        key = world.asset(cost=Decimal("100.50"), currency="EUR")
        world.asset(cost=Decimal("2000"), currency="XOF")
        plan = PlanFacts("clean", "Clean", 30, "days", 5)
        planning.make(world.post, plan, asset_id=key, by=None)
    step(app, key, "fault", reason="x")


def test_each_plot_says_what_the_register_says(inside: Flask, world: World) -> None:
    furnished(inside, world)
    world.asset()
    drawn = {name: make(world.post) for name, make in dashboard.PLOTS.items()}

    assert [(one.kind, one.late, one.due, one.soon) for one in drawn["overdue"].rows] == [
        ("clean", 1, 0, 0)
    ]
    assert {(one.donor, one.currency, one.total) for one in drawn["value"].rows} == {
        ("", "EUR", Decimal("100.50")),
        ("", "XOF", Decimal("2000.00")),
    }
    assert set(drawn["value"].bars) == {"EUR", "XOF"}  # currencies are never added up
    assert "not in it: 1." in drawn["value"].words
    assert drawn["faults"].rows == [("Sahara P1", 1)]
    (model,) = drawn["availability"].rows
    assert (model.figures.things, model.figures.failures) == (3, 1)
    assert len(drawn["availability"].line.dots) == 12
    assert drawn["availability"].line.dots[0].value is None  # nothing was there yet


def test_the_page_has_titles_and_a_table_for_each_picture(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        furnished(machine, stocked)
    page = browser(machine, "auditor").get("/equipment/dashboard/").text

    assert page.count('role="img"') == page.count("<title id=") == 6
    assert page.count("<caption>") == 5
    assert "Sahara P1" in page
    assert browser(machine, "cashier").get("/equipment/dashboard/").status_code == 403


@pytest.mark.parametrize("name", sorted(dashboard.PLOTS))
def test_each_plot_is_a_workbook_too(machine: Flask, stocked: World, name: str) -> None:
    with machine.app_context():
        furnished(machine, stocked)
    at = browser(machine, "storekeeper")
    file = at.get(f"/equipment/dashboard/{name}.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file.data)).get_sheet_by_index(0).to_python()

    assert len(rows) > 1
    assert at.get(f"/equipment/dashboard/{name}.csv").status_code == 200
    assert at.get("/equipment/dashboard/nothing.xlsx").status_code == 404


def test_each_plot_is_a_paper_too(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        furnished(machine, stocked)
    at = browser(machine, "storekeeper")
    for name in dashboard.PLOTS:
        assert at.get(f"/equipment/dashboard/{name}.pdf").data.startswith(b"%PDF")
    assert at.get("/equipment/dashboard/nothing.pdf").status_code == 404
