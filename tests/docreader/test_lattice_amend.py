"""Repairs under the check digits, against an exhaustive search."""

from __future__ import annotations

from datetime import date
from itertools import product

import numpy as np
import pytest

from docreader.amend import Floats, amend, groups_of
from docreader.checks import check_all
from docreader.conclude import conclude
from docreader.decode import INDEX, draft
from docreader.mrz import ALPHABET, LAYOUTS
from docreader.reading import How, Reading, Verdict
from docreader.specimens import specimen_lines, specimen_people

TODAY = date(2026, 11, 23)
TD3 = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
TD1 = (
    "I<UTOD23145890<7349<<<<<<<<<<<",
    "3407127M9507122UTO<<<<<<<<<<<2",
    "STEVENSON<<PETER<JOHN<<<<<<<<<",
)
TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
MRVA = (
    "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
)
FRAID = specimen_lines(specimen_people(1, 1)[0], "FRAID")


Lines = tuple[str, ...]
Doubt = dict[tuple[int, int], dict[str, float]]  # cell -> character -> log-probability


def seen(lines: Lines, doubt: Doubt | None = None) -> Floats:
    """Scores as from a sure recogniser; ``doubt`` gives a cell's characters their log-odds."""
    cells = np.full((len(lines), len(lines[0]), len(ALPHABET)), -13.0, np.float32)
    for row, line in enumerate(lines):
        for column, char in enumerate(line):
            cells[row, column, INDEX[char]] = -0.001
    for (row, column), odds in (doubt or {}).items():
        cells[row, column] = -11.0
        for char, score in odds.items():
            cells[row, column, INDEX[char]] = score
    return cells


def concluded(lines: Lines, doubt: Doubt | None = None) -> Reading:
    best = draft(seen(lines, doubt))
    assert best is not None
    return conclude(best, 0.99, TODAY)


@pytest.mark.parametrize(
    ("format", "lines"),
    [("TD3", TD3), ("TD1", TD1), ("TD2", TD2), ("MRVA", MRVA), ("FRAID", FRAID)],
)
def test_a_clear_zone_is_read_in_its_format(format: str, lines: tuple[str, ...]) -> None:
    reading = concluded(lines)

    assert (reading.format, reading.mrz_lines) == (format, lines)
    assert all(field.how is How.READ for field in reading.fields.values())
    assert min(field.confidence for field in reading.fields.values()) > 0.95
    assert reading.sure


def test_a_doubtful_digit_is_settled_by_the_check_digits_and_said() -> None:
    reading = concluded(TD3, {(1, 1): {"B": -0.6, "8": -0.9}})

    assert reading.mrz_lines == TD3
    assert reading.fields["document_number"].how is How.REPAIRED
    assert reading.fields["document_number"].was == "LB98902C3"
    assert "repaired:document_number" in reading.warnings


def test_digits_that_are_truly_wrong_stay_as_printed() -> None:
    wrong = (TD3[0], TD3[1].replace("7408122", "7408123"))

    reading = concluded(wrong)

    assert reading.mrz_lines == wrong
    assert {c.name for c in reading.checks if c.verdict is Verdict.BAD} == {
        "birth_date",
        "composite",
    }
    assert not reading.sure


def test_wrong_digits_do_not_change_the_document_code() -> None:
    wrong = ("P" + MRVA[0][1:], MRVA[1])

    reading = concluded(wrong)

    assert reading.format == "TD3"
    assert reading.mrz_lines == wrong


def test_two_repairs_that_both_satisfy_the_digits_are_ambiguous() -> None:
    doubt = {
        (1, 1): {"B": -0.5, "8": -1.2},
        (1, 2): {"9": -0.7, "6": -0.9, "0": -1.0},
        (1, 3): {"8": -0.7, "B": -0.8, "3": -0.9, "1": -0.9, "0": -0.9},
    }

    reading = concluded(TD3, doubt)

    assert reading.fields["document_number"].how is not How.READ
    assert not reading.sure


def test_a_doubtful_letter_of_a_name_is_never_sure() -> None:
    reading = concluded(TD3, {(0, 6): {"R": -0.6, "H": -0.9}})

    assert reading.fields["surname"].how is How.AMBIGUOUS
    assert "ambiguous:surname" in reading.warnings
    assert not reading.sure


def test_look_alikes_that_no_digit_sees_are_never_sure() -> None:
    reading = concluded(TD3, {(1, 4): {"9": -0.6, "J": -0.9}})

    assert reading.fields["document_number"].how is How.AMBIGUOUS
    assert not reading.sure


def test_a_letter_in_a_states_code_comes_from_the_list_of_states() -> None:
    reading = concluded(TD3, {(0, 3): {"I": -0.5, "T": -1.5}})

    assert reading.mrz_lines == TD3


def test_the_cheapest_amendment_is_what_an_exhaustive_search_finds() -> None:
    rng = np.random.default_rng(5)
    layout = LAYOUTS["TD2"]
    for _ in range(20):
        doubt = {
            (1, int(column)): dict(
                zip(
                    rng.choice(list("0123456789"), 3, replace=False),
                    rng.uniform(-4, -0.2, 3),
                    strict=True,
                )
            )
            for column in rng.choice([0, 1, 4, 9, 13, 17, 19, 22, 27, 35], 5, replace=False)
        }
        cells = seen(TD2, doubt)
        lines = tuple("".join(ALPHABET[i] for i in row.argmax(axis=1)) for row in cells)

        found = amend(cells, lines, groups_of(layout, lines, composite=True))

        expected = exhaustive(cells, lines, doubt)
        if expected is None:
            assert found is None or found.cost > 5
        else:
            assert found is not None
            assert found.cost == pytest.approx(expected[0], abs=1e-3)
            if len(expected) > 1:
                assert found.lead == pytest.approx(expected[1] - expected[0], abs=1e-3)


def exhaustive(cells: Floats, lines: Lines, doubt: Doubt) -> list[float] | None:
    """Costs of all ways to choose among the doubtful characters that satisfy every digit."""
    layout, costs = LAYOUTS["TD2"], []
    for chars in product(*(odds for odds in doubt.values())):
        rows = [list(line) for line in lines]
        cost = 0.0
        for (row, column), char in zip(doubt, chars, strict=True):
            cost += cells[row, column].max() - cells[row, column, INDEX[char]]
            rows[row][column] = char
        tried = ["".join(row) for row in rows]
        if all(check.verdict is Verdict.OK for check in check_all(layout, tried)):
            costs.append(float(cost))
    return sorted(costs) or None
