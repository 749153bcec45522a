"""A pass shown at the desk: the desk's own sheet, filled, or a refusal that is written down.

A pass that does not hold keeps nobody from crossing: the traveller is taken by another document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost import audit, clock, locale, post_key, submission
from borderpost.db import db, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings import reading, sheet
from crossings.models import Crossing, Inspection
from crossings.models.inspection import Source
from crossings.queries.tally import CROSSED
from crossings.services import inspecting
from crossings.services.inspecting import Arrival
from crossings.services.place import DeskOfficer, Place, place_of
from docreader import Reading, Verdict
from docreader.reading import Field
from lanes import Act
from lanes.models import BorderPass, PassUse
from lanes.pass_codes import PassText, claimed, typed_number, verified
from lanes.pass_standing import PassFacts, Why, away_direction, guessed, last_allowed, why_not
from lanes.queries import passes
from lanes.queries.pass_uses import OPENED
from lanes.services.pass_issuing import DOCUMENT, of_person

REASONS: Mapping[str, LazyString] = {
    Why.ALTERED: _l(
        "This pass was not signed by this post, or its code was altered. Take the traveller by "
        "another document and tell the supervisor."
    ),
    Why.UNKNOWN: _l(
        "This pass is signed by this post and is not in its register. Take the traveller by "
        "another document and tell the supervisor."
    ),
    Why.REVOKED: _l(
        "The pass %(number)s was revoked. Take the traveller by another document; the supervisor "
        "sees this scan."
    ),
    Why.LOST: _l(
        "The pass %(number)s was reported lost. Compare the face with the holder’s, take the "
        "traveller by another document; the supervisor sees this scan."
    ),
    Why.REPLACED: _l(
        "The pass %(number)s was replaced by a later one. Ask for the new card, or take the "
        "traveller by another document."
    ),
    Why.ASKED: _l(
        "The pass %(number)s waits until a second person approves it. Take the traveller by "
        "another document."
    ),
    Why.EXPIRED: _l(
        "The pass %(number)s expired on %(until)s. Take the traveller by another document; the "
        "pass can be renewed on its page."
    ),
    Why.EARLY: _l(
        "The pass %(number)s is valid from %(since)s on. Take the traveller by another document."
    ),
    Why.RULE_ENDED: _l(
        "The rule that the pass %(number)s rests on has ended. Take the traveller by another "
        "document."
    ),
    Why.DIRECTION: _l(
        "The rule of the pass %(number)s does not allow this direction. Take the traveller by "
        "another document."
    ),
}


@dataclass(frozen=True)
class AtPass:
    """An officer whose traveller goes the way that follows from the last crossing."""

    officer_id: UUID
    post_id: UUID | None
    lane_id: UUID | None
    direction: str


@dataclass(frozen=True)
class _Shown:
    """A pass as it was shown: its row where one is known, what its code proves, None for a number
    that was typed, and why it opens no sheet."""

    row: BorderPass | None
    said: PassText | None
    claimed: str
    direction: str
    why: Why | None


def scan(text: str, *, by: DeskOfficer, keep_days: int) -> Inspection:
    """Open the sheet of the holder of a pass whose code was scanned, or whose number was typed.
    Raises ``Refused`` for a pass that does not hold; that scan is kept for the supervisor."""
    place = place_of(by)
    shown = _shown(text, place)
    if shown.row is None or shown.why:
        raise _refused(shown, place, by)
    return _opened(shown.row, shown, place, by, keep_days)


def overdue_since(row: BorderPass, last: Crossing | None) -> bool:
    """Whether the holder has been away longer than the rule allows."""
    if last is None or last.decision not in CROSSED:
        return False
    if last.direction != away_direction(lives_here=row.lives_here):
        return False
    return clock.today(row.post.zone) > last_allowed(last.occurred_on, row.rule.most_days)


def _shown(text: str, place: Place) -> _Shown:
    number, said = typed_number(text), None
    if not number:
        said = verified(text, post_key.public())
        number = said.number if said else claimed(text)
    row = passes.numbered(number, place.post.id) if number else None
    is_proven = said is not None or bool(typed_number(text))
    last = passes.last_crossing(row) if row else None
    went = last is not None and last.decision in CROSSED
    direction = guessed(last.direction if last else "", went, place.direction)
    why: Why | None = Why.ALTERED
    if is_proven:
        why = _why(row, said, place.post, direction)
    return _Shown(row, said, number, direction, why)


def _why(row: BorderPass | None, said: PassText | None, post: Post, direction: str) -> Why | None:
    if row is None:
        return Why.UNKNOWN
    if said and (said.valid_from, said.valid_until) != (row.valid_from, row.valid_until):
        return Why.ALTERED  # signed with other days than the register has
    facts = PassFacts(
        row.state, row.valid_from, row.valid_until, row.rule.ends_on, row.rule.directions
    )
    return why_not(facts, clock.today(post.zone), direction)


def _refused(shown: _Shown, place: Place, by: DeskOfficer) -> Refused:
    """The refusal of a scan, which is written down aside: the form may be sent again."""
    why, row = shown.why or Why.UNKNOWN, shown.row
    row_id = row.id if row else None
    told = {"number": shown.claimed, "until": "", "since": ""}
    if row:
        told |= {"until": locale.day(row.valid_until), "since": locale.day(row.valid_from)}
    with submission.aside(), transaction():
        use = _use(place, by, row_id, shown.claimed, why)
        audit.record(Act.PASS_REFUSED, use, by=by, why=str(why))
    sentence = str(REASONS[why])
    return Refused(sentence % told if "%(" in sentence else sentence, field="lines")


def _opened(
    row: BorderPass, shown: _Shown, place: Place, by: DeskOfficer, keep_days: int
) -> Inspection:
    is_sure = shown.said is not None and not overdue_since(row, passes.last_crossing(row))
    arrival = _arrival(row, place.post, is_code=shown.said is not None, is_sure=is_sure)
    who = AtPass(by.officer_id, by.post_id, place.lane.id, shown.direction)
    with transaction():
        inspection = inspecting.written(arrival, by=who, keep_days=keep_days)
        use = _use(place, by, row.id, row.number, OPENED, inspection.id)
        audit.record(Act.PASS_USED, use, by=by, inspection=str(inspection.id))
    return inspection


def _arrival(row: BorderPass, post: Post, *, is_code: bool, is_sure: bool) -> Arrival:
    """The holder's facts of the register: the code proves which pass this is, never who holds it.
    A typed number is no more than typing by hand."""
    values = of_person(row.person) | {
        "document_code": DOCUMENT,
        "issuing_state": post.country,
        "document_number": row.number,
        "expiry_date": row.valid_until.isoformat(),
    }
    if not is_code:
        return reading.by_hand(values, {})
    fields = {
        name: Field(name, value, "", Verdict.NOT_COVERED) for name, value in values.items() if value
    }
    found = Reading(fields=fields, sure=is_sure, confidence=1.0)
    return Arrival(reading=found, source=Source.PASS, sheet=sheet.from_reading(found))


def _use(
    place: Place, by: DeskOfficer, pass_id: UUID | None, number: str, outcome: str,
    inspection_id: UUID | None = None,
) -> PassUse:  # fmt: skip
    use = PassUse(
        post_id=place.post.id,
        lane_id=place.lane.id,
        pass_id=pass_id,
        claimed=number[:30],
        outcome=str(outcome),
        inspection_id=inspection_id,
        created_by=by.officer_id,
    )
    db.session.add(use)
    db.session.flush()
    return use
