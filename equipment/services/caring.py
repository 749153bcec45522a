"""Upkeep that was carried out, and meters that were read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.refusal import Refused
from equipment import Act
from equipment.due_dates import Unit
from equipment.models import (
    Asset,
    AssetCount,
    MaintenanceDue,
    MaintenancePlan,
    MaintenanceRecord,
    MeterReading,
)
from equipment.models.maintenance import DESK, METER
from equipment.services import falling_due, recording, register
from equipment.services.recording import Why
from equipment.states import GONE, TERMINAL

CALIBRATE = "calibrate"
MOST_SHOWN = 100_000_000


@dataclass(frozen=True)
class Done:
    """What a form says of upkeep that was carried out. ``shows`` is what the meter shows;
    ``valid_until`` what a calibration's certificate says. ``version`` is the thing's as shown."""

    done_on: date
    note: str = ""
    certificate: str = ""
    valid_until: date | None = None
    shows: int | None = None
    version: int | None = None


def carry_out(plan_id: UUID, asset_id: UUID, said: Done, *, by: Actor | None) -> MaintenanceRecord:
    """Keep that a plan was carried out at a thing, and when it is due again."""
    with transaction() as session:
        plan, asset = session.get_one(MaintenancePlan, plan_id), session.get_one(Asset, asset_id)
        row = session.get(MaintenanceDue, (plan_id, asset_id))
        if row is None or asset.status in TERMINAL | GONE:
            raise Refused(_l("Nothing of this plan is due at %(tag)s.", tag=asset.tag))
        register.refuse_older(asset, said.version)
        _check_days(plan, row, said)
        if said.shows is not None:
            _read(asset, said.shows, said.done_on, False, by)
        kept = _kept(plan, row, said, by)
        session.add(kept)
        _move_on(plan, row, kept)
        _write_life(asset, plan, kept, by)
        audit.record(Act.MAINTAINED, kept, by=by, asset=str(asset.id), plan=str(plan.id))
    return kept


def read_meter(
    asset_id: UUID, shows: int, read_on: date, is_new_meter: bool, *, by: Actor
) -> MeterReading:
    """Keep what a meter shows; with a new meter the count goes on from where it was."""
    with transaction() as session:
        asset = session.get_one(Asset, asset_id)
        if read_on > falling_due.today_of(asset.post_id):
            raise Refused(_l("This day has not come yet."), field="read_on")
        return _read(asset, shows, read_on, is_new_meter, by)


def counted_at_desk(asset_id: UUID, day: date) -> None:
    """One more document on a thing of the desk, inside the caller's transaction."""
    row = _count(asset_id, DESK)
    row.total += 1
    db.session.flush()
    falling_due.counted(asset_id, DESK, row.total, day)


def _check_days(plan: MaintenancePlan, row: MaintenanceDue, said: Done) -> None:
    if said.done_on > falling_due.today_of(plan.post_id):
        raise Refused(_l("This day has not come yet."), field="done_on")
    if row.last_done_on is not None and said.done_on < row.last_done_on:
        raise Refused(_l("It was done later than that already. Say the day of this time."),
                      field="done_on")  # fmt: skip
    if plan.kind == CALIBRATE and (said.valid_until is None or not said.certificate.strip()):
        lacking = "certificate" if said.valid_until else "valid_until"
        raise Refused(
            _l("A calibration has a certificate: say its number, and until when it holds."),
            field=lacking,
        )
    if said.valid_until is not None and said.valid_until <= said.done_on:
        raise Refused(_l("It holds longer than the day it was done."), field="valid_until")
    if plan.counter == METER and said.shows is None:
        raise Refused(_l("Say what the meter shows: this plan counts uses."), field="shows")


def _kept(
    plan: MaintenancePlan, row: MaintenanceDue, said: Done, by: Actor | None
) -> MaintenanceRecord:
    by_use = plan.unit == Unit.USES
    total = falling_due.total_of(row.asset_id, plan.counter) if by_use else None
    return MaintenanceRecord(
        id=new_id(), plan_id=plan.id, asset_id=row.asset_id, done_on=said.done_on, done_use=total,
        note=said.note.strip()[:300], certificate=said.certificate.strip()[:120],
        valid_until=said.valid_until, due_on=row.due_on, due_use=row.due_use,
        next_on=None if by_use else _next_day(plan, row, said),
        next_use=plan.rhythm.next_use(row.due_use, total) if total is not None else None,
        created_by=by.officer_id if by else None,
    )  # fmt: skip


def _next_day(plan: MaintenancePlan, row: MaintenanceDue, said: Done) -> date:
    """A certificate says itself when a calibration is due again; else the plan's rhythm."""
    if plan.kind == CALIBRATE and said.valid_until is not None:
        return said.valid_until
    return plan.rhythm.next_day(row.due_on, said.done_on)


def _move_on(plan: MaintenancePlan, row: MaintenanceDue, kept: MaintenanceRecord) -> None:
    row.last_done_on, row.last_done_use = kept.done_on, kept.done_use
    if kept.next_use is not None:
        falling_due.set_use(row, plan, kept.next_use)
    elif kept.next_on is not None:
        falling_due.set_day(row, plan, kept.next_on)


def _write_life(
    asset: Asset, plan: MaintenancePlan, kept: MaintenanceRecord, by: Actor | None
) -> None:
    """The events of a thing's life: that it was done, and its calibration described anew."""
    why = Why(f"{plan.title}. {kept.note}".strip(), kept.certificate, source_id=kept.id)
    events = [recording.advance(asset, "maintain", asset.standing, why, by)]
    if kept.valid_until is not None and plan.kind == CALIBRATE:
        facts = replace(recording.facts_of(asset), calibrated_until=kept.valid_until)
        event = recording.described(asset, facts, why, by)
        events += [event] if event else []
    recording.told(events, by)


def _read(
    asset: Asset, shows: int, read_on: date, is_new_meter: bool, by: Actor | None
) -> MeterReading:
    row = _count(asset.id, METER)
    if not 0 <= shows <= MOST_SHOWN:
        raise Refused(_l("A meter shows a whole number, 0 or more."), field="shows")
    if is_new_meter:
        row.before = row.total
    elif row.before + shows < row.total:
        raise Refused(
            _l("The meter showed %(shown)s before. Look again, or say that it is a new meter.",
               shown=row.total - row.before),
            field="shows",
        )  # fmt: skip
    row.total = row.before + shows
    reading = MeterReading(
        asset_id=asset.id, read_on=read_on, shows=shows, total=row.total,
        is_new_meter=is_new_meter, created_by=by.officer_id if by else None,
    )  # fmt: skip
    db.session.add(reading)
    db.session.flush()
    falling_due.counted(asset.id, METER, row.total, read_on)
    audit.record(Act.METER_READ, reading, by=by, asset=str(asset.id))
    return reading


def _count(asset_id: UUID, counter: str) -> AssetCount:
    row = db.session.get(AssetCount, (asset_id, counter), with_for_update=True)
    if row is None:
        row = AssetCount(asset_id=asset_id, counter=counter, total=0, before=0)
        db.session.add(row)
    return row
