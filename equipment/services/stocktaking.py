"""Stocktakes: the list is frozen, each scan says found, misplaced or unexpected, and closing says
what is missing, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.refusal import Refused
from borderpost.submission import current_key
from equipment import Act, states
from equipment.models import Asset, AssetEvent, Stocktake, StocktakeItem, StocktakeScan
from equipment.models.stocktake import FOUND, MISPLACED, MISSING, PENDING, UNEXPECTED
from equipment.queries import assets, locations
from equipment.queries import kit_parts as kit_queries
from equipment.queries import stocktakes as queries
from equipment.services import kit_parts, recording, register, rules
from equipment.services.recording import Why
from equipment.services.register import StepSaid
from equipment.states import EXPECTED, Status


@dataclass(frozen=True)
class Scan:
    """One scan as the device sent it: the code, where its bearer stood, when by its clock."""

    code: str
    location_id: UUID | None = None
    at: datetime | None = None
    sequence: int = 0


def begin(post_id: UUID, name: str, location_id: UUID | None, *, by: Actor) -> Stocktake:
    """Open a stocktake and freeze what is expected: the things of a location, or of the post."""
    with transaction() as session:
        if location_id is not None:
            rules.check_location(post_id, location_id)
        row = Stocktake(
            id=new_id(), post_id=post_id, name=name, location_id=location_id,
            created_by=by.officer_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        number = _freeze(session, row)
        if not number:
            raise Refused(_l("Nothing is expected there. Choose another location."))
        audit.record(Act.STOCKTAKE_OPENED, row, by=by, expected=number)
    return row


def scan(stocktake_id: UUID, said: Scan, *, by: Actor) -> StocktakeScan:
    """One scan. The same thing again changes nothing; after the close it is refused."""
    with transaction() as session:
        row = _open(session, stocktake_id)
        if (place := locations.scanned(said.code.strip(), row.post_id)) is not None:
            raise Refused(
                _l("%(name)s is a place. Choose it as where you stand.", name=place.name),
                field="code",
            )
        return _scanned(session, row, said, current_key() or new_id(), by)


def scan_photo(
    stocktake_id: UUID, texts: Sequence[str], location_id: UUID | None, *, by: Actor
) -> list[StocktakeScan]:
    """What the codes of one picture name, all of it or nothing. A place among them is where the
    picture was taken. Raises ``Refused``."""
    with transaction() as session:
        row = _open(session, stocktake_id)
        places = {text: locations.scanned(text, row.post_id) for text in texts}
        for place in filter(None, places.values()):
            location_id = place.id
        codes = [text for text in texts if places[text] is None]
        return [_scanned(session, row, Scan(text, location_id), new_id(), by) for text in codes]


def close(stocktake_id: UUID, reasons: Mapping[UUID, str], for_all: str, *, by: Actor) -> None:
    """Close a stocktake: what was not scanned is missing. Each discrepancy needs its reason, its
    own or the one ``for_all``; then every thing gets its event. Raises ``Refused``."""
    with transaction() as session:
        row = _open(session, stocktake_id)
        events: list[AssetEvent] = []
        for item in session.scalars(queries.items(row.id, FOUND, MISPLACED, PENDING)).all():
            said = (reasons.get(item.asset_id, "") or for_all).strip()[:300]
            if item.outcome != FOUND and not said:
                raise Refused(
                    _l("%(tag)s needs a reason. Say why it is not where it should be.",
                       tag=item.asset.tag),
                    field="for_all",
                )  # fmt: skip
            if item.outcome == PENDING:
                item.outcome = MISSING
            item.reason = said if item.outcome != FOUND else ""
            events += _told(row, item, by)
        recording.told(events, by)
        row.closed_at, row.closed_by = clock.now(), by.officer_id
        audit.record(Act.STOCKTAKE_CLOSED, row, by=by, counts=queries.counts(row.id))


def _scanned(
    session: Session, row: Stocktake, said: Scan, form_key: UUID, by: Actor
) -> StocktakeScan:
    location_id = said.location_id or row.location_id
    if location_id is not None:
        rules.check_location(row.post_id, location_id)
    code = said.code.strip()[:60]
    if not code:
        raise Refused(_l("Scan or type a tag."), field="code")
    found = assets.meant(code, row.post_id)
    thing = found[0] if len(found) == 1 else None
    kept = StocktakeScan(
        form_key=form_key,
        stocktake_id=row.id,
        code=thing.tag if thing else code,
        asset_id=thing.id if thing else None,
        location_id=location_id,
        scanned_at=min(said.at or clock.now(), clock.now()),
        device_sequence=said.sequence,
        outcome=_outcome(row, thing, location_id),
        created_by=by.officer_id,
    )
    session.add(kept)
    session.flush()
    audit.record(Act.SCANNED, row, by=by, outcome=kept.outcome)
    return kept


def _freeze(session: Session, row: Stocktake) -> int:
    wanted = select(Asset.id, Asset.location_id, Asset.holder_id).where(
        Asset.post_id == row.post_id, Asset.status.in_(sorted(EXPECTED))
    )
    if row.location_id is not None:
        wanted = wanted.where(Asset.location_id == row.location_id)
    now = clock.now()
    frozen = [
        {"id": new_id(), "created_at": now, "created_by": row.created_by, "stocktake_id": row.id,
         "asset_id": one.id, "location_id": one.location_id, "holder_id": one.holder_id,
         "outcome": PENDING, "reason": ""}
        for one in session.execute(wanted)
    ]  # fmt: skip
    if frozen:
        session.execute(insert(StocktakeItem), frozen)
    return len(frozen)


def _outcome(row: Stocktake, thing: Asset | None, location_id: UUID | None) -> str:
    """Found where it is expected, or with the person who holds it; once found it stays so."""
    item = queries.item(row.id, thing.id) if thing else None
    if item is None:
        return UNEXPECTED
    is_there = item.location_id is None or location_id is None or location_id == item.location_id
    if is_there or item.outcome == FOUND:
        item.outcome, item.seen_at_id = FOUND, item.location_id
        return FOUND
    item.outcome, item.seen_at_id = MISPLACED, location_id
    return MISPLACED


def _told(row: Stocktake, item: StocktakeItem, by: Actor) -> list[AssetEvent]:
    """The events of one thing's outcome: seen, moved to where it was seen, or not found. What has
    changed since the list was frozen is left to those who changed it."""
    thing = db.session.get_one(Asset, item.asset_id)
    if Status(thing.status) not in EXPECTED:
        return []
    why = Why(item.reason, source_id=row.id)
    _take_apart(row, item, thing, by)
    goes_along = kit_queries.kit(thing.id) is not None  # with its kit, which was seen there too
    if item.outcome == MISSING and goes_along:
        return []
    if item.outcome == MISSING:
        said = StepSaid(item.reason)
        return [register.stepped(thing, "miss", said, by, source_id=row.id)]
    seen = [recording.advance(thing, "check", replace(thing.standing), why, by)]
    location = item.seen_at
    is_free = thing.holder_id is None and not goes_along
    if item.outcome == MISPLACED and location is not None and is_free:
        step = "store" if location.is_store else "place"
        if thing.location_id != location.id and step in states.offered(Status(thing.status)):
            said = StepSaid(item.reason, location_id=location.id)
            seen.append(register.stepped(thing, step, said, by, source_id=row.id))
    return seen


def _take_apart(row: Stocktake, item: StocktakeItem, thing: Asset, by: Actor) -> None:
    """What was not seen where its kit or its part was is no longer together with it."""
    here, kit = _where(item), kit_queries.kit(thing.id)
    if kit is not None and _where(queries.item(row.id, kit.id)) != here:
        kit_parts.let_go(thing, item.reason, by)
    for part in kit_queries.parts(thing.id):
        if _where(queries.item(row.id, part.id)) != here:
            kit_parts.let_go(part, item.reason, by)


def _where(item: StocktakeItem | None) -> tuple[str, UUID | None] | None:
    if item is None:
        return None
    outcome = MISSING if item.outcome == PENDING else item.outcome
    return outcome, item.seen_at_id if outcome == MISPLACED else None


def _open(session: Session, stocktake_id: UUID) -> Stocktake:
    row = session.get_one(Stocktake, stocktake_id)
    if row.closed_at is not None:
        raise Refused(_l("This stocktake is closed. Open a new one."))
    return row
