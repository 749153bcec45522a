"""The report of a run for its donor: everything in it, put together once for page, PDF and file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from borderpost import locale
from borderpost.listing import Column
from training import gain_plot, reached, scores
from training.gain_plot import Plot
from training.models import Run
from training.numbers import Gains, Reach
from training.queries import reach as queries
from training.queries import results
from training.reached import Cell, Table
from training.words import SEXES

DIMENSIONS = {"sex": _l("By sex"), "country": _l("By country"), "agency": _l("By service"),
              "post": _l("By post")}  # fmt: skip


@dataclass(frozen=True)
class Report:
    """A run as a donor reads it. ``crossed`` and ``plot`` are empty in the public form;
    ``scans`` are the signed sheets, as pictures: address and what it is."""

    run: Run
    is_public: bool
    days: int
    minutes: int  # of the sessions that were held
    whole: Reach
    tables: Sequence[Table]
    gains: Gains | None  # None: withheld, for they are few
    crossed: Sequence[Cell] = ()
    plot: Plot | None = None
    scans: Sequence[tuple[str, str]] = field(default=())


def of(run: Run, *, is_public: bool = False) -> Report:
    """The report of a run; in public nobody is told apart among few."""
    places, scored = queries.places([run.id]), results.of_run(run)
    gains = scores.of_all(row.person for row in scored)
    return Report(
        run, is_public, (run.ends_on - run.starts_on).days + 1,
        sum(one.minutes for one in run.sessions if not one.cancelled_why), reached.total(places),
        [reached.table(places, one, is_public=is_public) for one in reached.DIMENSIONS],
        None if is_public and reached.is_few(gains.paired) else gains,
        () if is_public else reached.crossed(places),
        None if is_public or not gains.paired else gain_plot.of(scored),
    )  # fmt: skip


def named(dimension: str, group: str) -> str:
    """What a row of a table is called."""
    if dimension == "sex":
        return str(SEXES[group])
    if dimension == "country" and group:
        return locale.state_name(group)
    return group or _("Not recorded")


def rows(report: Report) -> list[dict[str, Any]]:
    """The tables as one file: a row of HXL tags, then a row a group; empty where withheld."""
    run = report.run
    same = {"run": run.code, "course": run.course.code, "topics": " ".join(run.course.topics),
            "start": run.starts_on, "end": run.ends_on, "days": report.days,
            "venue": run.venue}  # fmt: skip
    whole = same | {"dimension": "total", "group": "", "participants": report.whole.persons,
                    "completions": report.whole.completions, "withheld": "no"}  # fmt: skip
    found = [HXL, whole]
    for table in report.tables:
        found += [
            same | {"dimension": table.dimension, "group": line.group,
                    "participants": line.persons, "completions": line.completions,
                    "withheld": "yes" if line.is_withheld else "no"}
            for line in table.lines
        ]  # fmt: skip
    return found + [same | _crossed(cell) for cell in report.crossed]


def _crossed(cell: Cell) -> dict[str, Any]:
    return {
        "dimension": "country+agency", "group": f"{cell.country} {cell.agency}".strip(),
        "country": cell.country, "agency": cell.agency, "female": cell.sexes["F"],
        "male": cell.sexes["M"], "unspecified": cell.sexes["X"], "not_recorded": cell.sexes[""],
        "participants": cell.persons, "completions": cell.completions, "withheld": "no",
    }  # fmt: skip


# Tags of HXL 1.1; +unspecified, +unknown and #meta+suppressed are extensions of ours.
HXL: dict[str, Any] = {
    "run": "#activity+code", "course": "#activity+course+code", "topics": "#subsector+topics",
    "start": "#date+start", "end": "#date+end", "days": "#indicator+days+num",
    "venue": "#loc+name", "dimension": "#meta+dimension", "group": "#meta+group",
    "country": "#country+code+v_iso3", "agency": "#org+name", "female": "#reached+f",
    "male": "#reached+m", "unspecified": "#reached+unspecified", "not_recorded": "#reached+unknown",
    "participants": "#reached+ind", "completions": "#reached+ind+completed",
    "withheld": "#meta+suppressed",
}  # fmt: skip
COLUMNS: Sequence[Column[Any]] = tuple(
    Column(name, lambda row, name=name: row.get(name))  # type: ignore[misc]
    for name in HXL
)
