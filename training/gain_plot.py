"""Pictures of scores: before and after a run, and the questions of a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import plots
from borderpost.listing import Column
from borderpost.plots import Bars, Line, Row
from training.queries.results import Asked, Scored

_STEPS = ((0, 20), (20, 40), (40, 60), (60, 80), (80, 101))
_HUNDRED = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)


@dataclass(frozen=True)
class Plot:
    """As ``components/plot.html`` draws it, with the table that says the same."""

    name: str
    title: LazyString
    words: str
    columns: Sequence[Column[Any]]
    rows: Sequence[Any]
    axis: str = ""
    bars: Mapping[str, Bars] = field(default_factory=dict)
    line: Line | None = None
    series: Sequence[LazyString] = ()
    shades: Sequence[str] = plots.SHADES
    is_share: bool = False


@dataclass(frozen=True)
class Band:
    """How many persons scored within a band, before and after."""

    label: str
    before: int
    after: int


def of(rows: Sequence[Scored]) -> Plot:
    """How many stood in each band of the score before the run and after it, of the paired."""
    pairs = [row.person.pair for row in rows if row.person.gain is not None]
    bands = [
        Band(f"{low}–{min(high, 100)}", sum(low <= (one.before or 0) < high for one in pairs),
             sum(low <= (one.after or 0) < high for one in pairs))
        for low, high in _STEPS
    ]  # fmt: skip
    before = [Row(one.label, (float(one.before),), str(one.before)) for one in bands]
    after = [Row(one.label, (float(one.after),), str(one.after)) for one in bands]
    axis = plots.round_axis(max([1.0, *(row.values[0] for row in before + after)]))
    drawn = {
        _("Before the run"): plots.bars(before, axis),
        _("After the run"): plots.bars(after, axis),
    }
    return Plot(
        "gain", _l("Scores before and after"),
        _("Persons by their score of a hundred, of those who wrote both tests."),
        _BANDS, bands, bars=drawn if pairs else {},
    )  # fmt: skip


def of_items(asked: Sequence[Asked], language: str) -> Plot:
    """The difficulty of each question as a bar."""
    known = [one for one in asked if one.item.difficulty is not None]
    rows = [Row(f"{one.number}", (100 * (one.item.difficulty or 0),),
                format_decimal(round(one.item.difficulty or 0, 2))) for one in known]  # fmt: skip
    return Plot(
        "items", _l("Difficulty of the questions"),
        _("The share of the points that was had, in per cent, by the number of the question."),
        _ITEMS, asked, _("Per cent"), {"": plots.bars(rows, _HUNDRED)} if rows else {},
    )  # fmt: skip


def shown(value: float | None, places: int = 2) -> str:
    """A number as the language writes it; what is not defined says so."""
    return _("not defined") if value is None else format_decimal(round(value, places))


_BANDS: Sequence[Column[Band]] = (
    Column("band", lambda row: row.label, _l("Score")),
    Column("before", lambda row: row.before, _l("Before the run")),
    Column("after", lambda row: row.after, _l("After the run")),
)
_ITEMS: Sequence[Column[Asked]] = (
    Column("number", lambda row: row.number, _l("Question")),
    Column("papers", lambda row: row.item.papers, _l("Papers")),
    Column("p", lambda row: row.item.difficulty, _l("Difficulty p"),
           lambda row: shown(row.item.difficulty)),
    Column("D", lambda row: row.item.discrimination, _l("Discrimination D"),
           lambda row: shown(row.item.discrimination)),
)  # fmt: skip
