"""Making, changing and ending plans of upkeep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import new_id, transaction
from borderpost.refusal import Refused
from equipment import Act, upkeep_words
from equipment.due_dates import BadRhythm, Rhythm, Unit
from equipment.models import Asset, AssetModel, MaintenancePlan
from equipment.models.maintenance import DESK, METER
from equipment.services import falling_due
from equipment.states import TERMINAL

MOST = 1_000_000
_SENTENCES = {
    "every": _l("An interval is at least 1. Say after how many days, months or uses it is done."),
    "tolerance": _l("The tolerance is shorter than the interval, and not below 0."),
}


@dataclass(frozen=True)
class PlanFacts:
    """What a form says of a plan."""

    kind: str
    title: str
    every: int
    unit: str
    tolerance: int = 0
    counter: str = ""
    instructions: str = ""


def make(
    post_id: UUID,
    facts: PlanFacts,
    *,
    asset_id: UUID | None = None,
    model_id: UUID | None = None,
    first_on: date | None = None,
    by: Actor | None,
) -> MaintenancePlan:
    """A new plan of one thing, or of every thing of a model at the post."""
    with transaction() as session:
        _check(facts)
        _check_subject(session, post_id, asset_id, model_id)
        if first_on is not None and facts.unit == Unit.USES:
            raise Refused(_l("A plan by uses has no first day."), field="first_on")
        plan = MaintenancePlan(
            id=new_id(), post_id=post_id, asset_id=asset_id, model_id=model_id,
            created_by=by.officer_id if by else None, **vars(facts),
        )  # fmt: skip
        session.add(plan)
        falling_due.begin(plan, first_on)
        audit.record(Act.PLAN_MADE, plan, by=by, every=facts.every, unit=facts.unit)
    return plan


def change(plan_id: UUID, facts: PlanFacts, version: int | None, *, by: Actor) -> None:
    """Change a plan; with a new rhythm it is due counted from when it was done last."""
    with transaction() as session:
        plan = _live(session, plan_id, version)
        _check(facts)
        if (facts.unit == Unit.USES) != (plan.unit == Unit.USES) or facts.counter != plan.counter:
            raise Refused(
                _l("What counts the interval stays. End this plan and make another."), field="unit"
            )
        before = (plan.every, plan.unit, plan.tolerance)
        for name, value in vars(facts).items():
            setattr(plan, name, value)
        plan.version += 1
        if before != (plan.every, plan.unit, plan.tolerance):
            falling_due.again(plan)
        audit.record(Act.PLAN_CHANGED, plan, by=by, every=facts.every, unit=facts.unit)


def end(plan_id: UUID, version: int | None, *, by: Actor) -> None:
    """End a plan; what was done under it stays."""
    with transaction() as session:
        plan = _live(session, plan_id, version)
        plan.ended_on = falling_due.today_of(plan.post_id)
        plan.version += 1
        falling_due.end(plan)
        audit.record(Act.PLAN_ENDED, plan, by=by)


def _live(session: Session, plan_id: UUID, version: int | None) -> MaintenancePlan:
    plan = session.get_one(MaintenancePlan, plan_id)
    if plan.ended_on is not None:
        raise Refused(_l("This plan has ended. Make another."))
    if version is not None and version != plan.version:
        raise Refused(_l("This plan was changed meanwhile. Look at it again before you go on."))
    return plan


def _check(facts: PlanFacts) -> None:
    if facts.kind not in upkeep_words.KINDS:
        raise Refused(_l("Choose from the list what is done."), field="kind")
    if facts.unit not in set(Unit):
        raise Refused(_l("Choose days, months or uses."), field="unit")
    if not facts.title.strip():
        raise Refused(_l("Give the plan a name."), field="title")
    by_use = facts.unit == Unit.USES
    if by_use != (facts.counter in (DESK, METER)) or (not by_use and facts.counter):
        raise Refused(
            _l("A plan by uses says what counts them; one by time does not."), field="counter"
        )
    try:
        Rhythm(facts.every, Unit(facts.unit), facts.tolerance)
    except BadRhythm as bad:
        raise Refused(_SENTENCES[bad.field], field=bad.field) from bad
    if facts.every > (MOST if by_use else 3650):
        raise Refused(_l("This interval is too long. Choose a shorter one."), field="every")


def _check_subject(
    session: Session, post_id: UUID, asset_id: UUID | None, model_id: UUID | None
) -> None:
    if (asset_id is None) == (model_id is None):
        raise Refused(_l("A plan is for one thing, or for all things of one model."),
                      field="model_id")  # fmt: skip
    if model_id is not None and session.get(AssetModel, model_id) is None:
        raise Refused(_l("Choose a model from the list."), field="model_id")
    if asset_id is None:
        return
    asset = session.get(Asset, asset_id)
    if asset is None or asset.post_id != post_id or asset.status in TERMINAL:
        raise Refused(_l("Choose a thing that the post has."), field="asset_id")
