"""Changing the question bank of a course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.posts.letterheads import reencoded
from borderpost.refusal import Refused
from training import Act
from training.answer_key import MOST_OPTIONS, Kind, number
from training.exam_models import Question
from training.models import Course
from training.queries import questions as queries

LANGUAGES = ("fr", "en", "ar")


@dataclass(frozen=True)
class QuestionFacts:
    """What a form says of a question. ``options`` has a text by language each; ``right`` their
    places from 0. ``picture`` is empty where the present one stays."""

    kind: Kind
    texts: Mapping[str, str]
    options: Sequence[Mapping[str, str]] = ()
    right: Sequence[int] = ()
    number: str = ""
    tolerance: str = "0"
    points: int = 1
    picture: bytes = b""


def add(course_id: UUID, facts: QuestionFacts, *, by: Actor | None) -> Question:
    """A new question. Raises ``Refused`` for one that nobody could answer rightly."""
    facts = _checked(facts)
    drawn = _drawn(facts.picture)
    with transaction() as session:
        row = Question(course_id=session.get_one(Course, course_id).id,
                       created_by=by.officer_id if by else None, **_columns(facts))  # fmt: skip
        row.picture, row.has_picture = drawn, bool(drawn)
        session.add(row)
        session.flush()
        audit.record(Act.QUESTION_ADDED, row, by=by, course=str(course_id))
    return row


def change(question_id: UUID, facts: QuestionFacts, *, by: Actor | None) -> Question:
    """Change a question; one that was asked is retired and a new one takes its place."""
    facts = _checked(facts)
    drawn = _drawn(facts.picture)
    with transaction() as session:
        row = session.get_one(Question, question_id)
        if row.retired_at is not None:
            raise Refused(_l("This question is retired. Write a new one."))
        drawn = drawn or row.picture
        if row.id in queries.asked(row.course_id):
            row.retired_at = clock.now()
            row = Question(course_id=row.course_id, created_by=by.officer_id if by else None)
            session.add(row)
        for name, value in _columns(facts).items():
            setattr(row, name, value)
        row.picture, row.has_picture = drawn, bool(drawn)
        session.flush()
        audit.record(Act.QUESTION_CHANGED, row, by=by)
    return row


def retire(question_id: UUID, *, by: Actor | None) -> None:
    """No new paper asks this question; the papers that have it keep it."""
    with transaction() as session:
        row = session.get_one(Question, question_id)
        row.retired_at = row.retired_at or clock.now()
        audit.record(Act.QUESTION_RETIRED, row, by=by)


def carry(course_id: UUID, *, by: Actor | None) -> int:
    """Copy the questions of the version before into one that has none; how many there were."""
    with transaction() as session:
        course = session.get_one(Course, course_id)
        old = queries.former(course)
        if old is None or queries.bank(course_id):
            raise Refused(_l("There is nothing to take over."))
        told = queries.bank(old.id)
        for one in told:
            same = {name: getattr(one, name) for name in _COPIED}
            row = Question(course_id=course_id, created_by=by.officer_id if by else None, **same)
            session.add(row)
            session.flush()
            audit.record(Act.QUESTION_ADDED, row, by=by, copies=str(one.id))
        return len(told)


_COPIED = ("kind", "text_fr", "text_en", "text_ar", "options", "right", "number", "tolerance",
           "points", "picture", "has_picture")  # fmt: skip


def _checked(facts: QuestionFacts) -> QuestionFacts:
    if facts.kind is Kind.NUMBER:
        return replace(facts, options=(), right=(), number=_number(facts.number, "number"),
                       tolerance=_number(facts.tolerance or "0", "tolerance"))  # fmt: skip
    if not 2 <= len(facts.options) <= MOST_OPTIONS:
        raise Refused(
            _l("Write from 2 to %(most)s options, one a line.", most=MOST_OPTIONS),
            field="options_fr",
        )
    if not facts.right or (facts.kind is Kind.SINGLE and len(facts.right) != 1):
        raise Refused(
            _l("Mark the right option with a star (*) before it: one, or several where several "
               "may be ticked."), field="options_fr",
        )  # fmt: skip
    return replace(facts, number="", tolerance="0")


def _number(text: str, field: str) -> str:
    try:
        found = number(text)
    except ValueError as error:
        raise Refused(_l("Write a number."), field=field) from error
    if field == "tolerance" and found < 0:
        raise Refused(_l("A tolerance is not negative."), field=field)
    return str(found)


def _drawn(picture: bytes) -> bytes | None:
    return reencoded(picture, field="picture") if picture else None


def _columns(facts: QuestionFacts) -> dict[str, object]:
    return {
        "kind": facts.kind.value, "options": [dict(one) for one in facts.options],
        "right": sorted(facts.right), "number": facts.number, "tolerance": facts.tolerance,
        "points": facts.points,
        **{f"text_{code}": facts.texts.get(code, "") for code in LANGUAGES},
    }  # fmt: skip
