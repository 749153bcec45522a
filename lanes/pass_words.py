"""What codes of passes are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import locale
from crossings.rules.coverage import Coverage
from lanes.models import BorderPass
from lanes.pass_standing import State, Why
from lanes.queries.pass_uses import OPENED
from lanes.queries.passes import EXPIRED

STATES: Mapping[str, LazyString] = {
    State.GOOD: _l("Holds"),
    State.ASKED: _l("Waits for approval"),
    EXPIRED: _l("Has expired"),
    State.LOST: _l("Was lost"),
    State.REVOKED: _l("Was revoked"),
    State.REPLACED: _l("Was replaced"),
}
TONES: Mapping[str, str] = {
    State.GOOD: "check-ok",
    State.ASKED: "check-look",
    EXPIRED: "check-look",
    State.LOST: "check-bad",
    State.REVOKED: "check-bad",
}
OUTCOMES: Mapping[str, LazyString] = {
    OPENED: _l("Taken to the desk"),
    Why.ALTERED: _l("Altered, or not signed by this post"),
    Why.UNKNOWN: _l("Not in the register"),
    Why.REVOKED: _l("Was revoked"),
    Why.LOST: _l("Was lost"),
    Why.REPLACED: _l("Was replaced"),
    Why.ASKED: _l("Not approved yet"),
    Why.EXPIRED: _l("Has expired"),
    Why.EARLY: _l("Not valid yet"),
    Why.RULE_ENDED: _l("Its rule has ended"),
    Why.DIRECTION: _l("Its rule does not allow the direction"),
}
DIRECTIONS: Mapping[str, LazyString] = {
    "EX": _l("Both directions"),
    "E": _l("Entry alone"),
    "X": _l("Exit alone"),
}
SIDES: Mapping[str, LazyString] = {
    "here": _l("This side of the border"),
    "there": _l("The other side"),
}
ALERTS: Mapping[str, LazyString] = {
    "none": _l("screened, nothing found"),
    "hit_inform": _l("screened, a hit to be told"),
    "possible_dismissed": _l("screened, a hit that was cleared"),
    "list_stale": _l("screened with a list that is too old"),
    "no_list": _l("not screened: there is no list"),
    "not_checked": _l("not screened"),
}


def state_of(row: BorderPass, today: date) -> str:
    """Where a pass stands on a day: a good one whose last day is over is expired."""
    is_over = row.state == State.GOOD and row.valid_until < today
    return EXPIRED if is_over else row.state


def covered(seen: Coverage) -> str:
    """Who could have seen a return, in one sentence that accuses nobody."""
    if seen.known <= 1:
        return _("Only this post is known here: the return may have been elsewhere")
    about = {"number": seen.connected, "all": seen.known}
    if seen.since:
        return _(
            "%(number)s of %(all)s posts connected since %(day)s: the return may have been "
            "elsewhere",
            **about,
            day=locale.day(seen.since),
        )
    return _("%(number)s of %(all)s posts connected: the return may have been elsewhere", **about)


def side_of(row: BorderPass) -> str:
    """The code of the side where the holder lives."""
    return "here" if row.lives_here else "there"
