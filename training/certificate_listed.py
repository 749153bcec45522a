"""Certificates as a list: what a row shows and what a file holds."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells, locale
from borderpost.listing import Column, Listed
from borderpost.officers.models import Officer
from training.certificate_models import Certificate
from training.certificate_shown import standing_of
from training.certificate_words import STANDINGS
from training.models import Course
from training.validity import Standing

_TONES = {Standing.VALID: "check-ok", Standing.EXPIRED: "check-look", Standing.REVOKED: "check-bad"}


def _number(row: Certificate) -> Markup:
    address = url_for("course_certificates.show", certificate_id=row.id)
    return cells.link(address, cells.latin(row.number))


def _state(row: Certificate) -> Markup:
    now = standing_of(row)
    return cells.tag(STANDINGS[now], _TONES.get(now, ""))


def _until(row: Certificate) -> str:
    return locale.day(row.valid_until) if row.valid_until else "–"


CERTIFICATES: Listed[Certificate] = Listed(
    "course_certificates.index",
    (
        Column("number", lambda row: row.number, _l("Number"), _number, [Certificate.number]),
        Column("name", lambda row: row.payload["name"], _l("Name"),
               lambda row: cells.name(row.payload["name"]), [Officer.surname]),
        Column("course", lambda row: row.course.code, _l("Course"),
               lambda row: row.course.title(locale.code()), [Course.code]),
        Column("issued_on", lambda row: row.issued_on, _l("Issued on"),
               lambda row: locale.day(row.issued_on), [Certificate.issued_on]),
        Column("valid_until", lambda row: row.valid_until, _l("No longer valid from"), _until,
               [Certificate.valid_until]),
        Column("state", lambda row: str(standing_of(row)), _l("State"), _state),
        Column("run", lambda row: row.payload["run"]),
    ),
    tie=(Certificate.id,),
    usual="-issued_on",
)  # fmt: skip
