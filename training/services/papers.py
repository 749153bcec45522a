"""Papers of a run: which questions, in which order, and when they may be sat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from training import Act
from training.exam_models import Paper, PaperQuestion, PaperState, Question, When
from training.models import Run, RunState
from training.queries import papers as queries
from training.services.running import unsettled

FORMS = "ABCDEF"
_MOVES = {PaperState.DRAFT: PaperState.OPEN, PaperState.OPEN: PaperState.CLOSED}


@dataclass(frozen=True)
class PaperFacts:
    """What a form says of a paper: which test, its limit in minutes, its questions in order."""

    kind: When
    question_ids: Sequence[UUID]
    minutes: int | None = None


def add(run_id: UUID, facts: PaperFacts, *, by: Actor | None) -> Paper:
    """A new paper; a second one of its kind is a parallel form of the same points."""
    with transaction() as session:
        run = unsettled(session.get_one(Run, run_id))
        others = [one for one in queries.of_run(run_id) if one.kind == facts.kind]
        if len(others) == len(FORMS):
            raise Refused(_l("There are enough parallel forms."), field="kind")
        row = Paper(run_id=run.id, kind=facts.kind, form=FORMS[len(others)],
                    minutes=facts.minutes, state=PaperState.DRAFT,
                    created_by=by.officer_id if by else None)  # fmt: skip
        session.add(row)
        _ask(row, run, facts.question_ids)
        session.flush()
        audit.record(Act.PAPER_ADDED, row, by=by, run=str(run.id), kind=row.kind, form=row.form)
    return row


def change(paper_id: UUID, facts: PaperFacts, *, by: Actor | None) -> None:
    """Change a paper that was not opened yet."""
    with transaction() as session:
        row = session.get_one(Paper, paper_id)
        run = unsettled(row.run)
        if row.state != PaperState.DRAFT:
            raise Refused(_l("This paper was opened: it stays as it is."))
        if facts.kind != row.kind:
            raise Refused(_l("A paper stays the test it is: its form has a letter."), field="kind")
        row.minutes = facts.minutes
        row.lines.clear()
        session.flush()
        _ask(row, run, facts.question_ids)
        audit.record(Act.PAPER_CHANGED, row, by=by)


def move(paper_id: UUID, to: PaperState, *, by: Actor | None) -> None:
    """Open a paper, or close it: whoever still writes has handed in what is saved."""
    with transaction() as session:
        row = session.get_one(Paper, paper_id)
        run = unsettled(row.run)
        if _MOVES.get(PaperState(row.state)) != to:
            raise Refused(_l("The paper has moved on meanwhile. Look at it again."))
        if to is PaperState.OPEN:
            _check_open(row, run)
        else:
            for one in queries.sittings(row.id):
                one.ended_at = one.ended_at or clock.now()
        row.state = to
        session.flush()
        audit.record(Act.PAPER_MOVED, row, by=by, to=to.value)


def _check_open(paper: Paper, run: Run) -> None:
    if run.state not in (RunState.OPEN, RunState.RUNNING):
        raise Refused(_l("Open the run for nominations first."))
    if paper.kind == When.POST and run.state != RunState.RUNNING:
        raise Refused(_l("Begin the run first: this is the test after it."))
    forms = [one for one in queries.of_run(run.id) if one.kind == paper.kind
             and one.state != PaperState.DRAFT]  # fmt: skip
    if any(one.most != paper.most for one in forms):
        raise Refused(_l("Parallel forms have the same points. Choose other questions."))


def _ask(paper: Paper, run: Run, question_ids: Sequence[UUID]) -> None:
    if not question_ids:
        raise Refused(_l("Choose at least one question."), field="question_ids")
    for position, question_id in enumerate(dict.fromkeys(question_ids), 1):
        question = db.session.get(Question, question_id)
        if question is None or question.course_id != run.course_id:
            raise Refused(_l("A question is not of this course. Open the page again."),
                          field="question_ids")  # fmt: skip
        paper.lines.append(PaperQuestion(position=position, question_id=question.id))
