"""Register sheets: printed ahead by running numbers, handed out, and accounted for one by one."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, counters
from borderpost.db import new_id, transaction
from borderpost.officers import queries as officers
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import Fate, RegisterSheet, RegisterSheetCounter
from crossings.references import sheet_number
from crossings.services.place import DeskOfficer, place_of

LINES = 20  # of a sheet: what fits A4 with room for a hand in gloves
MOST = 50  # sheets at once
_LONGEST = 300

# From which fates a sheet may come to which; ``used`` is reached by capturing it alone.
_WAYS = {
    Fate.OUT: {Fate.PRINTED, Fate.RETURNED},
    Fate.RETURNED: {Fate.OUT, Fate.MISSING},
    Fate.SPOILED: {Fate.PRINTED, Fate.OUT, Fate.RETURNED, Fate.MISSING},
    Fate.MISSING: {Fate.PRINTED, Fate.OUT, Fate.RETURNED},
}


def print_ahead(many: int, *, by: DeskOfficer) -> list[RegisterSheet]:
    """Give the next ``many`` numbers to blank sheets, which are then printed together.

    Raises ``Refused`` for a number of sheets that makes no sense."""
    if not 1 <= many <= MOST:
        raise Refused(_l("A number from 1 to %(most)s.", most=MOST), field="many")
    with transaction() as session:
        post = place_of(by).post
        year, run = clock.today(post.zone).year, new_id()
        first = counters.take(RegisterSheetCounter, many, post_id=post.id, year=year)
        made = [
            RegisterSheet(
                post_id=post.id,
                year=year,
                serial=serial,
                number=sheet_number(post.code, year, serial),
                run_id=run,
                lines=LINES,
                changed_by=by.officer_id,
                created_by=by.officer_id,
            )
            for serial in range(first, first + many)
        ]
        session.add_all(made)
        session.flush()
        audit.record(Act.SHEETS_PRINTED, made[0], by=by, first=made[0].number, last=made[-1].number)
    return made


def hand_out(sheet_id: UUID, holder_id: UUID | None, *, by: DeskOfficer) -> RegisterSheet:
    """Write down who holds a blank sheet now. Raises ``Refused`` for somebody of another post."""
    if holder_id not in {row.id for row in officers.posted_at(by.post_id)}:
        raise Refused(_l("Choose an officer of this post."), field="handed_to")
    return _changed(sheet_id, Fate.OUT, "", holder_id, by)


def account(sheet_id: UUID, fate: Fate, why: str, *, by: DeskOfficer) -> RegisterSheet:
    """Write down that a sheet came back blank, is spoiled, or is missing.

    Raises ``Refused`` without words where the number is lost, and for a way that leads nowhere."""
    why = " ".join(why.split())[:_LONGEST]
    if fate not in (Fate.RETURNED, Fate.SPOILED, Fate.MISSING):
        raise Refused(_l("Choose what became of the sheet."), field="fate")
    if not why and fate is not Fate.RETURNED:
        raise Refused(_l("Write what happened to the sheet."), field="why")
    return _changed(sheet_id, fate, why, None, by)


def _changed(
    sheet_id: UUID, fate: Fate, why: str, holder_id: UUID | None, by: DeskOfficer
) -> RegisterSheet:
    with transaction() as session:
        sheet = session.get_one(RegisterSheet, sheet_id)
        refuse_other_post(sheet, by)
        if sheet.fate not in _WAYS[fate]:
            raise Refused(
                _l("The sheet changed meanwhile. Look at it again."), attempt="sheet_fate"
            )
        before = sheet.fate
        sheet.fate, sheet.why = fate, why
        sheet.handed_to = holder_id if fate is Fate.OUT else sheet.handed_to
        sheet.changed_at, sheet.changed_by = clock.now(), by.officer_id
        holder = {"holder": str(holder_id)} if holder_id else {}
        audit.record(
            Act.SHEET_CHANGED, sheet, by=by, number=sheet.number, before=before, now=fate, **holder
        )
    return sheet


def refuse_other_post(sheet: RegisterSheet, by: DeskOfficer) -> None:
    """Raise ``Refused`` for a sheet of another post."""
    if sheet.post_id != by.post_id:
        raise Refused(_l("This is another post’s."), attempt="sheet_other_post")


def ways_from(fate: str) -> list[Fate]:
    """What may be written down of a sheet that stands so, but for its capture."""
    return [way for way, known in _WAYS.items() if fate in known]
