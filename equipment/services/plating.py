"""Saying that the donor's plate is on a thing, or has come off: one event for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from equipment import words
from equipment.models import Asset, AssetEvent
from equipment.services import bulk, recording
from equipment.services.recording import Why
from equipment.states import EXPECTED


@dataclass(frozen=True)
class Plated:
    """What is said of plates: put on (since when, None: today), or come off and why."""

    is_on: bool = True
    on: date | None = None
    reason: str = ""


def record(codes: str, said: Plated, post_id: UUID | None, *, by: Actor) -> int:
    """Record it of everything that codes name: all of it, or nothing and the reason. How many."""
    with transaction():
        things = named(codes, post_id)
        if not said.is_on and not said.reason.strip():
            raise Refused(_l("Say why it came off."), field="reason")
        recording.told([_event(thing, said, by) for thing in things], by)
    return len(things)


def named(codes: str, post_id: UUID | None) -> Sequence[Asset]:
    """The things that codes name, each with a donor. Raises ``Refused``, naming the others."""
    things = bulk.named(codes, post_id)
    for thing in things:
        if thing.donor is None:
            raise Refused(
                _l("The register does not say who paid for %(tag)s. Describe it anew first.",
                   tag=thing.tag),
                field="codes",
            )  # fmt: skip
    return things


def _event(thing: Asset, said: Plated, by: Actor) -> AssetEvent:
    today = clock.today(db.session.get_one(Post, thing.post_id).zone)
    on = (said.on or today) if said.is_on else None
    if on is not None and on > today:
        raise Refused(_l("This day is still to come. Enter what has happened."), field="on")
    if thing.status not in EXPECTED:
        raise Refused(
            _l("%(tag)s is “%(status)s” now, and is not here to be looked at.",
               tag=thing.tag, status=words.STATUSES[thing.status]),
            field="codes",
        )  # fmt: skip
    if said.is_on is (thing.plated_on is not None):
        sentence = (
            _l("%(tag)s has its plate already.", tag=thing.tag)
            if said.is_on
            else _l("%(tag)s has no plate that could come off.", tag=thing.tag)
        )
        raise Refused(sentence, field="codes")
    facts = replace(recording.facts_of(thing), plated_on=on)
    return recording.changed(thing, "plate", thing.standing, facts, Why(said.reason), by)
