"""Drawn specimens: nobody's, right by the standard, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from docreader import read_text
from docreader.reading import Verdict
from docreader.specimens import SpecimenPerson, draw, specimen_lines, specimen_people


@pytest.mark.parametrize("format", ["TD1", "TD2", "TD3", "MRVA", "MRVB", "FRAID"])
def test_a_specimens_zone_is_right_by_the_standard(format: str) -> None:
    for person in specimen_people(3, 12, ("UTO", "MLI")):
        lines = specimen_lines(person, format)
        reading = read_text(lines)

        assert reading.format == format
        assert reading.mrz_lines == lines
        assert {c.verdict for c in reading.checks} <= {Verdict.OK, Verdict.ABSENT}


def test_the_same_seed_draws_the_same_people_and_pages() -> None:
    first, again = specimen_people(8, 5), specimen_people(8, 5)

    assert first == again
    assert first != specimen_people(9, 5)
    assert np.array_equal(draw(first[0], "TD2", seed=4), draw(again[0], "TD2", seed=4))
    assert not np.array_equal(draw(first[0], "TD2", seed=4), draw(first[0], "TD2", seed=5))


def test_people_carry_documents_of_the_states_that_were_asked_for() -> None:
    people = specimen_people(2, 60, ("MLI", "MRT"))

    assert {person.nationality for person in people} == {"MLI", "MRT"}


def test_a_long_name_is_cut_where_the_zone_ends() -> None:
    person = SpecimenPerson(
        "Ould Mohamed Vall",
        "Cheikh Sidi Ahmed Lemine Baba Ould",
        "M",
        "MRT",
        "MRT",
        "1980-02-14",
        "2031-02-13",
        "BD7654321",
    )

    lines = specimen_lines(person, "TD1")

    assert lines[2] == "OULD<MOHAMED<VALL<<CHEIKH<SIDI"


def test_a_page_has_the_width_and_the_turn_that_were_asked_for() -> None:
    person = specimen_people(1, 1)[0]

    upright, turned = draw(person, "TD3", width=640), draw(person, "TD3", width=640, turn=90)

    assert upright.shape == (451, 640, 3)
    assert np.array_equal(np.rot90(upright, -1), turned)


def test_a_card_shows_both_sides_unless_one_is_asked_for() -> None:
    person = specimen_people(1, 1)[0]

    both = draw(person, "TD1", width=600)
    back = draw(person, "TD1", width=600, both_sides=False)

    assert both.shape[0] > 2 * back.shape[0]
