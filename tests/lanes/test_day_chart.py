"""The picture of days, waits and what was not as usual: everything on one axis of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from lanes import day_chart
from lanes.day_chart import DayOf, SpanOf, WaitOf

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
DAY = timedelta(days=1)


def days(*values: tuple[int, ...]) -> list[DayOf]:
    return [DayOf(f"{n}", MONDAY + n * DAY, MONDAY + (n + 1) * DAY, one)
            for n, one in enumerate(values)]  # fmt: skip


def test_columns_stand_side_by_side_and_none_is_a_sum() -> None:
    drawn = day_chart.chart(days((100, 50, 0, 200)), [], [], [])

    assert [box.label for box in drawn.columns] == ["0: 100", "0: 50", "0: 0", "0: 200"]
    lefts = [box.x for box in drawn.columns]
    assert lefts == sorted(set(lefts))
    assert all(abs(box.y + box.high - drawn.foot) < 0.2 for box in drawn.columns)
    assert drawn.columns[3].high == 2 * drawn.columns[0].high
    assert float(drawn.people[-1].label) == 200  # the highest of the four, not their sum


def test_an_outage_and_the_queue_behind_it_stand_under_each_other() -> None:
    cut = SpanOf(0, "power", MONDAY + DAY / 2, MONDAY + DAY, "#000")
    bus = WaitOf("bus", MONDAY + DAY * 3 / 4, 90)
    drawn = day_chart.chart(days((1,), (1,)), [bus], [cut], ["Outages"])

    (box,), (wait,) = drawn.strips, drawn.waits
    assert box.x < wait.x < box.x + box.wide
    assert wait.y + wait.high < box.y


def test_a_span_is_cut_at_the_edges_and_one_outside_is_left_out() -> None:
    before = SpanOf(0, "long", MONDAY - 9 * DAY, MONDAY + DAY / 2, "#000")
    outside = SpanOf(0, "gone", MONDAY - 9 * DAY, MONDAY - DAY, "#000")
    (box,) = day_chart.chart(days((1,)), [], [before, outside], ["Outages"]).strips

    assert box.x == day_chart.LEFT
    assert box.x + box.wide < day_chart.WIDE - day_chart.RIGHT


def test_a_cut_of_a_minute_in_three_months_is_seen() -> None:
    cut = SpanOf(0, "short", MONDAY, MONDAY + timedelta(minutes=1), "#000")
    drawn = day_chart.chart(days(*[(1,)] * 92), [], [cut], ["Outages"])

    assert drawn.strips[0].wide >= 2
    assert len(drawn.days) <= day_chart.MOST_LABELS


def test_days_without_anybody_are_drawn_without_a_fault() -> None:
    drawn = day_chart.chart(days((0, 0, 0, 0)), [], [], [])

    assert {box.high for box in drawn.columns} == {0}
