"""The tables of equipment."""

from __future__ import annotations

from equipment.models.allocation import Allocation
from equipment.models.asset import (
    Asset,
    AssetCounter,
    AssetEvent,
    AssetModel,
    AssetRemoval,
    Location,
)
from equipment.models.custody import CustodyAct, CustodyCounter, CustodyLine, Reservation
from equipment.models.readiness import LaneNeed, ReadinessOverride
from equipment.models.stock import StockCard, StockItem, StockLot, StockMovement
from equipment.models.stocktake import Stocktake, StocktakeItem, StocktakeScan

__all__ = [
    "Allocation",
    "StockCard",
    "StockItem",
    "StockLot",
    "StockMovement",
    "Stocktake",
    "StocktakeItem",
    "StocktakeScan",
    "LaneNeed",
    "ReadinessOverride",
    "CustodyAct",
    "CustodyCounter",
    "CustodyLine",
    "Reservation",
    "Asset",
    "AssetCounter",
    "AssetEvent",
    "AssetModel",
    "AssetRemoval",
    "Location",
]
