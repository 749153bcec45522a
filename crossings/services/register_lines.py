"""Capturing a register sheet: its head, then its lines, typed once or by two people, settled where
they differ. A line becomes one crossing, once (``crossings.services.paper_crossing``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit, clock
from borderpost.db import transaction
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import Fate, LineState, RegisterLine, RegisterSheet
from crossings.queries import policies
from crossings.queries import register_lines as lines
from crossings.services import paper_crossing
from crossings.services.paper_crossing import Entry
from crossings.services.place import DeskOfficer
from crossings.services.register_sheets import refuse_other_post

_LONGEST = 300
_BEGINS = {Fate.PRINTED, Fate.OUT, Fate.RETURNED, Fate.USED}
Typed = Mapping[str, str]  # what stands in the fields of the line's form


@dataclass(frozen=True)
class Head:
    """What is written at the head of a sheet. ``direction`` '' where its lines go both ways."""

    day: date
    officer_id: UUID
    lane_id: UUID
    direction: str
    written: int


def begin(sheet_id: UUID, head: Head, *, by: DeskOfficer) -> RegisterSheet:
    """Take over the head of a sheet, so that its lines can be typed; once begun, correct it.

    Raises ``Refused`` for a sheet that is spoiled or missing, a day before it was printed or to
    come, somebody or a lane of another post, and fewer lines than were typed."""
    with transaction() as session:
        sheet = session.get_one(RegisterSheet, sheet_id)
        refuse_other_post(sheet, by)
        _check_head(sheet, head)
        for name in ("day", "officer_id", "lane_id", "direction", "written"):
            setattr(sheet, name, getattr(head, name))
        sheet.fate, sheet.changed_at, sheet.changed_by = Fate.USED, clock.now(), by.officer_id
        audit.record(
            Act.SHEET_BEGUN, sheet, by=by, number=sheet.number, day=str(head.day),
            writer=str(head.officer_id), written=head.written,
        )  # fmt: skip
    return sheet


def keep(sheet_id: UUID, place: int, typed: Typed, *, by: DeskOfficer) -> None:
    """Keep a line as it was typed although something in it is wrong."""
    with transaction() as session:
        line = _first_typing(session, sheet_id, place, by)
        line.state, line.typed = LineState.WAITING, dict(typed)
        session.flush()
        _typed(line, by)


def type_first(
    sheet_id: UUID, place: int, typed: Typed, entry: Entry, *, by: DeskOfficer
) -> RegisterLine:
    """Type a line: it is in the register now, or waits for a second person where the post wants
    one. Raises ``Refused`` for a line that was typed already, and for a time that cannot be."""
    with transaction() as session:
        line = _first_typing(session, sheet_id, place, by)
        line.typed = dict(typed)
        if policies.policy(line.sheet.post_id).double_entry:
            paper_crossing.moment(line.sheet, place, entry)  # a wrong time is told at once
            line.state = LineState.SECOND
            session.flush()
            _typed(line, by)
        else:
            _captured(session, line, entry, by)
    return line


def type_again(
    sheet_id: UUID, place: int, typed: Typed, entry: Entry, *, by: DeskOfficer
) -> RegisterLine:
    """Type a line the second time, without having seen the first: where both say the same it is
    in the register now, else it waits to be settled. Raises ``Refused`` for the first typist."""
    with transaction() as session:
        line = _line(session, sheet_id, place, by)
        if line.state != LineState.SECOND:
            raise Refused(_l("This line does not wait for a second person. Go on to the next."))
        if line.created_by == by.officer_id:
            raise Refused(
                _l("You typed this line first. A second person types it, without seeing yours."),
                attempt="second_entry_by_first",
            )
        line.again, line.again_by, line.again_at = dict(typed), by.officer_id, clock.now()
        if differences(line.typed, line.again):
            line.state = LineState.DIFFERS
            session.flush()
            _typed(line, by)
        else:
            _captured(session, line, entry, by)
    return line


def settle(
    sheet_id: UUID, place: int, typed: Typed, entry: Entry, why: str, *, by: DeskOfficer
) -> RegisterLine:
    """Say which of two typings the paper bears out: one of the two typists, with the reason."""
    why = " ".join(why.split())[:_LONGEST]
    with transaction() as session:
        line = _line(session, sheet_id, place, by)
        if line.state != LineState.DIFFERS:
            raise Refused(_l("This line is settled already."))
        if by.officer_id not in (line.created_by, line.again_by):
            raise Refused(
                _l("One of the two who typed this line settles it."), attempt="settled_by_third"
            )
        if not why:
            raise Refused(_l("Write what the paper shows."), field="why")
        _refuse_unheard(line, typed)
        line.settled_by, line.why = by.officer_id, why
        audit.record(
            Act.LINE_SETTLED, line, by=by, fields=sorted(differences(line.typed, line.again))
        )
        _captured(session, line, entry, by)
    return line


def strike(sheet_id: UUID, place: int, why: str, *, by: DeskOfficer) -> None:
    """Say that a line of the paper is empty or struck through: nobody crossed on it."""
    why = " ".join(why.split())[:_LONGEST]
    if not why:
        raise Refused(_l("Write what the paper shows on this line."), field="why")
    with transaction() as session:
        line = _first_typing(session, sheet_id, place, by)
        line.state, line.typed, line.why = LineState.STRUCK, None, why
        session.flush()
        audit.record(Act.LINE_STRUCK, line, by=by, sheet=line.sheet.number, place=place)


def look(line_id: UUID, words: str, *, by: DeskOfficer) -> None:
    """Write what was done about somebody who had passed already when a list named them."""
    words = " ".join(words.split())[:_LONGEST]
    if not words:
        raise Refused(_l("Write what was done about it."), field="words")
    with transaction() as session:
        line = session.get_one(RegisterLine, line_id)
        refuse_other_post(line.sheet, by)
        if line.seen_at:
            raise Refused(_l("Somebody looked at this already."))
        line.seen_by, line.seen_at, line.seen_words = by.officer_id, clock.now(), words
        audit.record(Act.LINE_SEEN, line, by=by, crossing=str(line.crossing_id))


def differences(first: Typed, second: Typed) -> list[str]:
    """The fields in which two typings say different things; case and spaces say nothing."""
    names = dict.fromkeys([*first, *second])
    return [name for name in names if _plain(first.get(name)) != _plain(second.get(name))]


def _plain(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def _refuse_unheard(line: RegisterLine, typed: Typed) -> None:
    """Settling chooses between the two typings; a third word would be nobody's."""
    for name, value in typed.items():
        said = {_plain(line.typed.get(name)), _plain(line.again.get(name))}
        if _plain(value) not in said:
            raise Refused(_l("Choose one of the two typings."), attempt="settled_with_third")


