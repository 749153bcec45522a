"""What the foundation hears of the desk before a lane is closed: whose sheets stand open there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from flask_babel import ngettext

from borderpost import clock
from borderpost.officers import queries as officers
from crossings.queries import inspections

LATELY = timedelta(hours=24)  # an older sheet was left behind; nobody stands before it any more


def at_lane(lane_id: UUID) -> Iterator[str]:
    """One part of a sentence for each officer with sheets open at a lane."""
    counts = inspections.open_at(lane_id, clock.now() - LATELY)
    names = officers.names(set(counts))
    for officer_id, count in counts.items():
        yield ngettext(
            "%(num)s sheet of %(officer)s", "%(num)s sheets of %(officer)s", count,
            officer=names.get(officer_id, ""),
        )  # fmt: skip
