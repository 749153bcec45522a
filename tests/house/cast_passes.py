"""A rule of passes and a pass of each post."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from borderpost import clock
from borderpost.imports.command import Machine
from lanes.services import pass_issuing, pass_rules
from lanes.services.pass_issuing import PassOrder
from lanes.services.pass_rules import RuleFacts


def things(post_id: UUID, officer_id: UUID) -> dict[str, object]:
    today = clock.today("Africa/Bamako")
    rule = pass_rules.add(_rule(post_id, today), by=None)
    holder = {"surname": "SPECIMEN", "nationality": "MLI", "birth_date": "1980-05-05"}
    order = PassOrder(
        rule_id=rule.id, lives_here=True, valid_from=today, village="Gogui", typed=holder,
        shown_kind="CNI",
    )  # fmt: skip
    row = pass_issuing.issue(order, by=Machine(post_id, officer_id))
    return {"pass_rule_id": rule.id, "pass_id": row.id}


def _rule(post_id: UUID, today: date) -> RuleFacts:
    return RuleFacts(
        post_id=post_id, code="BRP-EX", label="Neighbours", nationalities="MLI MRT", zone="Gogui",
        youngest=None, valid_days=30, most_days=1, directions="EX", needs_two=False,
        starts_on=today, ends_on=None, basis="An invented text",
    )  # fmt: skip
