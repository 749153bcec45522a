"""Items of stock: entering one, and changing how it is called and when it is ordered again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.officers.models import folded
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import StockItem
from equipment.models.stock import KIT
from equipment.queries import kits, stock

CODE = re.compile(r"[A-Z0-9][A-Z0-9./-]{1,23}")


@dataclass(frozen=True)
class ItemFacts:
    """What a form says of an item. ``least`` and ``most`` are levels in its unit, None: none."""

    code: str
    name: str
    kind: str
    unit: str
    has_expiry: bool = False
    least: int | None = None
    most: int | None = None


def add(post_id: UUID, facts: ItemFacts, *, by: Actor | None) -> StockItem:
    """A new item. Raises ``Refused`` for a code that is taken."""
    with transaction():
        return added(post_id, facts, by)


def added(post_id: UUID, facts: ItemFacts, by: Actor | None) -> StockItem:
    """As ``add``, inside the caller's transaction."""
    if not CODE.fullmatch(facts.code):
        raise Refused(
            _l("A code is 2 to 24 letters, digits, points or dashes, such as SAVON-200."),
            field="code",
        )
    taken = stock.coded(facts.code, post_id)
    if taken is not None:
        raise Refused(
            _l("%(code)s is the code of “%(name)s”. Take another one.",
               code=taken.code, name=taken.name),
            field="code",
        )  # fmt: skip
    _check(facts)
    row = StockItem(post_id=post_id, created_by=by.officer_id if by else None, **_said(facts))
    db.session.add(row)
    db.session.flush()
    audit.record(Act.STOCK_ITEM_ADDED, row, by=by)
    return row


def change(item_id: UUID, facts: ItemFacts, *, by: Actor) -> None:
    """Change an item, but not its code, which papers carry, nor whether it expires."""
    with transaction() as session:
        row = session.get_one(StockItem, item_id)
        _check(facts)
        if facts.kind != KIT and kits.bill(item_id) is not None:
            raise Refused(
                _l("What this kit holds is written down: it stays a relief kit."), field="kind"
            )
        for name in ("name", "kind", "unit", "least", "most"):
            setattr(row, name, getattr(facts, name))
        row.search_key = _key(row.code, facts.name)
        audit.record(Act.STOCK_ITEM_CHANGED, row, by=by)


def _check(facts: ItemFacts) -> None:
    if facts.most is not None and facts.least is None:
        raise Refused(_l("Say first below which level it is ordered again."), field="least")
    if facts.least is not None and facts.most is not None and facts.most < facts.least:
        raise Refused(
            _l("It is ordered up to at least the level below which it is ordered again."),
            field="most",
        )


def _said(facts: ItemFacts) -> dict[str, object]:
    return {**vars(facts), "search_key": _key(facts.code, facts.name)}


def _key(code: str, name: str) -> str:
    return folded(f"{code} {name}")[:120]
