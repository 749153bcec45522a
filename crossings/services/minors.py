"""What a decision about a minor must not pass over, and what the crossing keeps of it.

A child alone is not decided in the first line, whatever the decision is: the way is to refer. A
rule that asks for the parents' authorisation holds the child until somebody has seen it; second
line lets pass without it for a reason in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost.audit import Actor
from borderpost.db import db
from borderpost.refusal import Refused
from crossings import accompaniment
from crossings.accompaniment import Adult
from crossings.models import Crossing, GuardianLink, Inspection
from crossings.models.inspection import State
from crossings.queries import minors
from crossings.queries.minors import Standing
from crossings.rules.book import Book
from crossings.rules.minority import Age
from crossings.services import restraints
from crossings.sheet import Sheet

WITHOUT_AUTHORISATION = "ML-09"  # the refusal reason that a lacking authorisation suggests
_NOT_SAID = "not_said"


def check(inspection: Inspection, decision: str, reason: str, book: Book) -> Standing:
    """Where the traveller stands as a minor by the rule book.

    Raises ``Refused`` while the age is open; for a child alone in the first line, and in second
    line until the protection questions are answered; when an accompanying adult is gone; and
    when a child would pass without the authorisation that a rule asks for.
    """
    found = minors.standing(inspection, book)
    if found.is_open:
        raise Refused(
            _l("This may be a minor. Say whether the traveller is one (F7), then decide."),
            field="minor",
        )
    if not found.is_minor:
        return found
    referred = inspection.state == State.REFERRED
    for adult in found.told.adults:
        _refuse_gone(adult, book)
    if found.is_alone:
        _check_alone(inspection, decision, referred=referred)
    if found.lacks_authorisation and decision in restraints.PASSES:
        _check_without(reason, referred=referred)
    return found


def of_corrected(old: Crossing, sheet: Sheet, direction: str, book: Book) -> Standing:
    """Where the traveller of a crossing stands as it is corrected, on its day."""
    told = accompaniment.of_crossing(old.minor, old.evidence.get("minor"))
    return minors.judged(sheet, direction, old.lane.post.country, old.occurred_on, told, book)


def check_correction(old: Crossing, found: Standing, direction: str, decision: str) -> None:
    """Raise ``Refused`` when a correction would decide a child anew whom nobody accompanies, or
    let one pass without the authorisation: a correction puts right what was written."""
    if (decision, direction) == (old.decision, old.direction):
        return
    if found.is_alone:
        raise Refused(
            _l("A decision about a child alone is not changed by a correction."),
            field="decision",
            attempt="child_alone",
        )
    if found.lacks_authorisation and decision == "exit_ok":
        raise Refused(
            _l("The parents’ authorisation was not seen: a correction lets no child leave."),
            field="decision",
            attempt="no_authorisation",
        )


def corrected(old: Crossing, found: Standing) -> str | None:
    """What the corrected crossing says of the age."""
    if found.age is Age.UNSURE:
        return old.minor if (old.minor or "").startswith("said_") else None
    return "certain" if found.age is Age.MINOR else None


def _check_alone(inspection: Inspection, decision: str, *, referred: bool) -> None:
    if not referred:
        raise Refused(
            _l(
                "A child alone is not decided at the desk. Link the adult who accompanies the "
                "child (F7), or refer (F8)."
            ),
            field="minor",
            attempt="child_alone",
        )
    restraints.refuse_child_while_blocked(inspection, decision)


def _check_without(reason: str, *, referred: bool) -> None:
    if not referred:
        raise Refused(
            _l(
                "The parents’ authorisation was not seen. Say it when you see it (F7); otherwise "
                "refer (F8), or refuse with the reason %(code)s.",
                code=WITHOUT_AUTHORISATION,
            ),
            field="minor",
            attempt="no_authorisation",
        )
    if not reason.strip():
        raise Refused(
            _l("Write why the child passes without the parents’ authorisation."),
            field="without_authorisation",
            attempt="no_authorisation",
        )


def _refuse_gone(adult: Adult, book: Book) -> None:
    """An adult who was linked, and whose sheet then was cleared, refused, or made a child's."""
    if adult.was_typed:
        return
    other = db.session.get(Inspection, UUID(adult.inspection_id))
    if other is None or not minors.may_accompany(other, book):
        raise Refused(
            _l(
                "%(adult)s no longer stands as an accompanying adult. Take the link away, and "
                "link who does accompany the child (F7).",
                adult=adult.name,
            ),
            field="minor",
            attempt="adult_gone",
        )


def keep(crossing: Crossing, inspection: Inspection, found: Standing) -> None:
    """Fill the crossing's columns and evidence, before it is written."""
    children = [link.crossing.human_ref for link in minors.links_to(inspection.id)]
    crossing.accompanies = _as_many(dict.fromkeys(children), 2000) or None
    if not found.concerns:
        return
    crossing.minor = "certain" if found.age is Age.MINOR else f"said_{found.told.said}"
    if not found.is_minor:
        return
    told = minors.with_crossings(found.told)
    crossing.accompanied_by = (
        _as_many((f"{one.relation}={one.reference}".rstrip("=") for one in told.adults), 1000)
        or None
    )
    if found.asks or told.authorisation.state:
        crossing.authorisation = told.authorisation.state or _NOT_SAID
    rule = found.majority.rule if found.majority else None
    crossing.evidence = {
        **crossing.evidence,
        "minor": {
            **told.plain(),
            "age_rule": rule.code if rule else "",
            "asked_by": found.asks.code if found.asks else "",
        },
    }


def links(
    crossing: Crossing, inspection: Inspection, found: Standing, by: Actor
) -> Iterator[GuardianLink]:
    """A link for each adult whose sheet is at this post."""
    for adult in found.told.adults if found.is_minor else ():
        if adult.inspection_id:
            yield GuardianLink(
                crossing_id=crossing.id,
                occurred_on=crossing.occurred_on,
                inspection_id=inspection.id,
                adult_inspection_id=UUID(adult.inspection_id),
                relation=adult.relation,
                created_by=by.officer_id,
            )


def _as_many(words: Iterable[str], room: int) -> str:
    """Words with a blank between them, as many as fit; the links have them all."""
    text = ""
    for word in words:
        longer = f"{text} {word}".strip()
        if len(longer) > room:
            break
        text = longer
    return text
