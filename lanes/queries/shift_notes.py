"""What the desk is told of the shift: who has it, or that nobody does. A hint, never a block."""

from __future__ import annotations

from flask_babel import gettext as _

from borderpost import access, locale
from borderpost.audit import Actor
from borderpost.desk_notes import Note
from lanes.queries import shifts


def note(officer: Actor) -> Note | None:
    """Who has the shift since when; where nobody has it, the way to open one."""
    if officer.post_id is None or not access.may_open("shifts.index"):
        return None
    row = shifts.running(officer.post_id)
    if row is None:
        return Note(_("Nobody has the shift."), _("Open the shift"), "shifts.new")
    values = {"shift_id": row.id}
    if (row.state, row.taker_id) == ("offered", officer.officer_id):
        words = _("%(officer)s hands the shift over to you.", officer=row.officer.name)
        return Note(words, _("Count and sign"), "shifts.take", values)
    words = _(
        "Shift: %(officer)s since %(time)s.",
        officer=row.officer.name,
        time=locale.instant(row.created_at, row.post.zone),
    )
    return Note(words, _("Shift"), "shifts.show", values)
