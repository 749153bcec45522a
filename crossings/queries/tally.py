"""Counts of one day, by direction, nationality and hour."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from borderpost.db import db
from crossings.codes import CREW
from crossings.models import Crossing
from crossings.queries.register import standing

CROSSED = ("admit", "exit_ok")
LIVE, PAPER, IMPORTED = "live", "paper", "import"
# How a crossing came into the register. ``manifest`` is live too: the document lay before an
# officer at the machine.
WAYS = (LIVE, PAPER, IMPORTED)


def way_of(capture_mode: str) -> str:
    """The way of capture that a crossing's ``capture_mode`` belongs to."""
    return capture_mode if capture_mode in (PAPER, IMPORTED) else LIVE


def _decided() -> ColumnElement[bool]:
    """True but where the decision was taken back and none followed: nobody was counted there."""
    return Crossing.undone.is_(None)


@dataclass(frozen=True)
class Tally:
    """Crossings of one day that stand. Refused travellers are counted apart."""

    day: date
    by_direction: dict[str, int]
    by_nationality: list[tuple[str, dict[str, int]]]  # most first
    by_hour: list[dict[str, int]]  # 24 hours of the post's clock
    refused: int
    withdrawn: int
    by_health: dict[str, int]  # of all who were asked for a certificate, refused ones too
    by_way: dict[str, dict[str, int]]  # way of capture -> direction -> crossed
    by_nationality_and_way: list[tuple[str, str, dict[str, int]]]  # in the order of the ways
    crews: dict[str, int]  # of all who crossed, drivers and crews at work, by direction

    @property
    def busiest(self) -> int:
        """The count of the fullest hour, at least 1: the height of the chart."""
        return max(1, *(sum(hour.values()) for hour in self.by_hour))

    @property
    def crossed(self) -> int:
        """All who crossed, in and out."""
        return sum(self.by_direction.values())


_COUNTED = (
    Crossing.direction,
    Crossing.decision,
    Crossing.nationality,
    Crossing.occurred_at,
    Crossing.health_outcome,
    Crossing.capture_mode,
    Crossing.purpose,
)


def tally(post_id: UUID | None, day: date, zone: str) -> Tally:
    """Count the day at a post; ``zone`` is the post's IANA time zone."""
    rows = db.session.execute(
        select(*_COUNTED).where(
            Crossing.post_id == post_id, Crossing.occurred_on == day, standing(), _decided()
        )
    ).all()
    crossed = [row for row in rows if row.decision in CROSSED]
    hours: list[Counter[str]] = [Counter() for _hour in range(24)]
    nations: dict[str, Counter[str]] = {}
    ways: dict[str, Counter[str]] = {}
    apart: dict[tuple[str, str], Counter[str]] = {}
    for row in crossed:
        way = way_of(row.capture_mode)
        ways.setdefault(way, Counter())[row.direction] += 1
        apart.setdefault((way, row.nationality), Counter())[row.direction] += 1
        apart[way, row.nationality].update(["crew"] if row.purpose == CREW else [])
        hours[row.occurred_at.astimezone(ZoneInfo(zone)).hour][row.direction] += 1
        nations.setdefault(row.nationality, Counter())[row.direction] += 1
    ordered = sorted(nations.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    return Tally(
        day=day,
        by_direction=dict(Counter(row.direction for row in crossed)),
        by_nationality=[(code, dict(counts)) for code, counts in ordered],
        by_hour=[dict(hour) for hour in hours],
        refused=sum(row.decision == "refuse" for row in rows),
        withdrawn=sum(row.decision == "withdrawn" for row in rows),
        by_way={way: dict(ways[way]) for way in WAYS if way in ways},
        by_nationality_and_way=[
            (code, way, dict(apart[way, code]))
            for way in WAYS
            for code, _counts in ordered
            if (way, code) in apart
        ],
        crews=dict(Counter(row.direction for row in crossed if row.purpose == CREW)),
        by_health=dict(Counter(row.health_outcome for row in rows if row.health_outcome)),
    )
