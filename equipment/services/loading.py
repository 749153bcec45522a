"""Writing the rows of a file, and taking them back: what a row brought in goes, what it changed
is put right by an event against it, as long as nothing happened since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db
from borderpost.imports.importer import rows_told
from borderpost.officers.models import folded
from borderpost.refusal import Refused
from equipment import Act
from equipment.facts import Facts
from equipment.fold import folded as fold
from equipment.models import Asset, AssetEvent, AssetModel, CustodyAct, CustodyLine
from equipment.queries import donations, kit_parts
from equipment.rows import Row, Shelf
from equipment.services import catalogue, custody, falling_due, recording, register
from equipment.services.catalogue import ModelFacts
from equipment.services.custody import HandOver, TakeBack
from equipment.services.recording import Why
from equipment.services.register import Start


@dataclass(frozen=True)
class Written:
    """What became of a row: ``asset:ID``, ``asset:ID:MODEL`` with a new model, ``event:ID:MANY``
    for the last of the events that it wrote and their number, or ``same:ID``."""

    id: str


def write(rows: Sequence[Row], shelf: Shelf, by: Actor) -> list[Written]:
    """Write rows in their order, inside the caller's transaction."""
    events: list[AssetEvent] = []
    found = [_written(row, shelf, events, by) for row in rows]
    recording.told(events, by)
    return found


def undo(lines: Mapping[str, int], by: Actor) -> None:
    """Take away what a file wrote, by the ids of ``write`` with their lines.

    Raises ``Refused``, naming the lines, when something happened to one of the things since.
    """
    brought: dict[UUID, tuple[int, UUID | None]] = {}
    changed: dict[UUID, int] = {}
    many: dict[UUID, int] = {}
    for key, line in lines.items():
        kind, _colon, rest = key.partition(":")
        one, _colon, model = rest.partition(":")
        if kind == "asset":
            brought[UUID(one)] = (line, UUID(model) if model else None)
        elif kind == "event":
            changed[UUID(one)] = line
            many[UUID(one)] = int(model)
    written = _events_of(many)
    _refuse_used(brought, changed, written)
    for asset_id, events in written.items():
        if asset_id not in brought:
            _put_back(db.session.get_one(Asset, asset_id), events, by)
    _forget_acts(written)
    for asset_id in brought:
        _remove(asset_id, by)
    _forget_models({model for _line, model in brought.values() if model})


def _written(row: Row, shelf: Shelf, events: list[AssetEvent], by: Actor) -> Written:
    if row.known is None:
        return _entered(row, shelf, events, by)
    thing = db.session.get_one(Asset, row.known.id)
    made: AssetEvent | None = None
    before = thing.version
    if row.changes:
        made = recording.described(thing, _facts(thing, row), Why(row.reason), by)
        events += [made] if made else []
    if row.action in ("give", "return"):
        made = _moved(thing, row, by)
    elif row.action == "check" or row.condition not in ("", thing.condition):
        after = replace(thing.standing, condition=row.condition or thing.condition)
        made = recording.advance(thing, "check", after, Why(row.reason), by)
        events.append(made)
    if made is None:
        return Written(f"same:{thing.id}")
    db.session.flush()
    return Written(f"event:{made.id}:{thing.version - before}")


def _entered(row: Row, shelf: Shelf, events: list[AssetEvent], by: Actor) -> Written:
    made_model = None
    if row.new_model is not None:
        key = (folded(row.new_model[1]), folded(row.new_model[2]))
        if key not in shelf.models:
            facts = ModelFacts(*row.new_model)
            made_model = shelf.models[key] = catalogue.added_model(facts, by).id
        row.facts["model_id"] = shelf.models[key]
    start = Start(row.tag, condition=row.condition or "new", location_id=row.location_id)
    why = Why(row.reason)
    thing, event = register.entered(shelf.post_id, Facts(**row.facts), start, by, why)
    db.session.flush()
    events.append(event)
    return Written(f"asset:{thing.id}" + (f":{made_model}" if made_model else ""))


