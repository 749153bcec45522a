"""Attempts that were refused leave a line too, though everything else of them is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from borderpost.audit.chain import Actor, record
from borderpost.db import transaction
from borderpost.refusal import Refused
from borderpost.submission import aside


@contextmanager
def attempts_watched(
    act: StrEnum, kind: type[Any], identity: Any, *, by: Actor, **details: str
) -> Iterator[None]:
    """Put it around a ``transaction``: when that is refused with an ``attempt``, a line of its
    own says so about the row of ``kind`` with this ``identity``."""
    try:
        yield
    except Refused as refusal:
        if refusal.attempt:
            with aside(), transaction() as session:
                subject = session.get(kind, identity)
                if subject is not None:
                    record(act, subject, by=by, attempt=refusal.attempt, **details)
        raise
