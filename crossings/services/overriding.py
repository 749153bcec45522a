"""The extra act of an officer who admits somebody whom the rule asks for more."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from borderpost.refusal import Refused
from crossings.models import Crossing
from crossings.rules.against import IN_WORDS, LONGEST, Override, asks_more, to_see
from crossings.rules.explaining import Explanation

NOTHING: dict[str, Any] = {"rule_override": None, "rule_override_why": None}


def columns(told: Explanation, decision: str, said: Override) -> dict[str, Any]:
    """The crossing's columns of an override; NULL where the rule asks for nothing more, and for
    every other decision than to ``admit``. Whether a page showed the rule does not matter.

    Raises ``Refused`` for an admission against the rule without what was seen, or why.
    """
    if decision != "admit" or not asks_more(told):
        return NOTHING
    answer = said.answers(told)
    if not answer:
        raise Refused(
            _l(
                "The rule asks for more than these papers. Tick what you saw, or write why you "
                "admit all the same."
            ),
            field="rule_seen",
            attempt="against_rule",
        )
    return {"rule_override": answer, "rule_override_why": said.why[:LONGEST] or None}


def corrected(old: Crossing, told: Explanation, decision: str) -> dict[str, Any]:
    """The columns of an override after a correction: they stay while the rule asks for what was
    seen, or for anything at all where the officer wrote why."""
    holds = decision == old.decision and asks_more(told)
    if holds and old.rule_override in (IN_WORDS, to_see(told)):
        return {}
    return NOTHING
