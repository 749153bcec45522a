"""Questions, papers, answers and what they decide: who completed a run that has a pass mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.refusal import Refused
from tests.desk import officer
from tests.training.course import COURSE, halves, made, seats
from tests.training.exam import OPTIONS, bank, opened, sheet, typed
from training.answer_key import Kind
from training.exam_models import Answer, Paper, PaperState, Question, When
from training.models import Course, Run, RunState, Seated
from training.numbers import Status
from training.queries import papers as papers_read
from training.queries import questions as questions_read
from training.queries import results
from training.services import courses, enrolling, marking, papers, questions, running, sittings
from training.services.marking import Said
from training.services.papers import PaperFacts
from training.services.questions import QuestionFacts

pytestmark = pytest.mark.usefixtures("inside")
GOOD = QuestionFacts(Kind.SINGLE, {"fr": "Combien ?"}, OPTIONS, [1])


def with_mark(run: Run, mark: int | None = 70) -> None:
    db.session.get_one(Course, run.course_id).pass_mark = mark
    db.session.commit()


def everybody_came(run: Run) -> None:
    cells = {(one.id, who.id): Said(Status.PRESENT) for one in halves(run) for who in seats(run)}
    marking.mark(run.id, cells, by=None)


def states(run: Run) -> list[str]:
    return [row.state for row in seats(run)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"options": OPTIONS[:1]}, "from 2 to 8 options"), ({"right": ()}, "star"),
        ({"right": (0, 1)}, "star"), ({"kind": Kind.MULTIPLE, "right": ()}, "star"),
        ({"kind": Kind.NUMBER, "number": "six"}, "Write a number"),
        ({"kind": Kind.NUMBER, "number": "6", "tolerance": "-1"}, "not negative"),
        ({"picture": b"GIF89a"}, "PNG or JPEG"),
    ],
)  # fmt: skip
def test_a_question_that_nobody_could_answer_rightly_is_refused(
    wrong: dict[str, object], said: str
) -> None:
    run = made()

    with pytest.raises(Refused, match=said):
        questions.add(run.course_id, replace(GOOD, **wrong), by=None)  # type: ignore[arg-type]
    assert questions_read.bank(run.course_id) == []


def test_a_question_that_was_asked_stays_and_gets_a_successor() -> None:
    run = made()
    paper = opened(run, many=1)
    (old,) = paper.questions

    new = questions.change(old.id, replace(GOOD, points=3), by=None)

    assert new.id != old.id
    assert db.session.get_one(Question, old.id).retired_at is not None
    assert [one.points for one in db.session.get_one(Paper, paper.id).questions] == [1]
    with pytest.raises(Refused, match="retired"):
        questions.change(old.id, GOOD, by=None)


def test_a_question_that_nobody_was_asked_is_changed_in_place() -> None:
    (one,) = bank(made(), 1)

    assert questions.change(one.id, replace(GOOD, points=3), by=None).id == one.id


def test_a_new_version_of_a_course_takes_its_questions_over() -> None:
    run = made()
    bank(run, 3)
    second = courses.change(run.course_id, replace(COURSE, hours=24), by=None)

    assert questions.carry(second.id, by=None) == 3
    with pytest.raises(Refused, match="nothing"):
        questions.carry(second.id, by=None)


def test_a_paper_that_was_opened_stays_as_it_is() -> None:
    run = made()
    paper = opened(run)

    with pytest.raises(Refused, match="was opened"):
        papers.change(paper.id, PaperFacts(When.POST, [one.id for one in paper.questions]), by=None)


def test_parallel_forms_have_letters_and_the_same_points() -> None:
    run = made()
    first = opened(run)
    other = papers.add(run.id, PaperFacts(When.POST, [one.id for one in bank(run, 3)]), by=None)

    assert (first.form, other.form) == ("A", "B")
    with pytest.raises(Refused, match="same points"):
        papers.move(other.id, PaperState.OPEN, by=None)


def test_a_question_of_another_course_is_not_asked() -> None:
    run = made()
    stranger = courses.add(replace(COURSE, code="OTHER"), by=None)
    row = questions.add(stranger.id, GOOD, by=None)

    with pytest.raises(Refused, match="not of this course"):
        papers.add(run.id, PaperFacts(When.PRE, [row.id]), by=None)


def test_scores_are_paired_by_person() -> None:
    """Of four: 1 and 3 are 25 and 75; one wrote only before, one only after."""
    run = made(people=3)
    typed(run, opened(run, When.PRE), [1, 2, None])
    typed(run, opened(run, When.POST), [3, None, 4])

    pairs = [(row.person.pair.before, row.person.pair.after) for row in results.of_run(run)]

    assert pairs == [(25, 75), (50, None), (None, 100)]


def test_the_pass_mark_decides_with_the_attendance() -> None:
    """Three of four are 75: above 70; two are 50. The third wrote nothing."""
    run = made(people=3)
    with_mark(run)
    everybody_came(run)
    with pytest.raises(Refused, match="pass mark"):
        running.move(run.id, RunState.CLOSED, by=None)
    paper = opened(run)
    typed(run, paper, [3, 2, None])
    with pytest.raises(Refused, match="still open"):
        running.move(run.id, RunState.CLOSED, by=None)
    papers.move(paper.id, PaperState.CLOSED, by=None)

    running.move(run.id, RunState.CLOSED, by=None)

    assert states(run) == [Seated.COMPLETED, Seated.FAILED, Seated.FAILED]


def test_who_passes_and_was_away_did_not_complete() -> None:
    run = made(people=1)
    with_mark(run)
    cells = {(one.id, seats(run)[0].id): Said(Status.ABSENT) for one in halves(run)}
    marking.mark(run.id, cells, by=None)
    paper = opened(run)
    typed(run, paper, [4])
    papers.move(paper.id, PaperState.CLOSED, by=None)

    running.move(run.id, RunState.CLOSED, by=None)

    assert states(run) == [Seated.FAILED]


def test_an_answer_is_corrected_with_a_reason_and_the_run_is_settled_again() -> None:
    run = made(people=1)
    with_mark(run)
    everybody_came(run)
    paper = opened(run)
    typed(run, paper, [2])
    papers.move(paper.id, PaperState.CLOSED, by=None)
    running.move(run.id, RunState.CLOSED, by=None)

    with pytest.raises(Refused, match="say why"):
        typed(run, paper, [3])
    assert states(run) == [Seated.FAILED]
    assert typed(run, paper, [3], why="Misread") == 1
    assert states(run) == [Seated.COMPLETED]
    assert typed(run, paper, [3]) == 0  # the same again changes nothing
    kept = db.session.scalars(select(Answer).where(Answer.corrects_id.is_not(None))).all()
    assert [(one.why, one.is_live) for one in kept] == [("Misread", True)]


def test_a_sheet_is_typed_whole_by_people_of_the_run() -> None:
    run = made(people=1)
    paper = opened(run)
    told = sheet(paper, 2)
    half = dict(list(told.items())[:2])

    with pytest.raises(Refused, match="whole"):
        sittings.type_in(paper.id, {seats(run)[0].id: half}, by=None)
    with pytest.raises(Refused, match="not of this run"):
        sittings.type_in(paper.id, {paper.id: told}, by=None)


@pytest.fixture
def pupil(inside: Flask) -> tuple[SignedIn, Run]:
    """An officer with an account, in a run."""
    who, run = officer(inside, "officer"), made(people=1)
    enrolling.nominate(run.id, [who.officer_id], by=None)
    return who, run


def own(who: SignedIn, run: Run) -> object:
    return next(row.id for row in seats(run) if row.officer_id == who.officer_id)


def test_a_test_on_screen_is_saved_answer_by_answer(pupil: tuple[SignedIn, Run]) -> None:
    who, run = pupil
    paper = opened(run)
    one = sittings.begin(own(who, run), When.POST, by=who)  # type: ignore[arg-type]
    first, second, *_others = paper.questions

    sittings.save(one.id, first.id, "0", by=who)
    sittings.save(one.id, first.id, "1", by=who)
    sittings.save(one.id, second.id, "1", by=who)
    assert results.after(run) == {}  # not before it is handed in
    sittings.hand_in(one.id, by=who)

    assert [score.points for score in results.after(run).values()] == [2]
    with pytest.raises(Refused, match="over"):
        sittings.save(one.id, first.id, "0", by=who)
    assert sittings.begin(own(who, run), When.POST, by=who).id == one.id  # type: ignore[arg-type]


def test_nobody_writes_the_test_of_another(pupil: tuple[SignedIn, Run]) -> None:
    who, run = pupil
    opened(run)
    other = next(row.id for row in seats(run) if row.officer_id != who.officer_id)

    with pytest.raises(Refused, match="somebody else"):
        sittings.begin(other, When.POST, by=who)


def test_after_the_time_nothing_more_is_taken_and_what_is_saved_counts(
    pupil: tuple[SignedIn, Run],
) -> None:
    who, run = pupil
    paper = opened(run, minutes=10)
    start = datetime.now(UTC)
    one = sittings.begin(own(who, run), When.POST, by=who)  # type: ignore[arg-type]
    question = paper.questions[0]
    sittings.save(one.id, question.id, "1", by=who)

    with time_machine.travel(start + timedelta(minutes=11), tick=False):
        with pytest.raises(Refused, match="time of this test is over"):
            sittings.save(one.id, question.id, "0", by=who)
        papers.move(paper.id, PaperState.CLOSED, by=None)

    assert [score.points for score in results.after(run).values()] == [1]


def test_forms_go_round_by_the_order_of_nomination() -> None:
    run = made(people=3)
    opened(run)
    opened(run)

    told = [
        papers_read.form_of(row, When.POST) for row in sorted(seats(run), key=lambda one: one.id)
    ]

    assert [one.form for one in told if one] == ["A", "B", "A"]
