"""Register sheets: every number accounted for, every line captured once, by one person or two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from crossings.models import Crossing, Fate, LineState, RegisterLine, RegisterSheet
from crossings.policies import Policy
from crossings.queries import register_sheets as sheets
from crossings.references import is_sheet_number
from crossings.services import correcting, policies, register_lines, register_sheets, retention
from crossings.services.correcting import Correction
from tests.crossings.papers import OUTAGE, Line, begun, clock_at, printed, typed
from tests.desk import officer, post_id

MAKE = Line("14:05", "Alpha")


@pytest.fixture
def awa(inside: Flask) -> Iterator[SignedIn]:
    """An officer of the desk; the clock stands at six in the evening of the outage."""
    with inside.test_request_context("/", headers={"Accept-Language": "en"}), clock_at(OUTAGE, 18):
        yield officer(inside, "officer")


@pytest.fixture
def chief(inside: Flask, awa: SignedIn) -> SignedIn:
    return officer(inside, "supervisor")


@pytest.fixture
def sheet(awa: SignedIn) -> RegisterSheet:
    """A sheet with five lines written on it, its head typed."""
    (row,) = printed(1, by=awa)
    begun(row, awa.officer_id, 5, awa)
    return row


@pytest.fixture
def twice(sheet: RegisterSheet) -> RegisterSheet:
    """The same at a post that wants each line typed by two people."""
    policies.change(post_id(), Policy(double_entry=True), by=None)
    return sheet


def crossings() -> int:
    return db.session.scalar(select(func.count()).select_from(Crossing)) or 0


def state(sheet: RegisterSheet, place: int) -> str:
    db.session.rollback()
    row = sheets.line(sheet.id, place)
    assert row
    return row.state


def again(sheet: RegisterSheet, place: int, line: Line, awa: SignedIn, by: SignedIn) -> None:
    writer = awa.officer_id
    register_lines.type_again(sheet.id, place, line.typed(writer), line.entry(writer), by=by)


def test_numbers_run_on_and_carry_their_check_character(awa: SignedIn) -> None:
    rows = [*printed(2, by=awa), *printed(1, by=awa)]

    assert [row.serial for row in rows] == [1, 2, 3]
    assert rows[0].number.startswith("AAA-S2026-0001-")
    assert all(is_sheet_number(row.number) for row in rows)
    assert rows[0].run_id == rows[1].run_id != rows[2].run_id


@pytest.mark.parametrize("many", [0, -1, 51])
def test_a_number_of_sheets_that_makes_no_sense_prints_none(awa: SignedIn, many: int) -> None:
    with pytest.raises(Refused, match="from 1 to 50"):
        register_sheets.print_ahead(many, by=awa)

    assert sum(sheets.fates(post_id()).values()) == 0


def test_a_sheet_is_handed_out_brought_back_and_handed_out_again(
    awa: SignedIn, chief: SignedIn
) -> None:
    (row,) = printed(1, by=chief)
    register_sheets.hand_out(row.id, awa.officer_id, by=chief)
    register_sheets.account(row.id, Fate.RETURNED, "", by=chief)
    register_sheets.hand_out(row.id, chief.officer_id, by=chief)
    db.session.refresh(row)

    assert (row.fate, row.handed_to) == (Fate.OUT, chief.officer_id)


def test_a_sheet_is_not_handed_to_somebody_of_another_post(
    inside: Flask, awa: SignedIn, chief: SignedIn
) -> None:
    (row,) = printed(1, by=chief)
    stranger = officer(inside, "stranger")

    with pytest.raises(Refused, match="officer of this post"):
        register_sheets.hand_out(row.id, stranger.officer_id, by=chief)
    with pytest.raises(Refused, match="another post"):
        register_sheets.account(row.id, Fate.SPOILED, "rain", by=stranger)


@pytest.mark.parametrize("fate", [Fate.SPOILED, Fate.MISSING])
def test_a_lost_number_needs_words(awa: SignedIn, fate: Fate) -> None:
    (row,) = printed(1, by=awa)

    with pytest.raises(Refused, match="what happened"):
        register_sheets.account(row.id, fate, "  ", by=awa)


def test_a_used_sheet_is_neither_spoiled_nor_missing_nor_handed_out(
    sheet: RegisterSheet, awa: SignedIn
) -> None:
    for fate in (Fate.RETURNED, Fate.SPOILED, Fate.MISSING):
        with pytest.raises(Refused):
            register_sheets.account(sheet.id, fate, "coffee", by=awa)
    with pytest.raises(Refused):
        register_sheets.hand_out(sheet.id, awa.officer_id, by=awa)
    with pytest.raises(Refused):
        register_sheets.account(sheet.id, Fate.USED, "", by=awa)


def test_a_missing_sheet_is_captured_only_once_it_is_found(awa: SignedIn) -> None:
    (row,) = printed(1, by=awa)
    register_sheets.account(row.id, Fate.MISSING, "not in the drawer", by=awa)

    with pytest.raises(Refused, match="that it was found"):
        begun(row, awa.officer_id, 3, awa)
    register_sheets.account(row.id, Fate.RETURNED, "behind the printer", by=awa)
    begun(row, awa.officer_id, 3, awa)


def test_a_blank_sheet_before_a_used_one_is_a_gap_until_somebody_says_where_it_is(
    awa: SignedIn,
) -> None:
    first, second, third = printed(3, by=awa)
    begun(second, awa.officer_id, 1, awa)

    assert [row.id for row in sheets.gaps(post_id())] == [first.id]
    register_sheets.account(first.id, Fate.SPOILED, "rain", by=awa)
    assert sheets.gaps(post_id()) == []
    assert third.fate == Fate.PRINTED


def test_a_number_whose_sheet_is_gone_is_told_by_verify(awa: SignedIn) -> None:
    first, _second = printed(2, by=awa)
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
    awa: SignedIn, wrong: dict[str, object], words: str
) -> None:
    (row,) = printed(1, by=awa)

    with pytest.raises(Refused, match=words):
        begun(row, awa.officer_id, **{"written": 3, "by": awa, **wrong})
    db.session.refresh(row)
    assert row.fate == Fate.PRINTED


def test_the_head_is_not_shortened_below_what_was_typed(
    sheet: RegisterSheet, awa: SignedIn
) -> None:
    typed(sheet, 4, MAKE, awa.officer_id, awa)

    with pytest.raises(Refused, match="from 4 to 20"):
        begun(sheet, awa.officer_id, 3, awa)


def test_the_same_line_is_not_captured_twice(
    sheet: RegisterSheet, awa: SignedIn, chief: SignedIn
) -> None:
    typed(sheet, 1, MAKE, awa.officer_id, awa)

    with pytest.raises(Refused, match="typed already"):
        typed(sheet, 1, replace(MAKE, surname="Bravo"), awa.officer_id, chief)
    with pytest.raises(Refused, match="typed already"):
        register_lines.strike(sheet.id, 1, "nobody", by=chief)
    assert crossings() == 1


@pytest.mark.parametrize("place", [0, 6, 20, 21])
def test_a_line_that_was_not_written_on_is_not_captured(
    sheet: RegisterSheet, awa: SignedIn, place: int
) -> None:
    with pytest.raises(Refused, match="no such line"):
        typed(sheet, place, MAKE, awa.officer_id, awa)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"at": "18:30"}, "still to come"),
        ({"at": "04:59"}, "printed later"),
        ({"decision": "refuse"}, "needs a reason"),
        ({"decision": "refuse", "reasons": ("ML-77",)}, "not a refusal reason"),
        ({"direction": "R"}, "entry or exit"),
        ({"more": {"nationality": ""}}, "Fill in"),
    ],
)
def test_a_line_that_cannot_be_writes_no_crossing(
    sheet: RegisterSheet, awa: SignedIn, wrong: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        typed(sheet, 1, replace(MAKE, **wrong), awa.officer_id, awa)

    assert crossings() == 0


def test_another_posts_officer_captures_nothing_here(
    inside: Flask, sheet: RegisterSheet, awa: SignedIn
) -> None:
    with pytest.raises(Refused, match="another post"):
        typed(sheet, 1, MAKE, awa.officer_id, officer(inside, "stranger"))


def test_a_line_with_an_error_is_kept_as_typed_and_mended_later(
    sheet: RegisterSheet, awa: SignedIn, chief: SignedIn
) -> None:
    wrong = {**MAKE.typed(awa.officer_id), "at": "25:70"}
    register_lines.keep(sheet.id, 2, wrong, by=awa)
    kept = sheets.line(sheet.id, 2)
    assert kept and (kept.typed, kept.state) == (wrong, LineState.WAITING)

    typed(sheet, 2, MAKE, awa.officer_id, chief)

    assert state(sheet, 2) == LineState.CAPTURED
    assert crossings() == 1


def test_a_struck_line_is_nobody_and_may_be_typed_after_all(
    sheet: RegisterSheet, awa: SignedIn
) -> None:
    with pytest.raises(Refused, match="what the paper shows"):
        register_lines.strike(sheet.id, 3, " ", by=awa)
    register_lines.strike(sheet.id, 3, "ruled through", by=awa)
    found = sheets.progress([sheet])[sheet.id]
    assert (found.done, found.struck, crossings()) == (1, 1, 0)

    typed(sheet, 3, MAKE, awa.officer_id, awa)

    assert state(sheet, 3) == LineState.CAPTURED


def test_a_refused_traveller_of_the_paper_is_refused_in_the_register(
    sheet: RegisterSheet, awa: SignedIn
) -> None:
    typed(sheet, 1, replace(MAKE, decision="refuse", reasons=("ML-01",)), awa.officer_id, awa)
    row = db.session.scalars(select(Crossing)).one()

    assert (row.decision, row.reason_codes) == ("refuse", "ML-01")


def test_a_child_of_the_paper_is_a_minor_in_the_register(
    sheet: RegisterSheet, awa: SignedIn
) -> None:
    typed(sheet, 1, replace(MAKE, more={"birth_date": "2019-05-05"}), awa.officer_id, awa)

    assert db.session.scalars(select(Crossing.minor)).one() == "certain"


def test_a_corrected_crossing_still_names_its_line(
    sheet: RegisterSheet, awa: SignedIn, chief: SignedIn
) -> None:
    line = typed(sheet, 1, MAKE, awa.officer_id, awa)
    better = Correction({"surname": "ALFA"}, "E", "admit", (), "", "", "", "", "misread")
    made = correcting.correct(line.crossing_id, better, by=chief, roles=chief.roles)

    found = sheets.of_crossing(made)

    assert made.capture_mode == "paper"
    assert found is not None and found.id == line.id


def test_two_people_who_type_the_same_write_one_crossing(
    twice: RegisterSheet, awa: SignedIn, chief: SignedIn
) -> None:
    typed(twice, 1, MAKE, awa.officer_id, awa)
    assert (crossings(), state(twice, 1)) == (0, LineState.SECOND)

    again(twice, 1, replace(MAKE, surname="  alpha "), awa, chief)

    assert (crossings(), state(twice, 1)) == (1, LineState.CAPTURED)


def test_nobody_is_the_own_second_person(twice: RegisterSheet, awa: SignedIn) -> None:
    typed(twice, 1, MAKE, awa.officer_id, awa)
    assert sheets.for_second(twice.id, awa.officer_id) is None

    with pytest.raises(Refused, match="second person"):
        again(twice, 1, MAKE, awa, awa)
    assert crossings() == 0


def test_a_difference_waits_until_one_of_the_two_settles_it_with_a_reason(
    inside: Flask, twice: RegisterSheet, awa: SignedIn, chief: SignedIn
) -> None:
    typed(twice, 1, MAKE, awa.officer_id, awa)
    other = replace(MAKE, surname="Alfa", at="14:06")
    again(twice, 1, other, awa, chief)
    line = sheets.line(twice.id, 1)
    assert line and register_lines.differences(line.typed, line.again) == [
        "at", "surname", "document_number",
    ]  # fmt: skip
    assert (crossings(), line.state) == (0, LineState.DIFFERS)
    third = officer(inside, "second_line_officer")
    writer = awa.officer_id

    def settle(chosen: Line, why: str, by: SignedIn) -> None:
        told, entry = chosen.typed(writer), chosen.entry(writer)
        register_lines.settle(twice.id, 1, told, entry, why, by=by)

    with pytest.raises(Refused, match="of the two"):
        settle(other, "the paper says so", third)
    with pytest.raises(Refused, match="what the paper shows"):
        settle(other, " ", chief)
    with pytest.raises(Refused, match="one of the two typings"):
        settle(replace(MAKE, surname="Omega"), "it was neither", chief)
    settle(other, "an f, seen under the lamp", chief)

    row = db.session.scalars(select(Crossing)).one()
    assert (row.surname, state(twice, 1)) == ("Alfa", LineState.CAPTURED)
    line = sheets.line(twice.id, 1)
    assert line and (line.settled_by, line.why) == (chief.officer_id, "an f, seen under the lamp")
    with pytest.raises(Refused, match="settled already"):
        settle(other, "again", chief)


def test_what_was_typed_is_erased_when_its_time_is_over_and_the_line_stays(
    sheet: RegisterSheet, awa: SignedIn
) -> None:
    typed(sheet, 1, MAKE, awa.officer_id, awa)
    register_lines.keep(sheet.id, 2, MAKE.typed(awa.officer_id), by=awa)
    old = OUTAGE + timedelta(days=40)

    with clock_at(old, 9):
        assert retention.purge_typed_lines(timedelta(days=30)) == 1

    first, second = sheets.lines(sheet.id)
    assert first.typed is None and first.crossing_id is not None
    assert second.typed is not None


def named(line: RegisterLine, tier: str, code: str) -> None:
    """A list names the traveller of a line, as its screening would have said."""
    hit = {"list": "National", "name": "ALPHA", "code": code, "tier": tier, "document": "",
           "probability": 0.9}  # fmt: skip
    db.session.execute(
        update(RegisterLine).where(RegisterLine.id == line.id)
        .values(late={**line.late, "hits": [hit]})
    )  # fmt: skip
    db.session.commit()


def test_whoever_passed_and_is_named_waits_for_the_supervisors_look(
    sheet: RegisterSheet, awa: SignedIn, chief: SignedIn
) -> None:
    for place, (tier, code) in enumerate(
        [("red", "stop"), ("amber", "discreet"), ("grey", "refer")], 1
    ):
        surname = f"Alpha{'abc'[place - 1]}"
        line = typed(sheet, place, replace(MAKE, surname=surname), awa.officer_id, awa)
        named(line, tier, code)
    assert [row.place for row, _crossing in sheets.late(post_id())] == [1, 2]
    first = sheets.late(post_id())[0][0]

    with pytest.raises(Refused, match="what was done"):
        register_lines.look(first.id, " ", by=chief)
    register_lines.look(first.id, "told the command by radio", by=chief)

    assert [row.place for row, _crossing in sheets.late(post_id())] == [2]
    with pytest.raises(Refused, match="already"):
        register_lines.look(first.id, "again", by=chief)
