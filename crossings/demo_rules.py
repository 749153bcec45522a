"""The demonstration's rule book: the seeds, and one proposal that waits for its second pair of
eyes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from borderpost.officers import queries as officers
from crossings.models import Inspection
from crossings.queries import files, rule_cases
from crossings.queries import rules as reading
from crossings.rules.explaining import mark
from crossings.services import rule_book
from crossings.services.rule_book import Change
from crossings.sheet import Sheet

_PROPOSER, _RULE, _DAYS = "analyste", "R06", 90


@dataclass(frozen=True)
class _Proposer:
    officer_id: UUID | None
    post_id: UUID | None


def fill() -> int:
    """Write the book and the proposal once; the number of rules and groups."""
    number = rule_book.load()
    account = officers.account_named(_PROPOSER)
    rule = reading.book().rule(_RULE)
    if account is None or rule is None or reading.proposals():
        return number
    note = {**rule.note, "fr": f"{rule.note['fr']} {_DAYS} jours proposés, faute de nombre."}
    change = Change(
        replace(rule, max_days=_DAYS, note=note, verified=False),
        "Les guichets demandent un nombre de jours : proposition d’essai",
        rule.version,
    )
    rule_book.propose(change, by=_Proposer(account.officer_id, None))
    return number


def shown(sheet: Sheet, inspection: Inspection) -> str:
    """The mark of what the page would have said."""
    book = reading.book()
    who = rule_cases.person_of(inspection, files.of_sheet(sheet))
    case = rule_cases.of_inspection(inspection, sheet, "", who)
    return mark(case, book.rules, book.groups)
