"""A film: pictures of one document are summed, and two documents never."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docreader import Film, Reading, UnreadableImage
from docreader.film import LOST
from docreader.mrz import ALPHABET
from docreader.specimens import SpecimenPerson, specimen_people
from docreader.still import Still
from tests.docreader.drawn import file_of, text_page
from tests.docreader.filmed import (
    PERSON,
    SHARP,
    SOFT,
    TODAY,
    lines_of,
    still_of,
    twin_of,
    under_camera,
)

NOTHING = Still(Reading(warnings=("no_zone",)), hints=("no_zone",))
LINES = lines_of(PERSON)


@cache
def still(seed: int = 0, soft: float = SHARP, twin: bool = False, format: str = "TD3") -> Still:
    return still_of(twin_of(PERSON) if twin else PERSON, seed, soft, format)


def after(*stills: Still) -> Film:
    film = Film()
    for one in stills:
        film.take(one, today=TODAY)
    return film


def doubting(cells: dict[tuple[int, int], str], share: float = 0.45) -> Still:
    """A sharp picture in which a few cells look almost as much like another character."""
    sharp = still()
    assert sharp.seen is not None
    seen = sharp.seen.copy()
    for (line, column), other in cells.items():
        seen[line, column] = np.log(1e-4)
        seen[line, column, ALPHABET.index(LINES[line][column])] = np.log(1 - share)
        seen[line, column, ALPHABET.index(other)] = np.log(share)
    return replace(sharp, seen=seen, reading=replace(sharp.reading, sure=False))


def test_one_picture_says_what_it_says_by_itself() -> None:
    film = after(still())

    assert film.reading == still().reading
    assert film.reading.mrz_lines == LINES
    assert (film.reading.sure, film.stills, film.steady) == (True, 1, 1)


def test_a_film_takes_pictures_as_the_library_does() -> None:
    film = Film()
    film.add(under_camera(PERSON, 1), today=TODAY)
    reading = film.add(file_of(under_camera(PERSON, 2)), today=TODAY)

    assert reading.mrz_lines == LINES
    assert reading.sure
    assert reading.zone is not None
    with pytest.raises(UnreadableImage):
        film.add(b"no picture")
    assert film.stills == 2


@pytest.mark.slow
def test_a_film_is_right_where_single_pictures_are_not() -> None:
    alone = summed = sure_alone = sure_summed = wrong = 0
    people = specimen_people(700, 12, ("MLI",))
    for number, person in enumerate(people):
        format = ("TD3", "TD1", "TD2")[number % 3]
        taken = [still_of(person, seed, SOFT, format) for seed in range(6)]
        film, truth = after(*taken), lines_of(person, format)
        alone += sum(one.reading.mrz_lines == truth for one in taken)
        sure_alone += sum(one.reading.sure for one in taken)
        summed += film.reading.mrz_lines == truth
        sure_summed += film.reading.sure
        wrong += film.reading.sure and film.reading.mrz_lines != truth
    assert wrong == 0
    assert summed / 12 > alone / 72, "12/12 against 57/72 where this was written"
    assert sure_summed / 12 > sure_alone / 72, "10/12 against 37/72"


def test_the_order_of_the_pictures_does_not_matter() -> None:
    taken = [still(0, 3.5), still(1, 3.5), still(2, 3.5), still(3)]
    readings = [after(*order).reading for order in permutations(taken)]

    assert {reading.mrz_lines for reading in readings} == {LINES}
    assert len({reading.sure for reading in readings}) == 1
    assert len({tuple(reading.fields.items()) for reading in readings}) == 1


@pytest.mark.parametrize("soft", [4.0, 4.5, 5.0])
@pytest.mark.parametrize("seed", range(3))
def test_a_blurred_picture_makes_no_sure_reading_wrong(soft: float, seed: int) -> None:
    for order in ([still(), still(seed, soft)], [still(seed, soft), still()]):
        reading = after(*order).reading
        assert not reading.sure or reading.mrz_lines == LINES


names = st.lists(st.integers(5, 5 + len(PERSON.surname) - 1), min_size=1, max_size=3, unique=True)


@settings(deadline=None, max_examples=60)
@given(columns=names, share=st.floats(0.3, 0.49), times=st.integers(2, 30))
def test_the_same_doubt_many_times_is_still_a_doubt(
    columns: list[int], share: float, times: int
) -> None:
    other = {(0, at): "H" if LINES[0][at] != "H" else "M" for at in columns}
    film = after(*[doubting(other, share)] * times)

    assert film.stills == times
    assert not film.reading.sure, "a lens that errs is not outvoted by itself"


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_one_bad_cell_in_one_picture_decides_nothing(data: st.DataObject) -> None:
    line = data.draw(st.integers(0, 1))
    column = data.draw(st.integers(0, 43))
    char = data.draw(st.sampled_from(ALPHABET))
    bad = doubting({(line, column): char}, share=1 - 1e-4)
    film = after(still(1), still(2), bad, still(3))

    assert film.reading.mrz_lines == LINES


@pytest.mark.parametrize("soft", [SHARP, 4.0, 4.5])
@pytest.mark.parametrize("format", ["TD3", "TD1", "MRVB"])
def test_the_next_travellers_document_is_never_added_to_the_last(soft: float, format: str) -> None:
    """The hardest case: brothers, one digit of the number and its check digits apart."""
    mine = [still(seed, soft, format=format) for seed in range(2)]
    his = [still(seed, soft, twin=True, format=format) for seed in range(2, 4)]
    seen = [one for one in (*mine, *his) if one.seen is not None]
    film = after(*mine)
    for one in his:
        if one.seen is None:
            continue
        film.take(one, today=TODAY)
        assert film.best in his, "the film began anew"
    assert seen
    assert not film.reading.sure or film.reading.mrz_lines == lines_of(twin_of(PERSON), format)


def test_another_format_is_another_document() -> None:
    film = after(still(), still(1), still(format="TD1"))

    assert (film.stills, film.reading.format) == (1, "TD1")


def test_a_document_taken_away_is_forgotten() -> None:
    film = after(still(), still(1), *[NOTHING] * LOST)

    assert (film.stills, film.reading, film.best) == (0, Reading(), None)


def test_one_picture_without_a_zone_ends_nothing() -> None:
    film = after(still(), NOTHING, still(1))

    assert film.stills == 2
    assert film.reading.sure


def test_a_document_whose_digits_are_wrong_never_becomes_sure() -> None:
    wrong = replace(PERSON, birth_date="1981-02-03")
    page_lines = lines_of(wrong)
    other = "7" if page_lines[1][19] != "7" else "8"
    taken = [still_of(wrong, seed) for seed in range(4)]
    altered = []
    for one in taken:
        assert one.seen is not None
        seen = one.seen.copy()
        seen[1, 19] = np.log(1e-4)
        seen[1, 19, ALPHABET.index(other)] = np.log(0.99)
        altered.append(replace(one, seen=seen, reading=replace(one.reading, sure=False)))
    film = after(*altered)

    assert film.reading.mrz_lines[1][19] == other
    assert not film.reading.sure
    assert film.steady >= 3


@pytest.mark.parametrize("soft", [SHARP, 4.5])
def test_a_still_crosses_a_process_border_as_plain_data(soft: float) -> None:
    there = still(0, soft)
    data = json.dumps(there.as_json())
    back = Still.from_json(json.loads(data))

    assert len(data) < 24_000
    assert (back.hints, back.clarity, back.quality) == (there.hints, there.clarity, there.quality)
    assert back.reading.mrz_lines == there.reading.mrz_lines
    assert back.seen is not None
    assert there.seen is not None
    assert np.abs(back.seen - there.seen).max() < 0.01


@pytest.mark.parametrize(
    "wrong",
    [
        {"shape": [2, 45]}, {"shape": [200, 44]}, {"shape": [2]}, {"shape": "ab"},
        {"seen": "AAAA"}, {"seen": "?"}, {"seen": None}, {"clarity": "nan"}, {"quality": "inf"},
        {"seen": "fAB8" * (2 * 44 * 37 * 2 // 3) + "fAA="}, {"reading": {}},
    ],
)  # fmt: skip
def test_evidence_of_another_shape_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        Still.from_json({**still().as_json(), **wrong})


def test_hints_tell_the_hand_what_to_do() -> None:
    person: SpecimenPerson = PERSON
    page = under_camera(person, 1)
    small = np.full_like(page, 90)
    small[200:380, 300:620] = page[::4, ::4]
    dark = (page * 0.12).astype(np.uint8)
    from docreader.still import read_still

    assert read_still(page, TODAY)[0].hints == ()
    assert read_still(text_page(), TODAY)[0].hints[0] in {"no_zone", "glare"}
    assert read_still(small, TODAY)[0].hints == ("too_small",)
    assert read_still(dark, TODAY)[0].hints in {("too_dark",), ("too_dark", "blurred"), ()}
    assert "cut_off" in read_still(page[:, : int(page.shape[1] * 0.7)], TODAY)[0].hints
