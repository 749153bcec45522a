"""PURE: what is wrong with a vehicle's papers at its passage, and which of it must be answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

INSURED = frozenset({"MOTO", "CAR", "MINI", "BUS", "TRK"})  # codes of what has an engine


class Fault(StrEnum):
    """What is said to the officer."""

    NO_INSURANCE = "no_insurance"
    INSURANCE_OVER = "insurance_over"
    INSURANCE_SHORT = "insurance_short"  # it ends before the last lawful day
    NO_CUSTOMS = "no_customs"
    CUSTOMS_OVER = "customs_over"
    CUSTOMS_SHORT = "customs_short"


ANSWERED = frozenset({Fault.NO_INSURANCE, Fault.INSURANCE_OVER})


@dataclass(frozen=True)
class Papers:
    """The papers of a vehicle; a day is the last one on which the paper is good."""

    insurance_number: str = ""
    insurance_until: date | None = None
    customs_number: str = ""
    customs_until: date | None = None


def faults(
    papers: Papers, kind: str, today: date, last_day: date | None, *, foreign: bool
) -> Sequence[Fault]:
    """What the papers of a vehicle that comes in lack, the insurance first."""
    if kind not in INSURED:
        return []
    found = [_insurance(papers, today, last_day)]
    if foreign:
        found.append(_customs(papers, today, last_day))
    return [one for one in found if one]


def _insurance(papers: Papers, today: date, last_day: date | None) -> Fault | None:
    if not papers.insurance_number or papers.insurance_until is None:
        return Fault.NO_INSURANCE
    if papers.insurance_until < today:
        return Fault.INSURANCE_OVER
    short = last_day is not None and papers.insurance_until < last_day
    return Fault.INSURANCE_SHORT if short else None


def _customs(papers: Papers, today: date, last_day: date | None) -> Fault | None:
    if not papers.customs_number or papers.customs_until is None:
        return Fault.NO_CUSTOMS
    if papers.customs_until < today:
        return Fault.CUSTOMS_OVER
    short = last_day is not None and papers.customs_until < last_day
    return Fault.CUSTOMS_SHORT if short else None
