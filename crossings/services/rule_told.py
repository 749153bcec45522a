"""What a decision keeps of the rule that its officer was shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import locale
from borderpost.db import db
from borderpost.refusal import Refused
from crossings import rule_words, supporting
from crossings.accompaniment import Accompaniment
from crossings.models import Crossing, Inspection
from crossings.queries import rule_cases
from crossings.rules.book import Book, Requirement
from crossings.rules.case import Case
from crossings.rules.explaining import Explanation, explain, mark
from crossings.rules.stay import days
from crossings.rules.supporting import SupportingKind
from crossings.services import rule_book
from crossings.sheet import Sheet

NOT_CHECKED = "not_checked"  # no rule was shown, or none is known
RESULTS = {
    Requirement.VISA_EXEMPT: "visa_exempt",
    Requirement.VISA_REQUIRED: "visa_needed",
    Requirement.EVISA_REQUIRED: "evisa_needed",
    Requirement.ENTRY_SUSPENDED: "suspended",
    Requirement.NATIONAL_VERIFICATION: "national",
    Requirement.AUTHORISATION_REQUIRED: "authorise",
}
NOTHING: dict[str, Any] = {
    "rule_result": NOT_CHECKED,
    "rule_code": None,
    "rule_version": None,
    "rule_sentence": None,
    "rule_language": None,
    "authorised_until": None,
    "days_granted": None,
    "visa_number_key": None,
    "visa_issuer": None,
}
LONGEST = 1500  # letters of a sentence that the record has room for


@dataclass(frozen=True)
class Ruling:
    """What a rule book says of a traveller at the decision; ``mark`` changes with anything of it
    that a page shows."""

    book: Book
    told: Explanation
    mark: str


def ruling(
    inspection: Inspection, sheet: Sheet, purpose: str, who: UUID | None, book: Book
) -> Ruling:
    """What the rule book says of the traveller of a sheet who has this purpose; ``who`` is the
    traveller's file."""
    case = rule_cases.of_inspection(inspection, sheet, purpose, who)
    told = explain(case, book.rules, book.groups)
    return Ruling(book, told, mark(case, book.rules, book.groups))


def columns(ruled: Ruling, shown: str, decision: str) -> dict[str, Any]:
    """The crossing's columns of the rule, inside the transaction of the decision. ``shown`` is
    the mark of what the sheet's page said, '' when no page showed a rule.

    Raises ``Refused`` when the rules say something else by now.
    """
    if not shown:
        return NOTHING
    if ruled.mark != shown:
        raise Refused(
            _l("The rule for this traveller changed since you saw it. Read it again, then decide."),
            field="rule",
        )
    rule_book.keep(ruled.book)
    return _of(ruled.told, decision)


def case_anew(
    old: Crossing, sheet: Sheet, direction: str, purpose: str, minor: Accompaniment
) -> Case:
    """A crossing as it is corrected, as the rules see it: on its day, with the supporting
    documents that it had and the stays before it."""
    return rule_cases.of_sheet(
        sheet,
        direction,
        old.lane.post,
        old.occurred_on,
        purpose,
        supporting.from_plain(old.supporting),
        old.person_id,
        minor,
        until=old.occurred_at,
    )


def anew(old: Crossing, told: Explanation, direction: str, decision: str) -> dict[str, Any]:
    """The columns of the rule for a crossing that is corrected. Where no rule was shown then,
    none is now, and a last lawful day that came from elsewhere stays."""
    if old.rule_sentence is None:
        stays = decision == "admit" and direction == "E"
        return NOTHING | {
            name: getattr(old, name) if stays else None
            for name in ("authorised_until", "days_granted")
        }
    rule_book.take_over(db.session())
    return _of(told, decision)


def _of(told: Explanation, decision: str) -> dict[str, Any]:
    enters = decision == "admit" and told.case.direction == "E"
    last = told.last_lawful_day if enters else None
    visa = (
        told.met_by if enters and told.met_by and told.met_by.kind == SupportingKind.VISA else None
    )
    return {
        "rule_result": RESULTS[told.requirement] if told.requirement else NOT_CHECKED,
        "rule_code": told.rule.code if told.rule else None,
        "rule_version": told.rule.version if told.rule else None,
        "rule_sentence": rule_words.sentence(told)[:LONGEST],
        "rule_language": locale.code(),
        "authorised_until": last,
        "days_granted": days(told.case.day, last) if last else None,
        "visa_number_key": supporting.number_key(visa.number) or None if visa else None,
        "visa_issuer": visa.issuer if visa else None,
    }
