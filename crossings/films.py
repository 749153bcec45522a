"""Films under way: what each officer holds before a camera, kept for seconds in this process.

A browser is never trusted with evidence: it sends pictures, and the sum of what they show
stays here. Where several web processes serve one post each sums what reaches it, which takes
longer and is never wrong.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from uuid import UUID

from docreader.answers import StillRead
from docreader.film import Film
from docreader.reading import Reading

FORGOTTEN = 8.0  # seconds without a picture, after which another document may lie there
MOST = 24  # films at once: of more, the one that was left longest goes
AGREEING = 2  # pictures that a sure reading needs: no single one opens a sheet by itself
STEADY = 3  # pictures in a row with the same lines, for a reading that stays unsure
UNSURE_AFTER, DOUBTFUL_AFTER = 3.0, 6.0  # seconds of them; the second while a hint stands


@dataclass(frozen=True)
class Seen:
    """What a film says after a picture: a ``reading`` that a sheet may be opened with, and the
    pictures that show it best; or None and the ``hint`` for the hand that holds the document.
    """

    reading: Reading | None = None
    hint: str = ""
    zone_png: bytes = b""
    page_jpeg: bytes = b""


@dataclass
class _Shooting:
    key: UUID | None
    touched: float
    since: float = 0.0  # when the lines began to stay as they are
    film: Film = field(default_factory=Film)
    zone_png: bytes = b""
    page_jpeg: bytes = b""
    lock: Lock = field(default_factory=Lock)


class Films:
    """One film for each sign-in, for any number of threads; ``now`` counts seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now, self._lock = now, Lock()
        self._under_way: dict[UUID, _Shooting] = {}

    def __len__(self) -> int:
        return len(self._under_way)

    def saw(self, sign_in: UUID, key: UUID | None, read: StillRead, today: date) -> Seen:
        """Sum one more picture of the film ``key``; another key begins another film."""
        now = self._now()
        with self._lock:
            shooting = self._shooting(sign_in, key, now)
        with shooting.lock:
            return _summed(shooting, read, today, now)

    def forget(self, sign_in: UUID) -> None:
        """Drop the film of a sign-in: its sheet is open, or nobody films any more."""
        with self._lock:
            self._under_way.pop(sign_in, None)

    def _shooting(self, sign_in: UUID, key: UUID | None, now: float) -> _Shooting:
        kept = {
            owner: one
            for owner, one in self._under_way.items()
            if now - one.touched < FORGOTTEN and (owner != sign_in or one.key == key)
        }
        found = kept.pop(sign_in, None) or _Shooting(key, now)
        found.touched = now
        newest = sorted(kept.items(), key=lambda pair: pair[1].touched)[-(MOST - 1) :]
        self._under_way = {**dict(newest), sign_in: found}
        return found


def _summed(shooting: _Shooting, read: StillRead, today: date, now: float) -> Seen:
    film = shooting.film
    reading = film.take(read.still, today=today)
    if film.best is None:
        shooting.zone_png = shooting.page_jpeg = b""
    elif film.best is read.still:
        shooting.zone_png, shooting.page_jpeg = read.zone_png, read.page_jpeg
    if film.steady <= 1:
        shooting.since = now
    hint = next(iter(read.still.hints), "")
    if _is_sure(film) or _stays_unsure(film, now - shooting.since, hint):
        return Seen(reading, "", shooting.zone_png, shooting.page_jpeg)
    return Seen(hint=hint or "reading")


def _is_sure(film: Film) -> bool:
    return film.reading.sure and film.stills >= AGREEING


def _stays_unsure(film: Film, seconds: float, hint: str) -> bool:
    """Whether more pictures would say the same: a digit that is wrong on the document."""
    patience = DOUBTFUL_AFTER if hint else UNSURE_AFTER
    return film.steady >= STEADY and seconds >= patience
