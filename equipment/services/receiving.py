"""The packing list of a consignment: typed, pasted or loaded, changed and dropped until it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.refusal import Refused
from equipment import Act
from equipment.models import Reception, ReceptionLine
from equipment.models.reception import DROPPED, EXPECTED
from equipment.packing_list import Wanted
from equipment.services.paper_numbers import Paper, next_number

MOST_LINES = 500


@dataclass(frozen=True)
class Consignment:
    """What a form says of a consignment."""

    supplier: str
    document: str = ""
    owner: str = ""
    expected_on: date | None = None


def prepare(
    post_id: UUID, said: Consignment, lines: Sequence[Wanted] = (), *, by: Actor | None
) -> Reception:
    """A new consignment that is expected, with the lines of its packing list."""
    with transaction() as session:
        reception = begun(session, post_id, said, by)
        _add(session, reception, lines, by)
    return reception


def begun(session: Session, post_id: UUID, said: Consignment, by: Actor | None) -> Reception:
    """As ``prepare``, without lines, inside the caller's transaction."""
    year, serial, number = next_number(post_id, Paper.RECEPTION)
    reception = Reception(
        id=new_id(), post_id=post_id, number=number, year=year, serial=serial,
        created_by=by.officer_id if by else None, **vars(said),
    )  # fmt: skip
    session.add(reception)
    session.flush()
    audit.record(Act.RECEPTION_PREPARED, reception, by=by, number=number)
    return reception


def change(reception_id: UUID, said: Consignment, *, by: Actor) -> None:
    """Change the head of a consignment that is still expected."""
    with transaction() as session:
        reception = expected(session, reception_id)
        for name, value in vars(said).items():
            setattr(reception, name, value)
        _changed(reception, by)


def add(reception_id: UUID, lines: Sequence[Wanted], *, by: Actor) -> None:
    """Add lines to a packing list."""
    with transaction() as session:
        reception = expected(session, reception_id)
        _add(session, reception, lines, by)
        _changed(reception, by)


def strike(reception_id: UUID, line_id: UUID, *, by: Actor) -> None:
    """Take a line off a packing list, of which nothing has arrived."""
    with transaction() as session:
        reception = expected(session, reception_id)
        line = line_of(session, reception, line_id)
        if line.arrivals:
            raise Refused(_l("Something of this line has arrived. Take that off first."))
        session.delete(line)
        _changed(reception, by)


def drop(reception_id: UUID, why: str, *, by: Actor) -> None:
    """Give a consignment up that will not come. Nothing was received of it."""
    with transaction() as session:
        reception = expected(session, reception_id)
        if not why.strip():
            raise Refused(_l("Say why it is dropped."), field="why")
        reception.state, reception.dropped_why = DROPPED, why.strip()[:300]
        audit.record(Act.RECEPTION_DROPPED, reception, by=by)


def expected(session: Session, reception_id: UUID) -> Reception:
    """The reception, if nobody has confirmed or dropped it. Raises ``Refused``."""
    reception = session.get_one(Reception, reception_id)
    if reception.state != EXPECTED:
        raise Refused(
            _l("%(number)s was confirmed or dropped already, and stays as it is.",
               number=reception.number)
        )  # fmt: skip
    return reception


def line_of(session: Session, reception: Reception, line_id: UUID) -> ReceptionLine:
    """A line of a reception. Raises ``Refused``."""
    line = session.get(ReceptionLine, line_id)
    if line is None or line.reception_id != reception.id:
        raise Refused(_l("Choose a line of this packing list."), field="line_id")
    return line


def _add(session: Session, reception: Reception, lines: Sequence[Wanted], by: Actor | None) -> None:
    for one in lines:
        row = ReceptionLine(reception=reception, **vars(one))
        row.created_by = by.officer_id if by else None
        session.add(row)
    session.flush()
    if len(reception.lines) > MOST_LINES:
        raise Refused(_l("At most %(most)s lines on one list.", most=MOST_LINES), field="text")


def _changed(reception: Reception, by: Actor) -> None:
    db.session.flush()
    audit.record(Act.RECEPTION_CHANGED, reception, by=by)
