"""Erasing what is older than its class may be kept; the log keeps how much went and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from borderpost import audit, features
from borderpost.db import transaction


class Act(StrEnum):
    """What the log says of a purge."""

    PURGED = "borderpost:class:purge"


@dataclass(frozen=True)
class Purged:
    """One class of rows, its feature and how many were erased; the subject of an audit line."""

    __tablename__ = "keeps"

    feature: str
    name: str
    number: int

    @property
    def id(self) -> str:
        """How the log names the class, such as ``crossings:zones``."""
        return f"{self.feature}:{self.name}"


def purge() -> Iterator[Purged]:
    """Erase class by class, each with its audit line, also when nothing was due: that a
    purge ran is worth knowing too."""
    for feature in features.loaded():
        for keep in feature.keeps:
            done = Purged(feature.name, keep.name, keep.run())
            with transaction():
                audit.record(Act.PURGED, done, by=None, erased=done.number)
            yield done
