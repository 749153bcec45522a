"""The lists of the ledger: what a row shows and what a file holds."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells, locale
from borderpost.access import may_open
from borderpost.listing import Column, Listed
from projects.models import Donor, Project


def _project(row: Project) -> Markup:
    return cells.link(url_for("projects.show", project_id=row.id), cells.latin(row.code))


def _donor(row: Donor) -> Markup:
    if not may_open("projects.edit_donor"):
        return cells.latin(row.code)
    return cells.link(url_for("projects.edit_donor", donor_id=row.id), cells.latin(row.code))


def _plate(row: Donor) -> Markup | str:
    said = row.plate(locale.code()) or _("only the name")
    if not may_open("projects.plate"):
        return said
    return cells.link(url_for("projects.plate", donor_id=row.id), said)


PROJECTS: Listed[Project] = Listed(
    "projects.index",
    (
        Column("code", lambda row: row.code, _l("Code"), _project, [Project.code]),
        Column("title", lambda row: row.title, _l("Title"), None, [Project.title]),
        Column("starts_on", lambda row: row.starts_on or "", _l("First day"),
               lambda row: locale.day(row.starts_on), [Project.starts_on]),
        Column("ends_on", lambda row: row.ends_on or "", _l("Last day"),
               lambda row: locale.day(row.ends_on), [Project.ends_on]),
        Column("budget_lines", lambda row: len(row.lines), _l("Budget lines")),
    ),
    tie=(Project.code,),
    usual="code",
)  # fmt: skip
DONORS: Listed[Donor] = Listed(
    "projects.donors",
    (
        Column("code", lambda row: row.code, _l("Code"), _donor, [Donor.code]),
        Column("name", lambda row: row.name, _l("Name"), None, [Donor.name]),
        Column("plate", lambda row: row.plate(locale.code()), _l("Plate"), _plate),
        Column("has_logo", lambda row: "yes" if row.has_logo else "no"),
    ),
    tie=(Donor.code,),
    usual="code",
)
