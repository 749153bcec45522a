"""What protection says before a decision: open, or answered. Nothing else leaves it.

The words are the same whether nobody asked or an answer waits for the focal point, so that whoever
reads them at the desk learns neither.
"""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from borderpost.gates import CHILD_ALONE, NEEDS, Gate, GatedSheet
from protection.queries import screenings

RETURNS = frozenset({"refuse", "hand_over"})  # decisions that send somebody back
WAITS = RETURNS | {CHILD_ALONE}
PROTECTS = "protect"

_LABEL = _l("Protection questions")
_OPEN = _l("open")
_STOP = _l(
    "The protection questions are open. Ask them (F10). Where they were asked already, "
    "refer the traveller to second line and call the protection focal point."
)
_NOBODY_ASKED = _l("Ask the protection questions first (F10): the focal point works from them.")
_NEEDS_OPEN = _l("Ask the protection questions and the needs first, in private.")


def before_decision(sheet: GatedSheet, decision: str) -> Gate | None:
    """The gate of this sheet; None for a decision that asks nothing of it."""
    if decision == PROTECTS:
        return _gate(screenings.were_asked(sheet), _NOBODY_ASKED)
    if decision == NEEDS:
        return _gate(screenings.needs_were_asked(sheet), _NEEDS_OPEN, "questions.needs")
    if decision in WAITS:
        return _gate(screenings.are_answered(sheet), _STOP)
    return None


def _gate(is_passed: bool, reason: object, endpoint: str = "questions.ask") -> Gate:
    return Gate(
        label=_LABEL,
        words=_l("answered") if is_passed else _OPEN,
        reason="" if is_passed else str(reason),
        endpoint=endpoint,
        key="F10",
    )
