"""Donors' plates: what stands on each, and where on the sheet, to the hundredth of a millimetre.

They are drawn as a page and not as a label's vectors, because a plate carries a picture and
sentences in Arabic letters; the places come from the same table of papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from equipment.label_formats import Format, Spot, spots
from equipment.models import Asset
from projects.models import Donor

_MARGIN = 1.5  # mm inside a plate


@dataclass(frozen=True)
class Plate:
    """What one plate says; ``place`` is its number on the sheet, by which the style knows it."""

    tag: str
    donor: Donor
    project: str
    sentence: str
    place: int


def sheets(
    form: Format, things: Iterable[Asset], language: str, skip: int = 0
) -> Iterator[Sequence[Plate]]:
    """The plates of things, page by page; the first ``skip`` places stay empty."""
    page: list[Plate] = []
    for number, thing in enumerate(things, skip):
        place = number % form.per_page
        if page and place == 0:
            yield page
            page = []
        if thing.donor is not None:
            project = thing.project.code if thing.project else ""
            page.append(Plate(thing.tag, thing.donor, project, thing.donor.plate(language), place))
    if page:
        yield page


def style(form: Format, shift: tuple[float, float] = (0, 0)) -> str:
    """The style sheet that puts each place of a page where its paper has it."""
    width, height = form.page
    rules = [
        f"@page plates {{ size: {width}mm {height}mm; margin: 0; }}",
        f".plates {{ page: plates; position: relative; width: {width}mm; height: {height}mm; "
        "overflow: hidden; }",
        ".plates + .plates { break-before: page; }",
        *(_place(number, spot) for number, spot in enumerate(spots(form, form.per_page, 0, shift))),
    ]
    return "\n".join(rules)


def pictures(things: Iterable[Asset]) -> Mapping[UUID, bytes]:
    """The logo of each donor that has one."""
    donors = {thing.donor.id: thing.donor for thing in things if thing.donor is not None}
    return {key: donor.logo for key, donor in donors.items() if donor.logo}


def _place(number: int, spot: Spot) -> str:
    """One place: its corner and size, and letters as large as it has room for."""
    letters = min(spot.height / 8, spot.width / 17)
    return (
        f".place-{number} {{ left: {spot.x:.2f}mm; top: {spot.y:.2f}mm; "
        f"width: {spot.width - 2 * _MARGIN:.2f}mm; height: {spot.height - 2 * _MARGIN:.2f}mm; "
        f"padding: {_MARGIN}mm; font-size: {letters:.2f}mm; }}"
    )
