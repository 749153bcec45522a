"""What stands on the label of a thing, and of a location."""

from __future__ import annotations

from collections.abc import Iterable

from equipment import codes
from equipment.labels import Label
from equipment.models import Asset, Location


def of_assets(things: Iterable[Asset]) -> list[Label]:
    """The labels of things: tag, model, and the project that paid."""
    return [
        Label(
            codes.of_asset(thing.tag),
            thing.tag,
            (thing.model.title, thing.project.code if thing.project else ""),
        )
        for thing in things
    ]


def of_location(location: Location) -> Label:
    """The label of a location: its code and name."""
    return Label(codes.of_location(location.code), location.code, (location.name,))
