"""The list of distributions, and the counts that leave the post: never a name, nothing small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.locale import day
from equipment import distribution_words as words
from equipment.models import Distribution
from equipment.queries import distributed
from equipment.queries import distributions as queries
from equipment.reconciliation import Counts, released
from equipment.stock_listed import number

TONES = {"issued": "check-look", "closed": "check-ok", "cancelled": "check-absent"}


def stage(row: Distribution) -> Markup:
    """How far it has come, as a word that stands apart."""
    found = row.stage or "planned"
    return cells.tag(words.STAGES[found], TONES.get(found, ""))


def _number(row: Distribution) -> Markup:
    address = url_for("distributions.show", distribution_id=row.id)
    return cells.link(address, cells.latin(row.number))


DISTRIBUTIONS: Listed[Distribution] = Listed(
    "distributions.index",
    (
        Column("number", lambda row: row.number, _l("Number"), _number, [Distribution.number]),
        Column("day", lambda row: row.planned_on, _l("Day"), lambda row: day(row.planned_on),
               [Distribution.planned_on]),
        Column("site", lambda row: row.site, _l("Site"), order=[Distribution.site]),
        Column("area", lambda row: row.area, _l("P-code of the area"),
               lambda row: cells.latin(row.area), [Distribution.area]),
        Column("state", lambda row: row.stage, _l("State"), stage, [queries.stage()]),
        Column("households_planned", lambda row: row.households, _l("Households planned"),
               lambda row: number(row.households), [Distribution.households]),
        Column("households_received", lambda row: row.served, _l("Households that received"),
               lambda row: number(row.served), [queries.served()]),
        Column("people", lambda row: row.people, _l("People counted"),
               lambda row: number(row.people), [queries.people()], in_file=False),
        Column("project", lambda row: row.project.code if row.project else "", _l("Project"),
               lambda row: cells.latin(row.project.code) if row.project else ""),
        Column("latitude", lambda row: row.latitude),
        Column("longitude", lambda row: row.longitude),
    ),
    tie=(Distribution.number,),
)  # fmt: skip


class Counted:
    """One distribution as its counts leave the post."""

    def __init__(self, row: Distribution) -> None:
        found = distributed.counts(row.id)
        bands = words.AGE_BANDS.known()
        known = {(sex, band): found.get((sex, band), 0) for sex in words.SEXES for band in bands}
        self.row, self.reached = row, distributed.reached(row.id)
        self.counts: Counts = released({**known, **found})


def count_columns() -> Sequence[Column[Counted]]:
    """The columns of the file of counts: a withheld one is empty, and the last column says so."""

    def cell(sex: str, band: str) -> Column[Counted]:
        return Column(f"{sex}_{band}", lambda one: _open(one.counts.cells[(sex, band)]))

    def total(sex: str) -> Column[Counted]:
        return Column(f"{sex}_all", lambda one: _open(one.counts.by_sex[sex]))

    return [
        Column("number", lambda one: one.row.number),
        Column("day", lambda one: one.row.planned_on),
        Column("site", lambda one: one.row.site),
        Column("area", lambda one: one.row.area),
        Column("project", lambda one: one.row.project.code if one.row.project else ""),
        Column("state", lambda one: one.row.stage),
        Column("households_planned", lambda one: one.row.households),
        Column("households_received", lambda one: one.reached.households),
        Column("households_absent", lambda one: one.reached.no_shows),
        *(cell(sex, band) for sex in words.SEXES for band in words.AGE_BANDS.known()),
        *(total(sex) for sex in words.SEXES),
        Column("people_all", lambda one: _open(one.counts.total)),
        Column("suppressed", lambda one: "yes" if one.counts.is_suppressed else ""),
    ]


def _open(count: int | None) -> Any:
    return "" if count is None else count
