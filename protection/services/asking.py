"""Sealing what was answered, and the focal point's closing of it."""

from __future__ import annotations

import secrets
from typing import Protocol
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.gates import GatedSheet
from borderpost.refusal import Refused
from protection import Act
from protection.answers import NEEDS, OUTCOMES, Answers
from protection.models import Screening, marks_of
from protection.words import LANGUAGES

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misread aloud or by hand


class Asking(Protocol):
    """An officer of a post, as the service receives one."""

    @property
    def officer_id(self) -> UUID: ...
    @property
    def post_id(self) -> UUID | None: ...


def ask(sheet: GatedSheet, post_id: UUID, answers: Answers, *, by: Asking) -> Screening:
    """Seal the answers for one working sheet. Raises ``Refused`` while one is missing.

    A second round is a second row: it never takes back what was said in the first.
    """
    if answers.open_questions:
        raise Refused(_l("Answer each question with yes or no."), field=answers.open_questions[0])
    if answers.language and answers.language not in LANGUAGES:
        raise Refused(_l("Choose a language from the list."), field="language")
    if not set(answers.needs or ()) <= set(NEEDS):
        raise Refused(_l("Choose the needs from the list."), field="needs")
    marks = marks_of(sheet)
    with transaction() as session:
        row = Screening(
            token=_fresh_token(),
            post_id=post_id,
            sheet_mark=marks[0],
            traveller_mark=marks[1],
            content={"sheet": str(sheet.id), "answers": answers.plain()},
            created_by=by.officer_id,
        )
        session.add(row)
        session.flush()
        audit.record(Act.ASKED, row, by=by)
    return row


def close(screening_id: UUID, outcome: str, *, by: Actor) -> None:
    """Say how it ended: the gate then no longer waits for it. Raises ``Refused`` for no outcome,
    or when it is closed already."""
    if outcome not in OUTCOMES:
        raise Refused(_l("Choose how it ended."), field="outcome")
    with transaction() as session:
        row = session.get_one(Screening, screening_id)
        if row.closing is not None:
            raise Refused(_l("This screening is closed already."))
        row.closing = {
            "outcome": outcome,
            "by": str(by.officer_id),
            "at": clock.now().isoformat(timespec="seconds"),
        }
        audit.record(Act.CLOSED, row, by=by)


def _fresh_token() -> str:
    """A word without meaning: no initials, no date, no post in it."""
    while True:
        token = "".join(secrets.choice(_ALPHABET) for _place in range(6))
        if not db.session.scalar(select(Screening.id).where(Screening.token == token)):
            return token