def _moved(thing: Asset, row: Row, by: Actor) -> AssetEvent:
    worn = {thing.id: row.condition} if row.condition else {}
    if row.action == "give" and row.holder_id is not None:
        custody.handed_over(
            [thing], HandOver(row.holder_id, purpose=row.reason, conditions=worn), by
        )
    elif row.location_id is not None:
        custody.taken_back([thing], TakeBack(row.location_id, worn, row.reason), by)
    wanted = select(AssetEvent).where(
        AssetEvent.asset_id == thing.id, AssetEvent.seq == thing.version
    )
    return db.session.scalars(wanted).one()


def _facts(thing: Asset, row: Row) -> Facts:
    return replace(recording.facts_of(thing), **row.changes)


def _events_of(many: Mapping[UUID, int]) -> dict[UUID, list[AssetEvent]]:
    """The events of a file by thing, in their order, from the last of each row and their
    number."""
    found: dict[UUID, list[AssetEvent]] = defaultdict(list)
    for key, number in many.items():
        last = db.session.get_one(AssetEvent, key)
        wanted = select(AssetEvent).where(
            AssetEvent.asset_id == last.asset_id,
            AssetEvent.seq <= last.seq,
            AssetEvent.seq > last.seq - number,
        )
        found[last.asset_id] += db.session.scalars(wanted)
    for events in found.values():
        events.sort(key=lambda event: event.seq)
    return found


def _refuse_used(
    brought: Mapping[UUID, tuple[int, UUID | None]],
    changed: Mapping[UUID, int],
    written: Mapping[UUID, list[AssetEvent]],
) -> None:
    used = set()
    for asset_id in brought.keys() | written.keys():
        thing = db.session.get_one(Asset, asset_id)
        events = written.get(asset_id, [])
        last = events[-1].seq if events else 1
        is_kept_up = asset_id in brought and (
            falling_due.is_used(asset_id) or donations.is_named(asset_id)
        )
        is_kept_up = is_kept_up or kit_parts.is_in_kit(asset_id)  # its kin would stay behind
        if is_kept_up or thing.version != last or (asset_id in brought and len(events) != last - 1):
            line = brought[asset_id][0] if asset_id in brought else changed[events[-1].id]
            used.add(line)
        elif _is_signed(events):
            used.add(changed[events[-1].id])
    if used:
        raise Refused(
            _l("Things of this file were used since: rows %(rows)s. It cannot be undone.",
               rows=rows_told(used))
        )  # fmt: skip


def _is_signed(events: Sequence[AssetEvent]) -> bool:
    ids = [event.source_id for event in events if event.source_id]
    signed = select(CustodyAct.id).where(CustodyAct.id.in_(ids), CustodyAct.signed_at.is_not(None))
    return bool(ids) and db.session.scalar(signed.limit(1)) is not None


def _put_back(thing: Asset, events: Sequence[AssetEvent], by: Actor) -> None:
    """One event that puts a thing back to where it stood before the file."""
    wanted = select(AssetEvent).where(AssetEvent.asset_id == thing.id).order_by(AssetEvent.seq)
    earlier = [one for one in db.session.scalars(wanted) if one.seq < events[0].seq]
    before = fold(earlier)
    told = recording.facts_of(thing).plain()
    facts = {name: [told[name], text] for name, text in before.facts.items()
             if name in told and told[name] != text}  # fmt: skip
    recording.restore(thing, before, facts, by)


def _forget_acts(written: Mapping[UUID, list[AssetEvent]]) -> None:
    """The unsigned acts of custody that the file made go with what it moved."""
    ids = {one.source_id for events in written.values() for one in events if one.source_id}
    for act_id in ids:
        db.session.execute(delete(CustodyLine).where(CustodyLine.act_id == act_id))
        db.session.execute(delete(CustodyAct).where(CustodyAct.id == act_id))


def _remove(asset_id: UUID, by: Actor) -> None:
    thing = db.session.get_one(Asset, asset_id)
    removal = register.remove(db.session(), thing, by)
    audit.record(Act.REMOVED, removal, by=by, asset=str(asset_id))
    falling_due.forget(asset_id)
    db.session.execute(delete(AssetEvent).where(AssetEvent.asset_id == asset_id))
    db.session.execute(delete(Asset).where(Asset.id == asset_id))


def _forget_models(ids: set[UUID]) -> None:
    for model_id in ids:
        if db.session.scalar(select(Asset.id).where(Asset.model_id == model_id).limit(1)) is None:
            db.session.execute(delete(AssetModel).where(AssetModel.id == model_id))
