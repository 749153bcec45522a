"""Random histories of a run with tests: after each step what must hold, holds."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from borderpost.db import db
from borderpost.refusal import Refused
from tests.training.course import halves, made, seats
from tests.training.exam import opened, sheet
from training import reached
from training.exam_models import Answer, Paper, PaperState
from training.models import Course, Run, RunState, Seated
from training.numbers import Status
from training.queries import grid, reach, results
from training.services import enrolling, marking, papers, running, sittings
from training.services.marking import Said

pytestmark = pytest.mark.usefixtures("inside")
MARK = 70


class Histories(RuleBasedStateMachine):
    """Three people, two half days, a test of four points, and everything that may befall them."""

    run_id: UUID
    paper_id: UUID

    @rule(why=st.sampled_from(["", "because"]))
    def everybody_came(self, why: str) -> None:
        run = db.session.get_one(Run, self.run_id)
        cells = {(one.id, row.id): Said(Status.PRESENT) for one in halves(run) for row in
                 seats(run)}  # fmt: skip
        with suppress(Refused):
            marking.mark(run.id, cells, why=why, by=None)

    @rule(who=st.integers(0, 2), half=st.integers(0, 1), status=st.sampled_from(Status),
          why=st.sampled_from(["", "because"]))  # fmt: skip
    def mark(self, who: int, half: int, status: Status, why: str) -> None:
        run = db.session.get_one(Run, self.run_id)
        cell = halves(run)[half].id, seats(run)[who].id
        with suppress(Refused):
            marking.mark(run.id, {cell: Said(status, 30)}, why=why, by=None)

    @rule(who=st.integers(0, 2), right=st.integers(0, 4), why=st.sampled_from(["", "because"]))
    def write(self, who: int, right: int, why: str) -> None:
        run = db.session.get_one(Run, self.run_id)
        paper = db.session.get_one(Paper, self.paper_id)
        with suppress(Refused):
            sittings.type_in(paper.id, {seats(run)[who].id: sheet(paper, right)}, by=None, why=why)

    @rule(who=st.integers(0, 2))
    def leave(self, who: int) -> None:
        with suppress(Refused):
            enrolling.withdraw(seats(db.session.get_one(Run, self.run_id))[who].id, "Ill", by=None)

    @rule()
    def end_test(self) -> None:
        with suppress(Refused):
            papers.move(self.paper_id, PaperState.CLOSED, by=None)

    @rule()
    def close(self) -> None:
        with suppress(Refused):
            running.move(self.run_id, RunState.CLOSED, by=None)

    @invariant()
    def one_live_answer_a_question(self) -> None:
        db.session.rollback()
        live = select(func.count()).where(Answer.is_live).group_by(
            Answer.sitting_id, Answer.question_id)  # fmt: skip
        assert set(db.session.scalars(live)) <= {1}

    @invariant()
    def a_closed_run_is_whole_and_completed_by_its_rule(self) -> None:
        run = db.session.get_one(Run, self.run_id)
        if run.state != RunState.CLOSED:
            return
        table, scores = grid.of(run), results.after(run)
        assert table.unmarked == 0
        for row in table.rows:
            score = scores.get(row.enrolment.id)
            passed = score is not None and score.reaches(MARK)
            came = bool(row.attendance.reaches(run.course.min_attendance))
            assert (row.enrolment.state == Seated.COMPLETED) is (came and passed)

    @invariant()
    def rows_sum_to_the_total(self) -> None:
        places = reach.places([self.run_id])
        whole = reached.total(places)
        for dimension in reached.DIMENSIONS:
            lines = reached.table(places, dimension).lines
            assert sum(line.persons or 0 for line in lines) == whole.persons
            assert sum(line.completions or 0 for line in lines) == whole.completions


def histories(examples: int, steps: int) -> None:
    run = made(people=3, sessions=2)
    db.session.get_one(Course, run.course_id).pass_mark = MARK
    db.session.commit()
    Histories.run_id, Histories.paper_id = run.id, opened(run).id
    steady = settings(max_examples=examples, stateful_step_count=steps, derandomize=True,
                      deadline=None, suppress_health_check=list(HealthCheck))  # fmt: skip
    run_state_machine_as_test(Histories, settings=steady)


def test_any_history_keeps_the_invariants() -> None:
    histories(4, 30)
