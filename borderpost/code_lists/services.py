"""Changing code lists: codes are added, changed and ended, never deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from borderpost import audit
from borderpost.audit.chain import Actor
from borderpost.code_lists import Act, overlay
from borderpost.code_lists.lists import CodeList
from borderpost.code_lists.models import CodeEntry
from borderpost.db import transaction
from borderpost.refusal import Refused

_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
_SINCE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


@dataclass(frozen=True)
class CodeFacts:
    """What a form says of a code."""

    code: str
    words_fr: str
    words_en: str
    words_ar: str
    letter: str = ""
    cite: str = ""
    since: str = ""
    position: int = 0
    is_active: bool = True


def add(wanted: CodeList, facts: CodeFacts, *, by: Actor) -> None:
    """A code that the list lacks. Raises ``Refused`` when it was ever used otherwise."""
    with _changing(wanted) as session:
        _check(wanted, facts)
        if facts.code in wanted.known():
            raise Refused(_l("The list has this code already. Change that one."), field="code")
        _write(session, wanted, facts, by, Act.ADDED)


def change(wanted: CodeList, facts: CodeFacts, *, by: Actor) -> None:
    """Say a code's words, order and source anew; the code itself stays."""
    with _changing(wanted) as session:
        _check(wanted, facts)
        _write(session, wanted, facts, by, Act.CHANGED)


def end(wanted: CodeList, code: str, last_day: date, *, by: Actor) -> None:
    """Say the last day on which a code may be chosen. What was recorded keeps its words."""
    with _changing(wanted) as session:
        known = wanted[code]
        if known.since and last_day.isoformat()[: len(known.since)] < known.since:
            raise Refused(_l("The last day is before the first one."), field="last_day")
        others = [row for row in wanted.offered(last_day).values() if row.code != code]
        if not others:
            raise Refused(_l("A list cannot be empty. Add another code first."), field="last_day")
        words = {f"words_{name}": known.label(name) for name in ("fr", "en", "ar")}
        entry = _entry(session, wanted, code, by, words)
        entry.letter, entry.cite, entry.since = known.letter, known.cite, known.since
        entry.position, entry.is_active, entry.until = known.position, known.is_active, last_day
        session.flush()
        audit.record(Act.ENDED, entry, by=by, list=wanted.name, code=code)


@contextmanager
def _changing(wanted: CodeList) -> Iterator[Session]:
    if wanted.is_fixed:
        raise Refused(_l("A standard says what this list holds. It cannot be changed here."))
    with transaction() as session:
        overlay.drop()  # what is checked is checked against what stands now
        yield session
    overlay.drop()


def _write(session: Session, wanted: CodeList, facts: CodeFacts, by: Actor, act: Act) -> None:
    entry = _entry(session, wanted, facts.code, by, vars(facts))
    session.flush()
    audit.record(act, entry, by=by, list=wanted.name, code=facts.code)


def _entry(
    session: Session, wanted: CodeList, code: str, by: Actor, values: Mapping[str, object]
) -> CodeEntry:
    own = select(CodeEntry).where(CodeEntry.list_name == wanted.name, CodeEntry.code == code)
    entry = session.scalar(own)
    if entry is None:
        entry = CodeEntry(list_name=wanted.name, code=code)
        session.add(entry)
    entry.created_by = by.officer_id
    for name, value in values.items():
        setattr(entry, name, value)
    return entry


def _check(wanted: CodeList, facts: CodeFacts) -> None:
    if not _CODE.fullmatch(facts.code) or len(facts.code) > wanted.longest:
        raise Refused(
            _l("Capital letters and digits, at most %(number)s.", number=wanted.longest),
            field="code",
        )
    _check_detail(wanted, facts)
    if facts.since and not _is_date(facts.since):
        raise Refused(
            _l("Write year-month-day, such as 1988-02-13; or the year alone."), field="since"
        )


def _check_detail(wanted: CodeList, facts: CodeFacts) -> None:
    if wanted.detail is None:
        return
    if not wanted.detail.fits(facts.letter):
        raise Refused(wanted.detail.otherwise, field="letter")
    for name in ("cite", "since"):
        if not getattr(facts, name):
            raise Refused(_l("Say who says so, and since when."), field=name)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return bool(_SINCE.fullmatch(text))
