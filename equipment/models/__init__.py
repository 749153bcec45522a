"""The tables of equipment."""

from __future__ import annotations

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

__all__ = [
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
