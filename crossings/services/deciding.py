"""The decision: one transaction writes the crossing, its audit line and the file."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, decided
from borderpost.db import Base, transaction
from borderpost.decided import Decided
from borderpost.posts.models import Direction, Post
from borderpost.refusal import Refused
from borderpost.submission import current_key
from crossings import Act, supporting
from crossings import sheet as sheets
from crossings.digest import digest
from crossings.health import NOBODY_ASKED, HealthCheck
from crossings.models import Crossing, Document, Inspection
from crossings.models.inspection import State
from crossings.policies import Ask, Policy
from crossings.queries import desk_modes, files, inspections, policies, rule_cases, rules
from crossings.queries.minors import Standing
from crossings.queries.tally import CROSSED
from crossings.rules.against import Override
from crossings.rules.book import Book
from crossings.services import (
    alerts,
    filing,
    issuing,
    joining,
    minors,
    numbering,
    outcomes,
    overriding,
    pictures,
    referring,
    restraints,
    rule_told,
    staying,
    sticker_issuing,
)
from crossings.services.inspecting import forget_pictures, open_sheet, watched
from crossings.services.place import DeskOfficer
from crossings.services.rule_told import Ruling
from crossings.sheet import Sheet

DRIFT = timedelta(minutes=2)  # how far a clock may be set back between two crossings


@dataclass(frozen=True)
class Order:
    """What the officer decided, on which version of the sheet."""

    decision: str  # admit, refuse, withdrawn; in second line also detain, hand_over, protect
    version: int
    compared: frozenset[str] = frozenset()  # doubtful fields compared with the paper
    reasons: tuple[str, ...] = ()
    reason_text: str = ""
    purpose: str = ""
    destination: str = ""
    transport: str = ""
    health: HealthCheck = HealthCheck()
    authority: str = ""  # to whom somebody detained or handed over is given
    form_language: str = ""  # of the form of a refusal
    without_face: str = ""  # why there is no photo where the post asks for one
    override: Override = Override()  # for an admission against the rule
    rule_shown: str = ""  # mark of what the rules said on the page, '' when it said nothing
    specimens_allowed: bool = field(default=False, kw_only=True)


def decide(inspection_id: UUID, order: Order, *, by: DeskOfficer) -> Crossing:
    """Write the crossing of an inspected traveller, once, and take it into the traveller's
    stays.

    Raises ``Refused`` when the sheet changed since it was shown, a field is missing or
    not compared, a hit on a watchlist is open, a refusal has no reason, the post's policy
    asks for more, the rule does and nothing was seen, the rules changed since they were shown,
    or the clock cannot be right.
    """
    alerts.screen_sheet(inspection_id, by=by)
    with watched(inspection_id, by), transaction() as session:
        inspection = open_sheet(inspections.whole(inspection_id))
        referring.refuse_outsiders(inspection, by)
        sheet = sheets.from_plain(inspection.sheet)
        restraints.check_entitled(inspection, sheet, order.decision, by)
        known = files.of_sheet(sheet)
        mode, policy = desk_modes.at_lane(inspection.lane, policies.policy(inspection.post_id))
        book = rules.book()
        minor, told = _checked(inspection, sheet, order, policy, book)
        who = rule_cases.person_of(inspection, known)
        ruling = rule_told.ruling(inspection, sheet, order.purpose, who, book)
        crossing = _written(inspection, sheet, known, order, policy, ruling, told, by)
        crossing.desk_mode = mode.recorded
        minors.keep(crossing, inspection, minor)
        session.add(crossing)
        session.flush()
        session.add_all(_beside(crossing, inspection, policy, minor, by))
        inspection.state, inspection.crossing_id = State.DECIDED, crossing.id
        forget_pictures(inspection)
        sticker_issuing.goes_with(inspection, crossing)
        referring.close(inspection, crossing.decision, order.decision, by)
        joining.at_decision(inspection, crossing, by=by)
        staying.follow(crossing)
        audit.record(
            Act.DECIDED, crossing, by=by, decision=crossing.decision, digest=digest(crossing)
        )
        decided.tell(_told(crossing), by=by)
        if crossing.decision == "refuse":
            issuing.issue(crossing, inspection.lane.post, order.form_language, by)
    return crossing


def _beside(
    crossing: Crossing, inspection: Inspection, policy: Policy, minor: Standing, by: DeskOfficer
) -> Iterator[Base]:
    """The rows that a crossing is kept with: its words, its zone, its pictures, its guardians."""
    yield from filing.name_words(crossing)
    yield from filing.zone_of(crossing, inspection)
    yield from pictures.kept(crossing, inspection, policy)
    yield from minors.links(crossing, inspection, minor, by)


def _told(crossing: Crossing) -> Decided:
    return Decided(
        crossing_id=crossing.id,
        occurred_on=crossing.occurred_on,
        inspection_id=crossing.inspection_id,
        direction=crossing.direction,
        capture_mode=crossing.capture_mode,
        has_passed=crossing.decision in CROSSED,
    )


def _checked(
    inspection: Inspection, sheet: Sheet, order: Order, policy: Policy, book: Book
) -> tuple[Standing, dict[str, Any]]:
    """Whatever holds a decision back, in the order in which an officer is told of it. Where the
    traveller stands as a minor, and the crossing's columns of alerts."""
    _check(inspection, sheet, order)
    minor = minors.check(inspection, order.decision, order.reason_text, book)
    restraints.check(inspection, sheet, order.decision, policy)
    sticker_issuing.refuse_loose(inspection, order.decision)
    _check_asked(inspection, sheet, order, policy)
    return minor, alerts.check(inspection, order.decision)


