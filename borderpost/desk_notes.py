"""What stands above the desk from other subjects: one sentence and the way on, with its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from borderpost import features
from borderpost.audit import Actor


@dataclass(frozen=True)
class Note:
    """A sentence, and where its link or button leads; ``endpoint`` '' leads nowhere. ``sends``:
    it is a form, not a link."""

    words: str
    label: str = ""
    endpoint: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    sends: bool = False


def notes(officer: Actor) -> Sequence[Note]:
    """The notes for one officer, in the order of the features."""
    found = (note(officer) for note in features.contributions("desk_notes"))
    return [one for one in found if one is not None]
