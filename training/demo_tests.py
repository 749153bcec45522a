"""The demonstration's tests: a few questions, a paper before and after, and invented answers."""

from __future__ import annotations

from uuid import UUID

from training.answer_key import Kind
from training.exam_models import Paper, PaperState, When
from training.models import Course, Run
from training.queries import papers as read
from training.services import papers, questions, sittings
from training.services.papers import PaperFacts
from training.services.questions import QuestionFacts

_LINES = [{"fr": "2", "en": "2", "ar": "2"}, {"fr": "3", "en": "3", "ar": "3"},
          {"fr": "4", "en": "4", "ar": "4"}]  # fmt: skip
_SIGNS = [
    {"fr": "Un changement de police dans la date", "en": "A change of typeface in the date",
     "ar": "تغيّر الخط في التاريخ"},
    {"fr": "Un tampon pâle", "en": "A pale stamp", "ar": "ختم باهت"},
    {"fr": "Un chiffre de contrôle faux", "en": "A wrong check digit", "ar": "رقم تحقق خاطئ"},
]  # fmt: skip
_YES_NO = [{"fr": "Oui", "en": "Yes", "ar": "نعم"}, {"fr": "Non", "en": "No", "ar": "لا"}]
_QUESTIONS = (
    QuestionFacts(Kind.SINGLE, {"fr": "Combien de lignes a la zone d’un passeport ?",
                                "en": "How many lines has the zone of a passport?",
                                "ar": "كم سطرا في منطقة قراءة جواز السفر؟"}, _LINES, [0]),
    QuestionFacts(Kind.NUMBER, {"fr": "Combien de caractères a chaque ligne ?",
                                "en": "How many characters has each line?",
                                "ar": "كم محرفا في كل سطر؟"}, number="44"),
    QuestionFacts(Kind.MULTIPLE, {"fr": "Quels signes font renvoyer en deuxième ligne ?",
                                  "en": "Which signs lead to the second line?",
                                  "ar": "أي العلامات تستدعي الإحالة إلى الخط الثاني؟"},
                  _SIGNS, [0, 2], points=2),
    QuestionFacts(Kind.SINGLE, {"fr": "Un passeport abîmé est-il toujours falsifié ?",
                                "en": "Is a damaged passport always forged?",
                                "ar": "هل جواز السفر التالف مزور دائما؟"}, _YES_NO, [1]),
)  # fmt: skip
_RIGHT = {"number": "44", "wrong": "40"}
_BEFORE, _AFTER = (1, 2, 0, 1, 3, 2, 1, 2), (3, 4, 1, 3, 4, 4, 2, 3)  # right answers a person


def questioned(course: Course) -> list[UUID]:
    """The questions of a course."""
    return [questions.add(course.id, facts, by=None).id for facts in _QUESTIONS]


def written(run: Run, asked: list[UUID]) -> None:
    """Both tests of a run, typed from paper, one person absent from the first."""
    for kind, rights in ((When.PRE, _BEFORE), (When.POST, _AFTER)):
        paper = papers.add(run.id, PaperFacts(kind, asked, 20), by=None)
        papers.move(paper.id, PaperState.OPEN, by=None)
        people = [row.id for row in read.typed(paper)[0]]
        told = {key: _sheet(paper, right) for key, right in zip(people, rights, strict=False)}
        if kind is When.PRE and len(told) > 1:
            told.popitem()
        sittings.type_in(paper.id, told, by=None)
        papers.move(paper.id, PaperState.CLOSED, by=None)


def waiting(run: Run, asked: list[UUID]) -> None:
    """A test that may be written on screen now."""
    paper = papers.add(run.id, PaperFacts(When.PRE, asked), by=None)
    papers.move(paper.id, PaperState.OPEN, by=None)


def _sheet(paper: Paper, right: int) -> dict[UUID, str]:
    return {one.id: _answer(one.key.kind, one.right, place < right)
            for place, one in enumerate(paper.questions)}  # fmt: skip


def _answer(kind: Kind, right: list[int], is_right: bool) -> str:
    if kind is Kind.NUMBER:
        return _RIGHT["number" if is_right else "wrong"]
    if is_right:
        return ",".join(str(place) for place in right)
    return "1" if right[0] == 0 else "0"
