"""Entry meets exit: the cascade on its own, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from crossings.rules.matching import (
    Grounds,
    Pairing,
    Papers,
    Passage,
    State,
    compared,
    how_matched,
    name_score,
    own_number,
    pairs,
    state_of,
)

FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)
PERSON, OTHER, POST = UUID(int=1), UUID(int=2), UUID(int=9)


def entry(number: int, days: int = 0, **more: object) -> Passage:
    at = FIRST + timedelta(days=days)
    whole = Passage(UUID(int=100 + number), at.date(), at, POST, PERSON, True, ("MLI", "P", "A1"))
    return replace(whole, **more)  # type: ignore[arg-type]


def leaving(number: int, days: int = 0, **more: object) -> Passage:
    return entry(number, days, is_entry=False, **more)


def test_an_exit_closes_the_entry_before_it() -> None:
    first, last = entry(1), leaving(2, 5)

    assert pairs([last, first]) == [Pairing(first, last)]


def test_an_exit_without_an_entry_stands_alone_and_is_told() -> None:
    found = pairs([leaving(1)])

    assert found == [Pairing(exit=leaving(1))]
    assert state_of(found[0], "", presumed=False) is State.ORPHAN_EXIT


def test_who_comes_in_again_had_left_unseen() -> None:
    found = pairs([entry(1), entry(2, 8), leaving(3, 9)])

    assert found == [
        Pairing(entry(1), again_on=date(2026, 3, 9)),
        Pairing(entry(2, 8), leaving(3, 9)),
    ]
    assert state_of(found[0], "", presumed=False) is State.PRESUMED_LEFT


def test_who_leaves_one_country_has_not_left_another() -> None:
    here, there = entry(1, country="MLI"), leaving(2, 1, country="MRT")

    assert pairs([here, there]) == [Pairing(here), Pairing(exit=there)]


def test_the_last_entry_stays_open() -> None:
    found = pairs([entry(1), leaving(2, 1), entry(3, 2)])[-1]

    assert found == Pairing(entry(3, 2))
    assert state_of(found, "", presumed=False) is State.OPEN
    assert state_of(found, "", presumed=True) is State.PRESUMED_LEFT


@pytest.mark.parametrize(
    ("gone", "joined", "how", "state"),
    [
        ({}, {}, Grounds.DOCUMENT, State.CLOSED),
        ({"document": ("MLI", "I", "B2")}, {}, Grounds.PERSON, State.CLOSED),
        ({"person_id": OTHER}, {OTHER: "personal_number"}, Grounds.PERSONAL_NUMBER, State.CLOSED),
        ({"person_id": OTHER}, {OTHER: "officer"}, Grounds.OFFICER, State.MERGED),
        (
            {"person_id": OTHER},
            {OTHER: "personal_number", PERSON: "officer"},
            Grounds.OFFICER,
            State.MERGED,
        ),
    ],
)
def test_a_pair_says_how_it_was_found(
    gone: dict[str, object], joined: dict[UUID, str], how: Grounds, state: State
) -> None:
    pair = Pairing(entry(1), leaving(2, 3, **gone))

    assert how_matched(pair, joined) == how
    assert state_of(pair, how, presumed=False) is state


FANTA = Papers("CISSE FANTA MARIA", "1988-02-13", "MLI", "F")


@pytest.mark.parametrize(
    "name",
    ["CISSE FANTA MARIA", "FANTA MARIA CISSE", "CISSE FANTA", "CISSE FANTA MARI", "CISE FANTA"],
)
def test_a_name_is_alike_in_any_order_and_when_it_is_cut(name: str) -> None:
    assert name_score(FANTA.name_key, name) >= 0.8


@pytest.mark.parametrize("name", ["CISSE", "TRAORE FANTA", "CISSE MOUSSA", "", "KEITA BAKARY"])
def test_another_name_is_not_alike(name: str) -> None:
    assert name_score(FANTA.name_key, name) < 0.8


def test_particles_do_not_part_two_names() -> None:
    assert name_score("OULD MOHAMED SIDI", "MOHAMED SIDI") == 1
    assert name_score("OULD", "OULD") == 1


def test_birth_date_and_nationality_and_name_ask_an_officer() -> None:
    other = replace(FANTA, name_key="CISSE FANTA", personal_number="")

    found = compared(FANTA, other)

    assert found.is_worth_asking
    assert not found.is_one_number
    assert found.agrees == ("birth_date", "nationality", "sex")


@pytest.mark.parametrize(
    "change",
    [
        {"birth_date": "1988-02-14"},
        {"nationality": "SEN"},
        {"name_key": "KEITA AWA"},
        {"birth_date": ""},
    ],
)
def test_what_differs_asks_nobody(change: dict[str, str]) -> None:
    assert not compared(FANTA, replace(FANTA, **change)).is_worth_asking


def test_a_year_agrees_with_a_day_of_it() -> None:
    assert "birth_date" in compared(FANTA, replace(FANTA, birth_date="1988")).agrees


def test_the_own_number_decides_when_nothing_speaks_against_it() -> None:
    mine = replace(FANTA, personal_number="1234567890")

    assert compared(mine, mine).is_one_number
    assert not compared(mine, replace(mine, personal_number="1234567891")).is_one_number
    assert not compared(mine, replace(mine, personal_number="1234567891")).is_worth_asking
    assert not compared(mine, replace(mine, birth_date="1990-01-01")).is_one_number
    assert not compared(mine, replace(mine, name_key="KEITA AWA")).is_one_number
    assert not compared(mine, replace(mine, sex="M")).is_one_number


@pytest.mark.parametrize(
    ("data", "number"),
    [
        ("1234567890", "1234567890"),
        ("12 34-56<7", "1234567"),
        ("754", ""),
        ("BAMAKO", ""),
        ("", ""),
    ],
)
def test_only_what_may_be_somebodys_own_number_is_one(data: str, number: str) -> None:
    assert own_number(data) == number
