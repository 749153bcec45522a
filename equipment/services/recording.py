"""The only way to write events, and with them what the register repeats of their fold.

Everything here runs inside the caller's transaction and leaves one audit line for each event,
with a digest of it, so that ``flask equipment verify`` finds what was altered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from borderpost import clock
from borderpost.audit import Actor
from borderpost.audit.chain import Told, record_all
from borderpost.db import db, new_id
from borderpost.officers.models import folded
from equipment import Act, codes, digests
from equipment.facts import Facts, as_value
from equipment.fold import Folded
from equipment.models import Asset, AssetEvent, AssetModel
from equipment.services import falling_due, following
from equipment.states import Standing

ACTS = {"register": Act.REGISTERED, "describe": Act.DESCRIBED, "correct": Act.CORRECTED}
_DIGESTED = (
    "seq", "kind", "status_before", "status", "condition_before", "condition", "holder_before",
    "holder_id", "location_before", "location_id", "facts", "reason", "document", "source_id",
)  # fmt: skip


@dataclass(frozen=True)
class Why:
    """What goes with an event: the words, when it happened, and what it came from."""

    reason: str = ""
    document: str = ""
    at: datetime | None = None
    source_id: UUID | None = None


NOTHING = Why()


def facts_of(asset: Asset) -> Facts:
    """What the register says of a thing now."""
    return Facts(**{name: getattr(asset, name) for name in Facts.__dataclass_fields__})


def begin(
    tag: str, post_id: UUID, facts: Facts, standing: Standing, why: Why, by: Actor | None
) -> tuple[Asset, AssetEvent]:
    """A new thing and its first event."""
    asset = Asset(id=new_id(), tag=tag, post_id=post_id, version=0)
    asset.created_by = by.officer_id if by else None
    describe(asset, facts)
    told = {name: [None, text] for name, text in facts.plain().items()}
    db.session.add(asset)
    event = _event(asset, "register", None, standing, told, why, by)
    falling_due.begin_at(asset)
    return asset, event


def advance(asset: Asset, kind: str, after: Standing, why: Why, by: Actor | None) -> AssetEvent:
    """The event that brings a thing from its standing to another."""
    return _event(asset, kind, asset.standing, after, {}, why, by)


def attached(
    asset: Asset, kind: str, facts: Mapping[str, Any], why: Why, by: Actor | None
) -> AssetEvent:
    """The event that a thing becomes a part of a kit, or ceases to be: it stands as it stood."""
    return _event(asset, kind, asset.standing, asset.standing, facts, why, by)


def described(asset: Asset, facts: Facts, why: Why, by: Actor | None) -> AssetEvent | None:
    """The event of a new description, None when nothing is new in it."""
    if facts.donor_id != asset.donor_id:
        facts = replace(facts, plated_on=None)  # the plate names another donor
    before, after = facts_of(asset).plain(), facts.plain()
    told = {name: [before[name], text] for name, text in after.items() if before[name] != text}
    if not told:
        return None
    describe(asset, facts)
    if "model_id" in told:
        falling_due.change_at(asset)
    return _event(asset, "describe", asset.standing, asset.standing, told, why, by)


def changed(
    asset: Asset, kind: str, after: Standing, facts: Facts, why: Why, by: Actor | None
) -> AssetEvent:
    """The event of both: another standing, and what is described anew with it."""
    earlier, before, plain = asset.standing, facts_of(asset).plain(), facts.plain()
    told = {name: [before[name], text] for name, text in plain.items() if before[name] != text}
    describe(asset, facts)
    return _event(asset, kind, earlier, after, told, why, by)


def restore(
    asset: Asset, before: Folded, facts: Mapping[str, list[str]], by: Actor | None
) -> AssetEvent:
    """The event that puts a thing back to where earlier events had left it."""
    standing = before.standing or asset.standing
    for name, (_now, text) in facts.items():
        setattr(asset, name, as_value(name, text))
    describe(asset, facts_of(asset))
    if "model_id" in facts:
        falling_due.change_at(asset)
    event = _event(asset, "correct", asset.standing, standing, facts, NOTHING, by)
    told([event], by)
    return event


def told(events: Sequence[AssetEvent], by: Actor | None) -> None:
    """Leave the audit lines of events, and have the work orders follow them."""
    db.session.flush()
    now = clock.now()
    record_all(
        [
            Told(
                ACTS.get(event.kind, Act.STEPPED),
                event.asset,
                by,
                now,
                {"event": event.seq, "kind": event.kind, "digest": digest(event)},
            )
            for event in events
        ]
    )
    for event in events:
        following.follow(event, by)


def digest(event: Any) -> str:
    """SHA-256 over what an event says, at its instant."""
    return digests.digest(event, _DIGESTED, at=event.at.isoformat(timespec="microseconds"))


def describe(asset: Asset, facts: Facts) -> None:
    """Have the register repeat a description, and what it is searched by."""
    for name, value in vars(facts).items():
        setattr(asset, name, value)
    asset.serial_key = codes.serial_key(folded(facts.serial))
    model = db.session.get_one(AssetModel, facts.model_id)
    words = (asset.tag, facts.serial, facts.former_tag, model.title, model.number)
    asset.search_key = folded(" ".join(words))[:400]


def stand(asset: Asset, after: Standing) -> None:
    """Have the register repeat a standing."""
    asset.status, asset.condition = after.status.value, after.condition
    asset.holder_id, asset.location_id = after.holder_id, after.location_id
    asset.resumes = after.resumes.value if after.resumes else None


def _event(
    asset: Asset,
    kind: str,
    before: Standing | None,
    after: Standing,
    facts: Mapping[str, Any],
    why: Why,
    by: Actor | None,
) -> AssetEvent:
    asset.version += 1
    asset.changed_at = clock.now()
    stand(asset, after)
    event = AssetEvent(
        asset=asset,
        seq=asset.version,
        kind=kind,
        at=why.at or asset.changed_at,
        status_before=before.status.value if before else None,
        status=after.status.value,
        condition_before=before.condition if before else None,
        condition=after.condition,
        holder_before=before.holder_id if before else None,
        holder_id=after.holder_id,
        location_before=before.location_id if before else None,
        location_id=after.location_id,
        facts=dict(facts),
        reason=why.reason.strip()[:300],
        document=why.document.strip()[:120],
        source_id=why.source_id,
        created_by=by.officer_id if by else None,
    )
    db.session.add(event)
    return event
