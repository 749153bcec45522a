"""What screens and papers say of shifts, counts, incidents and keys."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost.shift_figures import Kind
from lanes.models import ShiftState
from lanes.shift_lines import BLIND, TOLD, Line

__all__ = ["BLIND", "ENDS", "KINDS", "OPEN_OR_NOT", "STATES", "TOLD", "thing", "value"]

STATES: Mapping[str, LazyString] = {
    ShiftState.OPEN: _l("running"),
    ShiftState.OFFERED: _l("waits for the second signature"),
    ShiftState.CLOSED: _l("handed over"),
}
KINDS: Mapping[str, LazyString] = {
    Kind.CASH: _l("Cash"),
    Kind.RECEIPT: _l("Last receipt used"),
    Kind.STICKERS: _l("Stickers in stock"),
    Kind.STICKER_FIRST: _l("First sticker in stock"),
    Kind.STICKER_LAST: _l("Last sticker in stock"),
    Kind.REFERRALS: _l("Open referrals"),
    Kind.ALERTS: _l("Alerts of who passed on paper"),
    Kind.INCIDENTS: _l("Open incidents"),
    Kind.KEY: _l("Key of the post"),
}
ENDS: Mapping[bool, LazyString] = {
    True: _l("The second has the next shift."),
    False: _l("The post closes; the second signed as a witness."),
}
OPEN_OR_NOT: Mapping[str, LazyString] = {"open": _l("still open"), "resolved": _l("resolved")}


def thing(line: Line) -> str:
    """What a line is about, such as ``Cash · XOF``."""
    words = str(KINDS.get(line.kind, line.kind))
    return f"{words} · {line.name}" if line.name else words


def value(line: Line, text: str) -> str:
    """What stands in a cell: a key is there or not, thousands stand apart."""
    if line.kind == Kind.KEY:
        return _("here") if text == "1" else _("not here")
    if text == "":
        return "—"
    if line.kind == Kind.CASH:
        whole, point, part = text.partition(".")
        return f"{int(whole):,}".replace(",", "\u202f").replace("-", "−") + point + part
    return text
