"""The page of one inspection: its panel put together, and rendered with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, render_template
from flask_login import current_user

from borderpost import clock, fees, gates, journeys, sheet_parts, ways_on
from borderpost.fees import Traveller
from borderpost.journeys import Journey
from borderpost.locale import LOCALES
from borderpost.places import queries as places
from borderpost.refusal import Refused
from crossings import (
    codes,
    gated,
    minor_words,
    rule_words,
    seal_words,
    stay_words,
    sticker_words,
    supporting_words,
    words,
)
from crossings import sheet as sheets
from crossings.models import Crossing, Inspection
from crossings.models.inspection import State
from crossings.policies import LACKING, VACCINATION
from crossings.queries import (
    desk_modes,
    files,
    minors,
    persons,
    policies,
    rule_cases,
    rules,
    scans,
    stays,
)
from crossings.queries.desk_modes import InForce
from crossings.queries.seen import just_seen
from crossings.rules.book import Book
from crossings.rules.coverage import coverage
from crossings.rules.explaining import explain, mark, purposes_that_matter
from crossings.rules.matching import Papers
from crossings.services import filing, restraints
from crossings.services.minors import WITHOUT_AUTHORISATION
from crossings.sheet import Sheet
from crossings.views import alerts_shown, typed_before
from crossings.views.panel import Panel, specimens_allowed
from crossings.views.rule_shown import RuleShown
from docreader.payloads import DIFFERS, SEAL_ALTERED, SEAL_DIFFERS

TOLD_ELSEWHERE = {"expired", DIFFERS, SEAL_DIFFERS, SEAL_ALTERED}  # each has a line of its own


def rendered(template: str, panel: Panel, refusal: Refused | None = None) -> str:
    """The sheet's page, or the part of it to swap in, with what was typed into it."""
    return render_template(
        template,
        panel=panel,
        codes=codes,
        words=words,
        stay_words=stay_words,
        seals=seal_words,
        destinations=places.names(panel.post.country, clock.today(panel.post.zone)),
        reasons=codes.REFUSAL_REASONS.offered().values(),
        vaccination=VACCINATION,
        rule_words=rule_words,
        supporting_words=supporting_words,
        sticker_words=sticker_words,
        lacking=LACKING,
        minor_words=minor_words,
        without_authorisation=WITHOUT_AUTHORISATION,
        languages=LOCALES,
        refusal=refusal,
        sent=panel.sent,
        way_on=ways_on.after(panel.id, current_user.post_id),
        parts=sheet_parts.of(panel.id, current_user.post_id),
        fees=fees.due(
            current_user.post_id,
            Traveller(panel.inspection.direction, panel.sheet["nationality"].value),
        ),
    )


def refused(inspection: Inspection, refusal: Refused) -> Response:
    """The sheet again, with the reason and everything that was typed."""
    return Response(rendered("crossings/sheet.html", panel_of(inspection), refusal), status=422)


def panel_of(inspection: Inspection) -> Panel:
    """Everything that the page of this inspection shows."""
    sheet = sheets.from_plain(inspection.sheet)
    known = files.of_sheet(sheet)
    who = rule_cases.person_of(inspection, known)
    last = files.last_crossing(who, inspection.post_id) if who else None
    today = clock.today(inspection.lane.post.zone)
    mode, policy = desk_modes.at_lane(inspection.lane, policies.policy(inspection.post_id))
    book, undone = rules.book(), typed_before.undone(inspection)
    sent = typed_before.typed(undone)
    journey = _journey(inspection)
    habit = journeys.habit(who, inspection.post_id) if who and mode.is_full else ""
    return Panel(
        inspection=inspection,
        post=inspection.lane.post,
        sheet=sheet,
        reading=inspection.reading,
        standing=sheets.standing(
            sheet, inspection.reading, today, specimens_allowed=specimens_allowed()
        ),
        to_compare=sheets.to_compare(sheet, inspection.reading),
        missing=sheets.missing(sheet),
        warnings=_warnings(inspection.reading["warnings"]),
        known=known if last else None,  # what another post saw is not this one's to show
        last=last,
        habit=habit,
        journey=journey,
        seen=just_seen(inspection) if inspection.state == State.OPEN else None,
        policy=policy,
        scan_waits=_waiting(inspection),
        **_held(inspection, sheet),
        **_minor(inspection, book),
        health=policy.health_of(inspection.direction, sheet["birth_date"].value, today),
        rule=_rule(inspection, sheet, who, _purpose(sent, journey, habit, last, mode), book),
        mode=mode,
        undone=undone,
        sent=sent,
        **_person(inspection, sheet, who, today),
    )


