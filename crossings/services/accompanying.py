"""What the desk says of a minor on the working sheet: the age that a birth date leaves open, the
accompanying adults, the parents' authorisation. Each change is seen by the decision after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import Act, accompaniment, codes
from crossings.accompaniment import (
    SAID_ADULT,
    SAID_MINOR,
    Accompaniment,
    Adult,
    Authorisation,
    Relation,
    Seen,
)
from crossings.models import Inspection
from crossings.queries import inspections, minors, rules
from crossings.rules.checking import is_date
from crossings.rules.minority import Age
from crossings.services import referring
from crossings.services.inspecting import open_sheet, watched
from crossings.services.place import DeskOfficer
from docreader.states import STATES

MOST = 6  # adults of one child
_Change = Callable[[Inspection, Accompaniment], Accompaniment]


def say_age(inspection_id: UUID, said: str, *, version: int, by: DeskOfficer) -> None:
    """Say whether somebody is a minor whose birth date leaves it open. Raises ``Refused`` where
    the date says it: nobody's word stands against it."""

    def change(inspection: Inspection, told: Accompaniment) -> Accompaniment:
        if said not in (SAID_MINOR, SAID_ADULT):
            raise Refused(_l("Say whether the traveller is a minor."), field="minor")
        if minors.standing(inspection, rules.book()).age is not Age.UNSURE:
            raise Refused(
                _l("The birth date says the age. Correct the date where it is wrong."),
                field="minor",
                attempt="age_against_date",
            )
        return replace(told, said=said)

    _changed(inspection_id, change, version=version, by=by, what=f"said_{said[:6]}")


def link(
    inspection_id: UUID, adult_sheet: UUID, relation: str, *, version: int, by: DeskOfficer
) -> None:
    """Link an adult by the sheet at this post, open or just decided. Raises ``Refused`` for
    somebody who is not certainly an adult, is the child, goes the other way, or is not here."""

    def change(inspection: Inspection, told: Accompaniment) -> Accompaniment:
        other = inspections.inspection(adult_sheet, inspection.post_id)
        crossing = minors.crossing_of(other) if other else None
        if other is None or minors.is_gone(other, crossing):
            raise Refused(
                _l("This adult is no longer here. Choose another."),
                field="adult",
                attempt="adult_not_here",
            )
        adult = minors.adult_of(other, crossing, relation)
        _refuse_wrong(inspection, told, adult)
        _refuse_other_way(inspection, other)
        if not minors.is_certainly_adult(other, rules.book()):
            raise _not_an_adult()
        return told.with_adult(adult)

    _changed(inspection_id, change, version=version, by=by, what="adult", adult=str(adult_sheet))


def link_typed(inspection_id: UUID, adult: Adult, *, version: int, by: DeskOfficer) -> None:
    """Link an adult whose document was typed in. Raises ``Refused`` for a document without
    name, number or a birth date that makes an adult."""

    def change(inspection: Inspection, told: Accompaniment) -> Accompaniment:
        typed = replace(adult, inspection_id="", crossing_id="", reference="")
        _check_typed(typed)
        _refuse_wrong(inspection, told, typed)
        found = minors.standing(inspection, rules.book()).majority
        day = clock.today(inspection.lane.post.zone)
        if found is None or found.of(typed.birth_date, day) is not Age.ADULT:
            raise _not_an_adult()
        return told.with_adult(typed)

    _changed(inspection_id, change, version=version, by=by, what="adult_typed")


def unlink(inspection_id: UUID, place: int, *, version: int, by: DeskOfficer) -> None:
    """Take a linked adult away again; ``place`` counts from 0."""

    def change(_inspection: Inspection, told: Accompaniment) -> Accompaniment:
        if not 0 <= place < len(told.adults):
            raise Refused(_l("This adult is no longer linked."), field="adult")
        return told.without(place)

    _changed(inspection_id, change, version=version, by=by, what="adult_removed")


