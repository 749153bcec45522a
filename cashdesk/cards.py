"""What the home page says of money: voids and tills that wait, numbers that are missing."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from borderpost.access import may_open
from borderpost.features import Card
from cashdesk.queries import paper_receipts, receipts, tills


def voids() -> Card | None:
    """Receipts that somebody wants void, for who may answer."""
    if not may_open("receipts.answer"):
        return None
    rows = receipts.voids_asked(current_user.post_id)
    if not rows:
        return None
    return Card(
        title=_("Voids"),
        figure=str(len(rows)),
        words=_("wait for your answer. The first: %(number)s", number=rows[0].receipt.number),
        address=url_for("receipts.voids"),
        icon="ban",
        tone="ask",
    )


def counted() -> Card | None:
    """Tills that were counted and wait to be closed, for who may close them."""
    if not may_open("tills.close"):
        return None
    waiting = [row for row in tills.open_at(current_user.post_id) if row.counts]
    if not waiting:
        return None
    return Card(
        title=_("Tills"),
        figure=str(len(waiting)),
        words=_("counted, to be taken over and closed at zero"),
        address=url_for("tills.index", state="open"),
        icon="cash",
        tone="ask",
    )


def gaps() -> Card | None:
    """Numbers of receipts that are missing."""
    if not may_open("receipts.index"):
        return None
    found = receipts.gaps(current_user.post_id)
    if not found:
        return None
    return Card(
        title=_("Receipts"),
        figure=str(sum(gap.last - gap.first + 1 for gap in found)),
        words=_("numbers are missing. None is ever left out."),
        address=url_for("receipts.index"),
        icon="alert-triangle",
        tone="stop",
    )


def papers() -> Card | None:
    """Blank receipts that nobody accounted for although later ones were used."""
    if not may_open("paper_receipts.print_ahead"):
        return None
    found = paper_receipts.unexplained(current_user.post_id)
    if not found:
        return None
    return Card(
        title=_("Paper receipts"),
        figure=str(len(found)),
        words=_("blank, below a number that was used. The first: %(number)s",
                number=found[0].number),
        address=url_for("paper_receipts.index"),
        icon="file-text",
        tone="ask",
    )  # fmt: skip
