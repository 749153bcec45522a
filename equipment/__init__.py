"""What the post owns, who holds it, and whether it works."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with equipment."""

    READ = "equipment:asset:read"
    WRITE = "equipment:asset:write"
    REPORT = "equipment:fault:write"
    OVERRIDE = "equipment:readiness:write"
    MAINTAIN = "equipment:maintenance:write"
    CARE = "equipment:maintenance:record"


class Act(StrEnum):
    """What the audit log says of equipment."""

    REGISTERED = "equipment:asset:register"
    DESCRIBED = "equipment:asset:describe"
    STEPPED = "equipment:asset:step"
    CORRECTED = "equipment:asset:correct"
    REMOVED = "equipment:asset:remove"
    MODEL_ADDED = "equipment:model:add"
    MODEL_CHANGED = "equipment:model:change"
    LOCATION_ADDED = "equipment:location:add"
    LOCATION_CHANGED = "equipment:location:change"
    HANDED_OVER = "equipment:custody:give"
    TAKEN_BACK = "equipment:custody:return"
    SIGNED = "equipment:custody:sign"
    RESERVED = "equipment:reservation:ask"
    RESERVATION_DECIDED = "equipment:reservation:decide"
    NEEDS_SAID = "equipment:readiness:say"
    OVERRIDDEN = "equipment:readiness:override"
    OVERRIDE_ENDED = "equipment:readiness:end"
    STOCKTAKE_OPENED = "equipment:stocktake:open"
    STOCKTAKE_CLOSED = "equipment:stocktake:close"
    SCANNED = "equipment:stocktake:scan"
    STOCK_ITEM_ADDED = "equipment:stock_item:add"
    STOCK_ITEM_CHANGED = "equipment:stock_item:change"
    STOCK_ITEM_REMOVED = "equipment:stock_item:remove"
    STOCK_MOVED = "equipment:stock:move"
    STOCK_ALLOCATED = "equipment:stock:allocate"
    STOCK_RELEASED = "equipment:stock:release"
    EXPORTED = "equipment:asset:export"
    WORK_OPENED = "equipment:work_order:open"
    WORK_TESTED = "equipment:work_order:test"
    WORK_CLOSED = "equipment:work_order:close"
    PART_ADDED = "equipment:work_order:add_part"
    PART_STRUCK = "equipment:work_order:strike_part"
    PLAN_MADE = "equipment:plan:make"
    PLAN_CHANGED = "equipment:plan:change"
    PLAN_ENDED = "equipment:plan:end"
    MAINTAINED = "equipment:maintenance:record"
    METER_READ = "equipment:meter:read"
    TERM_ADDED = "equipment:term:add"
    TERM_CLOSED = "equipment:term:close"
    ORDER_PROPOSED = "equipment:proposal:open"
    PROPOSAL_ACCEPTED = "equipment:proposal:accept"
    PROPOSAL_DISMISSED = "equipment:proposal:dismiss"


_READS = frozenset({Permission.READ})
_USES = _READS | {Permission.REPORT, Permission.CARE}

FEATURE = Feature(
    name="equipment",
    label=_l("Equipment"),
    blueprints=(
        "equipment.views.assets:bp",
        "equipment.views.steps:bp",
        "equipment.views.lives:bp",
        "equipment.views.custody:bp",
        "equipment.views.event_log:bp",
        "equipment.views.labels:bp",
        "equipment.views.lanes:bp",
        "equipment.views.stocktakes:bp",
        "equipment.views.allocations:bp",
        "equipment.views.stock:bp",
        "equipment.views.stock_moves:bp",
        "equipment.views.upkeep:bp",
        "equipment.views.dashboard:bp",
        "equipment.views.work_orders:bp",
        "equipment.views.desk_readers:bp",
        "equipment.views.maintenance:bp",
        "equipment.views.plans:bp",
        "equipment.views.endings:bp",
        "equipment.views.asset_upkeep:bp",
        "equipment.views.asset_models:bp",
        "equipment.views.locations:bp",
        "equipment.cli:bp",
    ),
    models="equipment.models",
    permissions=Permission,
    grants={
        Role.STOREKEEPER: frozenset(Permission) - {Permission.OVERRIDE},
        Role.SUPERVISOR: frozenset(Permission),
        Role.OFFICER: _USES,
        Role.SECOND_LINE: _USES,
        Role.WORKS_MANAGER: _READS,
        Role.AUDITOR: _READS,
    },
    navigation=(NavItem(_l("Equipment"), "equipment.index", "device-desktop", order=40),),
    home=(
        "equipment.cards:broken",
        "equipment.cards:loans",
        "equipment.cards:dates",
        "equipment.upkeep_cards:late",
        "equipment.upkeep_cards:orders",
        "equipment.upkeep_cards:proposals",
        "equipment.stock_cards:to_reorder",
    ),
    readiness=("equipment.readiness:of_lane",),
    reader_uses=("equipment.services.proposing:count",),
    calendar=("equipment.due_calendar:entries",),
    verifications=(
        "equipment.verification:faults",
        "equipment.upkeep_verification:faults",
        "equipment.stock_verification:faults",
    ),
    code_lists=("equipment.words:CATEGORIES",),
    imports=("equipment.importing:IMPORTER", "equipment.stock_importing:IMPORTER"),
    demo="equipment.demo:fill",
)
