"""What came of a run: opinions of nobody, follow-ups on their day, the desk before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.refusal import Refused
from tests.desk import browser, english, officer, post_id
from tests.training.course import halves, made, seats
from training.evaluation import STATEMENTS, Seen, change, due_on, opinions
from training.evaluation_models import ReactionGiver, Who
from training.models import Enrolment, Run, RunState, Seated
from training.numbers import Status
from training.queries import evaluation as queries
from training.services import enrolling, evaluating, marking, running
from training.services.evaluating import Answered
from training.services.marking import Said

MARKS = dict.fromkeys(STATEMENTS, 4)


@dataclass(frozen=True)
class Somebody:
    """An officer as services receive one."""

    officer_id: UUID
    post_id: UUID | None = None
    roles: frozenset[str] = field(default_factory=frozenset)


@pytest.mark.parametrize(
    ("last", "months", "due"),
    [
        (date(2026, 3, 6), 3, date(2026, 6, 6)), (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)), (date(2026, 7, 15), 6, date(2027, 1, 15)),
    ],
)  # fmt: skip
def test_a_follow_up_is_due_on_the_same_day_of_the_month(
    last: date, months: int, due: date
) -> None:
    assert due_on(last, months) == due


def test_opinions_of_four_or_of_an_open_form_are_withheld() -> None:
    """Of five: 1, 4, 4, 5, 5 is 19 of 5, a mean of 3.8."""
    counts = {"useful": [1, 0, 0, 2, 2]}

    assert opinions(4, counts, is_closed=True) is None
    assert opinions(5, counts, is_closed=False) is None
    told = opinions(5, counts, is_closed=True) or []
    assert told[0].mean == 3.8
    assert told[1].mean is None


def test_the_desk_is_compared_on_the_same_readers_and_documents() -> None:
    """Before: the trained typed 20 of 40 by hand, on another reader nobody trained stood: it is
    left out. After: 4 of 40. Wilson: .352-.648 before, .040-.231 after: apart."""
    trained, other, here, there = uuid4(), uuid4(), uuid4(), uuid4()
    before = [Seen(trained, here, "P", 20, 40), Seen(other, here, "P", 30, 60),
              Seen(other, there, "P", 9, 9), Seen(other, here, "I", 5, 5)]  # fmt: skip
    after = [Seen(trained, here, "P", 4, 40), Seen(other, here, "P", 31, 60)]

    found = change(before, after, {trained})

    assert [(one.events, one.of) for one in (found.before, found.after)] == [(20, 40), (4, 40)]
    assert (found.others_before.of, found.others_after.of) == (60, 60)
    assert found.differs is True


def test_below_the_least_number_nothing_is_claimed() -> None:
    trained, here = uuid4(), uuid4()

    found = change([Seen(trained, here, "P", 29, 29)], [Seen(trained, here, "P", 0, 29)], {trained})

    assert found.differs is None


@pytest.fixture
def run(inside: Flask) -> Run:
    """A run of six people under way."""
    return made(people=6)


def react(row: Enrolment, remark: str = "") -> None:
    evaluating.react(row.id, MARKS, remark, by=Somebody(row.officer_id))


def closed(run: Run) -> None:
    cells = {(one.id, who.id): Said(Status.PRESENT) for one in halves(run) for who in seats(run)}
    marking.mark(run.id, cells, by=None)
    running.move(run.id, RunState.CLOSED, by=None)


def test_forms_are_counted_and_read_once_five_are_in_and_the_form_is_closed(run: Run) -> None:
    for row in seats(run)[:5]:
        react(row, "Plus d'exercices")
        assert queries.told(run.id) is None
    evaluating.close_form(run.id, by=None)

    told = queries.told(run.id) or []
    assert [one.counts for one in told] == [[0, 0, 0, 5, 0]] * 5
    with pytest.raises(Refused, match="closed"):
        react(seats(run)[5])


def test_nobody_can_tell_who_said_what(run: Run) -> None:
    row = seats(run)[0]
    react(row)

    line = db.session.scalars(select(AuditLine).order_by(AuditLine.seq.desc())).first()
    giver = db.session.scalars(select(ReactionGiver)).one()
    assert line is not None
    assert (line.act, line.officer_id) == ("training:reaction:give", None)
    assert giver.id.version == 4  # it tells no time
    assert set(ReactionGiver.__table__.columns.keys()) == {"id", "enrolment_id"}


def test_a_form_is_given_once_and_whole_by_its_own_person(run: Run) -> None:
    first, second, *_others = seats(run)
    react(first)

    with pytest.raises(Refused, match="already"):
        react(first)
    with pytest.raises(Refused, match="no seat"):
        evaluating.react(second.id, MARKS, "", by=Somebody(first.officer_id))
    with pytest.raises(Refused, match="every statement"):
        evaluating.react(second.id, MARKS | {"clear": 6}, "", by=Somebody(second.officer_id))
    assert (queries.reaction(run.id) or pytest.fail("no form")).people == 1


def test_a_follow_up_is_answered_once_from_its_day_on(run: Run) -> None:
    closed(run)
    row, said = seats(run)[0], Answered(4, "No reader")
    own, chief = Somebody(row.officer_id), Somebody(uuid4(), row.post_id)
    with time_machine.travel(date(2026, 6, 5), tick=False):  # the last day was 6 March
        with pytest.raises(Refused, match="not due"):
            evaluating.follow_up(row.id, 3, Who.SELF, said, by=own)
        assert len(queries.due(Who.SELF, officer_id=row.officer_id)) == 1
    with time_machine.travel(date(2026, 6, 6), tick=False):
        evaluating.follow_up(row.id, 3, Who.SELF, said, by=own)
        evaluating.follow_up(row.id, 3, Who.SUPERVISOR, said, by=chief)
        assert queries.due(Who.SELF, officer_id=row.officer_id) == []
        with pytest.raises(Refused, match="answered already"):
            evaluating.follow_up(row.id, 3, Who.SELF, said, by=own)
        with pytest.raises(Refused, match="somebody else"):
            evaluating.follow_up(row.id, 6, Who.SUPERVISOR, said, by=own)
        with pytest.raises(Refused, match="another post"):
            evaluating.follow_up(row.id, 3, Who.SUPERVISOR, said, by=Somebody(uuid4(), uuid4()))

    assert [(one.who, one.used) for one in queries.answered(run.id)] == [
        (Who.SELF, 4), (Who.SUPERVISOR, 4)
    ]  # fmt: skip


def test_the_pages_of_evaluation(inside: Flask, run: Run) -> None:
    who = officer(inside, "officer")
    enrolling.nominate(run.id, [who.officer_id], by=None)
    seat = next(row for row in seats(run) if row.officer_id == who.officer_id)
    at, trainer = english(inside, "officer"), english(inside, "trainer")
    form = f"/training/mine/{seat.id}/reaction"

    assert "What did you think" in at.get(form).text
    assert at.send(form, **dict.fromkeys(STATEMENTS, "")).status_code == 422
    assert at.send(form, **dict.fromkeys(STATEMENTS, "5"), remark="Bien").status_code == 302
    assert trainer.get(form).status_code == 404
    page = trainer.get(f"/training/runs/{run.id}/evaluation").text
    assert "1 form was given" in page
    assert "Bien" not in page
    assert "too few to say anything" in page
    trainer.send(f"/training/runs/{run.id}/evaluation/close")
    assert "Bien" not in trainer.get(f"/training/runs/{run.id}/evaluation").text  # one is too few


def test_a_chief_answers_for_the_officers_of_their_post(inside: Flask, run: Run) -> None:
    who = officer(inside, "officer")
    enrolling.nominate(run.id, [who.officer_id], by=None)
    closed(run)
    seat = next(row for row in seats(run) if row.officer_id == who.officer_id)
    assert (seat.state, seat.post_id) == (Seated.COMPLETED, post_id())
    at = english(inside, "supervisor")

    assert at.get("/training/follow-ups").text.count("overdue") == 2  # 3 and 6 months
    page = f"/training/participants/{seat.id}/follow-up/3"
    assert at.send(page, used="").status_code == 422
    at.send(page, used="5", hindrance="", findings="Reads zones")

    assert at.get("/training/follow-ups").text.count("overdue") == 1
    assert "Reads zones" in at.get(f"/training/runs/{run.id}/evaluation").text
    assert browser(inside, "officer").get(page).status_code == 403
    own = english(inside, "officer")
    assert "after 3 months" in own.get("/training/mine").text
    own.send(f"/training/mine/{seat.id}/follow-up/3", used="2")
    assert "after 3 months" not in own.get("/training/mine").text
