"""Things that are kept together: whoever has the kit has every part of it. A part is not given
away alone; it is taken out first, which is an event of its life.

Everything but ``join`` and ``leave`` runs inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from equipment.models import Asset, AssetEvent, AssetPart
from equipment.queries import kit_parts as queries
from equipment.services import recording
from equipment.services.recording import Why
from equipment.states import TERMINAL, USABLE, Standing, Status

ALONE = frozenset({"fault"})  # may always be said of a part
TAKEN = frozenset({"miss", "steal"})  # what is gone is out of its kit
_ALIKE = frozenset({"receive", "place", "miss", "steal", "find", "lose", "dispose", "transfer"})
_PUT = frozenset({"store", "bring", "test"})  # the kit comes into a store, as it is or repaired


def join(part_id: UUID, kit_id: UUID, *, by: Actor) -> AssetEvent:
    """Put a thing into a kit. Raises ``Refused`` unless both are at one place with one person, in
    the same working state, and neither stands in the other's way."""
    with transaction() as session:
        part, kit = session.get_one(Asset, part_id), session.get_one(Asset, kit_id)
        _check(part, kit)
        session.add(AssetPart(part_id=part.id, kit_id=kit.id))
        return _told(part, "join", None, kit.id, Why(kit.tag), by)


def leave(part_id: UUID, reason: str, *, by: Actor) -> AssetEvent:
    """Take a thing out of its kit; it stays where it is until somebody moves it."""
    with transaction() as session:
        part = session.get_one(Asset, part_id)
        if not reason.strip():
            raise Refused(_l("Say why it is taken out."), field="reason")
        if Status(part.status) in TERMINAL:
            raise Refused(_l("%(tag)s has left for good, with its kit.", tag=part.tag))
        event = let_go(part, reason, by)
        if event is None:
            raise Refused(_l("%(tag)s is in no kit.", tag=part.tag))
    return event


def let_go(part: Asset, reason: str, by: Actor | None) -> AssetEvent | None:
    """A thing is in its kit no more; None when it was in none."""
    kit = queries.kit(part.id)
    if kit is None:
        return None
    db.session.execute(delete(AssetPart).where(AssetPart.part_id == part.id))
    return _told(part, "leave", kit.id, None, Why(reason), by)


def before(asset: Asset, name: str, reason: str, by: Actor | None) -> None:
    """What has to be done or refused before a step of a thing that may be a part."""
    if name in TAKEN:
        let_go(asset, reason, by)
    elif name not in ALONE:
        refuse_part(asset)


def refuse_part(asset: Asset) -> None:
    """Refuse what is done with a part alone."""
    kit = queries.kit(asset.id)
    if kit is not None:
        raise Refused(
            _l("%(tag)s is a part of %(kit)s. Do it with the whole kit, or take the part out of it "
               "first.", tag=asset.tag, kit=kit.tag),
            field="codes",
        )  # fmt: skip


def carried(kit: Asset, name: str) -> Iterator[tuple[Asset, str]]:
    """The parts that a step of their kit takes along, each with its own step. To be asked after
    the kit's: a part that is where the kit now is needs none."""
    for part in queries.parts(kit.id):
        if name in _ALIKE:
            yield part, name
        elif name in _PUT and not _is_together(part.standing, kit.standing):
            yield part, "bring" if Status(part.status) is Status.OUT_OF_SERVICE else "store"


def whole(things: Sequence[Asset]) -> list[Asset]:
    """The things with the parts of their kits. Raises ``Refused`` for a part without its kit."""
    named = {one.id for one in things}
    for one in things:
        kit = queries.kit(one.id)
        if kit is not None and kit.id not in named:
            refuse_part(one)
    found = {one.id: one for one in things}
    for one in things:
        found |= {part.id: part for part in queries.parts(one.id)}
    return list(found.values())


def refuse_apart(things: Sequence[Asset]) -> None:
    """Refuse things that are not whole kits: a part without its kit, or a kit without a part."""
    named = {one.id for one in things}
    for part in whole(things):
        if part.id not in named:
            refuse_part(part)


def heads(things: Sequence[Asset]) -> list[Asset]:
    """The things without those parts whose kit is among them: they go along with it."""
    named = {one.id for one in things}
    kits = {one.id: queries.kit(one.id) for one in things}
    return [one for one in things if (kit := kits[one.id]) is None or kit.id not in named]


def _check(part: Asset, kit: Asset) -> None:
    if part.id == kit.id or queries.kit(kit.id) is not None or queries.parts(part.id):
        raise Refused(
            _l("A kit holds things, and no kit is a part of another. Choose another thing."),
            field="code",
        )
    now = queries.kit(part.id)
    if now is not None:
        raise Refused(
            _l("%(tag)s is a part of %(kit)s already. Take it out of there first.",
               tag=part.tag, kit=now.tag),
            field="code",
        )  # fmt: skip
    alike = part.status == kit.status and Status(kit.status) in USABLE
    if part.post_id != kit.post_id or not alike or not _is_together(part.standing, kit.standing):
        raise Refused(
            _l("%(tag)s is not where %(kit)s is, or one of them does not work. Bring them together "
               "first.", tag=part.tag, kit=kit.tag),
            field="code",
        )  # fmt: skip


def _is_together(one: Standing, other: Standing) -> bool:
    return (one.holder_id, one.location_id) == (other.holder_id, other.location_id)


def _told(
    part: Asset, kind: str, old: UUID | None, new: UUID | None, why: Why, by: Actor | None
) -> AssetEvent:
    facts = {"kit_id": [str(old) if old else None, str(new) if new else None]}
    event = recording.attached(part, kind, facts, why, by)
    db.session.flush()
    recording.told([event], by)
    return event
