"""From a traveller's file to the passes: the one that holds, or the way to issue one."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost.access import may_open
from borderpost.ways_on import Way
from crossings.queries import persons
from lanes.pass_standing import State
from lanes.queries import passes


def of_person(person_id: UUID, post_id: UUID | None) -> Iterator[Way]:
    """The person's passes, and where none stands, the form that issues one."""
    if not may_open("passes.show"):
        return
    found = passes.of_person(persons.family(person_id).members, post_id)
    for row in found:
        yield Way("passes.show", {"pass_id": row.id}, _l("Pass %(number)s", number=row.number))
    if not any(row.state in (State.GOOD, State.ASKED) for row in found):
        yield Way("passes.new", {"person": person_id}, _l("Issue a pass"))
