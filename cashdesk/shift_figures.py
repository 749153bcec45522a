"""What the cash desk says at a hand-over of the shift: the cash that was taken over from tills, the
last receipt; and that tills are closed at zero first, by somebody who took no cash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from borderpost import clock
from borderpost.shift_figures import Ending, Figure, Kind
from cashdesk import money
from cashdesk.queries import moved, tills


def at_post(post_id: UUID, since: datetime | None) -> Iterator[Figure]:
    """By currency what was taken over from closed tills less the change that opened others; and
    the number of the last receipt."""
    for currency, change in sorted(moved.cash(post_id, since).items()):
        written = money.written(change, currency)
        yield Figure(Kind.CASH, written, currency, money.DECIMALS[currency])
    last = moved.last_receipt(post_id)
    if last:
        yield Figure(Kind.RECEIPT, last)


def bars(ending: Ending) -> Iterator[str]:
    """Tills that are not closed at zero, and a second who took cash in this shift."""
    for till in tills.open_at(ending.post_id):
        if till.created_at > clock.now():
            continue
        yield _(
            "The till of %(officer)s in %(currency)s is open. It is counted and closed at zero "
            "first.",
            officer=till.officer.name,
            currency=till.currency,
        )
    if moved.took_cash(ending.taker_id, ending.post_id, ending.since):
        yield _(
            "Who took cash in this shift does not close it. Choose a colleague who took none to "
            "count and sign second."
        )
