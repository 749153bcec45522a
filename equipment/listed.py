"""The lists of equipment: what a row shows and what a file holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import url_for
from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.access import may_open
from borderpost.listing import Column, Listed
from borderpost.locale import day
from equipment import words
from equipment.models import Asset, AssetModel
from equipment.queries.upkeep import ModelFigures
from equipment.reliability import Figures


def tag_of(row: Asset) -> Markup:
    """The tag as a way to the thing's page."""
    return cells.link(url_for("equipment.show", asset_id=row.id), cells.latin(row.tag))


def status_of(row: Asset) -> Markup:
    """The state as a word that stands apart."""
    return cells.tag(words.STATUSES[row.status], words.TONES.get(row.status, ""))


def custodian_of(row: Asset) -> Markup | str:
    """Who answers for the thing now: a person, else a location."""
    if row.holder:
        return cells.link(
            url_for("lives.person", officer_id=row.holder.id), cells.name(row.holder.name)
        )
    if row.location:
        address = url_for("locations.show", location_id=row.location.id)
        return cells.link(address, cells.name(f"{row.location.code} {row.location.name}"))
    return ""


def _model(row: AssetModel) -> Markup | str:
    if not may_open("asset_models.edit"):
        return row.title
    return cells.link(url_for("asset_models.edit", model_id=row.id), row.title)


_COLUMNS: tuple[Column[Asset], ...] = (
    Column("tag", lambda row: row.tag, _l("Tag"), tag_of, [Asset.tag]),
    Column("model", lambda row: row.model.title, _l("Model")),
    Column("serial", lambda row: row.serial, _l("Serial number"),
           lambda row: cells.latin(row.serial), [Asset.serial_key], sorts_all=False),
    Column("status", lambda row: row.status, _l("State"), status_of, [Asset.status]),
    Column("condition", lambda row: row.condition, _l("Condition"),
           lambda row: words.CONDITIONS[row.condition]),
    Column("custodian", lambda row: row.holder.name if row.holder else "", _l("With"),
           custodian_of),
    Column("location", lambda row: row.location.code if row.location else ""),
    Column("project", lambda row: row.project.code if row.project else "", _l("Project"),
           lambda row: cells.latin(row.project.code) if row.project else ""),
    Column("budget_line", lambda row: row.budget_line.code if row.budget_line else ""),
    Column("donor", lambda row: row.donor.code if row.donor else ""),
    Column("owner", lambda row: row.owner),
    Column("cost", lambda row: row.cost if row.cost is not None else ""),
    Column("currency", lambda row: row.currency),
    Column("received_on", lambda row: row.received_on or "", _l("Received on"),
           lambda row: day(row.received_on), [Asset.received_on], sorts_all=False),
    Column("warranty_until", lambda row: row.warranty_until or ""),
    Column("calibrated_until", lambda row: row.calibrated_until or ""),
    Column("category", lambda row: row.model.category),
    Column("former_tag", lambda row: row.former_tag),
    Column("changed_at_utc", lambda row: row.changed_at, _l("Changed on"),
           lambda row: cells.instant(row.changed_at), [Asset.changed_at]),
)  # fmt: skip
ASSETS: Listed[Asset] = Listed("equipment.index", _COLUMNS, tie=(Asset.tag,), usual="tag")
MODELS: Listed[AssetModel] = Listed(
    "asset_models.index",
    (
        Column("manufacturer", lambda row: row.manufacturer, _l("Maker"), None,
               [AssetModel.manufacturer]),
        Column("model", lambda row: row.title, _l("Model"), _model, [AssetModel.name]),
        Column("number", lambda row: row.number, _l("Maker's number"),
               lambda row: cells.latin(row.number)),
        Column("category", lambda row: row.category, _l("Category"),
               lambda row: words.CATEGORIES.known().get(row.category, row.category),
               [AssetModel.category]),
        Column("capabilities", lambda row: " ".join(row.capabilities), _l("What it can do"),
               lambda row: " · ".join(str(words.CAPABILITIES[one]) for one in row.capabilities)),
    ),
    tie=(AssetModel.name,),
    usual="manufacturer",
)  # fmt: skip


def hours(length: timedelta | None) -> float | str:
    """A length in hours with one decimal, '' for none."""
    return "" if length is None else round(length.total_seconds() / 3600, 1)


def said_hours(length: timedelta | None) -> Markup | str:
    """The same for people, who read where nothing can be said."""
    return _("undefined") if length is None else cells.latin(format_decimal(hours(length)))


def share(found: Figures) -> Markup | str:
    """The availability for people."""
    part = found.availability
    return _("undefined") if part is None else cells.latin(format_percent(part, "0.0 %"))


# Of every row that has ``figures``: of a model, of a thing.
FAILURES: Column[Any] = Column("failures", lambda row: row.figures.failures, _l("Failures"))
DOWN: Column[Any] = Column("down_hours", lambda row: hours(row.figures.down), _l("Hours down"),
                           lambda row: said_hours(row.figures.down))  # fmt: skip
RELIABILITY: tuple[Column[Any], ...] = (
    Column("mtbf_hours", lambda row: hours(row.figures.mtbf), _l("MTBF, hours"),
           lambda row: said_hours(row.figures.mtbf)),
    Column("mttr_hours", lambda row: hours(row.figures.mttr), _l("MTTR, hours"),
           lambda row: said_hours(row.figures.mttr)),
    Column("availability", lambda row: "" if row.figures.availability is None
           else round(row.figures.availability, 4), _l("Availability"),
           lambda row: share(row.figures)),
)  # fmt: skip
OF_MODEL: tuple[Column[ModelFigures], ...] = (
    Column("model", lambda row: row.model.title, _l("Model")),
    Column("things", lambda row: row.figures.things, _l("Things")),
)
FIGURES: Listed[ModelFigures] = Listed(
    "upkeep.index", (*OF_MODEL, FAILURES, DOWN, *RELIABILITY), tie=()
)
