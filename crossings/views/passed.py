"""Whom the officer has let pass just now, for who asks a fee of that traveller."""

from __future__ import annotations

from datetime import timedelta

from flask_login import current_user

from borderpost import clock
from borderpost.fees import Passed, Traveller
from crossings.queries import register
from crossings.queries.tally import CROSSED

_AFTERWARDS = ("paper", "import")
_LATELY = timedelta(minutes=10)  # afterwards the traveller is no longer there


def passed_just_now() -> Passed | None:
    """The officer's last decision, if it let somebody pass and stands. None for lines of paper."""
    found = register.latest(current_user.post_id, current_user.officer_id, 1)
    if not found:
        return None
    last = found[0]
    is_here = clock.now() - last.recorded_at <= _LATELY and last.capture_mode not in _AFTERWARDS
    if not is_here or last.undone or last.decision not in CROSSED:
        return None
    return Passed(last.human_ref, Traveller(last.direction, last.nationality))
