"""What the foundation hears of the desk before a lane is closed or an officer leaves: whose sheets
and interviews stand open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from flask_babel import ngettext

from borderpost import clock
from borderpost.features import OpenWork
from borderpost.officers import queries as officers
from crossings.queries import inspections, shifts
from crossings.queries.shifts import Kind
from crossings.services.place import DeskOfficer

_PAGE = "hand_over.show"
LATELY = timedelta(hours=24)  # an older sheet was left behind; nobody stands before it any more


def at_shift_end(officer: DeskOfficer) -> Iterator[OpenWork]:
    """One sentence for whom the officer referred and one for whom the officer interviews, while
    they wait in second line; what is offered to a colleague stays until that one accepts."""
    open_now = Counter(one.kind for one in shifts.held(officer.officer_id, officer.post_id))
    if interviewed := open_now[Kind.INTERVIEW]:
        words = ngettext(
            "You conduct %(num)s interview that is not closed.",
            "You conduct %(num)s interviews that are not closed.",
            interviewed,
        )
        yield OpenWork(words, _PAGE)
    if referred := open_now[Kind.REFERRAL]:
        words = ngettext(
            "%(num)s traveller whom you referred still waits in second line.",
            "%(num)s travellers whom you referred still wait in second line.",
            referred,
        )
        yield OpenWork(words, _PAGE)


def at_lane(lane_id: UUID) -> Iterator[str]:
    """One part of a sentence for each officer with sheets open at a lane."""
    counts = inspections.open_at(lane_id, clock.now() - LATELY)
    names = officers.names(set(counts))
    for officer_id, count in counts.items():
        yield ngettext(
            "%(num)s sheet of %(officer)s", "%(num)s sheets of %(officer)s", count,
            officer=names.get(officer_id, ""),
        )  # fmt: skip
