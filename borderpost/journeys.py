"""What is known of a traveller's journey before anybody types: a subject that sent somebody to the
desk says it there.

The desk asks here and never sees whose words they are; the officer confirms or changes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from borderpost import features


@dataclass(frozen=True)
class Journey:
    """Codes of the desk's lists and a place, '' for what is not known."""

    purpose: str = ""
    destination: str = ""
    transport: str = ""


def habit(person_id: UUID, post_id: UUID | None) -> str:
    """The purpose with which somebody who is known usually crosses, as a subject knows it; '' where
    none does. It stands on the sheet by itself, and the officer may choose another."""
    found = (told(person_id, post_id) for told in features.contributions("habits"))
    return next((one for one in found if one), "")


def known(inspection_id: UUID, post_id: UUID | None) -> Journey | None:
    """The journey of the traveller on this sheet, None when no subject knows it."""
    found = (told(inspection_id, post_id) for told in features.contributions("journeys"))
    return next((one for one in found if one is not None), None)
