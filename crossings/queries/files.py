"""The individual file: is this traveller known here, and by which document?"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from borderpost.db import db
from crossings import codes
from crossings.models import Crossing, Document
from crossings.queries import persons
from crossings.queries.planning import Unindexed
from crossings.queries.register import number_key, standing
from crossings.sheet import Sheet


def document(number: str, issuer: str, kind: str, birth_date: str) -> Document | None:
    """The document shown before with this number, issuer and kind, whose holder has this
    birth date: a number alone is not a person."""
    key = number_key(number)
    if not key:
        return None
    found = db.session.scalars(_shown(), {"number": key, "by": issuer, "as": kind}).all()
    return next((row for row in found if row.person.birth_date == birth_date), None)


@functools.cache
def _shown() -> Select[tuple[Document]]:
    wanted = select(Document).where(
        Document.number_key == bindparam("number"),
        Document.issuer == bindparam("by"),
        Document.kind == bindparam("as"),
    )
    return wanted.options(joinedload(Document.person)).order_by(Document.created_at.desc())


def of_sheet(sheet: Sheet) -> Document | None:
    """The document of a sheet, if it was shown here before."""
    return document(
        sheet["document_number"].value,
        sheet["issuing_state"].value,
        codes.kind_of(sheet["document_code"].value),
        sheet["birth_date"].value,
    )


def documents(number_keys: Iterable[str]) -> Sequence[Document]:
    """Every document with one of these numbers, the latest first, with its holder."""
    wanted = (
        select(Document)
        .where(Document.number_key.in_(set(number_keys)))
        .options(joinedload(Document.person))
        .order_by(Document.created_at.desc())
    )
    return db.session.scalars(wanted).all()


def last_crossing(person_id: UUID, post_id: UUID | None) -> Crossing | None:
    """The traveller's last crossing at this post that stands, with whichever document: it
    fills the next one."""
    files = persons.family(person_id).members
    wanted = (
        select(Crossing)
        .where(
            Crossing.person_id.in_(files),
            Crossing.undone.is_(None),
            Unindexed(Crossing.post_id) == post_id,
            standing(),
        )
        .order_by(Crossing.occurred_at.desc())
        .limit(1)
    )
    return db.session.scalar(wanted)
