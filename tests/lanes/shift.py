"""A count of a shift and its signatures; call it inside a context."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from borderpost import clock
from borderpost.officers.identity import SignedIn
from borderpost.officers.proving import Signature
from lanes.models import Shift
from lanes.queries import shifts as queries
from lanes.services import shifts
from lanes.services.shift_counting import Told
from lanes.services.shifts import Taking
from lanes.shift_lines import Line
from tests.desk import post_id


def signed(who: SignedIn) -> Signature:
    """What a right password gives."""
    return Signature(who.officer_id, clock.now())


def books() -> dict[str, Line]:
    """The lines of the post now, by kind and name, such as ``cash XOF``."""
    found = queries.books(post_id(), queries.running(post_id()))
    return {f"{one.kind} {one.name}".strip(): one for one in found}


def told(**other: Any) -> dict[str, Told]:
    """Everything as the books say, but for these: ``told(cash_XOF=("100", "why"))``."""
    said = {}
    for name, line in books().items():
        usual = (line.expected or "0", "")
        stated, why = other.get(name.replace(" ", "_"), usual)
        said[line.key] = Told(stated, why)
    return said


def opened(who: SignedIn, **other: Any) -> Shift:
    """The shift, open."""
    return shifts.open_shift(told(**other), signed(who), by=who)


def offered(row: Shift, giver: SignedIn, taker_id: UUID | None, **other: Any) -> Shift:
    """The giver's signature."""
    return shifts.offer(row.id, told(**other), taker_id, "", signed(giver), by=giver)


def taken(
    row: Shift, taker: SignedIn, *, goes_on: bool = True, why: str = "", **other: Any
) -> Shift:
    """The second's signature."""
    return shifts.take(row.id, told(**other), Taking(goes_on, why), signed(taker), by=taker)
