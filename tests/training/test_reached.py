"""Whom training reached: by hand, with the check values of the joint project."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from training import reached
from training.numbers import SEXES, Seat
from training.reached import DIMENSIONS, Aim, Cell, Place

MALI, MAURITANIA = "MLI", "MRT"


def place(person: int, sex: str = "M", country: str = MALI, agency: str = "Police",
          done: bool = True) -> Place:  # fmt: skip
    return Place(Seat(person, sex, done), country, agency)


def test_the_targets_of_the_joint_project() -> None:
    """130 Malian and 150 Mauritanian officers are to be trained. 118 and 150 were, 20 of the
    Malian ones in a second run too: 288 seats, 268 persons, and 118/130 is .9077."""
    people = [place(number) for number in range(118)]
    again = [place(number) for number in range(20)]
    others = [place(1000 + number, country=MAURITANIA) for number in range(150)]

    whole = reached.total([*people, *again, *others])
    mali, mauritania = reached.aims([*people, *again, *others], {MALI: 130, MAURITANIA: 150})

    assert (whole.persons, whole.participations) == (268, 288)
    assert (mali, mauritania) == (Aim(MALI, 130, 118), Aim(MAURITANIA, 150, 150))
    assert round(mali.share or 0, 4) == 0.9077
    assert mauritania.share == 1


def test_a_country_without_a_target_is_shown_and_has_no_share() -> None:
    (mali, unsaid) = reached.aims([place(1, country="")], {MALI: 130})

    assert (mali.reached, mali.share) == (0, 0)
    assert (unsaid.country, unsaid.target, unsaid.share) == ("", None, None)


def test_twelve_of_whom_four_are_women() -> None:
    """As reports say it: 12 staff, 4 female and 8 male; three of the women completed."""
    people = [place(number, "F", done=number > 0) for number in range(4)]
    people += [place(10 + number) for number in range(8)]

    told = {line.group: (line.persons, line.completions)
            for line in reached.table(people, "sex").lines}  # fmt: skip

    assert told == {"F": (4, 3), "M": (8, 8), "X": (0, 0), "": (0, 0)}


def test_in_public_four_women_are_not_told_apart_from_eight_men() -> None:
    people = [place(number, "F") for number in range(4)]
    people += [place(10 + number) for number in range(8)]

    told = {line.group: line.persons for line in
            reached.table(people, "sex", is_public=True).lines}  # fmt: skip

    assert told == {"F": None, "M": None, "X": 0, "": 0}


def test_country_agency_and_sex_in_one_row() -> None:
    people = [place(1, "F"), place(2), place(3, country=MAURITANIA, agency="Douane", done=False),
              place(3, country=MAURITANIA, agency="Gendarmerie", done=False)]  # fmt: skip

    first, second = reached.crossed(people)

    assert first == Cell(MALI, "Police", {"F": 1, "M": 1, "X": 0, "": 0}, 2)
    assert (second.agency, second.persons, second.completions) == ("Gendarmerie", 1, 0)


PLACES = st.lists(
    st.builds(place, st.integers(0, 12), st.sampled_from([*SEXES, "?"]),
              st.sampled_from([MALI, MAURITANIA, ""]), st.sampled_from(["Police", "Douane", ""]),
              st.booleans()),
    max_size=40,
)  # fmt: skip


@given(PLACES, st.sampled_from(DIMENSIONS))
def test_every_table_sums_to_the_total(places: list[Place], dimension: str) -> None:
    whole, lines = reached.total(places), reached.table(places, dimension).lines

    assert sum(line.persons or 0 for line in lines) == whole.persons
    done = {one.seat.person for one in places if one.seat.is_completed}
    assert sum(line.completions or 0 for line in lines) == len(done)
    assert sum(cell.persons for cell in reached.crossed(places)) == whole.persons


@given(PLACES, st.sampled_from(DIMENSIONS))
def test_in_public_no_table_shows_few_people(places: list[Place], dimension: str) -> None:
    lines = reached.table(places, dimension, is_public=True).lines
    hidden = [line for line in lines if line.persons is None]

    assert all(not reached.is_few(line.persons) for line in lines if line.persons is not None)
    assert len(hidden) != 1 or not any(line.persons for line in lines)
    assert all(line.completions is None for line in lines)
