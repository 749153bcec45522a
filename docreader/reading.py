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
    confidence: float = 1.0  # 0..1: how likely ``raw`` is what is printed; 1 for typed lines
    blind: str = ""  # characters of ``raw`` that every check digit would let pass as another
    was: str = ""  # ``raw`` before a repair, '' when nothing was changed


class Kind(StrEnum):
    """What a barcode holds."""

    TEXT = "text"  # nothing that is known here
    ZONE = "zone"  # the lines of a zone once more
    LICENCE = "licence"  # AAMVA's driving licence or identity card
    SEAL = "seal"  # ICAO's visible digital seal, in bytes
    SEAL_JSON = "seal_json"  # the same in JSON, VDS-NC


class Copy(StrEnum):
    """How what a barcode says stands to the zone beside it."""

    NONE = "none"  # nothing that could be compared
    AGREES = "agrees"
    DIFFERS = "differs"


class Answer(StrEnum):
    """What is to be thought of a seal. None of them says that the document is genuine."""

    HOLDS = "holds"  # the signature holds, of a signer who is known and in force
    ALTERED = "altered"  # the signature does not fit what the seal says
    UNKNOWN = "unknown_signer"  # no certificate here vouches for it: nothing was checked
    EXPIRED = "expired"  # it holds, but the certificate is over, or has not begun
    UNREADABLE = "unreadable"  # no seal could be made out of it; ``trouble`` says why


@dataclass(frozen=True)
class Barcode:
    """One barcode found on the picture.

    ``raw`` holds its bytes, '' when they are nothing but the text in UTF-8.
    """

    symbology: str
    text: str
    raw: bytes = b""

    @property
    def data(self) -> bytes:
        """The bytes that the barcode holds."""
        return self.raw or self.text.encode(errors="replace")

    def as_json(self) -> dict[str, str]:
        """Plain data, the bytes in hexadecimal digits."""
        return {"symbology": self.symbology, "text": self.text, "raw": self.raw.hex()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Barcode:
        """The barcode that ``as_json`` described; raises as ``Reading.from_json``."""
        raw = bytes.fromhex(str(data.get("raw", "")))
        return cls(str(data["symbology"]), str(data["text"]), raw)


@dataclass(frozen=True)
class Payload:
    """What one barcode says, with what can be thought of it.

    ``says``: values by field, under the zone's names where it has the field. ``differs``: the
    fields that say something else than the zone. ``answer`` is a seal's alone, ``signer`` whom
    it names or whose certificate it brings; the days are those of the certificate that the
    answer rests on, ISO, '' where there is none.
    """

    kind: Kind
    says: Mapping[str, str] = field(default_factory=dict)
    zone: tuple[str, ...] = ()
    copy: Copy = Copy.NONE
    differs: tuple[str, ...] = ()
    answer: Answer | None = None
    trouble: str = ""
    signer: str = ""
    first_day: str = ""
    last_day: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain data; ``answer`` is '' for what is no seal."""
        return {
            "kind": self.kind.value,
            "says": dict(self.says),
            "zone": list(self.zone),
            "copy": self.copy.value,
            "differs": list(self.differs),
            "answer": self.answer.value if self.answer else "",
            "trouble": self.trouble,
            "signer": self.signer,
            "first_day": self.first_day,
            "last_day": self.last_day,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Payload:
        """The payload that ``as_json`` described; raises as ``Reading.from_json``."""
        return cls(
            kind=Kind(data["kind"]),
            says={str(name): str(value) for name, value in data["says"].items()},
            zone=tuple(str(line) for line in data["zone"]),
            copy=Copy(data["copy"]),
            differs=tuple(str(name) for name in data["differs"]),
            answer=Answer(data["answer"]) if data["answer"] else None,
            trouble=str(data["trouble"]),
            signer=str(data["signer"]),
            first_day=str(data["first_day"]),
            last_day=str(data["last_day"]),
        )


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
    confidence: float = 0.0  # 0..1: how likely all lines are what is printed; 1 for typed ones
    warnings: tuple[str, ...] = ()
    barcodes: tuple[Barcode, ...] = ()
    payloads: tuple[Payload, ...] = ()  # what each barcode says, in the same order
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
            "confidence": round(self.confidence, 4),
            "warnings": list(self.warnings),
            "barcodes": [barcode.as_json() for barcode in self.barcodes],
            "payloads": [payload.as_json() for payload in self.payloads],
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
            confidence=float(data["confidence"]),
            warnings=tuple(str(code) for code in data["warnings"]),
            barcodes=tuple(map(Barcode.from_json, data["barcodes"])),
            payloads=tuple(map(Payload.from_json, data["payloads"])),
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