def say_authorisation(
    inspection_id: UUID, said: Authorisation, *, version: int, by: DeskOfficer
) -> None:
    """Say what was seen of the parents' authorisation. Raises ``Refused`` for one that was seen
    and has no issuer or signer, a day that is none, or two parents of whom one is not linked."""

    def change(inspection: Inspection, told: Accompaniment) -> Accompaniment:
        _check_authorisation(said, told, clock.today(inspection.lane.post.zone))
        kept = said if said.state == Seen.SEEN else Authorisation(state=said.state)
        return replace(told, authorisation=kept)

    what = f"authorisation_{said.state}"[:30]
    _changed(inspection_id, change, version=version, by=by, what=what)


def _changed(
    inspection_id: UUID, change: _Change, *, version: int, by: DeskOfficer, what: str, **more: str
) -> None:
    with watched(inspection_id, by), transaction():
        inspection = open_sheet(db.session.get_one(Inspection, inspection_id))
        referring.refuse_outsiders(inspection, by)
        if inspection.version != version:
            raise Refused(_l("The sheet changed since you saw it. Look at it again."))
        told = accompaniment.of_plain(inspection.accompaniment)
        inspection.accompaniment = change(inspection, told).plain()
        inspection.version += 1
        audit.record(Act.MINOR_CHANGED, inspection, by=by, what=what, **more)


def _refuse_wrong(inspection: Inspection, told: Accompaniment, adult: Adult) -> None:
    if adult.relation not in set(Relation):
        raise Refused(_l("Say what the adult is to the child."), field="relation")
    if adult.is_same(minors.adult_of(inspection, None)):
        raise Refused(
            _l("This is the child’s own document. Link the adult."),
            field="adult",
            attempt="child_as_adult",
        )
    if any(adult.is_same(one) for one in told.adults):
        raise Refused(_l("This adult is linked already."), field="adult")
    if len(told.adults) >= MOST:
        raise Refused(_l("At most %(number)s adults are linked.", number=MOST), field="adult")


def _refuse_other_way(inspection: Inspection, other: Inspection) -> None:
    if other.direction != inspection.direction:
        raise Refused(_l("This adult crosses in the other direction."), field="adult")


def _not_an_adult() -> Refused:
    return Refused(
        _l("Only somebody who is certainly an adult can be linked. Otherwise refer (F8)."),
        field="adult",
        attempt="minor_as_adult",
    )


def _check_typed(adult: Adult) -> None:
    if not adult.surname:
        raise Refused(_l("Fill this in."), field="surname")
    if not adult.document_number:
        raise Refused(_l("Fill this in."), field="document_number")
    if adult.document_kind not in codes.DOCUMENTS.offered():
        raise Refused(_l("Choose a document from the list."), field="document_kind")
    for name in ("document_issuer", "nationality"):
        if getattr(adult, name) not in STATES:
            raise Refused(_l("Three letters, such as MLI or MRT."), field=name)
    if not is_date(adult.birth_date):
        raise Refused(
            _l("Write year-month-day, such as 1988-02-13; or the year alone."), field="birth_date"
        )


def _check_authorisation(said: Authorisation, told: Accompaniment, today: date) -> None:
    if said.state not in (Seen.SEEN, Seen.NOT_SEEN, Seen.BOTH_PARENTS):
        raise Refused(_l("Say what you saw of the authorisation."), field="authorisation")
    if said.state == Seen.BOTH_PARENTS and not told.has_both_parents:
        raise Refused(
            _l("Link mother and father first: both travel with the child."),
            field="authorisation",
            attempt="parents_not_linked",
        )
    if said.state != Seen.SEEN:
        return
    for name in ("issuer", "signed_by"):
        if not getattr(said, name).strip():
            raise Refused(_l("Fill this in."), field=name)
    if not _is_past(said.day, today):
        raise Refused(_l("Write the day of the paper; it is not in the future."), field="day")


def _is_past(text: str, today: date) -> bool:
    try:
        return date.fromisoformat(text) <= today
    except ValueError:
        return False
