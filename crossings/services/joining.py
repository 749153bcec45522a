"""Two files that are one person: joined by an officer or by the person's own number, and taken
apart again. The absorbed file keeps its row, documents and crossings, so that undoing is exact."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, select

from borderpost import audit, clock
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from crossings import Act
from crossings.models import Crossing, Document, Inspection, PersonMerge
from crossings.queries import persons, register
from crossings.rules.matching import Grounds, Papers
from crossings.services import staying
from crossings.services.inspecting import open_sheet
from crossings.services.referring import refuse_outsiders


def merge(kept_id: UUID, absorbed_id: UUID, reason: str, *, by: Actor) -> PersonMerge:
    """Say that two files are one person. Raises ``Refused`` without a reason, for a file that
    this post never saw, for a file with itself, or for one that is joined already."""
    reason = _reason(reason)
    with transaction():
        for person_id in (kept_id, absorbed_id):
            _refuse_unseen(person_id, by)
        if persons.active_merge(absorbed_id) or persons.active_merge(kept_id):
            raise Refused(_l("This file is already joined to another. Open that one."))
        if kept_id == absorbed_id:
            raise Refused(_l("This is one file already. Choose another."))
        return _joined(kept_id, absorbed_id, Grounds.OFFICER, reason, by)


def split(merge_id: UUID, reason: str, *, by: Actor) -> PersonMerge:
    """Take two files apart again, as they were. Raises ``Refused`` without a reason, for files
    that this post never saw, or when it was done already."""
    reason = _reason(reason)
    with transaction() as session:
        found = session.get_one(PersonMerge, merge_id)
        _refuse_unseen(found.kept_id, by)
        if found.undone_at is not None:
            raise Refused(_l("These files were taken apart already."))
        found.undone_at, found.undone_by = clock.now(), by.officer_id
        found.undo_reason = reason
        session.flush()
        staying.follow_all([found.kept_id, found.absorbed_id])
        audit.record(Act.SPLIT, found, by=by, kept=str(found.kept_id), file=str(found.absorbed_id))
    return found


def same_person(inspection_id: UUID, person_id: UUID, *, version: int, by: Actor) -> None:
    """Keep on the sheet that this traveller is that person; the decision joins the files."""
    with transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        refuse_outsiders(inspection, by)  # type: ignore[arg-type]
        if inspection.version != version:
            raise Refused(_l("The sheet changed since you saw it. Look at it again."))
        _refuse_unseen(person_id, by)
        inspection.same_person_id = person_id
        inspection.version += 1
        audit.record(Act.SAME_PERSON, inspection, by=by, person=str(person_id))


def another_person(inspection_id: UUID, *, by: Actor) -> None:
    """Take back what was said of the traveller on this sheet."""
    with transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        refuse_outsiders(inspection, by)  # type: ignore[arg-type]
        if inspection.same_person_id:
            audit.record(Act.OTHER_PERSON, inspection, by=by, person=str(inspection.same_person_id))
            inspection.same_person_id = None
            inspection.version += 1


def at_decision(inspection: Inspection, crossing: Crossing, *, by: Actor) -> None:
    """Join the traveller's file to the one that the officer confirmed, or that the person's own
    number proves; inside the caller's transaction."""
    if inspection.same_person_id:
        known = persons.root(inspection.same_person_id)
        if (own := persons.root(crossing.person_id)) != known:
            _joined(known, own, Grounds.OFFICER, "", by)
        return
    document = db.session.get(Document, crossing.document_id) if crossing.document_id else None
    number = document.personal_number if document else ""
    if document is None or not number:
        return
    papers = Papers(
        crossing.name_key, crossing.birth_date, crossing.nationality, crossing.sex, number
    )
    own = persons.root(crossing.person_id)
    found = persons.of_number(number, document.issuer, papers, own)
    if found and not persons.was_split(found, own):
        _joined(found, own, Grounds.PERSONAL_NUMBER, "", by)


def take_back(crossing: Crossing, *, by: Actor) -> None:
    """Take apart what the officer's word joined at this decision, inside the transaction that
    takes the decision back; the sheet still holds the word for the next one."""
    said = select(PersonMerge).where(
        PersonMerge.absorbed_id == crossing.person_id,
        PersonMerge.grounds == str(Grounds.OFFICER),
        PersonMerge.created_by == by.officer_id,
        PersonMerge.created_at >= crossing.recorded_at,
        PersonMerge.undone_at.is_(None),
    )
    for made in db.session.scalars(said).all():
        made.undone_at, made.undone_by = clock.now(), by.officer_id
        made.undo_reason = _("the decision was taken back")
        db.session.flush()
        staying.follow_all([made.kept_id, made.absorbed_id])
        audit.record(Act.SPLIT, made, by=by, kept=str(made.kept_id), file=str(made.absorbed_id))


def forget(person_ids: Sequence[UUID]) -> None:
    """Let go of files that are about to be erased."""
    for start in range(0, len(person_ids), 400):
        some = person_ids[start : start + 400]
        theirs = or_(PersonMerge.kept_id.in_(some), PersonMerge.absorbed_id.in_(some))
        db.session.execute(delete(PersonMerge).where(theirs))


def _joined(
    kept_id: UUID, absorbed_id: UUID, grounds: Grounds, reason: str, by: Actor
) -> PersonMerge:
    made = PersonMerge(
        kept_id=kept_id,
        absorbed_id=absorbed_id,
        post_id=by.post_id,
        grounds=str(grounds),
        reason=reason,
        created_by=by.officer_id,
    )
    db.session.add(made)
    db.session.flush()
    staying.follow_all([kept_id])
    audit.record(
        Act.MERGED, made, by=by, kept=str(kept_id), file=str(absorbed_id), grounds=str(grounds)
    )
    return made


def _reason(reason: str) -> str:
    told = " ".join(reason.split())[:500]
    if not told:
        raise Refused(_l("Say why. Whoever looks later must understand it."), field="reason")
    return told


def _refuse_unseen(person_id: UUID, by: Actor) -> None:
    members = persons.family(person_id).members
    if not any(register.person(one, by.post_id) for one in members):
        raise Refused(_l("This traveller never crossed here. Choose one who did."))