def _held(inspection: Inspection, sheet: Sheet) -> dict[str, Any]:
    """What holds a decision back: questions, hits on lists, a right that the officer lacks."""
    return {
        "gates": gates.asked(gated.of(inspection), "refuse"),
        "alerts": alerts_shown.of(inspection),
        "lack": restraints.entitlement_lacking(inspection, sheet, current_user.officer_id),
    }


def _purpose(
    sent: Mapping[str, str],
    journey: Journey | None,
    habit: str,
    last: Crossing | None,
    mode: InForce,
) -> str:
    """The purpose that the form opens with: none where it is not asked."""
    before = habit or (last.purpose if last and mode.is_full else "")
    return sent.get("purpose", journey.purpose if journey else before)


def _warnings(codes: Sequence[str]) -> list[tuple[str, str]]:
    """What the reader warns of and no other part of the page tells."""
    elsewhere = TOLD_ELSEWHERE | words.told_elsewhere(codes)
    return words.warnings(code for code in codes if code not in elsewhere)


def _journey(inspection: Inspection) -> Journey | None:
    """What another subject says of the journey, of a sheet that came from its page."""
    if inspection.capture_mode == "live":
        return None
    return journeys.known(inspection.id, inspection.post_id)


def _waiting(inspection: Inspection) -> int:
    """How many documents of the same scan wait for the officer."""
    scan_id = inspection.scan_id
    return scans.count(current_user.officer_id, scan_id) if scan_id else 0


def _minor(inspection: Inspection, book: Book) -> dict[str, Any]:
    """Where the traveller stands as a minor, and whom the traveller accompanies."""
    found = minors.standing(inspection, book)
    waits = found.is_alone and inspection.state == State.REFERRED
    return {
        "minor": found,
        "child_gates": gates.asked(gated.of(inspection), gates.CHILD_ALONE) if waits else (),
        "children": minors.links_to(inspection.id),
    }


def _rule(
    inspection: Inspection, sheet: Sheet, who: UUID | None, purpose: str, book: Book
) -> RuleShown:
    """The rule for the purpose that the form opens with."""
    case = rule_cases.of_inspection(inspection, sheet, purpose, who)
    told = explain(case, book.rules, book.groups)
    counted, post = told.grant.counted, inspection.lane.post
    return RuleShown(
        told,
        mark(case, book.rules, book.groups),
        purposes_that_matter(case, book.rules, book.groups),
        coverage(stays.watched(post), counted.opens, case.day) if counted else None,
    )


def _person(inspection: Inspection, sheet: Sheet, who: UUID | None, today: date) -> dict[str, Any]:
    """What is known of the traveller's stay; and where none is, who else it might be."""
    post, entering = inspection.lane.post, inspection.direction == "E"
    told = stays.told(who, post, inspection.direction, today)
    stay = told.stay if told else None
    seen = coverage(stays.watched(post), stay.entry_on, today) if stay and stay.entry_on else None
    said = inspection.same_person_id
    asks = not said and not stay and not (entering and who)
    own = persons.family(who).members if who else ()
    columns = filing.identity_columns(sheet)
    papers = Papers(
        columns["name_key"], columns["birth_date"], columns["nationality"], columns["sex"],
        filing.own_number_of(inspection, sheet),
    )  # fmt: skip
    return {
        "stay": told,
        "covered": seen,
        "same_person": persons.people([said]).get(said) if said else None,
        "alike": persons.alike(papers, post.id, besides=own) if asks else (),
    }