def _check_head(sheet: RegisterSheet, head: Head) -> None:
    if sheet.fate not in _BEGINS:
        raise Refused(
            _l("This sheet is written down as spoiled or missing. Say first that it was found."),
            attempt="sheet_fate",
        )
    zone = sheet.post.zone
    if not sheet.created_at.astimezone(ZoneInfo(zone)).date() <= head.day <= clock.today(zone):
        raise Refused(_l("A day from the printing of the sheet until today."), field="day")
    if head.officer_id not in {row.id for row in officers.posted_at(sheet.post_id, head.day)}:
        raise Refused(_l("Choose an officer of this post."), field="officer_id")
    if posts.lane(head.lane_id, sheet.post_id) is None:
        raise Refused(_l("Choose a lane of this post."), field="lane_id")
    least = max((row.place for row in lines.lines(sheet.id)), default=1)
    if not least <= head.written <= sheet.lines:
        raise Refused(
            _l("A number from %(least)s to %(most)s.", least=least, most=sheet.lines),
            field="written",
        )


def _first_typing(session: Session, sheet_id: UUID, place: int, by: DeskOfficer) -> RegisterLine:
    """The line's row for whoever types it first: a new one, or one that waits or was struck."""
    sheet = session.get_one(RegisterSheet, sheet_id)
    refuse_other_post(sheet, by)
    if sheet.written is None or not 1 <= place <= sheet.written:
        raise Refused(_l("The sheet has no such line. Look at its head."), attempt="no_such_line")
    line = lines.line(sheet_id, place)
    if line is None:
        line = RegisterLine(sheet_id=sheet_id, sheet=sheet, place=place, state=LineState.WAITING)
        session.add(line)
    elif line.state not in (LineState.WAITING, LineState.STRUCK):
        raise Refused(
            _l("Line %(place)s of this sheet was typed already.", place=place), attempt="line_twice"
        )
    line.created_by, line.typed_at, line.why = by.officer_id, clock.now(), ""
    return line


def _line(session: Session, sheet_id: UUID, place: int, by: DeskOfficer) -> RegisterLine:
    refuse_other_post(session.get_one(RegisterSheet, sheet_id), by)
    found = lines.line(sheet_id, place)
    if found is None:
        raise Refused(_l("The sheet has no such line. Look at its head."), attempt="no_such_line")
    return found


def _captured(session: Session, line: RegisterLine, entry: Entry, by: DeskOfficer) -> None:
    crossing, line.late = paper_crossing.write(line.sheet, line.place, entry, by=by)
    line.state, line.crossing_id = LineState.CAPTURED, crossing.id
    line.captured_at = crossing.recorded_at
    session.flush()


def _typed(line: RegisterLine, by: DeskOfficer) -> None:
    audit.record(Act.LINE_TYPED, line, by=by, sheet=line.sheet.number, place=line.place,
                 state=str(line.state))  # fmt: skip
