"""The lists of upkeep: what a row shows and what a file holds."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import format_decimal
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells, clock
from borderpost.access import may_open
from borderpost.listing import Column, Listed
from borderpost.locale import day
from borderpost.posts import queries as posts
from equipment import due_dates, upkeep_words
from equipment.due_dates import Standing
from equipment.listed import DOWN, FAILURES, RELIABILITY, hours, said_hours, tag_of
from equipment.models import Asset, AssetModel, MaintenanceDue, MaintenancePlan, WorkOrder
from equipment.models.work_order import OPEN
from equipment.queries.maintenance import Ending
from equipment.queries.upkeep import AssetFigures


def rhythm_of(plan: MaintenancePlan) -> str:
    """How often a plan is done, such as «2 months ± 5»."""
    told = f"{plan.every} {upkeep_words.UNITS[plan.unit]}"
    return f"{told} ± {plan.tolerance}" if plan.tolerance else told


def standing_of(row: MaintenanceDue) -> Standing:
    """How upkeep stands today, at the post of the thing."""
    today = posts.today(row.asset.post_id)
    days = 0 if row.due_use is not None else row.plan.tolerance
    return due_dates.standing(row.due_on, row.late_on, timedelta(days=days), today)


def standing_shown(row: MaintenanceDue) -> Markup:
    """The same as a word that stands apart."""
    found = standing_of(row)
    return cells.tag(upkeep_words.STANDINGS[found], upkeep_words.STANDING_TONES.get(found, ""))


def due_of(row: MaintenanceDue) -> Markup | str:
    """The due day, or the use at which it is due."""
    if row.due_use is None:
        return day(row.due_on)
    use = Markup("{} {}").format(cells.latin(format_decimal(row.due_use)),
                                 upkeep_words.UNITS["uses"])  # fmt: skip
    return Markup("{} ({})").format(use, day(row.due_on)) if row.due_on else use


def _plan(row: MaintenanceDue) -> Markup:
    address = url_for("plans.show", plan_id=row.plan_id)
    return cells.link(address, row.plan.title)


def _done(row: MaintenanceDue) -> Markup | str:
    if not may_open("maintenance.done"):
        return ""
    address = url_for("maintenance.done", plan_id=row.plan_id, asset_id=row.asset_id)
    return Markup('<a class="btn btn-sm btn-outline-secondary" href="{}">{}</a>').format(
        address, _l("Done…")
    )


DUES: Listed[MaintenanceDue] = Listed(
    "maintenance.index",
    (
        Column("tag", lambda row: row.asset.tag, _l("Tag"), lambda row: tag_of(row.asset)),
        Column("model", lambda row: row.asset.model.title, _l("Model")),
        Column("plan", lambda row: row.plan.title, _l("Plan"), _plan),
        Column("kind", lambda row: row.plan.kind),
        Column("due_on", lambda row: row.due_on, _l("Due on"), due_of),
        Column("overdue_after", lambda row: row.late_on),
        Column("due_at_use", lambda row: row.due_use),
        Column("standing", lambda row: standing_of(row).value, _l("State"),
               standing_shown),
        Column("last_done_on", lambda row: row.last_done_on, _l("Last done"),
               lambda row: day(row.last_done_on) or "–"),
        Column("done", lambda row: "", _l("Record"), _done, in_file=False),
    ),
    tie=(),
)  # fmt: skip


def stage_of(order: WorkOrder) -> str:
    """How a work order stands, a key of ``upkeep_words.STAGES``."""
    if order.outcome != OPEN:
        return order.outcome
    if order.tests and order.repair_from is not None:
        return "tested" if order.is_tested else "failed_test"
    return "in_repair" if order.repair_from else "reported"


def stage_shown(order: WorkOrder) -> Markup:
    """The same as a word that stands apart."""
    stage = stage_of(order)
    return cells.tag(upkeep_words.STAGES[stage], upkeep_words.STAGE_TONES.get(stage, ""))


def down_of(order: WorkOrder) -> timedelta:
    """How long a thing is or was down by an order."""
    return (order.up_at or order.closed_at or clock.now()) - order.down_from


def _number(row: WorkOrder) -> Markup:
    address = url_for("work_orders.show", order_id=row.id)
    return cells.link(address, cells.latin(row.number))


ORDERS: Listed[WorkOrder] = Listed(
    "work_orders.index",
    (
        Column("number", lambda row: row.number, _l("Number"), _number, [WorkOrder.number]),
        Column("tag", lambda row: row.asset.tag, _l("Tag"), lambda row: tag_of(row.asset),
               [Asset.tag]),
        Column("model", lambda row: row.asset.model.title, _l("Model"), None, [AssetModel.name]),
        Column("failure", lambda row: row.failure, _l("Failure")),
        Column("cause", lambda row: row.cause),
        Column("stage", stage_of, _l("State"), stage_shown),
        Column("down_from_utc", lambda row: row.down_from, _l("Down since"),
               lambda row: cells.instant(row.down_from), [WorkOrder.down_from]),
        Column("up_at_utc", lambda row: row.up_at, _l("Back"),
               lambda row: cells.instant(row.up_at) or "–", [WorkOrder.up_at]),
        Column("down_hours", lambda row: hours(down_of(row)), _l("Hours down"),
               lambda row: said_hours(down_of(row))),
    ),
    tie=(WorkOrder.id,),
)  # fmt: skip


def _plan_title(row: MaintenancePlan) -> Markup:
    return cells.link(url_for("plans.show", plan_id=row.id), row.title)


def subject_of(row: MaintenancePlan) -> Markup | str:
    """What a plan is for: one thing, or a model."""
    if row.asset is not None:
        return tag_of(row.asset)
    return row.model.title if row.model else ""


PLANS: Listed[MaintenancePlan] = Listed(
    "plans.index",
    (
        Column("plan", lambda row: row.title, _l("Plan"), _plan_title),
        Column("kind", lambda row: row.kind, _l("What is done"),
               lambda row: upkeep_words.KINDS[row.kind]),
        Column("of", lambda row: row.asset.tag if row.asset else subject_of(row), _l("For"),
               subject_of),
        Column("rhythm", rhythm_of, _l("Every")),
    ),
    tie=(MaintenancePlan.id,),
)  # fmt: skip


def _ends(row: Ending) -> Markup | str:
    shown = day(row.ends_on)
    if row.is_over:
        return Markup("{} {}").format(shown, cells.tag(_l("over"), "check-bad"))
    return shown


def _thing(row: Ending) -> Markup:
    return cells.link(url_for("equipment.show", asset_id=row.asset_id), cells.latin(row.tag))


ENDINGS: Listed[Ending] = Listed(
    "endings.index",
    (
        Column("tag", lambda row: row.tag, _l("Tag"), _thing),
        Column("model", lambda row: row.model, _l("Model")),
        Column("kind", lambda row: row.kind, _l("What ends"),
               lambda row: upkeep_words.DATES[row.kind]),
        Column("ends_on", lambda row: row.ends_on, _l("Ends on"), _ends),
        Column("party", lambda row: row.party, _l("Given by")),
        Column("reference", lambda row: row.reference, _l("Number"),
               lambda row: cells.latin(row.reference)),
    ),
    tie=(),
)  # fmt: skip
BY_ASSET: Listed[AssetFigures] = Listed(
    "upkeep.index",
    (
        Column("tag", lambda row: row.asset.tag, _l("Tag"), lambda row: tag_of(row.asset)),
        Column("model", lambda row: row.asset.model.title, _l("Model")),
        FAILURES,
        DOWN,
        *RELIABILITY,
    ),
    tie=(),
)  # fmt: skip
