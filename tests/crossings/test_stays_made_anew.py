"""Step by step or all at once, joined or parted again: the stays come out the same."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from crossings.models import Crossing, Person, PersonMerge, Stay
from crossings.services import joining, staying
from tests.crossings.documents import FANTA, MOUSSA, zone
from tests.crossings.stay_desk import corrected, imported, later, passes

pytestmark = pytest.mark.usefixtures("morning")


@pytest.mark.parametrize("seed", range(6))
def test_step_by_step_comes_to_the_same_as_all_at_once(
    awa: SignedIn, morning: time_machine.Coordinates, seed: int
) -> None:
    dice = random.Random(seed)
    papers = [FANTA, replace(FANTA, document_number="ZZ9999999"), MOUSSA]
    made: list[Crossing] = []
    for _step in range(25):
        later(morning, hours=dice.randrange(1, 60))
        _something(dice, awa, papers, made)
        assert list(staying.faults()) == []

    before = pictures()
    assert staying.rebuild() == 0
    assert pictures() == before


def _something(dice: random.Random, awa: SignedIn, papers: list[Any], made: list[Crossing]) -> None:
    act = dice.random()
    if act < 0.6 or len(made) < 3:
        until = dice.choice([None, date(2026, 4, 1)])
        paper, way = dice.choice(papers), dice.choice("EX")
        made.append(passes(awa, way, zone(paper), authorised_until=until))
    elif act < 0.75:
        day = date(2026, 3, 1) + timedelta(days=dice.randrange(3))
        made += imported(awa, day, dice.choice("EX"), dice.choice(papers))
    elif act < 0.85:
        old = made.pop(dice.randrange(len(made)))
        made.append(corrected(awa, old, direction=dice.choice("EX")))
    else:
        _join_or_part(dice, awa)


def _join_or_part(dice: random.Random, awa: SignedIn) -> None:
    merges = db.session.scalars(select(PersonMerge.id).where(PersonMerge.undone_at.is_(None)))
    found, people = merges.all(), db.session.scalars(select(Person.id).order_by(Person.id)).all()
    try:
        if found and dice.random() < 0.5:
            joining.split(dice.choice(found), "no", by=awa)
        else:
            joining.merge(dice.choice(people), dice.choice(people), "one", by=awa)
    except Refused:
        pass  # with itself, or joined already


def pictures() -> list[dict[str, Any]]:
    """Persons and stays, as the database has them."""
    db.session.rollback()
    return [
        dict(row._mapping)
        for table in (Person.__table__, Stay.__table__)
        for row in db.session.execute(select(table).order_by(table.c.id))
    ]


@pytest.mark.parametrize("seed", range(5))
def test_a_merge_that_is_undone_leaves_all_as_it_was(
    awa: SignedIn, morning: time_machine.Coordinates, seed: int
) -> None:
    dice = random.Random(seed)
    twice = [FANTA, replace(FANTA, document_number="ZZ9999999"), replace(MOUSSA)]
    for _step in range(10):
        later(morning, hours=dice.randrange(1, 60))
        passes(awa, dice.choice("EX"), zone(dice.choice(twice)))
    people = db.session.scalars(select(Person.id).order_by(Person.id)).all()
    kept, absorbed = dice.sample(people, 2)
    before = pictures()

    merge = joining.merge(kept, absorbed, "two passports", by=awa)
    assert pictures() != before
    joining.split(merge.id, "two brothers", by=awa)

    assert pictures() == before
