"""What the reader says of a document: frozen values, each with its evidence.

Nothing here is ever "clear" by default: a field that no check digit protects
says so, and a check that could not be made is ``absent`` or ``not_covered``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]


class Verdict(StrEnum):
    """The outcome of one check digit, or of the digit that covers a field."""

    OK = "ok"
    BAD = "bad"
    ABSENT = "absent"  # the position for the digit holds a filler and the field is empty
    NOT_COVERED = "not_covered"  # the format has no digit for it


class How(StrEnum):
    """How a value came to be."""

    READ = "read"
    REPAIRED = "repaired"  # one minimal candidate satisfied the check digits
    AMBIGUOUS = "ambiguous"  # several did, or the recogniser hesitated: the officer decides


@dataclass(frozen=True)
class Check:
    """One check digit of the zone (ICAO 9303-3 §4.9)."""

    name: str  # document_number, birth_date, expiry_date, optional_data, composite
    printed: str  # the character at the digit's position, '' when there is none
    computed: str  # the digit that the covered characters ask for
    verdict: Verdict


@dataclass(frozen=True)
class Field:
    """One data element with its evidence.

    ``value`` is the meaning (fillers gone, dates as ISO ``YYYY-MM-DD``, ``YYYY-MM``,
    ``YYYY`` or ``''`` as far as they are known); ``raw`` the characters of the zone.
    """

    name: str
    value: str
    raw: str
    check: Verdict
    how: How = How.READ
    confidence: float = 1.0  # 0..1, the weakest character; 1 for typed lines
    blind: str = ""  # characters of ``raw`` that every check digit would let pass as another
    was: str = ""  # ``raw`` before a repair, '' when nothing was changed


@dataclass(frozen=True)
class Barcode:
    """One barcode found on the picture."""

    symbology: str
    text: str


@dataclass(frozen=True)
class Reading:
    """The one answer of ``read`` and ``read_text``.

    ``format`` is one of TD1 TD2 TD3 MRVA MRVB FRAID, or '' when no zone was found.
    ``sure`` is True only if every check digit of the format holds, nothing was
    guessed and no character was doubtful. ``warnings`` are stable codes, words
    for them belong to the screen.
    """

    mrz_lines: tuple[str, ...] = ()
    format: str = ""
    fields: Mapping[str, Field] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    sure: bool = False
    warnings: tuple[str, ...] = ()
    barcodes: tuple[Barcode, ...] = ()
    zone: Grey | None = field(default=None, compare=False, repr=False)  # upright crop, H x W
    turned: int = 0  # degrees clockwise that bring the picture upright: 0 90 180 270

    def value(self, name: str) -> str:
        """The value of a field, '' when the document has no such field."""
        found = self.fields.get(name)
        return found.value if found else ""

    def as_json(self) -> dict[str, Any]:
        """Plain data for ``python -m docreader`` and the reader pool; without pictures."""
        return {
            "format": self.format,
            "mrz": list(self.mrz_lines),
            "fields": {
                name: {
                    "value": f.value,
                    "raw": f.raw,
                    "check": f.check.value,
                    "how": f.how.value,
                    "confidence": round(f.confidence, 4),
                    "blind": f.blind,
                    "was": f.was,
                }
                for name, f in self.fields.items()
            },
            "checks": {
                c.name: {"printed": c.printed, "computed": c.computed, "verdict": c.verdict.value}
                for c in self.checks
            },
            "sure": self.sure,
            "warnings": list(self.warnings),
            "barcodes": [{"symbology": b.symbology, "text": b.text} for b in self.barcodes],
            "turned": self.turned,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reading:
        """The reading that ``as_json`` described. Raises ValueError, KeyError, TypeError or
        AttributeError for data of another shape: it may come from a process that was broken.
        """
        return cls(
            mrz_lines=tuple(str(line) for line in data["mrz"]),
            format=str(data["format"]),
            fields={str(name): _field(str(name), f) for name, f in data["fields"].items()},
            checks=tuple(
                Check(str(name), str(c["printed"]), str(c["computed"]), Verdict(c["verdict"]))
                for name, c in data["checks"].items()
            ),
            sure=data["sure"] is True,
            warnings=tuple(str(code) for code in data["warnings"]),
            barcodes=tuple(Barcode(str(b["symbology"]), str(b["text"])) for b in data["barcodes"]),
            turned=int(data["turned"]),
        )


def _field(name: str, data: Mapping[str, Any]) -> Field:
    return Field(
        name,
        str(data["value"]),
        str(data["raw"]),
        Verdict(data["check"]),
        How(data["how"]),
        float(data["confidence"]),
        str(data["blind"]),
        str(data["was"]),
    )
