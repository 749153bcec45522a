"""What every decision answers to, at the desk, in a correction and in an old register: its codes,
and how the record names it."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l

from borderpost.posts.models import Direction
from borderpost.refusal import Refused
from crossings import codes
from crossings.models import Crossing
from crossings.services import restraints


def recorded_decision(decision: str, direction: str) -> str:
    """How the record names an admission: ``exit_ok`` for whoever leaves. Whom second line
    protects passes like anybody else: the record says no more."""
    if decision not in restraints.PASSES:
        return decision
    return "exit_ok" if direction == Direction.EXIT else "admit"


def recorded_reasons(decision: str, reasons: tuple[str, ...]) -> str:
    """The codes of a refusal, each once; no other decision has any."""
    return " ".join(dict.fromkeys(reasons)) if decision == "refuse" else ""


def check_decision(decision: str, reasons: tuple[str, ...], day: date | None = None) -> None:
    """Raise ``Refused`` for a decision that is on no list or a refusal without its reasons;
    ``day`` as in ``check_reasons``."""
    if decision not in {"admit", "refuse", "withdrawn"}:
        raise Refused(_l("Choose admit, refuse or withdraw."), field="decision")
    if decision == "refuse":
        check_reasons(reasons, day)


def check_reasons(reasons: tuple[str, ...], day: date | None = None) -> None:
    """Raise ``Refused`` unless there is a reason, and every reason is in force on ``day``,
    today when none is named."""
    if not reasons:
        raise Refused(
            _l("A refusal needs a reason. Choose at least one."),
            field="reasons",
            attempt="no_reason",
        )
    if unknown := set(reasons) - codes.REFUSAL_REASONS.offered(day).keys():
        raise Refused(
            _l("%(code)s is not a refusal reason. Choose from the list.", code=min(unknown)),
            field="reasons",
        )
    if len(recorded_reasons("refuse", reasons)) > Crossing.reason_codes.type.length:
        raise Refused(_l("These are too many reasons. Choose the decisive ones."), field="reasons")


def check_choices(purpose: str, transport: str, day: date | None = None) -> None:
    """Raise ``Refused`` for a code that no list offers on ``day``, today when none is named."""
    if purpose and purpose not in codes.PURPOSES.offered(day):
        raise Refused(_l("Choose a purpose from the list."), field="purpose")
    if transport and transport not in codes.TRANSPORT.offered(day):
        raise Refused(_l("Choose a means of transport from the list."), field="transport")