def _written(
    inspection: Inspection, sheet: Sheet, known: Document | None, order: Order, policy: Policy,
    ruling: Ruling, told: Mapping[str, Any], by: DeskOfficer,
) -> Crossing:  # fmt: skip
    post = inspection.lane.post
    now = clock.now()
    day = clock.today(post.zone)
    _refuse_wrong_clock(post)
    decision = outcomes.recorded_decision(order.decision, inspection.direction)
    return Crossing(
        occurred_on=day,
        occurred_at=now,
        recorded_at=now,
        clock_trust=clock.trust(),
        human_ref=numbering.next_reference(post, day),
        form_key=current_key(),
        post_id=post.id,
        lane_id=inspection.lane_id,
        officer_id=by.officer_id,
        inspection_id=inspection.id,
        capture_mode=inspection.capture_mode,
        capture_source=inspection.source,
        direction=inspection.direction,
        decision=decision,
        reason_codes=outcomes.recorded_reasons(order.decision, order.reasons),
        reason_text=order.reason_text,
        purpose=order.purpose,
        destination=order.destination,
        transport=order.transport,
        authority=order.authority if order.decision in restraints.GIVEN else None,
        **_anew(inspection),
        salt=secrets.token_hex(16),
        **told,
        **filing.identity(inspection, sheet, known, by),
        **filing.evidence(inspection, sheet, order.compared, _excuse(inspection, order, policy)),
        **_seen_of_health(inspection, sheet, order, policy),
        **_supporting(inspection, sheet, decision, post.country, day),
        **rule_told.columns(ruling, order.rule_shown, decision),
        **overriding.columns(ruling.told, order.decision, order.override),
    )


def _anew(inspection: Inspection) -> dict[str, Any]:
    """The columns of a decision on a sheet whose first one was taken back: it replaces the row
    that says so."""
    if inspection.undone_id is None:
        return {}
    why = _("decided anew after the first decision was taken back")
    return {"supersedes_id": inspection.undone_id, "correction_reason": why}


def _supporting(
    inspection: Inspection, sheet: Sheet, decision: str, country: str, day: date
) -> dict[str, Any]:
    """The columns of the supporting documents; NULL where there is none."""
    found = supporting.from_plain(inspection.supporting)
    enters = inspection.direction == Direction.ENTRY and decision == "admit"
    permit = filing.permit(found, sheet, country, day, enters=enters)
    return {"supporting": supporting.to_plain(found) or None, **permit}


def _excuse(inspection: Inspection, order: Order, policy: Policy) -> str:
    """Why somebody is admitted without the photo that the post asks for."""
    lacks = policy.face is Ask.ASKED and not inspection.has_face
    return order.without_face if lacks and order.decision == "admit" else ""


def _seen_of_health(
    inspection: Inspection, sheet: Sheet, order: Order, policy: Policy
) -> dict[str, Any]:
    """The columns of the health certificate; NULL for whom the post does not ask."""
    day = clock.today(inspection.lane.post.zone)
    if policy.health_of(inspection.direction, sheet["birth_date"].value, day) is Ask.OFF:
        return NOBODY_ASKED
    return order.health.columns(day)


def _check(inspection: Inspection, sheet: Sheet, order: Order) -> None:
    if order.version != inspection.version:
        raise Refused(
            _l("The sheet changed since you saw it. Look at it again, then decide."),
            attempt="stale_sheet",
        )
    if inspection.state == State.REFERRED and order.decision in restraints.SECOND_LINE:
        restraints.check_given(order.decision, order.authority, order.reason_text)
    else:
        outcomes.check_decision(order.decision, order.reasons)
    if absent := sheets.missing(sheet):
        raise Refused(_l("Fill in the marked field first."), field=absent[0])
    if order.decision == "admit":
        _check_admission(inspection, sheet, order)
    outcomes.check_choices(order.purpose, order.transport)


def _check_admission(inspection: Inspection, sheet: Sheet, order: Order) -> None:
    if any(not one.is_linked for one in supporting.from_plain(inspection.supporting)):
        raise Refused(
            _l("A visa on this sheet names another person. Say whose it is, then admit."),
            field="supporting",
        )
    asked = sheets.to_compare(sheet, inspection.reading)
    left = [name for name in asked if name not in order.compared]
    if left:
        raise Refused(
            _l("Compare the marked fields with the paper, tick them, then admit."), field=left[0]
        )
    if sheets.is_specimen(sheet) and not order.specimens_allowed:
        raise Refused(_l("This is a specimen document. It admits nobody."), field="issuing_state")


def _check_asked(inspection: Inspection, sheet: Sheet, order: Order, policy: Policy) -> None:
    """What the post's policy asks for before somebody is admitted."""
    if order.decision != "admit":
        return
    if policy.face is Ask.ASKED and not (inspection.has_face or order.without_face):
        raise Refused(
            _l("Take the traveller's photo, or write why there is none, then admit."),
            field="without_face",
        )
    day = clock.today(inspection.lane.post.zone)
    asked = policy.health_of(inspection.direction, sheet["birth_date"].value, day) is Ask.ASKED
    if asked and not order.health.is_answered:
        raise Refused(
            _l("Look at the health certificate and say what you saw, then admit."),
            field="health_outcome",
        )


def _refuse_wrong_clock(post: Post) -> None:
    """A clock behind the last crossing would write history in the wrong order."""
    last = numbering.last_recorded(post)
    if last and clock.now() + DRIFT < last:
        raise Refused(
            _l(
                "The clock of this machine is behind the last crossing. "
                "Set the clock, then decide again."
            )
        )
