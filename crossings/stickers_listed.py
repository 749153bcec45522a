"""The list of visa stickers: what a row shows and what a file holds."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.locale import day
from crossings import sticker_words, supporting_words
from crossings.models import Sticker, StickerState


def _number(row: Sticker) -> Markup:
    return cells.link(url_for("stickers.show", sticker_id=row.id), cells.latin(row.number))


def _good(row: Sticker) -> str:
    """Until when an issued visa is good; how long one of the stock would be."""
    if row.state == StickerState.ISSUED and row.valid_until:
        return day(row.valid_until)
    return sticker_words.length(row.series) if row.state == StickerState.STOCK else ""


_COLUMNS: tuple[Column[Sticker], ...] = (
    Column("number", lambda row: row.number, _l("Number"), _number, [Sticker.number]),
    Column(
        "state",
        lambda row: row.state,
        _l("State"),
        lambda row: cells.tag(sticker_words.STATES[row.state], f"sticker-{row.state}"),
        [Sticker.state],
    ),
    Column(
        "valid_until", lambda row: row.valid_until or "", _l("Good until"), _good,
        [Sticker.valid_until],
    ),
    Column(
        "entries",
        lambda row: row.series.entries,
        _l("Entries"),
        lambda row: str(supporting_words.ENTRIES[row.series.entries]),
    ),
    Column(
        "changed_at_utc",
        lambda row: row.changed_at.isoformat(timespec="seconds"),
        _l("Since"),
        lambda row: cells.instant(row.changed_at),
        [Sticker.changed_at],
    ),
    Column(
        "officer", lambda row: row.officer.name if row.officer else "", _l("Officer"),
    ),
    Column("reason", lambda row: row.reason, _l("Why spoiled")),
    Column("received_on", lambda row: row.series.received_on),
    Column("valid_from", lambda row: row.valid_from or ""),
    Column("crossing", lambda row: row.crossing_id or ""),
)  # fmt: skip
STICKERS: Listed[Sticker] = Listed("stickers.index", _COLUMNS, tie=(Sticker.number, Sticker.id))
