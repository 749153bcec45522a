"""What the dashboard shows: four plots, each with the table that says the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import format_currency, format_date, format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import cells, clock, plots
from borderpost.listing import Column
from borderpost.plots import Bars, Line, Row
from borderpost.posts import queries as posts
from equipment import upkeep_words
from equipment.listed import FAILURES, OF_MODEL, RELIABILITY
from equipment.queries import maintenance, upkeep
from equipment.queries.upkeep import ModelFigures, Past

MONTHS = 12
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Plot:
    """One plot: what it shows in words, its picture or pictures, and its table."""

    name: str
    title: LazyString
    words: str  # what is measured, how, and what is left out
    columns: Sequence[Column[Any]]
    rows: Sequence[Any]
    axis: str = ""
    line: Line | None = None
    bars: Mapping[str, Bars] = field(default_factory=dict)  # by a heading, '' for none
    series: Sequence[LazyString] = ()  # of stacked parts
    shades: Sequence[str] = plots.SHADES
    is_share: bool = False  # the axis runs from 0 to 100 %


def availability(post_id: UUID | None) -> Plot:
    """The share of time in working order: month by month, and by model over a year."""
    now = clock.now()
    begins = [_month(now, back) for back in range(MONTHS - 1, -1, -1)]
    past = upkeep.past(post_id, min(now - YEAR, *begins))
    models = upkeep.by_model(past, now - YEAR, now)
    known = [one for one in models if one.figures.availability is not None]
    rows = [
        Row(one.model.title, (one.figures.availability or 0.0,),
            format_percent(one.figures.availability, "0.0 %"))
        for one in known
    ]  # fmt: skip
    return Plot(
        "availability",
        _l("Availability"),
        _("The share of time in working order: of all things month by month, and below of each "
          "model over the last 365 days. A thing that is missing now is not counted."),
        _FIGURES,
        models,
        _("Share of time"),
        plots.line(_months(past, [*begins, now])),
        {_("By model, the last 365 days"): plots.bars(rows[:20], plots.SHARES)} if rows else {},
        is_share=True,
    )  # fmt: skip


def overdue(post_id: UUID | None) -> Plot:
    """Upkeep that is overdue, due, and due within 30 days, by what is done."""
    found = maintenance.late_by_kind(post_id, posts.today(post_id))
    rows = [
        Row(str(upkeep_words.KINDS.get(one.kind, one.kind)), (one.late, one.due, one.soon),
            f"{one.late} · {one.due} · {one.soon}")
        for one in found
    ]  # fmt: skip
    return Plot(
        "overdue",
        _l("Upkeep that is due"),
        _("Plans by what is done: overdue, due but within their tolerance, and due within the next "
          "30 days. A plan by uses appears once its count is reached."),
        _LATE,
        found,
        _("Things"),
        bars={"": plots.bars(rows, shades=plots.WARNINGS)} if rows else {},
        shades=plots.WARNINGS,
        series=(_l("overdue"), _l("due"), _l("due within 30 days")),
    )  # fmt: skip


def value(post_id: UUID | None) -> Plot:
    """What the things cost, by donor, one picture for each currency: they are never added up."""
    rows, lacking = upkeep.value_by_donor(post_id)
    found = [Value(*row) for row in rows]
    by_currency: dict[str, list[Row]] = {}
    for one in found:
        shown = format_currency(one.total, one.currency)
        by_currency.setdefault(one.currency, []).append(
            Row(one.donor or _("no donor"), (float(one.total),), shown)
        )
    return Plot(
        "value",
        _l("Value by donor"),
        _("The cost at which the things that are here were bought, by donor and currency. "
          "Without a cost, and not in it: %(count)s.", count=lacking),
        _VALUES,
        found,
        _("Cost"),
        bars={currency: plots.bars(rows[:20]) for currency, rows in by_currency.items()},
    )  # fmt: skip


def faults(post_id: UUID | None) -> Plot:
    """How often the things of each model failed within a year."""
    now = clock.now()
    found = upkeep.failures_by_model(post_id, now - YEAR, now)
    rows = [Row(title, (float(many),), str(many)) for title, many in found]
    return Plot(
        "faults",
        _l("Faults by model"),
        _("Work orders that were opened within the last 365 days, by model. Orders that were "
          "withdrawn are not counted."),
        _FAULTS,
        found,
        _("Faults"),
        bars={"": plots.bars(rows[:20])} if rows else {},
    )  # fmt: skip


PLOTS: Mapping[str, Callable[[UUID | None], Plot]] = {
    "availability": availability, "overdue": overdue, "value": value, "faults": faults,
}  # fmt: skip


@dataclass(frozen=True)
class Value:
    """What one donor's things cost in one currency."""

    donor: str
    currency: str
    total: Any
    things: int


def _months(past: Past, bounds: Sequence[datetime]) -> list[tuple[str, float | None]]:
    """The availability of each of the last twelve months, the present one so far."""
    spans = upkeep.by_span(past, bounds)
    return [(format_date(begun.date(), "MMM"), found.availability)
            for begun, found in zip(bounds[:-1], spans, strict=True)]  # fmt: skip


def _month(now: datetime, back: int) -> datetime:
    year, month = divmod(now.year * 12 + now.month - 1 - back, 12)
    return datetime(year, month + 1, 1, tzinfo=UTC)


_FIGURES: tuple[Column[ModelFigures], ...] = (*OF_MODEL, FAILURES, *RELIABILITY)
_LATE: tuple[Column[Any], ...] = (
    Column("kind", lambda row: row.kind, _l("What is done"),
           lambda row: upkeep_words.KINDS.get(row.kind, row.kind)),
    Column("overdue", lambda row: row.late, _l("overdue")),
    Column("due", lambda row: row.due, _l("due")),
    Column("due_within_30_days", lambda row: row.soon, _l("due within 30 days")),
)  # fmt: skip
_VALUES: tuple[Column[Value], ...] = (
    Column("donor", lambda row: row.donor, _l("Donor"),
           lambda row: cells.latin(row.donor) if row.donor else _("no donor")),
    Column("currency", lambda row: row.currency, _l("Currency"),
           lambda row: cells.latin(row.currency)),
    Column("cost", lambda row: row.total, _l("Cost"),
           lambda row: cells.latin(format_decimal(row.total))),
    Column("things", lambda row: row.things, _l("Things")),
)  # fmt: skip
_FAULTS: tuple[Column[tuple[str, int]], ...] = (
    Column("model", lambda row: row[0], _l("Model")),
    Column("faults", lambda row: row[1], _l("Faults")),
)
