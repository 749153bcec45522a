"""What goes back to the other side: who was received, who is missing, who came unexpected. Nobody's
needs, nobody's decision; a digest of the list tells one copy from another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter

from borderpost.listing import Column
from lanes.convoy_reckoning import Member
from lanes.models import Convoy

RECEIVED, MISSING, UNEXPECTED, AWAITED = "received", "missing", "unexpected", "awaited"


@dataclass(frozen=True)
class ListLine:
    """One person as the other side is told of; ``digest`` is of the whole list."""

    place: int
    surname: str
    given_names: str
    sex: str
    born: str
    nationality: str
    outcome: str
    at: datetime | None
    why: str
    digest: str = ""


def lines(convoy: Convoy, members: Sequence[Member]) -> list[ListLine]:
    """The list in the order of the other side's own, each line with the digest of all."""
    told = [_line(one) for one in sorted(members, key=lambda one: one.place)]
    digest = digest_of(convoy, told)
    return [ListLine(**{**vars(one), "digest": digest}) for one in told]


def digest_of(convoy: Convoy, told: Sequence[ListLine]) -> str:
    """SHA-256 of the reference and the lines as JSON: arrays of the columns before the digest, in
    UTF-8, without spaces, times in UTC to the second."""
    rows = [[_plain(value) for value in list(vars(one).values())[:-1]] for one in told]
    text = json.dumps([convoy.reference, rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _line(one: Member) -> ListLine:
    person = one.person
    return ListLine(
        one.place, person.surname, person.given_names, person.sex, person.born,
        person.nationality, _outcome(one), one.arrived_at, one.missing_why,
    )  # fmt: skip


def _outcome(one: Member) -> str:
    if one.is_here:
        return RECEIVED if one.is_expected else UNEXPECTED
    return MISSING if one.missing_why else AWAITED


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return value


COLUMNS: Sequence[Column[ListLine]] = tuple(
    Column(heading, attrgetter(name))
    for heading, name in (
        ("place", "place"), ("surname", "surname"), ("given_names", "given_names"),
        ("sex", "sex"), ("born", "born"), ("nationality", "nationality"), ("outcome", "outcome"),
        ("at_utc", "at"), ("why", "why"), ("list_digest", "digest"),
    )
)  # fmt: skip
