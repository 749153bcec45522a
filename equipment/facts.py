"""PURE: what is described of a thing, and how its events tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Facts:
    """What is described of a thing, beside its tag and its standing."""

    model_id: UUID
    serial: str = ""
    former_tag: str = ""
    project_id: UUID | None = None
    budget_line_id: UUID | None = None
    donor_id: UUID | None = None
    owner: str = ""
    cost: Decimal | None = None
    currency: str = ""
    received_on: date | None = None
    warranty_until: date | None = None
    calibrated_until: date | None = None
    title_transfer_on: date | None = None  # by a signed donation, never described
    plated_on: date | None = None  # the donor's plate is on it since
    note: str = ""

    def plain(self) -> dict[str, str]:
        """As an event tells it: text by column, '' for nothing."""
        return {name: as_text(value) for name, value in vars(self).items()}


def as_text(value: object) -> str:
    """A fact as an event tells it; money with its two places."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return "" if value is None else str(value)


def as_value(name: str, text: str) -> Any:
    """A fact from what an event tells: ``as_text`` the other way round."""
    if not text and name not in ("serial", "former_tag", "owner", "currency", "note"):
        return None
    if name.endswith("_id"):
        return UUID(text)
    if name == "cost":
        return Decimal(text)
    return date.fromisoformat(text) if name.endswith(("_on", "_until")) else text
