"""What the post owns, who holds it, and whether it works."""

from __future__ import annotations

from enum import StrEnum

from flask import current_app
from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, Keep, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with equipment."""

    READ = "equipment:asset:read"
    WRITE = "equipment:asset:write"
    REPORT = "equipment:fault:write"
    OVERRIDE = "equipment:readiness:write"
    MAINTAIN = "equipment:maintenance:write"
    CARE = "equipment:maintenance:record"
    DISTRIBUTIONS = "equipment:distribution:read"
    DISTRIBUTE = "equipment:distribution:write"
    HOUSEHOLDS = "equipment:household:read"
    DONATE = "equipment:donation:write"
    DONOR_REPORT = "equipment:donor_report:read"


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
    KIT_BILL_WRITTEN = "equipment:kit:describe"
    KITS_BUILT = "equipment:kit:build"
    DISTRIBUTION_PLANNED = "equipment:distribution:plan"
    DISTRIBUTION_CANCELLED = "equipment:distribution:cancel"
    DISTRIBUTION_CLOSED = "equipment:distribution:close"
    SET_ASIDE_FOR = "equipment:distribution:set_aside"
    DISPATCHED = "equipment:distribution:dispatch"
    BROUGHT_BACK = "equipment:distribution:return"
    LOSS_WRITTEN = "equipment:distribution:lose"
    LOSS_STRUCK = "equipment:distribution:strike_loss"
    RECEIPT_WRITTEN = "equipment:distribution:record"
    RECEIPT_STRUCK = "equipment:distribution:strike"
    LIST_KEPT = "equipment:distribution:keep_list"
    HOUSEHOLDS_READ = "equipment:household:list"
    SIGNATURE_READ = "equipment:household:look"
    LIST_READ = "equipment:household:open_list"
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
    DONATION_PREPARED = "equipment:donation:prepare"
    DONATION_CHANGED = "equipment:donation:change"
    DONATION_CHECKED = "equipment:donation:check"
    DONATION_SIGNED = "equipment:donation:sign"
    DONATION_DROPPED = "equipment:donation:drop"
    DONATION_REVERSED = "equipment:donation:reverse"
    RECEPTION_PREPARED = "equipment:reception:prepare"
    RECEPTION_CHANGED = "equipment:reception:change"
    RECEPTION_CONFIRMED = "equipment:reception:confirm"
    RECEPTION_DROPPED = "equipment:reception:drop"
    DIFFERENCE_SETTLED = "equipment:reception:settle"


_READS = frozenset({Permission.READ, Permission.DONOR_REPORT})
_COUNTS = frozenset({Permission.DISTRIBUTIONS})  # of people: never a name
# Names of households are world C: for the protection focal point alone.
_ALL = frozenset(Permission) - {Permission.HOUSEHOLDS}
_USES = _READS | {Permission.REPORT, Permission.CARE}

FEATURE = Feature(
    name="equipment",
    label=_l("Equipment"),
    blueprints=(
        "equipment.views.assets:bp",
        "equipment.views.steps:bp",
        "equipment.views.kit_parts:bp",
        "equipment.views.lives:bp",
        "equipment.views.custody:bp",
        "equipment.views.event_log:bp",
        "equipment.views.labels:bp",
        "equipment.views.lanes:bp",
        "equipment.views.stocktakes:bp",
        "equipment.views.allocations:bp",
        "equipment.views.stock:bp",
        "equipment.views.kits:bp",
        "equipment.views.distributions:bp",
        "equipment.views.distribution_steps:bp",
        "equipment.views.distribution_records:bp",
        "equipment.views.households:bp",
        "equipment.views.stock_moves:bp",
        "equipment.views.donations:bp",
        "equipment.views.certificates:bp",
        "equipment.views.donor_reports:bp",
        "equipment.views.plates:bp",
        "equipment.views.receptions:bp",
        "equipment.views.arrivals:bp",
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
        Role.STOREKEEPER: _ALL - {Permission.OVERRIDE},
        Role.SUPERVISOR: _ALL,
        Role.OFFICER: _USES,
        Role.SECOND_LINE: _USES,
        Role.WORKS_MANAGER: _READS | _COUNTS,
        Role.AUDITOR: _READS | _COUNTS,
        Role.ANALYST: _COUNTS,
        Role.PROTECTION: _COUNTS | {Permission.HOUSEHOLDS},
        Role.DONOR_VIEWER: frozenset({Permission.DONOR_REPORT}),
    },
    navigation=(
        NavItem(_l("Equipment"), "equipment.index", "device-desktop", order=40),
        NavItem(_l("Distributions"), "distributions.index", "users", order=41),
    ),
    home=(
        "equipment.cards:broken",
        "equipment.cards:loans",
        "equipment.cards:reservations",
        "equipment.cards:dates",
        "equipment.donor_cards:report",
        "equipment.donor_cards:deeds",
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
        "equipment.kit_verification:faults",
        "equipment.distribution_verification:faults",
        "equipment.donation_verification:faults",
    ),
    keeps=(
        Keep(
            "households",
            lambda: int(current_app.config["HOUSEHOLD_DAYS"]),
            "equipment.services.households:purge",
        ),
    ),
    code_lists=("equipment.words:CATEGORIES", "equipment.distribution_words:AGE_BANDS"),
    imports=("equipment.importing:IMPORTER", "equipment.stock_importing:IMPORTER"),
    demo="equipment.demo:fill",
)
