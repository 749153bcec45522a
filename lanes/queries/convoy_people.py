"""The people of a convoy and where each stands, worked out anew each time: what the desk decides
or takes back, and what protection asks, need not be told here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import load_only

from borderpost import gates
from borderpost.db import db
from borderpost.gates import GatedSheet
from crossings import gated
from crossings.models import Crossing, Inspection
from crossings.models.inspection import State as SheetState
from crossings.queries.register import standing
from lanes.convoy_reckoning import ConvoyReckoning, ConvoyStanding, Member, reckon
from lanes.declared import Declared
from lanes.models import Convoy, ConvoyHandOver, ConvoyHandOverLine, ConvoyMember

_TOLD = (
    Crossing.inspection_id, Crossing.human_ref, Crossing.decision, Crossing.alert_result,
    Crossing.document_issuer, Crossing.document_number,
)  # fmt: skip
_SHEETS = {SheetState.OPEN: ConvoyStanding.AT_DESK, SheetState.REFERRED: ConvoyStanding.REFERRED}
NOT_CHECKED = "not_checked"


def people(convoy: Convoy) -> list[Member]:
    """Everybody of a convoy in the order of the list, who belongs together side by side."""
    rows = db.session.scalars(
        select(ConvoyMember).where(ConvoyMember.convoy_id == convoy.id).order_by(ConvoyMember.place)
    ).all()
    sheets, crossed = _sheets(convoy.id), _crossings(convoy.id)
    handed = _handed(convoy.id)
    found = []
    for row in rows:
        state = sheets.get(row.inspection_id)
        one = _desk(row, state, crossed.get(row.inspection_id) if row.inspection_id else None)
        found.append(_on_sheet(one, handed.get(row.id)))
    first: dict[str, int] = {}
    for one in found:
        first.setdefault(one.person.family or str(one.id), one.place)
    return sorted(found, key=lambda one: (first[one.person.family or str(one.id)], one.place))


def reckoning(convoy: Convoy) -> ConvoyReckoning:
    """The numbers of a convoy."""
    return reckon(people(convoy), convoy.counted)


def member(member_id: UUID, convoy_id: UUID) -> ConvoyMember | None:
    """One person of this convoy."""
    wanted = select(ConvoyMember).where(ConvoyMember.id == member_id)
    return db.session.scalar(wanted.where(ConvoyMember.convoy_id == convoy_id))


def has_sheet(row: ConvoyMember) -> bool:
    """Whether the desk has a sheet of this person, or a decision; one that was cleared is none."""
    if row.inspection_id is None:
        return False
    state = db.session.scalar(select(Inspection.state).where(Inspection.id == row.inspection_id))
    return state != SheetState.LEFT


def gated_sheet(row: ConvoyMember) -> GatedSheet | None:
    """This person as the gates of other subjects know somebody; None without a sheet. The sheet's
    time may be over: its crossing then tells the document."""
    if row.inspection_id is None:
        return None
    sheet = db.session.get(Inspection, row.inspection_id)
    if sheet is not None:
        return gated.of(sheet)
    wanted = select(Crossing).where(Crossing.inspection_id == row.inspection_id, standing())
    crossing = db.session.scalars(wanted).first()
    alike = gated.likeness(crossing.document_issuer, crossing.document_number) if crossing else ""
    return GatedSheet(row.inspection_id, alike, "", is_undecided=False)


def _desk(row: ConvoyMember, state: str | None, crossing: Crossing | None) -> Member:
    one = Member(
        id=row.id,
        place=row.place,
        is_expected=row.is_expected,
        person=Declared.from_plain(row.person),
        standing=_before_desk(row),
        arrived_at=row.arrived_at,
        arrived_by=row.arrived_by,
        missing_why=row.missing_why,
    )
    if row.arrived_at is None or row.inspection_id is None or state == SheetState.LEFT:
        return one
    one = replace(one, inspection_id=row.inspection_id, is_asked=_is_asked(row))
    if state in _SHEETS:
        return replace(one, standing=_SHEETS[SheetState(state)])
    if crossing is None:
        return one
    return replace(
        one,
        standing=ConvoyStanding.DECIDED,
        crossing_id=crossing.id,
        reference=crossing.human_ref,
        decision=crossing.decision,
        is_screened=crossing.alert_result != NOT_CHECKED,
    )


def _before_desk(row: ConvoyMember) -> ConvoyStanding:
    if row.arrived_at is not None:
        return ConvoyStanding.HERE
    return ConvoyStanding.MISSING if row.missing_at else ConvoyStanding.AWAITED


def _is_asked(row: ConvoyMember) -> bool | None:
    sheet = gated_sheet(row)
    asked = gates.asked(sheet, gates.NEEDS) if sheet else []
    return not any(gate.is_blocked for gate in asked) if asked else None


def _on_sheet(one: Member, over: ConvoyHandOver | None) -> Member:
    if over is None:
        return one
    signed = ConvoyStanding.HANDED if over.signed_at else ConvoyStanding.ON_SHEET
    return replace(one, standing=signed, hand_over_id=over.id, hand_over=over.number)


def _sheets(convoy_id: UUID) -> dict[Any, str]:
    wanted = (
        select(Inspection.id, Inspection.state)
        .join(ConvoyMember, ConvoyMember.inspection_id == Inspection.id)
        .where(ConvoyMember.convoy_id == convoy_id)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def _crossings(convoy_id: UUID) -> dict[UUID, Crossing]:
    """The decisions that stand, by sheet; one that was taken back is none."""
    wanted = (
        select(Crossing)
        .join(ConvoyMember, ConvoyMember.inspection_id == Crossing.inspection_id)
        .where(ConvoyMember.convoy_id == convoy_id, standing(), Crossing.undone.is_(None))
        .options(load_only(*_TOLD))
    )
    return {row.inspection_id: row for row in db.session.scalars(wanted) if row.inspection_id}


def _handed(convoy_id: UUID) -> dict[UUID, ConvoyHandOver]:
    wanted = (
        select(ConvoyHandOverLine.member_id, ConvoyHandOver)
        .join(ConvoyHandOver, ConvoyHandOver.id == ConvoyHandOverLine.hand_over_id)
        .where(ConvoyHandOver.convoy_id == convoy_id)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def hand_overs(convoy_id: UUID) -> Sequence[ConvoyHandOver]:
    """The sheets of a convoy in their order, void ones too."""
    wanted = select(ConvoyHandOver).where(ConvoyHandOver.convoy_id == convoy_id)
    return db.session.scalars(wanted.order_by(ConvoyHandOver.year, ConvoyHandOver.serial)).all()


def hand_over(hand_over_id: UUID, post_id: UUID | None) -> ConvoyHandOver | None:
    """One sheet of this post."""
    wanted = select(ConvoyHandOver).where(ConvoyHandOver.id == hand_over_id)
    return db.session.scalar(wanted.where(ConvoyHandOver.post_id == post_id))


def of_hand_over(
    over: ConvoyHandOver,
) -> Iterator[tuple[ConvoyHandOverLine, ConvoyMember, Declared]]:
    """The lines of a sheet, each with who it is."""
    wanted = (
        select(ConvoyHandOverLine, ConvoyMember)
        .join(ConvoyMember, ConvoyMember.id == ConvoyHandOverLine.member_id)
        .where(ConvoyHandOverLine.hand_over_id == over.id)
        .order_by(ConvoyMember.place)
    )
    for line, member in db.session.execute(wanted):
        yield line, member, Declared.from_plain(member.person)
