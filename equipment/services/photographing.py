"""What photos of boxes say of a packing list.

The codes of a photo come in no order, and a maker prints several on one box: its part number, an
EAN, an address that holds the serial number. So a photo tells which serial numbers of the list it
shows; which label of ours is on which thing, only when it shows one of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from borderpost.refusal import Refused
from equipment.models import Reception
from equipment.services import arrivals

_SHORTEST = 3  # letters and digits of a serial number that is looked for inside another code
_BREAK = re.compile(r"[^0-9A-Za-z._-]+")


@dataclass(frozen=True)
class Seen:
    """``blocks`` are to be entered, the codes of a photo together and a label after what it is
    on; ``others`` name nothing on the list."""

    blocks: tuple[tuple[str, ...], ...]
    others: tuple[str, ...] = ()

    def added_to(self, typed: str) -> str:
        """What was typed, and below it each block that does not stand there yet: when a refused
        form is sent again, nothing stands twice."""
        text = "\n".join(typed.splitlines())
        for block in map("\n".join, self.blocks):
            if f"\n{block}\n" not in f"\n{text}\n":
                text = f"{text}\n{block}".strip("\n")
        return text


def seen(reception: Reception, photos: Iterable[Sequence[str]], *, takes_all: bool) -> Seen:
    """The codes of several photos, put in order. With ``takes_all`` what the list does not name
    is to be entered too. Raises ``Refused`` for a photo that leaves open which label is on which
    thing."""
    listed = _listed(reception)
    blocks: dict[tuple[str, ...], None] = {}
    others: dict[str, None] = {}
    for photo in photos:
        labels = [one for one in photo if arrivals.tag_on(one)]
        rest = [one for one in photo if one not in labels]
        found = {one: _serial_in(one, listed) for one in rest}
        named = list(dict.fromkeys(serial for serial in found.values() if serial))
        unnamed = [one for one, serial in found.items() if not serial]
        things = named or unnamed
        if labels and (len(labels) > 1 or len(things) > 1):
            raise _unclear()
        more = unnamed if named and takes_all else ()
        if block := (*things, *more, *labels):
            blocks[block] = None
        others |= dict.fromkeys(unnamed if named and not takes_all else ())
    return Seen(tuple(blocks), tuple(others))


def _listed(reception: Reception) -> Mapping[str, str]:
    """The serial numbers that the list names or that came already, by how they are compared."""
    named = [one for line in reception.lines for one in line.serials]
    came = [one.serial for line in reception.lines for one in line.arrivals if one.serial]
    return {arrivals.key(one): one for one in [*came, *named]}


def _serial_in(code: str, listed: Mapping[str, str]) -> str:
    """The serial number that a code is, or the only one that it holds; '' for none."""
    if found := listed.get(arrivals.key(code), ""):
        return found
    parts = {arrivals.key(one) for one in _BREAK.split(code)}
    held = {listed[one] for one in parts if len(one) >= _SHORTEST and one in listed}
    return held.pop() if len(held) == 1 else ""


def _unclear() -> Refused:
    return Refused(
        _l("One photo shows several things beside our labels: nobody knows which label is on "
           "which. Take a photo of each thing, or scan one after the other."),
        field="picture",
    )  # fmt: skip
