"""Words for visa stickers."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from crossings.models import StickerSeries, StickerState

STATES: Mapping[str, LazyString] = {
    StickerState.STOCK: _l("In stock"),
    StickerState.ISSUED: _l("Issued"),
    StickerState.SPOILED: _l("Spoiled"),
}


def length(series: StickerSeries) -> str:
    """How long a visa of a series is good."""
    months = ngettext("%(num)s month", "%(num)s months", series.months) if series.months else ""
    days = ngettext("%(num)s day", "%(num)s days", series.days) if series.days else ""
    return " ".join(filter(None, (months, days)))


def numbers(series: StickerSeries) -> str:
    """The first and the last number of a series, as printed."""
    first, last = (f"{series.prefix}{one:0{series.digits}}" for one in (series.first, series.last))
    return first if first == last else f"{first} – {last}"
