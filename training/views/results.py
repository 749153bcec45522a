"""What a run's people learnt: scores and gains, by group, and question by question."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, abort, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from borderpost import listing, locale, plots
from borderpost.access import requires
from borderpost.listing import Column
from training import Permission, exam_words, gain_plot, scores
from training.numbers import SEXES, Gains
from training.queries import papers, results
from training.queries.results import Scored
from training.services import reading_log
from training.views import here
from training.words import SEXES as SEX_WORDS

bp = Blueprint("results", __name__, url_prefix="/training")


@bp.get("/runs/<uuid:run_id>/results")
@requires(Permission.READ)
def show(run_id: UUID) -> str:
    """Before and after, with every definition; who wrote one test is counted and left out."""
    run = here.run(run_id)
    rows = results.of_run(run)
    people = [row.person for row in rows]
    return render_template(
        "training/results.html", run=run, rows=rows, whole=scores.of_all(people),
        groups={name: by_group(people, name) for name in results.GROUPS}, words=exam_words,
        plot=gain_plot.of(rows), size=plots, papers=papers.of_run(run_id), named=named,
    )  # fmt: skip


@bp.get("/runs/<uuid:run_id>/results.xlsx")
@bp.get("/runs/<uuid:run_id>/results.csv")
@requires(Permission.READ)
def export(run_id: UUID) -> Response:
    """The scores person by person, as CSV or XLSX."""
    many = len(results.of_run(here.run(run_id)))
    reading_log.exported("results", many, by=current_user)
    return listing.as_file("results", COLUMNS, results.of_run(here.run(run_id)))


@bp.get("/tests/<uuid:paper_id>/items")
@requires(Permission.WRITE)
def items(paper_id: UUID) -> str:
    """How hard each question of a paper was, and whether it tells who knows."""
    paper = papers.paper(paper_id) or abort(404)
    asked = results.asked(paper)
    return render_template(
        "training/items.html", paper=paper, run=paper.run, asked=asked, words=exam_words,
        language=locale.code(), plot=gain_plot.of_items(asked, locale.code()), size=plots,
    )  # fmt: skip


def by_group(people: Sequence[scores.Person], group: str) -> dict[str, Gains]:
    """Gains by a group; every sex has its row."""
    return scores.by(people, group, SEXES[:-1] if group == "sex" else ())


def named(group: str, key: str) -> str:
    """What a row of a group is called."""
    if group == "sex":
        return str(SEX_WORDS[key])
    if group == "country" and key:
        return locale.state_name(key)
    return key or _("Not recorded")


def _score(row: Scored, name: str) -> float | None:
    one = getattr(row.person, name)
    return round(one.percentage, 2) if one is not None and one.percentage is not None else None


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)


COLUMNS: Sequence[Column[Scored]] = (
    Column("name", lambda row: row.enrolment.officer.name, _l("Name")),
    Column("sex", lambda row: row.enrolment.sex),
    Column("service", lambda row: row.enrolment.service),
    Column("country", lambda row: row.enrolment.country),
    Column("before", lambda row: _score(row, "before")),
    Column("after", lambda row: _score(row, "after")),
    Column("gain", lambda row: _rounded(row.person.gain, 2)),
    Column("normalised_gain", lambda row: _rounded(row.person.normalised, 4)),
)
