"""Where an officer goes on: after a sheet, from a code that was scanned, from a traveller's file.

The desk asks here and never sees whose page it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel.speaklater import LazyString

from borderpost import features


@dataclass(frozen=True)
class Way:
    """A page: its endpoint with what its address names, and the words of a link to it."""

    endpoint: str
    values: Mapping[str, Any]
    words: LazyString


def after(inspection_id: UUID, post_id: UUID | None) -> Way | None:
    """The page to go on to from this sheet, None when the desk goes on itself."""
    found = (way(inspection_id, post_id) for way in features.contributions("ways_on"))
    return next((one for one in found if one is not None), None)


def of_scanned(texts: Sequence[str]) -> Way | None:
    """The page that opens for the codes that came in at the desk at once; None where no subject
    printed one of them. Raises ``Refused`` for a code of a subject's own that does not hold."""
    found = (way(texts) for way in features.contributions("scanned"))
    return next((one for one in found if one is not None), None)


def of_person(person_id: UUID, post_id: UUID | None) -> Sequence[Way]:
    """What other subjects have on a traveller, or may do for one."""
    return [
        way for ways in features.contributions("person_ways") for way in ways(person_id, post_id)
    ]
