"""PURE: what keeps a pass from being used, and which way its holder goes now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class State(StrEnum):
    """Where a pass stands."""

    ASKED = "asked"  # waits for a second person
    GOOD = "good"
    REVOKED = "revoked"
    LOST = "lost"
    REPLACED = "replaced"  # by one of a later number


class Why(StrEnum):
    """Why a scan of a pass opens no sheet; in the order in which an officer is told."""

    ALTERED = "altered"  # not signed by this post, or not as it signed it
    UNKNOWN = "unknown"  # signed by this post, and not in its register
    REVOKED = "revoked"
    LOST = "lost"
    REPLACED = "replaced"
    ASKED = "asked"
    EXPIRED = "expired"
    EARLY = "early"
    RULE_ENDED = "rule_ended"
    DIRECTION = "direction"


@dataclass(frozen=True)
class PassFacts:
    """What is asked of a pass when it is used; days are inclusive."""

    state: str
    valid_from: date
    valid_until: date
    rule_ends_on: date | None
    directions: str  # E, X or EX


_BY_STATE = {
    State.REVOKED: Why.REVOKED,
    State.LOST: Why.LOST,
    State.REPLACED: Why.REPLACED,
    State.ASKED: Why.ASKED,
}


def why_not(facts: PassFacts, day: date, direction: str) -> Why | None:
    """The first reason against using the pass on a day in a direction; None where it holds."""
    return next(_reasons(facts, day, direction), None)


def _reasons(facts: PassFacts, day: date, direction: str) -> Iterator[Why]:
    if ended := _BY_STATE.get(State(facts.state)):
        yield ended
    if day > facts.valid_until:
        yield Why.EXPIRED
    if day < facts.valid_from:
        yield Why.EARLY
    if facts.rule_ends_on and day > facts.rule_ends_on:
        yield Why.RULE_ENDED
    if direction not in facts.directions:
        yield Why.DIRECTION


def guessed(last_direction: str, went: bool, usual: str) -> str:
    """The direction of a holder's next crossing: the other one than of the last, where the holder
    ``went`` that way, else the same again; the lane's ``usual`` one for who never crossed."""
    if last_direction not in ("E", "X"):
        return usual
    if not went:
        return last_direction
    return "X" if last_direction == "E" else "E"


def away_direction(*, lives_here: bool) -> str:
    """The direction that leads a holder away from home."""
    return "X" if lives_here else "E"


def due(left_at: datetime, zone: str, hour: int) -> datetime:
    """When somebody who left is asked about: this evening's hour on the post's clock, the next
    one's for who left later."""
    local = left_at.astimezone(ZoneInfo(zone))
    evening = datetime.combine(local.date(), time(hour), ZoneInfo(zone))
    return evening if local < evening else evening + timedelta(days=1)


def last_allowed(left_on: date, most_days: int) -> date:
    """The last day away that the rule allows; the day of leaving is the first."""
    return left_on + timedelta(days=most_days - 1)
