"""What the foundation hears of the desk before a lane is closed or an officer leaves: whose sheets
and interviews stand open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from flask_babel import ngettext

from borderpost import clock
from borderpost.officers import queries as officers
from crossings.queries import inspections
from crossings.services.place import DeskOfficer

LATELY = timedelta(hours=24)  # an older sheet was left behind; nobody stands before it any more


def at_shift_end(officer: DeskOfficer) -> Iterator[str]:
    """One sentence for whom the officer referred and one for whom the officer interviews, while
    they wait in second line."""
    referred, interviewed = inspections.open_of(officer.officer_id)
    if interviewed:
        yield ngettext(
            "You conduct %(num)s interview that is not closed. Decide, or release it.",
            "You conduct %(num)s interviews that are not closed. Decide, or release them.",
            interviewed,
        )
    if referred:
        yield ngettext(
            "%(num)s traveller whom you referred still waits in second line.",
            "%(num)s travellers whom you referred still wait in second line.",
            referred,
        )


def at_lane(lane_id: UUID) -> Iterator[str]:
    """One part of a sentence for each officer with sheets open at a lane."""
    counts = inspections.open_at(lane_id, clock.now() - LATELY)
    names = officers.names(set(counts))
    for officer_id, count in counts.items():
        yield ngettext(
            "%(num)s sheet of %(officer)s", "%(num)s sheets of %(officer)s", count,
            officer=names.get(officer_id, ""),
        )  # fmt: skip
