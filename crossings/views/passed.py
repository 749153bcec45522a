"""Whom the officer has let pass just now, for who asks a fee of that traveller."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from borderpost import clock
from borderpost.fees import Passed, Traveller
from crossings.models import Crossing
from crossings.queries.tally import CROSSED

_AFTERWARDS = ("paper", "import")
_LATELY = timedelta(minutes=10)  # afterwards the traveller is no longer there


def passed_just_now(latest: Sequence[Crossing]) -> Passed | None:
    """The first of an officer's ``latest`` decisions, newest in front, if it let somebody pass and
    stands. None for lines of paper."""
    if not latest:
        return None
    last = latest[0]
    is_here = clock.now() - last.recorded_at <= _LATELY and last.capture_mode not in _AFTERWARDS
    if not is_here or last.undone or last.decision not in CROSSED:
        return None
    return Passed(last.human_ref, Traveller(last.direction, last.nationality))
