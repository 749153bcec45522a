"""The demonstration's receptions: one that is being unpacked, one confirmed with differences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from borderpost import clock
from borderpost.audit import Actor
from borderpost.db import db
from borderpost.posts.models import Post
from equipment.models import Reception
from equipment.packing_list import Wanted
from equipment.queries import stock
from equipment.services import arrivals, receiving, taking_in
from equipment.services.arrivals import Count
from equipment.services.receiving import Consignment
from equipment.services.taking_in import Confirmed
from projects import queries as ledger

_SENDER = "Dune et fils (démonstration)"
_OWNER = "OIM (démonstration)"


def fill(post: Post, models: Mapping[str, UUID], store: UUID, by: Actor) -> int:
    """Two consignments; how many."""
    paper = stock.coded("PAPIER-80", post.id)
    line = next((one for one in ledger.all_lines() if one.code == "EQ-1"), None)
    if paper is None or line is None:
        return 0
    paid: dict[str, Any] = {
        "budget_line_id": line.id,
        "project_id": line.project_id,
        "donor_id": line.donor_id,
    }
    printers = Wanted(
        models["PRINTER"], None, 3, ["PR-901", "PR-902", "PR-903"], cost=Decimal("310.00"),
        currency="EUR", **paid,
    )  # fmt: skip
    rolls = Wanted(None, paper.id, 40)
    today = clock.today(post.zone)
    open_one = Consignment(_SENDER, "Bordereau 58", _OWNER, today)
    _unpacked(receiving.prepare(post.id, open_one, [printers, rolls], by=by).id, by)
    before = Consignment(_SENDER, "Bordereau 51", _OWNER, today - timedelta(days=6))
    kits = Wanted(models["EXAMINE"], None, 2, ["AX-771", "AX-772"], cost=Decimal("640.00"),
                  currency="EUR", **paid)  # fmt: skip
    done = receiving.prepare(post.id, before, [kits, Wanted(None, paper.id, 20)], by=by).id
    _received(done, store, by)
    return 2


def _unpacked(key: UUID, by: Actor) -> None:
    """Two of three printers scanned, one of them damaged."""
    arrivals.scan(key, "PR-901\nPR-902", None, by=by)
    came = db.session.get_one(Reception, key).lines[0].arrivals[1].id
    arrivals.damage(key, came, "Capot fendu à l'arrivée", by=by)


def _received(key: UUID, store: UUID, by: Actor) -> None:
    """One of two kits came; of the rolls four are wet."""
    arrivals.scan(key, "AX-771", None, by=by)
    rolls = db.session.get_one(Reception, key).lines[1].id
    arrivals.count(key, Count(rolls, 16), by=by)
    arrivals.count(key, Count(rolls, 4, is_damaged=True, note="Carton mouillé"), by=by)
    taking_in.confirm(key, Confirmed(store), by=by)
