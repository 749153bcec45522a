"""What a distribution has at a post of the cast: a waybill, a household, a loss, a signed list."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.imports.command import Machine
from equipment.models import HouseholdSheet
from equipment.services import (
    dispatching,
    distributing,
    households,
    serving,
    setting_aside,
    stock,
    stock_items,
)
from equipment.services.dispatching import Transport
from equipment.services.distributing import Plan
from equipment.services.serving import Household, Served
from equipment.services.stock import Lot
from equipment.services.stock_items import ItemFacts
from equipment.services.stock_writing import Said


def distributed(post_id: UUID, store_id: UUID, keeper: Machine) -> dict[str, object]:
    key = stock_items.add(post_id, ItemFacts("NFI", "Shelter kit", "kit", "kit"), by=None).id
    stock.receive(key, store_id, Lot(), 20, Said(), by=None)
    row = distributing.plan(post_id, Plan("Stadium", clock.today(), 5, {key: 1}), by=None).id
    setting_aside.set_aside(row, key, 5, None, by=keeper)
    bill = dispatching.dispatch(row, store_id, {key: 4}, Said(), Transport(), by=keeper).id
    said = Served({key: 1}, {("f", "18-59"): 1})
    record_id = serving.record(row, said, Household("Specimen"), by=keeper).id
    sheet = select(HouseholdSheet.id).where(HouseholdSheet.record_id == record_id)
    return {
        "distribution_id": row,
        "waybill_id": bill,
        "record_id": record_id,
        "sheet_id": db.session.scalars(sheet).one(),
        "loss_id": dispatching.lose(row, key, "lost", 1, "rain", by=keeper).id,
        "list_id": households.keep_list(row, b"%PDF-1.7", by=keeper).id,
    }
