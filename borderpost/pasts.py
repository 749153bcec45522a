"""The door "past identities": who came through, told by the subject that knows.

Whoever holds a new alert asks here whether its person was here before. The answer names people,
so who asks writes the audit line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

from borderpost import features


@dataclass(frozen=True)
class Asked:
    """Which past: days included; of one post, or of every post that this machine knows."""

    since: date
    until: date
    post_id: UUID | None = None
    most: int = 100_000  # identities, the newest first


@dataclass(frozen=True)
class PastIdentity:
    """One person as one passage told it. ``endpoint`` is its page, which takes ``crossing_id``."""

    id: UUID
    reference: str
    on: date
    surname: str
    given: str
    birth_date: str
    nationality: str
    sex: str
    is_truncated: bool
    document_number: str
    document_issuer: str
    document_kind: str
    endpoint: str


def told(asked: Asked) -> Iterator[PastIdentity]:
    """The past identities that every subject has, newest first."""
    return chain.from_iterable(find(asked) for find in features.contributions("pasts"))
