"""Probabilities that can be taken at their word: of a field, and of all lines together.

The recogniser's own probabilities are too sure where a line was bent or cut. They are put on
a scale that was fitted to drawn pages of known truth (``python -m training_recogniser.calibrate``
prints how well it holds on others). A scale never promises more than the pages it was fitted
to can show: of ``n`` readings that were all right, the next is right n + 1 times in n + 2.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, expm1, log

from docreader.reading import Field, How, Reading, Verdict
from docreader.recognise import MODEL

FILM = "film_"  # begins the names of the scales of films: their evidence is summed and tempered
SCALES = MODEL.with_name("confidence.json")
_FURTHEST = 14.0  # log-odds beyond which nothing is told apart


@dataclass(frozen=True)
class Scale:
    """``slope`` times the raw log-odds, plus ``shift``; at most ``most``, a probability."""

    shift: float = 0.0
    slope: float = 1.0
    most: float = 1.0

    def of(self, raw: float) -> float:
        """The probability for ``raw``, the logarithm of the recogniser's own."""
        scaled = self.shift + self.slope * odds(raw)
        return min(self.most, 1 / (1 + exp(-max(-_FURTHEST, scaled))))


def odds(raw: float) -> float:
    """Log-odds of a probability that is given by its logarithm, within what can be told apart."""
    if raw > -exp(-_FURTHEST):
        return _FURTHEST
    return max(-_FURTHEST, raw - log(-expm1(raw)))


def kind_of_field(field: Field) -> str:
    """Which scale a field's probability is read on: how it came to be, and what covers it."""
    if field.how is not How.READ:
        return f"field_{field.how.value}"
    return "field_proven" if field.check is Verdict.OK else "field_unproven"


def kind_of_zone(reading: Reading) -> str:
    """Which scale a whole zone's probability is read on."""
    if any(check.verdict is Verdict.BAD for check in reading.checks):
        return "zone_bad"
    is_read = all(field.how is How.READ for field in reading.fields.values())
    return "zone_read" if is_read else "zone_mended"


def confidence(kind: str, raw: float) -> float:
    """0..1: how likely what was read is what is printed; ``raw`` as in ``Scale.of``."""
    return scales().get(kind, Scale()).of(raw)


@cache
def scales() -> Mapping[str, Scale]:
    """The scales that ship beside the network, by kind."""
    kept = json.loads(SCALES.read_text("utf-8"))["scales"]
    return {kind: Scale(**numbers) for kind, numbers in kept.items()}
