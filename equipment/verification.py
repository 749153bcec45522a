"""What ``flask equipment verify`` checks: the register is the fold of its events, and no event
differs from what the audit log says of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select

from borderpost.audit.models import AuditLine
from borderpost.db import db
from equipment import Act
from equipment.facts import Facts, as_text
from equipment.fold import Folded, folded
from equipment.models import Asset, AssetEvent, AssetPart, AssetRemoval
from equipment.services.recording import digest

_AT_ONCE = 2000
_ACTS = (Act.REGISTERED, Act.DESCRIBED, Act.STEPPED, Act.CORRECTED)


def faults() -> Iterator[str]:
    """Things whose register differs from their life, and events altered, slipped in or gone."""
    told = _told()
    assets = _assets()
    kits = _kits(assets)
    wanted = select(AssetEvent.__table__).order_by(AssetEvent.asset_id, AssetEvent.seq)
    rows = db.session.execute(wanted.execution_options(yield_per=_AT_ONCE))
    for asset_id, some in groupby(rows, key=lambda row: row.asset_id):
        events = list(some)
        asset = assets.pop(asset_id, None)
        if asset is None:
            yield f"events of {asset_id}, which the register does not have"
            continue
        for event in events:
            written = told.pop((str(asset_id), event.seq), None)
            if written is None:
                yield f"{asset.tag}: event {event.seq} has no audit line"
            elif written != digest(event):
                yield f"{asset.tag}: event {event.seq} was altered"
        found = folded(events)
        yield from (f"{asset.tag}: {fault}" for fault in _compared(asset, found))
        yield from _apart(asset, found, kits.pop(asset_id, None))
    yield from (f"{asset.tag} is in the register without an event" for asset in assets.values())
    removed = {str(found) for found in db.session.scalars(select(AssetRemoval.asset_id))}
    for asset_id, seq in sorted(told):
        if asset_id not in removed:
            yield f"event {seq} of {asset_id} in the audit log is gone"


def _compared(asset: Row[Any], found: Folded) -> Iterator[str]:
    yield from found.faults
    now = found.standing
    if now is None:
        return
    stands = {
        "status": now.status.value,
        "condition": now.condition,
        "holder_id": now.holder_id,
        "location_id": now.location_id,
        "resumes": now.resumes.value if now.resumes else None,
        "version": found.version,
    }
    for name, value in stands.items():
        if getattr(asset, name) != value:
            yield f"{name} is {getattr(asset, name)}, its events say {value}"
    for name in Facts.__dataclass_fields__:
        kept = as_text(getattr(asset, name))
        if kept != found.facts.get(name, ""):
            yield f"{name} is {kept}, its events say {found.facts.get(name, '')}"


def _apart(asset: Row[Any], found: Folded, kit: Row[Any] | None) -> Iterator[str]:
    """A part is in the kit that its events say, and with whoever has the kit."""
    told, now = found.facts.get("kit_id") or None, str(kit.id) if kit else None
    if told != now:
        yield f"{asset.tag}: its kit is {now}, its events say {told}"
    if kit is not None and (asset.holder_id, asset.location_id) != (kit.holder_id, kit.location_id):
        yield f"{asset.tag} is not with its kit {kit.tag}"


def _kits(assets: dict[Any, Row[Any]]) -> dict[Any, Row[Any]]:
    """The kit of each part."""
    pairs = db.session.execute(select(AssetPart.part_id, AssetPart.kit_id))
    return {part_id: assets[kit_id] for part_id, kit_id in pairs}


def _assets() -> dict[Any, Row[Any]]:
    return {row.id: row for row in db.session.execute(select(Asset.__table__))}


def _told() -> dict[tuple[str, int], str]:
    """The digest that the log holds of each event: by thing and number."""
    wanted = select(AuditLine.subject_id, AuditLine.details).where(AuditLine.act.in_(_ACTS))
    found = {}
    for asset_id, details in db.session.execute(wanted.execution_options(yield_per=_AT_ONCE)):
        if isinstance(details, dict) and "event" in details:
            found[(asset_id, int(details["event"]))] = str(details.get("digest"))
    return found
