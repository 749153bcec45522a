"""Who was announced against who was seen, and whether the vehicle may go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lanes.announced import Likeness, likeness, paired
from lanes.reckoning import Passenger, Standing, reckon


def one(name: str, number: str = "", born: str = "") -> Likeness:
    return likeness(name, "", born, number)


def test_the_number_tells_first_however_it_is_written() -> None:
    listed = [one("Diarra", "AA-000 1"), one("Traore", "BB2")]

    assert paired(listed, [one("Another Spelling", "aa0001")]) == [0]


def test_a_renewed_passport_is_told_by_name_and_birth_date() -> None:
    listed = [one("Diarra Awa", "OLD1", "1988-02-13")]

    assert paired(listed, [one("DIARRA AWA", "NEW9", "1988-02-13")]) == [0]
    assert paired(listed, [one("DIARRA AWA", "NEW9", "1988-02-14")]) == [None]


def test_a_bare_name_is_enough_only_when_it_is_the_only_one() -> None:
    assert paired([one("Ba Oumar")], [one("BA OUMAR", "X1", "1971-05-01")]) == [0]
    twins = [one("Ba Oumar"), one("Ba Oumar")]
    assert paired(twins, [one("BA OUMAR", "X1", "1971-05-01")]) == [None]


def test_a_name_does_not_pair_somebody_with_another_number() -> None:
    assert paired([one("Ba Oumar", "A1")], [one("Ba Oumar", "B2", "1971")]) == [None]


def test_two_without_anything_are_nobody() -> None:
    assert paired([one("")], [one("")]) == [None]


PEOPLE = st.lists(
    st.builds(one, st.sampled_from(["BA", "SOW", ""]), st.sampled_from(["", "1", "2"]),
              st.sampled_from(["", "1990-01-01"])),
    max_size=6,
)  # fmt: skip


@given(PEOPLE, PEOPLE)
def test_nobody_is_two_people(listed: list[Likeness], seen: list[Likeness]) -> None:
    found = [place for place in paired(listed, seen) if place is not None]

    assert len(found) == len(set(found))
    assert len(paired(listed, seen)) == len(seen)


def passenger(standing: Standing) -> Passenger:
    return Passenger(standing, "BA", "MRT", "A1")


def test_a_vehicle_may_go_when_all_are_counted_seen_and_decided() -> None:
    done = [passenger(Standing.DECIDED)] * 3

    assert reckon(done, 3).is_complete
    assert not reckon(done, None).is_complete
    assert not reckon(done, 4).is_complete
    assert not reckon(done, 2).is_complete
    for open_one in (Standing.PARKED, Standing.REFERRED, Standing.AWAITED):
        assert not reckon([*done, passenger(open_one)], 3).is_complete, open_one
        assert not reckon([*done, passenger(open_one)], 4).is_complete, open_one
    assert reckon([*done, passenger(Standing.MISSING)], 3).is_complete
