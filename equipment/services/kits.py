"""Assembling kits from their parts and unpacking them: exactly what the bill says, both ends in
one act of the ledger, which the reversal takes back whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from equipment import Act, kit_contents
from equipment.models import KitBill, KitBuild, StockCard, StockItem, StockMovement
from equipment.models.kit import ASSEMBLE, UNPACK
from equipment.models.stock import TRANSFER
from equipment.queries import allocations, kits, stock
from equipment.services import allocating, drawing, putting_back, rules
from equipment.services import stock_writing as writing
from equipment.services.paper_numbers import Paper, next_number
from equipment.services.stock_writing import Move, Said

_DIGESTED = ("number", "kind", "bill_id", "lot_id", "location_id", "quantity", "happened_on",
             "act_id", "paper")  # fmt: skip
Taken = list[tuple[StockCard, int]]


def assemble(
    kit_id: UUID, location_id: UUID, quantity: int, said: Said, *, by: Actor | None
) -> KitBuild:
    """Make kits of what lies at a place: of each part what expires first, expired stock never.
    They form one lot, good until the earliest last day among their parts. Raises ``Refused``
    when a part lacks or is spoken for; then nothing is taken."""
    with transaction():
        kit, bill = _described(kit_id)
        writing.check_quantity(quantity)
        rules.check_location(kit.post_id, location_id)
        before = {
            line.part: allocations.figures(line.part, posts.today(line.part.post_id))
            for line in bill.lines
        }
        taken = _drawn(kit, bill, location_id, quantity, said)
        days = [card.lot.expires_on for card, _number in taken]
        build = _build(ASSEMBLE, kit, bill, said)
        until = min((day for day in days if day is not None), default=None)
        lot = putting_back.new_lot(kit.id, build.number, until, by)
        into = writing.card_at(kit, lot, location_id, by)
        moved = [(card, -number) for card, number in taken] + [(into, quantity)]
        done = _written(build, into, quantity, moved, said, by)
        for part, figures in before.items():
            allocating.check_unspoken(part, figures, posts.today(part.post_id))
        return done


def unpack(
    kit_id: UUID,
    card_id: UUID,
    quantity: int,
    found: Mapping[UUID, int],
    said: Said,
    *,
    by: Actor | None,
) -> KitBuild:
    """Take kits of a lot apart and put their parts back at the same place, into the lots that
    they came from where that is known. Raises ``Refused`` when ``found`` is not exactly what so
    many kits hold, no more and no less."""
    with transaction():
        card = stock.card(kit_id, card_id)
        if card is None:
            raise Refused(_l("Choose a lot and its place from the list."), field="card_id")
        bill = kits.bill_of(card.lot)
        if bill is None:
            raise _undescribed()
        writing.check_quantity(quantity)
        _check_found(bill, quantity, found)
        before = allocations.figures(card.item, posts.today(card.item.post_id))
        build = _build(UNPACK, card.item, bill, said)
        parts = putting_back.parted(card, bill, quantity, build.number, by)
        moved = [(card, -quantity), *parts]
        done = _written(build, card, quantity, moved, said, by)
        allocating.check_unspoken(card.item, before, posts.today(card.item.post_id))
        return done


def digest(row: Any) -> str:
    """SHA-256 over what an assembling or unpacking says."""
    content = {name: getattr(row, name) for name in _DIGESTED}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _described(kit_id: UUID) -> tuple[StockItem, KitBill]:
    bill = kits.bill(kit_id)
    if bill is None:
        raise _undescribed()
    return bill.kit, bill


def _undescribed() -> Refused:
    return Refused(_l("Nobody has said yet what this kit holds. Write its parts down first."))


def _drawn(kit: StockItem, bill: KitBill, location_id: UUID, quantity: int, said: Said) -> Taken:
    day = writing.day_of(kit, said)
    return [
        one
        for line in bill.lines
        for one in drawing.drawn(line.part, location_id, line.quantity * quantity, day)
    ]


def _check_found(bill: KitBill, quantity: int, found: Mapping[UUID, int]) -> None:
    for part_id, (there, due) in kit_contents.differing(bill.parts, quantity, found).items():
        part = db.session.get_one(StockItem, part_id)
        raise Refused(
            _l("%(part)s: %(found)s found, %(due)s expected from so many kits. Count again, or "
               "unpack only the kits that are whole and adjust the others with the reason.",
               part=part.name, found=there, due=due),
            field=f"found_{part_id.hex}",
        )  # fmt: skip


def _build(kind: str, kit: StockItem, bill: KitBill, said: Said) -> KitBuild:
    year, serial, number = next_number(kit.post_id, Paper.KIT_BUILD)
    return KitBuild(
        id=new_id(),
        post_id=kit.post_id,
        number=number,
        year=year,
        serial=serial,
        kind=kind,
        bill_id=bill.id,
        happened_on=writing.day_of(kit, said),
        act_id=new_id(),
        paper=said.document.strip()[:120],
    )


def _written(
    build: KitBuild,
    kits_at: StockCard,
    quantity: int,
    moved: Sequence[tuple[StockCard, int]],
    said: Said,
    by: Actor | None,
) -> KitBuild:
    """The movements of an act and its row, with their audit lines."""
    build.lot_id, build.location_id = kits_at.lot_id, kits_at.location_id
    build.quantity, build.created_by = quantity, by.officer_id if by else None
    rows = list(_movements(build, moved, said, by))
    db.session.add(build)
    db.session.flush()
    writing.tell(rows, by)
    audit.record(Act.KITS_BUILT, build, by=by, number=build.number, digest=digest(build))
    return build


def _movements(
    build: KitBuild, moved: Sequence[tuple[StockCard, int]], said: Said, by: Actor | None
) -> Iterator[StockMovement]:
    told = Said(said.on, said.reason, build.number, said.project_id)
    for card, number in moved:
        yield writing.write(card, Move(TRANSFER, number, told, build.act_id), by)
