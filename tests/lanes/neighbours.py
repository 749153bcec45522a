"""Holders of passes, who do not exist, and what is done with their cards; call it inside a
context."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from borderpost import clock, post_key
from borderpost.officers.identity import SignedIn
from crossings import sheet as sheets
from crossings.models import Crossing, Inspection
from crossings.queries import inspections
from crossings.services import deciding
from crossings.services.deciding import Order
from lanes import pass_codes
from lanes.models import BorderPass
from lanes.pass_codes import PassText
from lanes.services import pass_issuing, pass_rules, pass_scanning
from lanes.services.pass_issuing import PassOrder
from lanes.services.pass_rules import RuleFacts
from tests.desk import post_id

HOLDER = {
    "surname": "Ould Sidi", "given_names": "Brahim", "sex": "M", "birth_date": "1984-07-15",
    "nationality": "MRT",
}  # fmt: skip


def today() -> date:
    """The calendar day at the post."""
    return clock.today("Africa/Bamako")


def rule(**other: Any) -> UUID:
    """The key of a rule that some test invents, from today on."""
    told: dict[str, Any] = {
        "post_id": post_id(),
        "code": "BRP-EX",
        "label": "Neighbours of the test",
        "nationalities": "MLI MRT",
        "zone": "Gogui",
        "youngest": 15,
        "valid_days": 365,
        "most_days": 3,
        "directions": "EX",
        "needs_two": False,
        "starts_on": today(),
        "ends_on": None,
        "basis": "A text that a test invents",
    }
    return pass_rules.add(RuleFacts(**told | other), by=None).id


def order(rule_id: UUID, **other: Any) -> PassOrder:
    """A pass for the neighbour from the other side."""
    told = PassOrder(
        rule_id=rule_id,
        lives_here=False,
        valid_from=today(),
        village="Gogui Zemal",
        typed=HOLDER,
        shown_kind="CNI",
        shown_number="MR0042",
    )
    return replace(told, **other)


def issued(by: SignedIn, rule_id: UUID | None = None, **other: Any) -> BorderPass:
    """A pass; of a new rule where none is named."""
    return pass_issuing.issue(order(rule_id or rule(), **other), by=by)


def code(row: BorderPass) -> str:
    """The text of its QR code."""
    said = PassText(row.number, row.valid_from, row.valid_until)
    return pass_codes.signed(said, post_key.secret())


def scanned(text: str, by: SignedIn) -> Inspection:
    """The sheet that a code opens."""
    return pass_scanning.scan(text, by=by, keep_days=30)


def admitted(sheet: Inspection, by: SignedIn, rule_shown: str = "") -> Crossing:
    """The crossing that one key makes of a sheet."""
    from crossings.queries import files, rule_cases, rules
    from crossings.rules.explaining import mark

    found = inspections.inspection(sheet.id, by.post_id)
    assert found is not None
    facts = sheets.from_plain(found.sheet)
    who = rule_cases.person_of(found, files.of_sheet(facts))
    book = rules.book()
    case = rule_cases.of_inspection(found, facts, "VFR", who)
    told = Order(
        decision="admit",
        version=found.version,
        purpose="VFR",
        destination="Nioro",
        transport="FOOT",
        rule_shown=rule_shown or mark(case, book.rules, book.groups),
    )
    return deciding.decide(found.id, told, by=by)


def in_days(days: int) -> date:
    """A day from today on."""
    return today() + timedelta(days=days)
