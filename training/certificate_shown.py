"""A certificate as paper and pages print it: from its payload and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from borderpost.posts import queries as posts
from training.certificate_models import Certificate
from training.numbers import Attendance
from training.validity import Standing, standing


@dataclass(frozen=True)
class Shown:
    """Every printed fact of one certificate, and how it stands today."""

    facts: dict[str, Any]
    standing: Standing
    digest: str

    def title(self, language: str) -> str:
        """Of the course, in French where it has none in this language."""
        course = self.facts["course"]
        return str(course.get(f"title_{language}") or course["title_fr"])

    def day(self, name: str) -> date:
        """One of its days."""
        return date.fromisoformat(self.facts[name])

    @property
    def last_day(self) -> date | None:
        """The last day that it is valid; None: it does not expire."""
        until = self.facts["valid_until"]
        return date.fromisoformat(until) - timedelta(days=1) if until else None

    @property
    def percentage(self) -> float | None:
        """Of attendance, 0..100."""
        rule = self.facts["rule"]
        return Attendance(rule["minutes_credited"], rule["minutes_held"]).percentage


def shown(row: Certificate) -> Shown:
    """A certificate as it stands today."""
    return Shown(row.payload, standing_of(row), row.payload_sha256)


def standing_of(row: Certificate) -> Standing:
    """How a certificate stands today, by the calendar of the post that issued it."""
    return standing(row.ended_as, row.valid_until, posts.today(row.post_id))
