"""One act for everything that was scanned: all of it, or nothing and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost.audit import Actor
from borderpost.db import transaction
from borderpost.refusal import Refused
from equipment import codes as label
from equipment.models import Asset, CustodyAct, Location
from equipment.queries import assets, locations
from equipment.services import custody, kit_parts, recording, register
from equipment.services.custody import MOST, HandOver, TakeBack
from equipment.services.register import StepSaid

STEPS = ("store", "place", "fault", "repair", "miss", "find")  # beside giving and returning


@dataclass(frozen=True)
class Order:
    """What is to be done with all of them."""

    action: str  # give, return, or one of ``STEPS``
    receiver_id: UUID | None = None
    location_id: UUID | None = None
    due_on: date | None = None
    condition: str = ""
    reason: str = ""
    giver_id: UUID | None = None  # of a hand-over between two others; None: the officer


@dataclass(frozen=True)
class Resolved:
    """Scanned lines: the things and the places that they name, each once, and the lines that
    name none."""

    things: Sequence[Asset] = ()
    unknown: Sequence[str] = field(default_factory=tuple)
    places: Sequence[Location] = ()

    @property
    def codes(self) -> list[str]:
        """The same as codes, to be taken along to another page."""
        places = [label.of_location(one.code) for one in self.places]
        return [*(one.tag for one in self.things), *places]


def resolved(text: str, post_id: UUID | None) -> Resolved:
    """What lines of scanned or typed codes name. One that names several is told as unknown."""
    things: dict[UUID, Asset] = {}
    places: dict[UUID, Location] = {}
    unknown: list[str] = []
    for line in text.splitlines():
        code = line.strip()
        if not code:
            continue
        place = locations.scanned(code, post_id)
        found = [] if place else assets.meant(code, post_id)
        if place is not None:
            places.setdefault(place.id, place)
        elif len(found) == 1:
            things.setdefault(found[0].id, found[0])
        else:
            unknown.append(code[:60])
    return Resolved(tuple(things.values()), tuple(unknown), tuple(places.values()))


def named(codes: str, post_id: UUID | None) -> Sequence[Asset]:
    """The things that codes name, at least one. Raises ``Refused``, naming the codes that name
    no thing here."""
    found = resolved(codes, post_id)
    places = [label.of_location(one.code) for one in found.places]
    return _things(replace(found, unknown=(*found.unknown, *places)))


def _things(found: Resolved) -> Sequence[Asset]:
    if found.unknown:
        raise Refused(
            _l("Nothing here has these codes: %(codes)s. Nothing was done.",
               codes=", ".join(found.unknown[:10])),
            field="codes",
        )  # fmt: skip
    if not found.things:
        raise Refused(_l("Name at least one thing."), field="codes")
    return found.things


def carry_out(codes: str, order: Order, post_id: UUID | None, *, by: Actor) -> list[CustodyAct]:
    """Do one thing with everything that was scanned; the acts of custody that it made."""
    with transaction() as session:
        found = resolved(codes, post_id)
        things, order = _things(found), _at(order, found.places)
        if len(things) > MOST:
            raise Refused(_l("At most %(most)s things at once.", most=MOST), field="codes")
        session.flush()
        return _done(things, order, by)


def _at(order: Order, places: Sequence[Location]) -> Order:
    """The order with the place that was scanned."""
    ids = {one.id for one in places} | ({order.location_id} if order.location_id else set())
    if places and len(ids) > 1:
        raise Refused(_l("One place only: scan its label once, or choose it from the list."),
                      field="location_id")  # fmt: skip
    return replace(order, location_id=min(ids, default=None))


def _done(things: Sequence[Asset], order: Order, by: Actor) -> list[CustodyAct]:
    worn = {thing.id: order.condition for thing in things if order.condition}
    if order.action == "give":
        if order.receiver_id is None:
            raise Refused(_l("Choose the person who receives it."), field="receiver_id")
        said = HandOver(order.receiver_id, order.giver_id, order.due_on, order.reason, worn)
        return [custody.handed_over(things, said, by)]
    if order.action == "return":
        if order.location_id is None:
            raise Refused(_l("Choose the store or workshop where it lies."), field="location_id")
        return custody.taken_back(things, TakeBack(order.location_id, worn, order.reason), by)
    if order.action not in STEPS:
        raise Refused(_l("Choose what is to be done with them."), field="action")
    told = StepSaid(order.reason, location_id=order.location_id, condition=order.condition)
    events = []
    for thing in kit_parts.heads(things):
        register.refuse_held(thing, order.action)
        events.append(register.stepped(thing, order.action, told, by))
    recording.told(events, by)
    return []
