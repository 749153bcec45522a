"""Correcting a decided crossing: a new row with its reason, never an update."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import transaction
from borderpost.posts.models import Direction
from borderpost.refusal import Refused
from borderpost.roles import Role
from crossings import Act, codes, supporting
from crossings import sheet as sheets
from crossings.digest import digest
from crossings.health import NOBODY_ASKED, HealthCheck
from crossings.models import Crossing
from crossings.queries import policies, register, rules
from crossings.queries.minors import Standing
from crossings.rules.book import Book
from crossings.rules.explaining import explain
from crossings.services import alerts, filing, minors, overriding, restraints, rule_told, staying
from crossings.services.outcomes import (
    check_choices,
    check_decision,
    recorded_decision,
    recorded_reasons,
)
from crossings.services.place import DeskOfficer
from crossings.services.superseding import successor
from crossings.sheet import Sheet

OWN_FOR = timedelta(minutes=30)  # how long an officer may correct an own crossing


@dataclass(frozen=True)
class Correction:
    """What was wrong, as it should have been, and why."""

    fields: Mapping[str, str]
    direction: str
    decision: str
    reasons: tuple[str, ...]
    reason_text: str
    purpose: str
    destination: str
    transport: str
    why: str
    health: HealthCheck = HealthCheck()


def correct(
    crossing_id: UUID, correction: Correction, *, by: DeskOfficer, roles: frozenset[Role]
) -> Crossing:
    """Write the crossing that replaces another. Raises ``Refused`` without a reason, for a
    crossing that was corrected already, or when it is no longer the officer's to correct."""
    key = {"id": crossing_id, "occurred_on": _day(crossing_id, by)}
    watched = audit.attempts_watched(Act.ATTEMPTED, Crossing, key, by=by)
    with watched, transaction() as session:
        old = session.get_one(Crossing, key)
        sheet, book = _corrected_sheet(old, correction), rules.book()
        minor = minors.of_corrected(old, sheet, correction.direction, book)
        _check(old, sheet, correction, minor, by, roles)
        new = _replacement(old, sheet, correction, minor, book, by)
        session.add(new)
        session.flush()
        session.add_all(filing.name_words(new))
        session.flush()
        staying.follow(new)
        audit.record(Act.CORRECTED, new, by=by, supersedes=str(old.id), digest=digest(new))
    return new


def may_correct(crossing: Crossing, officer_id: UUID, roles: frozenset[Role]) -> bool:
    """A supervisor may always; an officer an own crossing for 30 minutes, however often it
    was corrected in them."""
    if Role.SUPERVISOR in roles:
        return True
    return crossing.officer_id == officer_id and clock.now() - crossing.occurred_at < OWN_FOR


def _replacement(
    old: Crossing, sheet: Sheet, correction: Correction, minor: Standing, book: Book,
    by: DeskOfficer,
) -> Crossing:  # fmt: skip
    identity = filing.identity_columns(sheet)
    return successor(
        old,
        correction.why,
        by,
        **identity,
        direction=correction.direction,
        decision=recorded_decision(correction.decision, correction.direction),
        reason_codes=recorded_reasons(correction.decision, correction.reasons),
        reason_text=correction.reason_text,
        purpose=correction.purpose,
        destination=correction.destination,
        transport=correction.transport,
        authority=old.authority if correction.decision == old.decision else None,
        minor=minors.corrected(old, minor),
        **_seen_of_health(old, correction),
        **_told_of_rules(old, correction, sheet, minor, book),
        **alerts.corrected(old, identity),
        evidence={**old.evidence, "fields": sheets.to_plain(sheet)},
    )


def _seen_of_health(old: Crossing, correction: Correction) -> dict[str, Any]:
    """The columns of the health certificate as they should have been."""
    if not correction.health.outcome:
        return NOBODY_ASKED
    return correction.health.columns(old.occurred_on)


def _told_of_rules(
    old: Crossing, correction: Correction, sheet: Sheet, minor: Standing, book: Book
) -> dict[str, Any]:
    """The columns of the rule as they were; worked out anew, by the rules of that day, when
    what the rule was about is corrected: a last lawful day never just goes away."""
    columns = filing.identity_columns(sheet)
    asked = ("nationality", "document_kind", "birth_date", "document_expiry")
    same = all(columns[name] == getattr(old, name) for name in asked)
    decided = recorded_decision(correction.decision, correction.direction)
    journey = (correction.direction, decided, correction.purpose)
    if same and journey == (old.direction, old.decision, old.purpose):
        return {}
    enters = correction.direction == Direction.ENTRY and decided == "admit"
    documents = supporting.from_plain(old.supporting)
    country, day = old.lane.post.country, old.occurred_on
    case = rule_told.case_anew(old, sheet, correction.direction, correction.purpose, minor.told)
    told = explain(case, book.rules, book.groups)
    return {
        **rule_told.anew(old, told, correction.direction, decided),
        **overriding.corrected(old, told, decided),
        **filing.permit(documents, sheet, country, day, enters=enters),
    }


def _corrected_sheet(old: Crossing, correction: Correction) -> Sheet:
    return sheets.corrected(sheets.from_plain(old.evidence["fields"]), correction.fields)


def _check(
    old: Crossing, sheet: Sheet, correction: Correction, minor: Standing, by: DeskOfficer,
    roles: frozenset[Role],
) -> None:  # fmt: skip
    if not correction.why.strip():
        raise Refused(_l("Say why this crossing is corrected."), field="why")
    if register.correction_of(old.id):
        raise Refused(
            _l("This crossing was corrected already. Correct the newer one."), attempt="corrected"
        )
    if old.undone:
        raise Refused(
            _l("This decision was taken back. Scan the document again and decide anew."),
            attempt="undone",
        )
    if not may_correct(old, by.officer_id, roles):
        raise Refused(
            _l("Only the supervisor may still correct this crossing."), attempt="not_own_crossing"
        )
    if correction.direction not in codes.DIRECTIONS:
        raise Refused(_l("Choose entry or exit."), field="direction")
    if correction.decision != old.decision or old.decision not in restraints.GIVEN:
        check_decision(correction.decision, correction.reasons, old.occurred_on)
    policy, direction = policies.policy(old.post_id), correction.direction
    restraints.check_correction(old, sheet, direction, correction.decision, policy)
    decided = recorded_decision(correction.decision, direction)
    minors.check_correction(old, minor, direction, decided)
    if absent := sheets.missing(sheet):
        raise Refused(_l("Fill in the marked field first."), field=absent[0])
    check_choices(correction.purpose, correction.transport, old.occurred_on)


def _day(crossing_id: UUID, by: DeskOfficer) -> object:
    found = register.crossing(crossing_id, by.post_id)
    return found.occurred_on if found else None
