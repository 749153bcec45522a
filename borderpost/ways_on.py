"""Where an officer goes on after a sheet: a subject that sent somebody to the desk takes them back.

The desk asks here and never sees whose page it is.
"""

from __future__ import annotations

from collections.abc import Mapping
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
