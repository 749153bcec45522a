"""The tables of equipment."""

from __future__ import annotations

from equipment.models.allocation import Allocation, StockDraw
from equipment.models.asset import (
    Asset,
    AssetCounter,
    AssetEvent,
    AssetModel,
    AssetPart,
    AssetRemoval,
    Location,
)
from equipment.models.custody import CustodyAct, CustodyCounter, CustodyLine, Reservation
from equipment.models.distribution import (
    Distribution,
    DistributionAllocation,
    DistributionCount,
    DistributionCounter,
    DistributionItem,
    DistributionLoss,
    DistributionQuantity,
    DistributionRecord,
    DistributionReturn,
    Waybill,
)
from equipment.models.donation import Donation, DonationCounter, DonationLine
from equipment.models.household import HouseholdSheet, SignedList
from equipment.models.kit import KitBill, KitBillLine, KitBuild, KitCounter
from equipment.models.maintenance import (
    AssetCount,
    AssetTerm,
    MaintenanceDue,
    MaintenancePlan,
    MaintenanceRecord,
    MeterReading,
)
from equipment.models.readiness import LaneNeed, ReadinessOverride
from equipment.models.reception import (
    Reception,
    ReceptionArrival,
    ReceptionCounter,
    ReceptionDifference,
    ReceptionLine,
)
from equipment.models.stock import StockCard, StockItem, StockLot, StockMovement
from equipment.models.stocktake import Stocktake, StocktakeItem, StocktakeScan
from equipment.models.work_order import (
    ReaderDay,
    ReaderProposal,
    WorkCounter,
    WorkOrder,
    WorkPart,
    WorkTest,
)

__all__ = [
    "AssetCount",
    "AssetTerm",
    "MaintenanceDue",
    "MaintenancePlan",
    "MaintenanceRecord",
    "MeterReading",
    "ReaderDay",
    "ReaderProposal",
    "WorkCounter",
    "WorkOrder",
    "WorkPart",
    "WorkTest",
    "Allocation",
    "StockDraw",
    "Distribution",
    "DistributionAllocation",
    "DistributionCount",
    "DistributionCounter",
    "DistributionItem",
    "DistributionLoss",
    "DistributionQuantity",
    "DistributionRecord",
    "DistributionReturn",
    "Waybill",
    "HouseholdSheet",
    "SignedList",
    "KitBill",
    "KitBillLine",
    "KitBuild",
    "KitCounter",
    "StockCard",
    "StockItem",
    "StockLot",
    "StockMovement",
    "Stocktake",
    "StocktakeItem",
    "StocktakeScan",
    "LaneNeed",
    "ReadinessOverride",
    "Reception",
    "ReceptionArrival",
    "ReceptionCounter",
    "ReceptionDifference",
    "ReceptionLine",
    "Donation",
    "DonationCounter",
    "DonationLine",
    "CustodyAct",
    "CustodyCounter",
    "CustodyLine",
    "Reservation",
    "Asset",
    "AssetCounter",
    "AssetEvent",
    "AssetModel",
    "AssetPart",
    "AssetRemoval",
    "Location",
]
