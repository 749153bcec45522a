"""What the foundation hears before an officer leaves: a till whose cash is not closed at zero."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from borderpost.features import OpenWork
from cashdesk.queries import tills
from cashdesk.services.tills import Cashier


def at_shift_end(officer: Cashier) -> Iterator[OpenWork]:
    """One sentence for each open till of the officer."""
    for till in tills.open_of(officer.officer_id, officer.post_id):
        yield OpenWork(
            _(
                "Your till in %(currency)s is not closed: count the cash, and have a colleague in "
                "charge take it over.",
                currency=till.currency,
            ),
            "taking.show",
        )
