"""Register sheets: printed by running numbers, and every number accounted for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from crossings.models import Fate, RegisterSheet
from crossings.queries import register_sheets as sheets
from crossings.references import is_sheet_number
from crossings.services import register_sheets
from tests.crossings.papers import OUTAGE, Line, begun, printed, typed
from tests.desk import officer, post_id

MAKE = Line("14:05", "Alpha")


def test_numbers_run_on_and_carry_their_check_character(clerk: SignedIn) -> None:
    rows = [*printed(2, by=clerk), *printed(1, by=clerk)]

    assert [row.serial for row in rows] == [1, 2, 3]
    assert rows[0].number.startswith("AAA-S2026-0001-")
    assert all(is_sheet_number(row.number) for row in rows)
    assert rows[0].run_id == rows[1].run_id != rows[2].run_id


@pytest.mark.parametrize("many", [0, -1, 51])
def test_a_number_of_sheets_that_makes_no_sense_prints_none(clerk: SignedIn, many: int) -> None:
    with pytest.raises(Refused, match="from 1 to 50"):
        register_sheets.print_ahead(many, by=clerk)

    assert sum(sheets.fates(post_id()).values()) == 0


def test_a_sheet_is_handed_out_brought_back_and_handed_out_again(
    clerk: SignedIn, boss: SignedIn
) -> None:
    (row,) = printed(1, by=boss)
    register_sheets.hand_out(row.id, clerk.officer_id, by=boss)
    register_sheets.account(row.id, Fate.RETURNED, "", by=boss)
    register_sheets.hand_out(row.id, boss.officer_id, by=boss)
    db.session.refresh(row)

    assert (row.fate, row.handed_to) == (Fate.OUT, boss.officer_id)


def test_a_sheet_is_not_handed_to_somebody_of_another_post(
    inside: Flask, clerk: SignedIn, boss: SignedIn
) -> None:
    (row,) = printed(1, by=boss)
    stranger = officer(inside, "stranger")

    with pytest.raises(Refused, match="officer of this post"):
        register_sheets.hand_out(row.id, stranger.officer_id, by=boss)
    with pytest.raises(Refused, match="another post"):
        register_sheets.account(row.id, Fate.SPOILED, "rain", by=stranger)


@pytest.mark.parametrize("fate", [Fate.SPOILED, Fate.MISSING])
def test_a_lost_number_needs_words(clerk: SignedIn, fate: Fate) -> None:
    (row,) = printed(1, by=clerk)

    with pytest.raises(Refused, match="what happened"):
        register_sheets.account(row.id, fate, "  ", by=clerk)


def test_a_used_sheet_is_neither_spoiled_nor_missing_nor_handed_out(
    outage_sheet: RegisterSheet, clerk: SignedIn
) -> None:
    for fate in (Fate.RETURNED, Fate.SPOILED, Fate.MISSING):
        with pytest.raises(Refused):
            register_sheets.account(outage_sheet.id, fate, "coffee", by=clerk)
    with pytest.raises(Refused):
        register_sheets.hand_out(outage_sheet.id, clerk.officer_id, by=clerk)
    with pytest.raises(Refused):
        register_sheets.account(outage_sheet.id, Fate.USED, "", by=clerk)


def test_a_missing_sheet_is_captured_only_once_it_is_found(clerk: SignedIn) -> None:
    (row,) = printed(1, by=clerk)
    register_sheets.account(row.id, Fate.MISSING, "not in the drawer", by=clerk)

    with pytest.raises(Refused, match="that it was found"):
        begun(row, clerk.officer_id, 3, clerk)
    register_sheets.account(row.id, Fate.RETURNED, "behind the printer", by=clerk)
    begun(row, clerk.officer_id, 3, clerk)


def test_a_blank_sheet_before_a_used_one_is_a_gap_until_somebody_says_where_it_is(
    clerk: SignedIn,
) -> None:
    first, second, third = printed(3, by=clerk)
    begun(second, clerk.officer_id, 1, clerk)

    assert [row.id for row in sheets.gaps(post_id())] == [first.id]
    register_sheets.account(first.id, Fate.SPOILED, "rain", by=clerk)
    assert sheets.gaps(post_id()) == []
    assert third.fate == Fate.PRINTED


def test_a_number_whose_sheet_is_gone_is_told_by_verify(clerk: SignedIn) -> None:
    first, _second = printed(2, by=clerk)
    assert list(sheets.faults()) == []

    db.session.execute(RegisterSheet.__table__.delete().where(RegisterSheet.id == first.id))
    db.session.commit()

    assert list(sheets.faults()) == ["register sheets of 2026: 1 of 2 numbers are gone"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": OUTAGE - timedelta(days=1)}, "from the printing"),
        ({"day": OUTAGE + timedelta(days=1)}, "until today"),
        ({"written": 21}, "from 1 to 20"),
        ({"written": 0}, "from 1 to 20"),
    ],
)
def test_a_head_that_cannot_be_begins_nothing(
    clerk: SignedIn, wrong: dict[str, object], words: str
) -> None:
    (row,) = printed(1, by=clerk)

    with pytest.raises(Refused, match=words):
        begun(row, clerk.officer_id, **{"written": 3, "by": clerk, **wrong})
    db.session.refresh(row)
    assert row.fate == Fate.PRINTED


def test_the_head_is_not_shortened_below_what_was_typed(
    outage_sheet: RegisterSheet, clerk: SignedIn
) -> None:
    typed(outage_sheet, 4, MAKE, clerk.officer_id, clerk)

    with pytest.raises(Refused, match="from 4 to 20"):
        begun(outage_sheet, clerk.officer_id, 3, clerk)
