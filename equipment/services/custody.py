"""Handing over and taking back: one act, one number, a line for each thing, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.officers.models import Officer
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import Asset, AssetEvent, CustodyAct, CustodyLine
from equipment.models.custody import BACK, OUT
from equipment.queries import custody as queries
from equipment.services import kit_parts, recording, register, reserving, rules
from equipment.services.paper_numbers import Paper, next_number
from equipment.services.register import StepSaid
from equipment.states import Status

MOST = 200  # things of one act


@dataclass(frozen=True)
class HandOver:
    """What is said when things are handed over. Without ``giver_id`` the officer gives.

    ``conditions`` by thing, where it is not what the register has; ``versions`` as shown.
    """

    receiver_id: UUID
    giver_id: UUID | None = None
    due_on: date | None = None
    purpose: str = ""
    conditions: Mapping[UUID, str] = field(default_factory=dict)
    versions: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TakeBack:
    """What is said when things come back."""

    location_id: UUID
    conditions: Mapping[UUID, str] = field(default_factory=dict)
    note: str = ""


def hand_over(asset_ids: Sequence[UUID], said: HandOver, *, by: Actor) -> CustodyAct:
    """Give things to a person. Raises ``Refused``, naming the thing, and nothing is given."""
    with transaction():
        return handed_over(_things(asset_ids), said, by)


def handed_over(named: Sequence[Asset], said: HandOver, by: Actor) -> CustodyAct:
    """As ``hand_over``, inside the caller's transaction. A kit is given with all its parts."""
    things = kit_parts.whole(named)
    giver_id = said.giver_id or by.officer_id
    if giver_id is None or giver_id == said.receiver_id:
        raise Refused(_l("Giver and receiver are one person."), field="receiver_id")
    today = posts.today(things[0].post_id)
    if said.due_on is not None and said.due_on < today:
        raise Refused(_l("This day is over. Choose a later one, or none."), field="due_on")
    rules.check_holder(said.receiver_id)
    act = _act(things[0].post_id, OUT, giver_id, said.receiver_id, by)
    act.due_on, act.purpose = said.due_on, said.purpose.strip()[:200]
    events = []
    for thing in things:
        register.refuse_older(thing, said.versions.get(thing.id))
        _refuse_anothers(thing, giver_id, by)
        reserving.settle(thing, said.receiver_id, today)
        told = StepSaid(said.purpose, condition=said.conditions.get(thing.id, ""),
                        holder_id=said.receiver_id)  # fmt: skip
        events.append(_line(act, thing, "give", told, by))
    return _done(act, events, by)


def take_back(asset_ids: Sequence[UUID], said: TakeBack, *, by: Actor) -> list[CustodyAct]:
    """Take things back into a store: one act for each person who held some of them."""
    with transaction():
        return taken_back(_things(asset_ids), said, by)


def taken_back(named: Sequence[Asset], said: TakeBack, by: Actor) -> list[CustodyAct]:
    """As ``take_back``, inside the caller's transaction. A kit comes back with all its parts."""
    things = kit_parts.whole(named)
    by_holder: dict[UUID, list[Asset]] = defaultdict(list)
    for thing in things:
        if thing.holder_id is None:
            raise Refused(_l("%(tag)s is with nobody. Nothing was taken back.", tag=thing.tag))
        by_holder[thing.holder_id].append(thing)
    acts = []
    for holder_id, held in by_holder.items():
        act = _act(held[0].post_id, BACK, holder_id, by.officer_id or holder_id, by)
        act.location_id, act.purpose = said.location_id, said.note.strip()[:200]
        told = {thing.id: StepSaid(said.note, location_id=said.location_id,
                                   condition=said.conditions.get(thing.id, ""))
                for thing in held}  # fmt: skip
        events = [_line(act, thing, _way_back(thing), told[thing.id], by) for thing in held]
        acts.append(_done(act, events, by))
    return acts


def _way_back(thing: Asset) -> str:
    """What does not work comes back as it is, and goes to repair from there."""
    return "bring" if thing.status == Status.OUT_OF_SERVICE else "return"


def _things(asset_ids: Sequence[UUID]) -> list[Asset]:
    ids = list(dict.fromkeys(asset_ids))
    if not ids:
        raise Refused(_l("Name at least one thing."), field="codes")
    if len(ids) > MOST:
        raise Refused(_l("At most %(most)s things at once.", most=MOST), field="codes")
    return [db.session.get_one(Asset, key) for key in ids]


def _refuse_anothers(thing: Asset, giver_id: UUID, by: Actor) -> None:
    if thing.holder is None and giver_id != by.officer_id:
        giver = db.session.get_one(Officer, giver_id)
        raise Refused(
            _l("%(tag)s is not with %(name)s, so another gives it.",
               tag=thing.tag, name=giver.name),
            field="giver_id",
        )  # fmt: skip
    if thing.holder is not None and thing.holder_id != giver_id:
        raise Refused(
            _l("%(tag)s is with %(name)s already. Have it returned, or name %(name)s as the giver.",
               tag=thing.tag, name=thing.holder.name),
            field="codes",
        )  # fmt: skip


def _act(post_id: UUID, kind: str, giver_id: UUID, receiver_id: UUID, by: Actor) -> CustodyAct:
    now = clock.now()
    year, serial, number = next_number(post_id, Paper.HAND_OVER)
    act = CustodyAct(
        id=new_id(),
        post_id=post_id,
        number=number,
        year=year,
        serial=serial,
        kind=kind,
        giver_id=giver_id,
        receiver_id=receiver_id,
        happened_at=now,
        created_by=by.officer_id,
    )
    db.session.add(act)
    db.session.flush()
    return act


def _line(act: CustodyAct, thing: Asset, step: str, said: StepSaid, by: Actor) -> AssetEvent:
    closed = queries.open_line(thing.id)
    event = register.stepped_alone(thing, step, said, by, source_id=act.id)
    line = CustodyLine(
        act_id=act.id,
        asset_id=thing.id,
        condition=event.condition,
        event_seq=event.seq,
        closes_id=closed.id if closed else None,
        created_by=by.officer_id,
    )
    db.session.add(line)
    db.session.flush()
    return event


def _done(act: CustodyAct, events: Sequence[AssetEvent], by: Actor) -> CustodyAct:
    recording.told(events, by)
    kind = Act.HANDED_OVER if act.kind == OUT else Act.TAKEN_BACK
    audit.record(kind, act, by=by, number=act.number, things=len(events))
    return act
