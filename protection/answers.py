"""PURE: what the questions' answers mean.

The four questions come before any refusal or hand-over (UNHCR 10-Point Plan, screening and
referral; IOM guidance on referral mechanisms). A child alone is due in an hour: the timeframes are
those of CPIMS+ (1 h, 3 h, 1 d, 3 d).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

QUESTIONS = ("fear", "alone", "coercion", "medical")
# Asked besides of whoever comes with a group that is sent here; the list is ours.
# Each is the indicator of its own yes.
NEEDS = (
    "pregnant", "elderly", "disability", "separated", "injury", "food_water", "shelter",
    "lost_papers",
)  # fmt: skip
# The indicator of the screening record that a yes stands for.
INDICATORS = {
    "fear": "wants_asylum",
    "alone": "unaccompanied_child",
    "coercion": "possible_trafficking",
    "medical": "serious_medical",
    "disclosure": "spontaneous_disclosure",
}
OUTCOMES = ("information_only", "assisted_here", "referred", "declined", "emergency")
CHILD_DUE = timedelta(hours=1)
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Answers:
    """What was answered. ``disclosure`` is one tick for what somebody told unasked; no question
    asks about violence (GBVIMS: services and consent first)."""

    questions: Mapping[str, str] = field(default_factory=dict)  # question -> yes or no
    disclosure: bool = False
    language: str = ""
    in_private: bool = False
    needs: tuple[str, ...] | None = None  # of NEEDS; None: nobody asked for them

    @property
    def open_questions(self) -> Sequence[str]:
        """The questions without an answer."""
        return [name for name in QUESTIONS if self.questions.get(name) not in (YES, NO)]

    @property
    def indicators(self) -> Sequence[str]:
        """What stops a refusal until the focal point has seen to it."""
        told = {**self.questions, "disclosure": YES if self.disclosure else NO}
        found = [indicator for name, indicator in INDICATORS.items() if told.get(name) == YES]
        return [*found, *(self.needs or ())]

    @property
    def due(self) -> timedelta | None:
        """How soon the focal point must act, where a rule says so."""
        return CHILD_DUE if "unaccompanied_child" in self.indicators else None

    def plain(self) -> dict[str, Any]:
        """As it is sealed."""
        told = {
            "questions": dict(self.questions),
            "disclosure": self.disclosure,
            "language": self.language,
            "in_private": self.in_private,
        }
        return told if self.needs is None else {**told, "needs": list(self.needs)}


def of_plain(plain: Mapping[str, Any]) -> Answers:
    """The answers back from ``plain``."""
    return Answers(
        {name: str(plain["questions"].get(name, "")) for name in QUESTIONS},
        disclosure=bool(plain["disclosure"]),
        language=str(plain["language"]),
        in_private=bool(plain["in_private"]),
        needs=tuple(plain["needs"]) if "needs" in plain else None,
    )
