"""Takings as a picture and as a table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from borderpost import locale, plots
from borderpost.listing import Column
from borderpost.plots import Bars
from cashdesk import money, words
from cashdesk.queries.takings import Taking

COLUMNS: tuple[Column[Taking], ...] = (
    Column("day", lambda row: row.day, _l("Day"), lambda row: locale.day(row.day)),
    Column("lane", lambda row: row.lane or _("every lane"), _l("Lane")),
    Column("currency", lambda row: row.currency, _l("Currency")),
    Column("way", lambda row: row.way, _l("How"), lambda row: words.WAYS[row.way]),
    Column("receipts_paid", lambda row: row.paid, _l("Receipts of a fee")),
    Column("receipts_free", lambda row: row.free, _l("Free passages")),
    Column("receipts_void", lambda row: row.void, _l("Void")),
    Column("amount", lambda row: money.written(row.amount, row.currency), _l("Amount"),
           lambda row: words.amount(row.amount, row.currency)),
)  # fmt: skip
MOST_DRAWN = 31  # days in one picture


@dataclass(frozen=True)
class Plot:
    """A picture of one currency; its parts are the lanes."""

    name: str
    title: str
    axis: str
    series: tuple[str, ...]
    drawn: Bars
    shades: Sequence[str] = plots.SHADES
    is_share: bool = False


def drawn(rows: Sequence[Taking]) -> list[Plot]:
    """A picture for each currency in which anything was taken."""
    currencies = sorted({row.currency for row in rows if row.amount})
    return [_plot([row for row in rows if row.currency == one], one) for one in currencies]


def _plot(rows: Sequence[Taking], currency: str) -> Plot:
    lanes = sorted({(row.lane, row.way) for row in rows})
    days = sorted({row.day for row in rows}, reverse=True)[:MOST_DRAWN]
    sums = {(row.day, row.lane, row.way): row.amount for row in rows}
    return Plot(
        name=f"takings-{currency}",
        title=_("What was taken in %(currency)s, by day and lane", currency=currency),
        axis=currency,
        series=tuple(_series(*one) for one in lanes),
        drawn=plots.bars([_bar(day, lanes, sums, currency) for day in days]),
    )


def _series(lane: str, way: str) -> str:
    name = lane or _("every lane")
    return name if way == "live" else f"{name} · {words.WAYS[way]}"


def _bar(
    day: date,
    lanes: Sequence[tuple[str, str]],
    sums: dict[tuple[date, str, str], int],
    currency: str,
) -> plots.Row:
    """Lengths of a picture, not amounts: the sum beside the bar is the exact one."""
    amounts = [sums.get((day, *one), 0) for one in lanes]
    unit = 10 ** money.DECIMALS[currency]
    lengths = tuple(amount / unit for amount in amounts)
    return plots.Row(locale.day(day), lengths, money.grouped(sum(amounts), currency))
