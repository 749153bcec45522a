"""PURE: from which day to which a certificate is valid: [issued, valid until)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What the public page says of a certificate today."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


def after(day: date, months: int | None) -> date | None:
    """The first day that is no longer valid; the month's last day where it has fewer days. None:
    it does not expire."""
    if months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def holds_on(day: date, issued_on: date, valid_until: date | None) -> bool:
    """Whether a day lies in [issued, valid until), half-open."""
    return issued_on <= day and (valid_until is None or day < valid_until)


def standing(ended_as: str, valid_until: date | None, today: date) -> Standing:
    """How it ended, or whether its days are over."""
    if ended_as:
        return Standing(ended_as)
    is_over = valid_until is not None and today >= valid_until
    return Standing.EXPIRED if is_over else Standing.VALID
