"""What equipment says of a lane: open, degraded or closed, with every reason."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from borderpost import locale
from borderpost.officers import queries as officers
from borderpost.posts.models import Lane
from borderpost.readiness import Level, Readiness
from equipment import words
from equipment.models import Asset, LaneNeed
from equipment.queries import readiness as queries

FAULTS = "lanes.index"  # lists what stands at each lane, and leads to the report


def of_lane(lane: Lane) -> Readiness | None:
    """The state of a lane by the things that stand there; None while nobody said what it needs.

    A capability that nothing meets makes the lane degraded, or closed when officers have no
    procedure without it. An override leaves the reasons and opens the lane until its end.
    """
    needed = queries.needs(lane.id)
    if not needed:
        return None
    things, today = queries.placed(lane.id), queries.today_at(lane)
    lacking = [
        need for need in needed
        if not any(need.capability in one.model.capabilities and queries.works(one, today)
                   for one in things)
    ]  # fmt: skip
    reasons = tuple(_reason(need, things) for need in lacking)
    level = Level.OPEN
    if lacking:
        level = Level.DEGRADED if all(need.by_hand for need in lacking) else Level.CLOSED
    override = _override(lane) if lacking else ""
    return Readiness(Level.OPEN if override else level, reasons, override, FAULTS)


def _reason(need: LaneNeed, things: Sequence[Asset]) -> str:
    capability = words.CAPABILITIES[need.capability]
    by_hand = need.by_hand or _("Without it the lane stays closed.")
    failing = [one for one in things if need.capability in one.model.capabilities]
    if not failing:
        return _(
            "Nothing at this lane does this: “%(capability)s”. %(by_hand)s",
            capability=capability, by_hand=by_hand,
        )  # fmt: skip
    told = "; ".join(_failure(one) for one in failing)
    return _(
        "“%(capability)s” fails: %(told)s. %(by_hand)s",
        capability=capability, told=told, by_hand=by_hand,
    )  # fmt: skip


def _failure(thing: Asset) -> str:
    if thing.status == "in_service":  # and so its calibration is over
        return _("%(tag)s: calibration over since %(day)s", tag=thing.tag,
                 day=locale.day(thing.calibrated_until))  # fmt: skip
    said = queries.last_reason(thing.id)
    status = words.STATUSES[thing.status]
    told = _("%(tag)s: %(state)s", tag=thing.tag, state=status)
    return f"{told} ({said})" if said else told


def _override(lane: Lane) -> str:
    found = queries.override(lane.id)
    if found is None:
        return ""
    names = officers.names({found.created_by} if found.created_by else set())
    return _(
        "%(name)s lets it work until %(until)s: %(reason)s",
        name=names.get(found.created_by, "?") if found.created_by else "?",
        until=locale.instant(found.until, lane.post.zone),
        reason=found.reason,
    )  # fmt: skip
