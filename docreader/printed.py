"""What is printed on a page against what its zone codes: the door and its answers.

Nothing is ever taken to agree because it could not be read: that is ``not_compared``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docreader.reading import Reading

COMPARED_FIELDS = ("surname", "given_names", "document_number", "birth_date", "expiry_date")


class State(StrEnum):
    """What the print says of one field of the zone."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COMPARED = "not_compared"  # not found, or not read surely enough to say either


@dataclass(frozen=True)
class Printed:
    """One field. ``read`` is the print in capitals without accents, '' where nothing was found.

    ``box``: left, top, width and height as shares of the upright page (the picture turned by
    ``Reading.turned``). ``confidence`` 0..1 is that of the least clear character.
    """

    state: State = State.NOT_COMPARED
    read: str = ""
    box: tuple[float, float, float, float] | None = None
    confidence: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Plain data; ``box`` is None where nothing was found."""
        return {
            "state": self.state.value,
            "read": self.read,
            "box": [round(v, 4) for v in self.box] if self.box else None,
            "confidence": round(self.confidence, 4),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Printed:
        """The field that ``as_json`` described; raises as ``Reading.from_json``."""
        box = [float(value) for value in data["box"]] if data["box"] else None
        return cls(
            State(data["state"]),
            str(data["read"]),
            (box[0], box[1], box[2], box[3]) if box else None,
            float(data["confidence"]),
        )


def nothing_compared(reading: Reading) -> dict[str, Printed]:
    """The answer where there is no page to look at: every coded field not compared."""
    return {name: Printed() for name in COMPARED_FIELDS if reading.value(name)}
