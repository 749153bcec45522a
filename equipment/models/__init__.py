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

__all__ = ["Asset", "AssetCounter", "AssetEvent", "AssetModel", "AssetRemoval", "Location"]
