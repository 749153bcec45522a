"""The crossing of one line of a register sheet. ``occurred_at`` is the paper's, ``officer_id`` who
wrote the line; ``recorded_at`` is now, and the audit line says who typed it.

The paper tells hours and minutes. Below the second stand the sheet's number and the line's, so
that lines of one minute keep the order of the paper, in whatever order they are typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.posts.models import Lane
from borderpost.refusal import Refused
from crossings import Act
from crossings import sheet as sheets
from crossings.accompaniment import NOTHING_SAID
from crossings.digest import digest
from crossings.models import Crossing, Inspection, RegisterSheet
from crossings.queries import files, minors, rules
from crossings.references import line_reference
from crossings.rules.minority import Age
from crossings.services import afterwards, alerts, filing, late_checks, outcomes, staying
from crossings.services.afterwards import BY_HAND, Happened
from crossings.services.place import DeskOfficer
from crossings.sheet import Sheet

MODE = "paper"


@dataclass(frozen=True)
class Entry:
    """One line of a register sheet."""

    day: date
    at: time
    direction: str
    decision: str  # admit, refuse, withdrawn
    reasons: tuple[str, ...]
    officer_id: UUID  # who wrote the line
    fields: dict[str, str]  # of the working sheet: surname, birth_date, ...
    estimated: frozenset[str] = frozenset()  # the birth date, where the paper has an age
    transport: str = ""
    note: str = ""


def moment(sheet: RegisterSheet, place: int, entry: Entry) -> datetime:
    """When the traveller crossed. Raises ``Refused`` for a time to come, and for one before the
    sheet was printed."""
    within = sheet.serial % 1000 * 1000 + place  # microseconds: the order of the paper
    told = datetime.combine(entry.day, entry.at, ZoneInfo(sheet.post.zone))
    if told > clock.now():
        raise Refused(_l("This time is still to come. Look at the paper again."), field="at")
    if told < sheet.created_at.replace(second=0, microsecond=0):
        raise Refused(
            _l("The sheet was printed later than this. Look at day and time."), field="at"
        )
    return told.replace(microsecond=within)


def write(
    sheet: RegisterSheet, place: int, entry: Entry, *, by: DeskOfficer
) -> tuple[Crossing, dict[str, Any]]:
    """Write the crossing inside the caller's transaction; with it what lists and rules say now.

    Raises ``Refused`` for a decision or a choice on no list of the day, and whom the post does
    not know as its officer."""
    at = moment(sheet, place, entry)
    _check(sheet, entry)
    typed = sheets.typed(entry.fields, {}, entry.estimated)
    known = files.of_sheet(typed)
    late = late_checks.checked(typed, BY_HAND, entry.direction, at, sheet.post, known)
    inspection = Inspection(reading=BY_HAND)
    identity = filing.identity(inspection, typed, known, by)
    crossing = Crossing(
        **afterwards.columns(_happened(sheet, place, entry, at), typed),
        **alerts.NOTHING,  # nobody was screened at the time
        **identity,
        reason_text=entry.note,
        transport=entry.transport,
        minor=_minor(sheet, typed, entry),
    )
    _filed(sheet, place, entry, crossing, by)
    return crossing, late


def _happened(sheet: RegisterSheet, place: int, entry: Entry, at: datetime) -> Happened:
    return Happened(
        mode=MODE,
        reference=line_reference(sheet.number, place),
        on=entry.day,
        at=at,
        trust="manual",
        post_id=sheet.post_id,
        lane_id=sheet.lane_id,
        officer_id=entry.officer_id,
        direction=entry.direction,
        decision=entry.decision,
        reasons=entry.reasons,
    )


def _minor(sheet: RegisterSheet, typed: Sheet, entry: Entry) -> str | None:
    """``certain`` for a minor by the birth date; who accompanied one, no line of paper says."""
    found = minors.judged(
        typed, entry.direction, sheet.post.country, entry.day, NOTHING_SAID, rules.book()
    )
    return "certain" if found.age is Age.MINOR else None


def _filed(
    sheet: RegisterSheet, place: int, entry: Entry, crossing: Crossing, by: DeskOfficer
) -> None:
    crossing.lane = db.session.get_one(Lane, crossing.lane_id)
    db.session.add(crossing)
    db.session.flush()
    db.session.add_all(filing.name_words(crossing))
    staying.follow(crossing)
    audit.record(
        Act.CAPTURED, crossing, by=by, decision=crossing.decision, digest=digest(crossing),
        sheet=sheet.number, place=place, writer=str(entry.officer_id),
    )  # fmt: skip


def _check(sheet: RegisterSheet, entry: Entry) -> None:
    outcomes.check_decision(entry.decision, entry.reasons, entry.day)
    outcomes.check_choices("", entry.transport, entry.day)
    if entry.direction not in ("E", "X"):
        raise Refused(_l("Choose entry or exit."), field="direction")
    if entry.officer_id not in {row.id for row in officers.posted_at(sheet.post_id, entry.day)}:
        raise Refused(_l("Choose an officer of this post."), field="officer_id")
    typed = sheets.typed(entry.fields, {})
    if absent := sheets.missing(typed):
        raise Refused(_l("Fill in the marked field first."), field=absent[0])
