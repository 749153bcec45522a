"""PURE: an admission that the rule alone does not give: what the officer saw, or why all the same.

A rule that asks for a visa, an electronic visa or an authorisation, or that suspends entry, says
"not on these papers alone". Nobody is admitted against it by one key: the officer says what was
shown. ``asks_more`` is the one place that knows; what is linked to the sheet was weighed before,
in ``Explanation.admissible``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crossings.rules.book import Category, Requirement
from crossings.rules.explaining import Explanation

IN_WORDS = "words"  # nothing that the rule names was seen: the officer wrote why
LONGEST = 200  # letters of the reason
TO_SEE = {
    Requirement.VISA_REQUIRED: "visa",
    Requirement.EVISA_REQUIRED: "evisa",
    Requirement.AUTHORISATION_REQUIRED: "authorisation",
    Requirement.ENTRY_SUSPENDED: "exception",
}


@dataclass(frozen=True)
class Override:
    """What the officer says who admits against the rule: what was ``seen``, or ``why``."""

    seen: str = ""  # one of the values of ``TO_SEE``
    why: str = ""

    def answers(self, told: Explanation) -> str:
        """How this opens the way: what was seen, ``IN_WORDS``, or '' for not at all. What
        another rule would ask for opens nothing."""
        if self.seen and self.seen == to_see(told):
            return self.seen
        return IN_WORDS if self.why else ""


def asks_more(told: Explanation) -> bool:
    """Whether the rule asks for more than the documents on the sheet. The parents' authorisation
    of a minor is held by ``services.minors``, and is not asked for twice."""
    return told.admissible is False and not _is_of_minors(told)


def _is_of_minors(told: Explanation) -> bool:
    is_asked = told.requirement is Requirement.AUTHORISATION_REQUIRED
    return is_asked and told.rule is not None and Category.MINOR in told.rule.categories


def to_see(told: Explanation) -> str:
    """What would satisfy the rule; '' where nothing that is shown does, such as for a passport
    that ends too early."""
    if told.expires_early or not told.requirement:
        return ""
    return TO_SEE.get(told.requirement, "")


def all_to_see(told: Iterable[Explanation]) -> tuple[str, ...]:
    """What each of these asks for, each once."""
    asked = (to_see(one) for one in told if asks_more(one))
    return tuple(dict.fromkeys(one for one in asked if one))
