"""Replaying a post's own crossings against a list: how often the desk would be alerted at each
threshold, and how many damaged copies of the listed would still be found.

Read-only, bounded, and the same each time: a second person approves thresholds on what is seen
here.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any
from uuid import UUID

from sqlalchemy import select

from borderpost import pasts
from borderpost.db import db
from watchlist import damages, shelf
from watchlist.index import Index
from watchlist.listed import DateQuality, of_plain
from watchlist.matching import Identity
from watchlist.models import Entry, WatchList
from watchlist.queries import entries
from watchlist.screening import MOST_HITS
from watchlist.weighing import names_agree, weighed

STEPS = tuple(round(step / 20, 2) for step in range(1, 20))  # .05 to .95
TRAVELLERS, LISTED = 1_000, 160  # of one replay
_LOWEST = 0.01
_SEED = 2014
_AT_ONCE = 500


@dataclass(frozen=True)
class Copy:
    """A traveller who is a listed person, damaged on the way; ``key`` is the entry's id."""

    key: str
    quality: str
    kind: str  # one of damages.KINDS
    who: Identity


@dataclass
class Curve:
    """For each date quality: the best probability of each traveller, and of each damaged copy."""

    travellers: int = 0
    alerts: dict[str, list[float]] = field(default_factory=lambda: _each())
    found: dict[str, list[float]] = field(default_factory=lambda: _each())  # 0.0: not found

    def points(self, quality: str) -> list[tuple[float, float, float | None]]:
        """Threshold, alerts per 1,000 travellers, and recall; None where nobody listed has this
        quality."""
        return [(step, self.alerted(quality, step), self.recall(quality, step)) for step in STEPS]

    def alerted(self, quality: str, step: float) -> float:
        """Alerts per 1,000 travellers from this threshold on."""
        many = sum(one >= step for one in self.alerts[quality])
        return 1000 * many / self.travellers if self.travellers else 0.0

    def recall(self, quality: str, step: float) -> float | None:
        """Which share of the damaged copies is found from this threshold on."""
        tried = self.found[quality]
        return sum(one >= step for one in tried) / len(tried) if tried else None

    def plain(self) -> dict[str, Any]:
        """As the approved proposal keeps it: the points, not the people."""
        points = {one.value: self.points(one) for one in DateQuality}
        tried = {one.value: len(self.found[one]) for one in DateQuality}
        return {"travellers": self.travellers, "tried": tried, "points": points}


def replay(found: WatchList, asked: pasts.Asked) -> Curve:
    """The curve of a list over past travellers. Without a searchable form there is none."""
    curve, standing = Curve(), shelf.of(found.id)
    index = standing.index() if standing else None
    if index is None:
        return curve
    for who in islice(distinct(pasts.told(asked)), TRAVELLERS):
        curve.travellers += 1
        for quality, best in _best(index, identity_of(who)).items():
            curve.alerts[quality].append(best)
    for copy in copies(found, LISTED):
        hits = weighed(index, copy.who, _LOWEST, MOST_HITS)
        best = max((one.probability for one in hits if one.key == copy.key), default=0.0)
        curve.found[copy.quality].append(best)
    return curve


def identity_of(who: pasts.PastIdentity) -> Identity:
    """A past traveller as matching compares one."""
    return Identity(
        surname=who.surname,
        given=who.given,
        birth_date=who.birth_date,
        nationality=who.nationality,
        sex=who.sex if who.sex in "MF" else "",
        is_truncated=who.is_truncated,
    )


def distinct(told: Iterable[pasts.PastIdentity]) -> Iterator[pasts.PastIdentity]:
    """Each identity once, as it was told first: the newest passage."""
    seen: set[tuple[str, ...]] = set()
    for who in told:
        key = (who.surname, who.given, who.birth_date, who.nationality, who.document_number)
        if key not in seen:
            seen.add(key)
            yield who


def _best(index: Index, who: Identity) -> dict[str, float]:
    """The best probability of this traveller among entries of each date quality."""
    strong: dict[UUID, float] = {}
    for one in weighed(index, who, _LOWEST, MOST_HITS):
        key, is_weak = entries.of_key(one.key)
        if names_agree(one) and not is_weak:  # else the desk hears nothing of it
            strong[key] = one.probability
    best: dict[str, float] = {}
    for key, row in entries.by_ids(strong).items():
        best[row.quality] = max(best.get(row.quality, 0.0), strong[key])
    return best


def copies(found: WatchList, most: int) -> Iterator[Copy]:
    """Damaged copies of entries drawn by a fixed seed, the kinds of damage in turn."""
    ids = db.session.scalars(
        select(Entry.id).where(Entry.list_id == found.id, entries.standing(found.version))
        .order_by(Entry.id)
    ).all()  # fmt: skip
    drawn = random.Random(_SEED).sample(ids, min(most, len(ids)))
    parts = [drawn[at : at + _AT_ONCE] for at in range(0, len(drawn), _AT_ONCE)]
    rows = (row for part in parts for row in entries.by_ids(part).values())
    for row, kind in zip(rows, cycle(damages.KINDS), strict=False):
        listed = of_plain(row.content)
        born = f"{listed.dates[0]}-06-15"[:10] if listed.dates else ""  # or made up
        who = damages.damaged(listed.name, born, entries.identity(listed), kind, row.key)
        yield Copy(str(row.id), row.quality, kind, who)


def _each() -> dict[str, list[float]]:
    return {quality.value: [] for quality in DateQuality}
