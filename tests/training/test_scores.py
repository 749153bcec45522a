"""Scores and gains, each against one worked by hand with pencil and paper."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import items, rates, scores
from training.answer_key import Key, Kind, read, worth, written
from training.numbers import SEXES
from training.scores import Person, Score

ONE = Key(Kind.SINGLE, [1], points=2, options=4)
MANY = Key(Kind.MULTIPLE, [0, 2], points=3, options=4)
MONTHS = Key(Kind.NUMBER, number="6", tolerance="0.5")


@pytest.mark.parametrize(
    ("key", "typed", "points"),
    [
        (ONE, "B", 2), (ONE, "a", 0), (ONE, "ب", 2), (ONE, "-", 0),
        (MANY, "AC", 3), (MANY, "c, a", 3), (MANY, "A", 0), (MANY, "ABC", 0), (MANY, "اج", 3),
        (MONTHS, "6", 1), (MONTHS, "5,5", 1), (MONTHS, "6.51", 0), (MONTHS, "٦", 1),
    ],
)  # fmt: skip
def test_an_answer_is_worth_its_points_or_nothing(key: Key, typed: str, points: int) -> None:
    assert worth(read(typed, key), key) == points


@pytest.mark.parametrize(
    ("key", "typed"),
    [(ONE, "E"), (ONE, "AB"), (ONE, "7"), (MANY, "AX"), (MONTHS, "six"), (MONTHS, "1e99"),
     (MONTHS, "NaN")],
)  # fmt: skip
def test_what_is_no_answer_is_told(key: Key, typed: str) -> None:
    with pytest.raises(ValueError, match="no option|one option|no number"):
        read(typed, key)


def test_an_answer_is_shown_as_it_is_typed() -> None:
    assert written(read("ca", MANY), Kind.MULTIPLE, "fr") == "AC"
    assert written(read("ca", MANY), Kind.MULTIPLE, "ar") == "أج"
    assert written("", Kind.SINGLE, "fr") == "-"


def test_a_pass_mark_is_compared_exactly() -> None:
    """Two of three are 66.66…: they reach 66 and miss 67. 7 of 10 are 70 exactly."""
    assert Score(2, 3).reaches(66)
    assert not Score(2, 3).reaches(67)
    assert Score(7, 10).reaches(70)
    assert not Score(0, 0).reaches(0)
    assert Score(0, 0).percentage is None


def person(before: int | None, after: int | None, sex: str = "F") -> Person:
    made = [None if one is None else Score(one, 20) for one in (before, after)]
    return Person(made[0], made[1], {"sex": sex})


def test_gains_by_sex() -> None:
    """Of 20 points. Women: 8 to 14 are 40 to 70, 30 points, 30/60 = .5; 20 to 20 are 100 to 100,
    0 points, no g; one wrote only the first. Their mean gain is (30 + 0)/2 = 15, their mean g .5
    of one person. Men: 10 to 16 are 50 to 80, 30 points, 30/50 = .6. A third without a sex wrote
    only the second."""
    people = [person(8, 14), person(20, 20), person(6, None), person(10, 16, "M"),
              person(None, 12, "")]  # fmt: skip

    rows, whole = scores.by(people, "sex", SEXES), scores.of_all(people)

    assert list(rows) == ["F", "M", "X", ""]
    women, men, nobody, unsaid = rows.values()
    assert (women.paired, women.before_only, women.after_only) == (2, 1, 0)
    assert (women.mean_gain, women.mean_normalised, women.normalised) == (15, 0.5, 1)
    assert (men.mean_gain, men.mean_normalised) == (30, pytest.approx(0.6))
    assert (nobody.paired, nobody.mean_gain) == (0, None)
    assert (unsaid.after_only, unsaid.mean_gain) == (1, None)
    assert (whole.paired, whole.before_only, whole.after_only) == (3, 1, 1)
    assert whole.mean_gain == 20  # (30 + 0 + 30) / 3
    assert whole.mean_normalised == pytest.approx(0.55)  # (.5 + .6) / 2


def test_nobody_is_found_by_subtraction() -> None:
    """Of 12, nine men are shown and three women are not: then the nine are not either."""
    assert scores.withheld({"F": 3, "M": 9, "": 0}) == {"F": None, "M": None, "": 0}
    assert scores.withheld({"F": 3, "M": 2, "": 7}) == {"F": None, "M": None, "": 7}
    assert scores.withheld({"F": 5, "M": 9}) == {"F": 5, "M": 9}


def test_a_question_that_the_best_answer_discriminates() -> None:
    """Ten papers with whole scores 10, 9, … 1: 27 per cent are 2.7 people. Right are the best
    five. Of the upper 2.7 all are right (1), of the lower 2.7 none: D = 1, p = 5/10.
    The second question: right are 10, 9 and 1. Upper: (1 + 1 + .7 × 0)/2.7 = 20/27, lower:
    (1 + 0 + .7 × 0)/2.7 = 10/27. D = 10/27, p = .3."""
    first = [1] * 5 + [0] * 5
    second = [1, 1] + [0] * 7 + [1]
    rest = [
        10 - one - two - place for place, (one, two) in enumerate(zip(first, second, strict=True))
    ]
    papers = [list(row) for row in zip(first, second, rest, strict=True)]

    found = items.analysed(papers, [1, 1, 10])

    assert (found[0].difficulty, found[0].discrimination) == (0.5, 1)
    assert found[1].difficulty == pytest.approx(0.3)
    assert found[1].discrimination == pytest.approx(float(Fraction(10, 27)))


def test_who_ties_at_the_edge_counts_by_a_share() -> None:
    """Ten papers, five of 1 and five of 0, one question: upper 2.7 of five that all are right."""
    (found,) = items.analysed([[1]] * 5 + [[0]] * 5, [1])

    assert (found.difficulty, found.discrimination) == (0.5, 1)


def test_few_papers_say_nothing_of_a_question() -> None:
    (found,) = items.analysed([[1]] * 9, [1])
    (alike,) = items.analysed([[1]] * 10, [1])

    assert (found.papers, found.difficulty, found.discrimination) == (9, None, None)
    assert (alike.difficulty, alike.discrimination) == (1, None)


def test_a_rate_has_the_interval_of_wilson() -> None:
    """10 of 100: z² = 3.8415; the middle is (.1 + .019207)/1.038415 = .114797; the half width
    1.959964 × √(.0009 + .00009604)/1.038415 = .059569. So .05523 to .17437."""
    low, high = rates.Rate(10, 100).interval or (0, 0)

    assert (low, high) == (pytest.approx(0.05523, abs=1e-4), pytest.approx(0.17437, abs=1e-4))
    assert rates.Rate(0, 0).interval is None


def test_of_few_nothing_is_claimed() -> None:
    assert rates.differ(rates.Rate(29, 29), rates.Rate(0, 500)) is None
    assert rates.differ(rates.Rate(40, 100), rates.Rate(5, 100)) is True
    assert rates.differ(rates.Rate(10, 100), rates.Rate(12, 100)) is False


SOME = st.none() | st.integers(0, 20)
PEOPLE = st.lists(st.builds(person, SOME, SOME, st.sampled_from([*SEXES])), max_size=20)


@given(PEOPLE)
def test_rows_of_gains_sum_to_all(people: list[Person]) -> None:
    whole, rows = scores.of_all(people), scores.by(people, "sex", SEXES).values()

    for count in ("paired", "before_only", "after_only", "normalised"):
        assert sum(getattr(row, count) for row in rows) == getattr(whole, count)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=1), st.integers(0, 30)))
def test_what_is_withheld_stays_hidden(counts: dict[str, int]) -> None:
    """With the total known, what is hidden is none or at least two cells, unless it is all."""
    told = scores.withheld(counts)
    hidden = [name for name, many in told.items() if many is None]

    assert all(many is None or many == counts[name] for name, many in told.items())
    assert all(many == 0 or many >= scores.LEAST for many in told.values() if many is not None)
    assert len(hidden) != 1 or all(not many for many in told.values())
