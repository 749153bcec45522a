"""A traveller as the rules see one: the sheet, the linked supporting documents, and the stays
before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from borderpost import clock
from borderpost.db import db
from borderpost.posts.models import Post
from crossings import accompaniment, rule_case, supporting
from crossings.accompaniment import NOTHING_SAID, Accompaniment
from crossings.models import Crossing, Document, Inspection, Stay
from crossings.queries import persons
from crossings.queries.register import standing
from crossings.rules.case import Case
from crossings.rules.granting import PastStay
from crossings.rules.supporting import SupportingKind
from crossings.sheet import Sheet
from crossings.supporting import Attached


def of_inspection(inspection: Inspection, sheet: Sheet, purpose: str, who: UUID | None) -> Case:
    """The case of a working sheet today. ``who`` is the traveller's file, as ``person_of`` says
    it."""
    post = inspection.lane.post
    return of_sheet(
        sheet,
        inspection.direction,
        post,
        clock.today(post.zone),
        purpose,
        supporting.from_plain(inspection.supporting),
        who,
        accompaniment.of_plain(inspection.accompaniment),
    )


def of_sheet(
    sheet: Sheet,
    direction: str,
    post: Post,
    day: date,
    purpose: str,
    documents: Iterable[Attached],
    who: UUID | None,
    minor: Accompaniment = NOTHING_SAID,
    until: datetime | None = None,
) -> Case:
    """The case of a traveller at a post on a day; only what was before ``until`` is counted.
    ``minor`` is what the officer said of the age and saw of the parents' authorisation."""
    linked = [one for one in documents if one.is_linked]
    told = (*(one.ruled(_used(one, until)) for one in linked), *minor.supporting)
    past = stays_before(who, post.country, until) if direction == "E" else None
    return rule_case.case_of(sheet, direction, post.country, day, purpose, minor.said, told, past)


def person_of(inspection: Inspection, known: Document | None) -> UUID | None:
    """Whose file the sheet is: as an officer said, or by the ``known`` document of the sheet;
    None for a stranger."""
    return inspection.same_person_id or (known.person_id if known else None)


def stays_before(
    who: UUID | None, country: str, until: datetime | None = None
) -> tuple[PastStay, ...]:
    """What is known here of a person's stays in a country; nothing of a stranger's."""
    if who is None:
        return ()
    wanted = select(
        Stay.entry_on, Stay.exit_on, Stay.under_permit, Stay.presumed_rule, Stay.presumed_on
    ).where(Stay.person_id == persons.root(who), Stay.country == country, Stay.entry_on.isnot(None))
    if until:
        wanted = wanted.where(Stay.last_at < until)
    return tuple(
        PastStay(
            row.entry_on,
            row.exit_on or (row.presumed_on if _is_told(row.presumed_rule) else None),
            row.under_permit,
            row.presumed_on,
        )
        for row in db.session.execute(wanted.order_by(Stay.entry_on))
    )


def _is_told(rule: str) -> bool:
    """Whether somebody said on which day the traveller left."""
    return rule in ("told", "stamp", "resident")


def _used(document: Attached, until: datetime | None) -> int | None:
    """How many entries with a visa this machine knows; None for other supporting documents."""
    key = supporting.number_key(document.number)
    if document.kind != SupportingKind.VISA or not key:
        return None
    wanted = select(func.count()).select_from(Crossing).where(
        Crossing.visa_number_key == key, Crossing.visa_issuer == document.issuer, standing()
    )  # fmt: skip
    if until:
        wanted = wanted.where(Crossing.occurred_at < until)
    return db.session.scalar(wanted) or 0
