"""The grid of answers from paper: a row a sheet, a column a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from borderpost import locale
from training import answer_key
from training.exam_models import Answer, Paper, Question, Sitting
from training.models import Enrolment
from training.queries import papers


@dataclass
class Typed:
    """Sheets that were typed whole, and the names of cells that are none or missing."""

    told: dict[UUID, dict[UUID, str]] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Cell:
    """A cell as the page shows it."""

    name: str
    value: str
    is_wrong: bool = False


@dataclass(frozen=True)
class Row:
    """A participant's sheet; ``is_other``: they wrote another form, or still write."""

    number: int
    person: Enrolment
    cells: list[Cell]
    is_other: bool


def read(paper: Paper, sent: Mapping[str, str]) -> Typed:
    """Every sheet of which anything is typed. A sheet is whole or it is wrong."""
    told = Typed()
    people, known = papers.typed(paper)
    for person in people:
        if _is_other(paper, known.get(person.id)):
            continue
        typed = {one: sent.get(_name(person, one), "").strip() for one in paper.questions}
        if any(typed.values()):
            _read(person, typed, told)
    return told


def rows(paper: Paper, told: Typed, sent: Mapping[str, str]) -> list[Row]:
    """The grid: as it was ``sent``, else as it stands."""
    people, known = papers.typed(paper)
    numbers, given = (
        papers.numbers(paper.run_id),
        papers.answers([one.id for one in known.values()]),
    )
    found = []
    for person in people:
        sitting = known.get(person.id)
        cells = [_cell(person, one, sitting, given, told, sent) for one in paper.questions]
        found.append(Row(numbers[person.id], person, cells, _is_other(paper, sitting)))
    return sorted(found, key=lambda row: row.number)


def _read(person: Enrolment, typed: Mapping[Question, str], told: Typed) -> None:
    found = {}
    for question, text in typed.items():
        try:
            if not text:
                raise ValueError("a sheet is typed whole")
            found[question.id] = answer_key.read(text, question.key)
        except ValueError:
            told.wrong.add(_name(person, question))
    if len(found) == len(typed):
        told.told[person.id] = found


def _cell(
    person: Enrolment, question: Question, sitting: Sitting | None,
    given: Mapping[tuple[UUID, UUID], Answer], told: Typed, sent: Mapping[str, str],
) -> Cell:  # fmt: skip
    name = _name(person, question)
    value = sent.get(name)
    if value is None:
        answer = given.get((sitting.id, question.id)) if sitting else None
        text = answer.given if answer else ""
        value = answer_key.written(text, question.key.kind, locale.code()) if sitting else ""
    return Cell(name, value, name in told.wrong)


def _is_other(paper: Paper, sitting: Sitting | None) -> bool:
    return sitting is not None and (sitting.paper_id != paper.id or sitting.ended_at is None)


def _name(person: Enrolment, question: Question) -> str:
    return f"a-{person.id}-{question.id}"
