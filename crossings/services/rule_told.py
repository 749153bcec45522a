"""What a decision keeps of the rule that its officer was shown."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from borderpost import clock, locale
from borderpost.db import db
from borderpost.refusal import Refused
from crossings import accompaniment, rule_words
from crossings.models import Inspection
from crossings.queries import rules
from crossings.rule_case import case_of
from crossings.rules.book import Requirement
from crossings.rules.explaining import Explanation, explain, mark
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
}
LONGEST = 1500  # letters of a sentence that the record has room for


def columns(
    inspection: Inspection, sheet: Sheet, shown: str, decision: str, purpose: str
) -> dict[str, Any]:
    """The crossing's columns of the rule, inside the transaction of the decision. ``shown`` is
    the mark of what the sheet's page said, '' when no page showed a rule.

    Raises ``Refused`` when the rules say something else by now.
    """
    if not shown:
        return NOTHING
    post = inspection.lane.post
    said = accompaniment.of_plain(inspection.accompaniment).said
    day = clock.today(post.zone)
    case = case_of(sheet, inspection.direction, post.country, day, purpose, said)
    book = rules.book()
    if mark(case, book.rules, book.groups) != shown:
        raise Refused(
            _l("The rule for this traveller changed since you saw it. Read it again, then decide."),
            field="rule",
        )
    rule_book.take_over(db.session())
    return _of(explain(case, book.rules, book.groups), decision)


def _of(told: Explanation, decision: str) -> dict[str, Any]:
    enters = decision == "admit" and told.case.direction == "E"
    return {
        "rule_result": RESULTS[told.requirement] if told.requirement else NOT_CHECKED,
        "rule_code": told.rule.code if told.rule else None,
        "rule_version": told.rule.version if told.rule else None,
        "rule_sentence": rule_words.sentence(told)[:LONGEST],
        "rule_language": locale.code(),
        "authorised_until": told.last_lawful_day if enters else None,
        "days_granted": told.max_days if enters else None,
    }
