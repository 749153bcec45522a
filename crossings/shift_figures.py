"""What the register says at a hand-over of the shift: stickers in stock, who waits in second line;
and that nobody ends a shift over referrals of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from borderpost.shift_figures import Ending, Figure, Kind
from crossings.queries import shifts, stickers
from crossings.queries.shifts import HOLDS


def at_post(post_id: UUID, _since: datetime | None) -> Iterator[Figure]:
    """Stickers with the first and last number in stock, and the open referrals. A post that never
    received a sticker says nothing of stickers."""
    stock = stickers.stock(post_id)
    if stock.received:
        first, last = stickers.ends_of_stock(post_id)
        yield Figure(Kind.STICKERS, str(stock.stock))
        yield Figure(Kind.STICKER_FIRST, first)
        yield Figure(Kind.STICKER_LAST, last)
    waiting = shifts.waiting(post_id)
    yield Figure(Kind.REFERRALS, str(waiting.referrals))
    yield Figure(Kind.ALERTS, str(waiting.alerts))


def bars(ending: Ending) -> Iterator[str]:
    """Referrals of the giver that are not handed over by name; any, where nobody goes on."""
    if not ending.goes_on:
        open_ones = shifts.waiting(ending.post_id).referrals
        if open_ones:
            yield ngettext(
                "%(num)s referral is open, and nobody has the next shift. Decide it first.",
                "%(num)s referrals are open, and nobody has the next shift. Decide them first.",
                open_ones,
            )
        return
    offered = [] if ending.is_last else _offered(ending)
    held = [one for one in shifts.held(ending.giver_id, ending.post_id) if one.plain not in offered]
    if held:
        yield ngettext(
            "%(num)s referral is open under the name of who hands over. Decide it, or hand it over "
            "by name first (F12).",
            "%(num)s referrals are open under the name of who hands over. Decide them, or hand "
            "them over by name first (F12).",
            len(held),
        )
    if ending.is_last and _offered(ending):
        yield _("Referrals were offered to you by name. Accept them first (F12).")


def _offered(ending: Ending) -> list[dict[str, str]]:
    """What the giver offers by name to the taker, and nobody has answered."""
    return [
        item
        for row in shifts.offered_by(ending.giver_id, ending.post_id)
        if row.taker_id == ending.taker_id
        for item in row.items
        if item["kind"] in HOLDS
    ]
