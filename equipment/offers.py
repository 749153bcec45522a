"""What the selects of several forms offer: the locations of a post, and who serves there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from borderpost.forms import choices
from borderpost.officers import queries as officers
from equipment.queries import locations


def key(text: str | None) -> UUID | None:
    """The id that a select holds, None for an empty one or for what is no id."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def locations_at(post_id: UUID | None, *, empty: object, is_store: bool | None = None) -> list[Any]:
    """Where things may be put: stores and workshops, what is none of them, or either (None)."""
    rows = [
        (str(one.id), f"{one.code} · {one.name}")
        for one in locations.open_locations(post_id)
        if is_store is None or one.is_store == is_store
    ]
    return choices(rows, empty=empty)


def people_at(post_id: UUID | None, *, empty: object) -> list[Any]:
    """Who may hold things: whoever is posted there today."""
    rows = [(str(one.id), one.name) for one in officers.serving(post_id)]
    return choices(rows, empty=empty)
