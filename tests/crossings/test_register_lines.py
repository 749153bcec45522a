"""Lines of register sheets: each captured once, by one person or by two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from crossings.models import Crossing, LineState, RegisterLine, RegisterSheet
from crossings.policies import Policy
from crossings.queries import register_lines as lines
from crossings.services import correcting, policies, register_lines, retention
from crossings.services.correcting import Correction
from tests.crossings.papers import OUTAGE, Line, clock_at, typed
from tests.desk import officer, post_id

MAKE = Line("14:05", "Alpha")


@pytest.fixture
def twice(outage_sheet: RegisterSheet) -> RegisterSheet:
    """The same at a post that wants each line typed by two people."""
    policies.change(post_id(), Policy(double_entry=True), by=None)
    return outage_sheet


def crossings() -> int:
    return db.session.scalar(select(func.count()).select_from(Crossing)) or 0


def state(outage_sheet: RegisterSheet, place: int) -> str:
    db.session.rollback()
    row = lines.line(outage_sheet.id, place)
    assert row
    return row.state


def again(
    outage_sheet: RegisterSheet, place: int, line: Line, clerk: SignedIn, by: SignedIn
) -> None:
    writer = clerk.officer_id
    register_lines.type_again(outage_sheet.id, place, line.typed(writer), line.entry(writer), by=by)


def test_the_same_line_is_not_captured_twice(
    outage_sheet: RegisterSheet, clerk: SignedIn, boss: SignedIn
) -> None:
    typed(outage_sheet, 1, MAKE, clerk.officer_id, clerk)

    with pytest.raises(Refused, match="typed already"):
        typed(outage_sheet, 1, replace(MAKE, surname="Bravo"), clerk.officer_id, boss)
    with pytest.raises(Refused, match="typed already"):
        register_lines.strike(outage_sheet.id, 1, "nobody", by=boss)
    assert crossings() == 1


@pytest.mark.parametrize("place", [0, 6, 20, 21])
def test_a_line_that_was_not_written_on_is_not_captured(
    outage_sheet: RegisterSheet, clerk: SignedIn, place: int
) -> None:
    with pytest.raises(Refused, match="no such line"):
        typed(outage_sheet, place, MAKE, clerk.officer_id, clerk)


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
    outage_sheet: RegisterSheet, clerk: SignedIn, wrong: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        typed(outage_sheet, 1, replace(MAKE, **wrong), clerk.officer_id, clerk)

    assert crossings() == 0


def test_another_posts_officer_captures_nothing_here(
    inside: Flask, outage_sheet: RegisterSheet, clerk: SignedIn
) -> None:
    with pytest.raises(Refused, match="another post"):
        typed(outage_sheet, 1, MAKE, clerk.officer_id, officer(inside, "stranger"))


def test_a_line_with_an_error_is_kept_as_typed_and_mended_later(
    outage_sheet: RegisterSheet, clerk: SignedIn, boss: SignedIn
) -> None:
    wrong = {**MAKE.typed(clerk.officer_id), "at": "25:70"}
    register_lines.keep(outage_sheet.id, 2, wrong, by=clerk)
    kept = lines.line(outage_sheet.id, 2)
    assert kept and (kept.typed, kept.state) == (wrong, LineState.WAITING)

    typed(outage_sheet, 2, MAKE, clerk.officer_id, boss)

    assert state(outage_sheet, 2) == LineState.CAPTURED
    assert crossings() == 1


def test_a_struck_line_is_nobody_and_may_be_typed_after_all(
    outage_sheet: RegisterSheet, clerk: SignedIn
) -> None:
    with pytest.raises(Refused, match="what the paper shows"):
        register_lines.strike(outage_sheet.id, 3, " ", by=clerk)
    register_lines.strike(outage_sheet.id, 3, "ruled through", by=clerk)
    found = lines.progress([outage_sheet])[outage_sheet.id]
    assert (found.done, found.struck, crossings()) == (1, 1, 0)

    typed(outage_sheet, 3, MAKE, clerk.officer_id, clerk)

    assert state(outage_sheet, 3) == LineState.CAPTURED


def test_a_refused_traveller_of_the_paper_is_refused_in_the_register(
    outage_sheet: RegisterSheet, clerk: SignedIn
) -> None:
    typed(
        outage_sheet,
        1,
        replace(MAKE, decision="refuse", reasons=("ML-01",)),
        clerk.officer_id,
        clerk,
    )
    row = db.session.scalars(select(Crossing)).one()

    assert (row.decision, row.reason_codes) == ("refuse", "ML-01")


def test_a_child_of_the_paper_is_a_minor_in_the_register(
    outage_sheet: RegisterSheet, clerk: SignedIn
) -> None:
    typed(
        outage_sheet, 1, replace(MAKE, more={"birth_date": "2019-05-05"}), clerk.officer_id, clerk
    )

    assert db.session.scalars(select(Crossing.minor)).one() == "certain"


def test_a_corrected_crossing_still_names_its_line(
    outage_sheet: RegisterSheet, clerk: SignedIn, boss: SignedIn
) -> None:
    line = typed(outage_sheet, 1, MAKE, clerk.officer_id, clerk)
    better = Correction({"surname": "ALFA"}, "E", "admit", (), "", "", "", "", "misread")
    made = correcting.correct(line.crossing_id, better, by=boss, roles=boss.roles)

    found = lines.of_crossing(made)

    assert made.capture_mode == "paper"
    assert found is not None and found.id == line.id


def test_two_people_who_type_the_same_write_one_crossing(
    twice: RegisterSheet, clerk: SignedIn, boss: SignedIn
) -> None:
    typed(twice, 1, MAKE, clerk.officer_id, clerk)
    assert (crossings(), state(twice, 1)) == (0, LineState.SECOND)

    again(twice, 1, replace(MAKE, surname="  alpha "), clerk, boss)

    assert (crossings(), state(twice, 1)) == (1, LineState.CAPTURED)


def test_nobody_is_the_own_second_person(twice: RegisterSheet, clerk: SignedIn) -> None:
    typed(twice, 1, MAKE, clerk.officer_id, clerk)
    assert lines.for_second(twice.id, clerk.officer_id) is None

    with pytest.raises(Refused, match="second person"):
        again(twice, 1, MAKE, clerk, clerk)
    assert crossings() == 0


def test_a_difference_waits_until_one_of_the_two_settles_it_with_a_reason(
    inside: Flask, twice: RegisterSheet, clerk: SignedIn, boss: SignedIn
) -> None:
    typed(twice, 1, MAKE, clerk.officer_id, clerk)
    other = replace(MAKE, surname="Alfa", at="14:06")
    again(twice, 1, other, clerk, boss)
    line = lines.line(twice.id, 1)
    assert line and register_lines.differences(line.typed, line.again) == [
        "at", "surname", "document_number",
    ]  # fmt: skip
    assert (crossings(), line.state) == (0, LineState.DIFFERS)
    third = officer(inside, "second_line_officer")
    writer = clerk.officer_id

    def settle(chosen: Line, why: str, by: SignedIn) -> None:
        told, entry = chosen.typed(writer), chosen.entry(writer)
        register_lines.settle(twice.id, 1, told, entry, why, by=by)

    with pytest.raises(Refused, match="of the two"):
        settle(other, "the paper says so", third)
    with pytest.raises(Refused, match="what the paper shows"):
        settle(other, " ", boss)
    with pytest.raises(Refused, match="one of the two typings"):
        settle(replace(MAKE, surname="Omega"), "it was neither", boss)
    settle(other, "an f, seen under the lamp", boss)

    row = db.session.scalars(select(Crossing)).one()
    assert (row.surname, state(twice, 1)) == ("Alfa", LineState.CAPTURED)
    line = lines.line(twice.id, 1)
    assert line and (line.settled_by, line.why) == (boss.officer_id, "an f, seen under the lamp")
    with pytest.raises(Refused, match="settled already"):
        settle(other, "again", boss)


def test_what_was_typed_is_erased_when_its_time_is_over_and_the_line_stays(
    outage_sheet: RegisterSheet, clerk: SignedIn
) -> None:
    typed(outage_sheet, 1, MAKE, clerk.officer_id, clerk)
    register_lines.keep(outage_sheet.id, 2, MAKE.typed(clerk.officer_id), by=clerk)
    old = OUTAGE + timedelta(days=40)

    with clock_at(old, 9):
        assert retention.purge_typed_lines(timedelta(days=30)) == 1

    first, second = lines.lines(outage_sheet.id)
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
    outage_sheet: RegisterSheet, clerk: SignedIn, boss: SignedIn
) -> None:
    for place, (tier, code) in enumerate(
        [("red", "stop"), ("amber", "discreet"), ("grey", "refer")], 1
    ):
        surname = f"Alpha{'abc'[place - 1]}"
        line = typed(outage_sheet, place, replace(MAKE, surname=surname), clerk.officer_id, clerk)
        named(line, tier, code)
    assert [row.place for row, _crossing in lines.late(post_id())] == [1, 2]
    first = lines.late(post_id())[0][0]

    with pytest.raises(Refused, match="what was done"):
        register_lines.look(first.id, " ", by=boss)
    register_lines.look(first.id, "told the command by radio", by=boss)

    assert [row.place for row, _crossing in lines.late(post_id())] == [2]
    with pytest.raises(Refused, match="already"):
        register_lines.look(first.id, "again", by=boss)
