"""Whether a reader is worse than the others: the paper's intervals, and no false alarm."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipment.comparison import LEAST, MARGIN, Count, Verdict, compared, newcombe, wilson

COUNTS = st.integers(0, 3000).flatmap(
    lambda many: st.integers(0, many).map(lambda failed: Count(many, failed))
)
Z95 = 1.959964


@pytest.mark.parametrize(
    ("own", "others", "low", "high"),
    [  # Newcombe 1998, table II, method 10: its eight examples
        ((70, 56), (80, 48), 0.0524, 0.3339),
        ((10, 9), (10, 3), 0.1705, 0.8090),
        ((7, 6), (7, 2), 0.0582, 0.8062),
        ((56, 5), (29, 0), -0.0381, 0.1926),
        ((10, 0), (20, 0), -0.1611, 0.2775),
        ((10, 0), (10, 0), -0.2775, 0.2775),
        ((10, 10), (20, 0), 0.6791, 1.0000),
        ((10, 10), (10, 0), 0.6075, 1.0000),
    ],
)
def test_the_intervals_are_those_of_the_paper(
    own: tuple[int, int], others: tuple[int, int], low: float, high: float
) -> None:
    assert newcombe(Count(*own), Count(*others), Z95) == pytest.approx((low, high), abs=6e-5)


@given(COUNTS, COUNTS)
def test_an_interval_holds_what_was_counted_and_turns_with_its_sides(
    own: Count, others: Count
) -> None:
    found, turned = newcombe(own, others), newcombe(others, own)
    if own.share is None or others.share is None:
        assert found is None
        return
    assert found is not None and turned is not None
    assert found[0] <= own.share - others.share + 1e-9
    assert own.share - others.share <= found[1] + 1e-9
    assert found == pytest.approx((-turned[1], -turned[0]))


def test_of_nothing_nothing_is_said() -> None:
    assert wilson(Count(0, 0)) is None
    assert Count(0, 0).share is None
    assert [one.verdict for one in compared([Count(0, 0)])] == [Verdict.ALONE]


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ([Count(LEAST - 1, LEAST - 1), Count(5000, 0)], Verdict.FEW),
        ([Count(5000, 5000), Count(LEAST - 1, 0)], Verdict.FEW),
        ([Count(5000, 5000)], Verdict.ALONE),
        ([Count(400, 60), Count(4000, 120)], Verdict.WORSE),
        ([Count(400, 20), Count(4000, 120)], Verdict.ALIKE),  # 5 % and 3 %: it may be chance
        ([Count(100_000, 4500), Count(100_000, 3000)], Verdict.ALIKE),  # sure, and too little
        ([Count(400, 0), Count(4000, 4000)], Verdict.ALIKE),  # better is not worse
    ],
)
def test_a_reader_is_worse_only_when_the_counts_are_sure(
    counts: list[Count], verdict: Verdict
) -> None:
    assert compared(counts)[0].verdict is verdict


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_the_others_are_everybody_else(counts: list[Count]) -> None:
    for place, one in enumerate(compared(counts)):
        rest = [other for at, other in enumerate(counts) if at != place]
        assert one.others == Count(sum(r.readings for r in rest), sum(r.failed for r in rest))
        if one.verdict is Verdict.WORSE:
            assert min(one.own.readings, one.others.readings) >= LEAST
            assert one.difference is not None and one.difference[0] > MARGIN


def test_alike_readers_raise_no_false_alarm() -> None:
    dice = random.Random(7)
    alarms = 0
    for _trial in range(300):
        counts = [
            Count(many, sum(dice.random() < 0.05 for _reading in range(many)))
            for many in (150, 300, 600)
        ]
        alarms += any(one.verdict is Verdict.WORSE for one in compared(counts))

    assert alarms <= 3  # of 900 comparisons
