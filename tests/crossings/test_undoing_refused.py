"""What may not be taken back: another's decision, after the next scan, too late, twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db, transaction
from borderpost.posts import services as posts
from borderpost.refusal import Refused
from crossings.models import Crossing, Inspection
from crossings.queries import register
from crossings.services import correcting, deciding, referring, undoing
from tests.crossings.documents import MOUSSA, zone
from tests.crossings.rules.test_against import correction
from tests.crossings.work import crossed, opened, order
from tests.desk import officer


def refused(crossing: Crossing, by: object) -> Refused:
    """The refusal of an undoing that may not be; nothing is written."""
    before = len(db.session.scalars(select(Crossing)).all())
    with pytest.raises(Refused) as refusal:
        undoing.undo(crossing.id, by=by)  # type: ignore[arg-type]
    db.session.rollback()
    assert len(db.session.scalars(select(Crossing)).all()) == before
    return refusal.value


def test_only_the_officer_who_decided_takes_it_back(inside: Flask) -> None:
    by, other = officer(inside, "officer"), officer(inside, "supervisor")
    crossing = crossed(by)

    assert refused(crossing, other).attempt == "undo_not_own"
    assert undoing.undoable(other) is None
    line = db.session.scalars(select(AuditLine).order_by(AuditLine.seq.desc())).first()
    assert line is not None
    assert line.details["attempt"] == "undo_not_own"


def test_nothing_is_taken_back_after_the_next_scan(inside: Flask) -> None:
    by = officer(inside, "officer")
    crossing = crossed(by)
    opened(by, zone(MOUSSA))

    assert refused(crossing, by).attempt == "undo_after_scan"
    assert undoing.undoable(by) is None


def test_a_colleagues_scan_takes_nothing_away(inside: Flask) -> None:
    by, other = officer(inside, "officer"), officer(inside, "second_line_officer")
    crossing = crossed(by)
    opened(other, zone(MOUSSA))

    assert undoing.undoable(by) == crossing


def test_an_earlier_decision_is_not_taken_back(inside: Flask) -> None:
    by = officer(inside, "officer")
    first = crossed(by)
    crossed(by, zone(MOUSSA))

    refused(first, by)


def test_a_decision_is_taken_back_once(inside: Flask) -> None:
    by = officer(inside, "officer")
    crossing = crossed(by)
    sheet = undoing.undo(crossing.id, by=by)
    refused(crossing, by)
    undone = db.session.get_one(Inspection, sheet.id).undone_id
    assert undone
    row = register.crossing(undone, by.post_id)
    assert row is not None
    refused(row, by)


def test_what_was_decided_anew_may_be_taken_back_again(inside: Flask) -> None:
    by = officer(inside, "officer")
    sheet = undoing.undo(crossed(by).id, by=by)
    again = deciding.decide(sheet.id, order(sheet), by=by)

    assert undoing.undoable(by) == again
    assert undoing.undo(again.id, by=by).state == "open"


@pytest.mark.parametrize(("minutes", "offered"), [(9, True), (11, False)])
def test_after_ten_minutes_it_is_a_correction(inside: Flask, minutes: int, offered: bool) -> None:
    by = officer(inside, "officer")
    with clock.standing_at(clock.now() - timedelta(minutes=minutes)):
        crossing = crossed(by)

    assert (undoing.undoable(by) == crossing) is offered
    if not offered:
        refused(crossing, by)


def test_it_is_taken_back_at_the_lane_where_it_was_decided(inside: Flask) -> None:
    by = officer(inside, "officer")
    crossing = crossed(by)
    facts = posts.LaneFacts("9", "Lane 9", "E")
    assert by.post_id
    by.lane_id = posts.create_lane(by.post_id, facts, by=None).id

    refused(crossing, by)
    assert undoing.undoable(by) is None


def test_second_lines_decision_is_corrected_not_taken_back(inside: Flask) -> None:
    by, second = officer(inside, "officer"), officer(inside, "second_line_officer")
    sheet = opened(by)
    referring.refer(sheet.id, "Photo", version=1, by=by)
    crossing = deciding.decide(sheet.id, order(sheet), by=second)

    refused(crossing, second)
    assert undoing.undoable(second) is None


def test_a_corrected_decision_is_not_taken_back(inside: Flask) -> None:
    by = officer(inside, "officer")
    crossing = crossed(by)
    correcting.correct(crossing.id, correction(crossing), by=by, roles=by.roles)

    refused(crossing, by)


def test_the_row_that_took_a_decision_back_is_not_corrected(inside: Flask) -> None:
    by, chief = officer(inside, "officer"), officer(inside, "supervisor")
    sheet = undoing.undo(crossed(by).id, by=by)
    assert sheet.undone_id
    row = register.crossing(sheet.undone_id, by.post_id)
    assert row is not None
    with pytest.raises(Refused) as refusal:
        correcting.correct(row.id, correction(row), by=chief, roles=chief.roles)
    assert refusal.value.attempt == "undone"


def test_a_decision_whose_sheet_was_erased_is_corrected(inside: Flask) -> None:
    by = officer(inside, "officer")
    crossing = crossed(by)
    with transaction() as session:
        session.delete(session.get_one(Inspection, crossing.inspection_id))

    refused(crossing, by)
