"""The door "past identities": who crossed, for whoever holds a new alert."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from borderpost.db import db
from borderpost.pasts import Asked, PastIdentity
from crossings.models import Crossing

_AT_ONCE = 1_000
_PAGE = "register.show"  # takes ``crossing_id``


def identities(asked: Asked) -> Iterator[PastIdentity]:
    """Those who were decided on in a period, newest first; also whoever was refused."""
    wanted = (
        select(
            Crossing.id, Crossing.human_ref, Crossing.occurred_on, Crossing.surname,
            Crossing.given_names, Crossing.birth_date, Crossing.nationality, Crossing.sex,
            Crossing.name_truncated, Crossing.document_number, Crossing.document_issuer,
            Crossing.document_kind,
        )
        .where(Crossing.occurred_on >= asked.since, Crossing.occurred_on <= asked.until)
        .order_by(Crossing.occurred_on.desc(), Crossing.occurred_at.desc(), Crossing.id.desc())
        .limit(asked.most)
    )  # fmt: skip
    if asked.post_id is not None:
        wanted = wanted.where(Crossing.post_id == asked.post_id)
    rows = db.session.execute(wanted.execution_options(yield_per=_AT_ONCE))
    for row in rows:
        yield PastIdentity(
            row.id, row.human_ref, row.occurred_on, row.surname, row.given_names, row.birth_date,
            row.nationality, row.sex, row.name_truncated, row.document_number,
            row.document_issuer, row.document_kind, _PAGE,
        )  # fmt: skip
