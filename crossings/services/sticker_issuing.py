"""Issuing a visa sticker at the desk: it becomes the linked visa of the traveller."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock
from borderpost.db import db, new_id, transaction
from borderpost.posts.models import Direction, Post
from borderpost.refusal import Refused
from crossings import Act, supporting
from crossings import sheet as sheets
from crossings.models import Crossing, Inspection, Sticker, StickerState
from crossings.queries import stickers
from crossings.rules.lasting import last_day
from crossings.rules.supporting import SupportingKind
from crossings.services.attaching import with_new
from crossings.services.inspecting import open_sheet, watched
from crossings.services.place import DeskOfficer
from crossings.services.referring import refuse_outsiders
from crossings.services.restraints import PASSES
from crossings.supporting import Attached, How, Link


def issue(inspection_id: UUID, number: str, *, by: DeskOfficer) -> Sticker:
    """Issue a sticker of the post's stock to the traveller of an open sheet, from today on.

    Raises ``Refused`` for a number that is not in stock, was issued or is spoiled, for who
    leaves, for a national, and where this sheet has a sticker already.
    """
    number = "".join(number.split()).upper()
    with watched(inspection_id, by), transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        refuse_outsiders(inspection, by)
        post = inspection.lane.post
        _check(inspection, post)
        row = _in_stock(number, post)
        row.valid_from = clock.today(post.zone)
        row.valid_until = last_day(row.valid_from, row.series.months, row.series.days)
        row.state, row.inspection_id = StickerState.ISSUED, inspection.id
        row.changed_at, row.changed_by = clock.now(), by.officer_id
        documents = with_new(supporting.from_plain(inspection.supporting), [_visa(row)])
        inspection.supporting = supporting.to_plain(documents)
        inspection.version += 1
        session.flush()
        audit.record(Act.STICKER_ISSUED, row, by=by, number=row.number)
    return row


def refuse_loose(inspection: Inspection, decision: str) -> None:
    """Raise ``Refused`` where a sheet ends otherwise than by admitting and a sticker that was
    issued on it would lie about; inside the caller's transaction."""
    if decision in PASSES or not supporting.sticker_ids(inspection.supporting):
        return
    raise Refused(
        _l("A visa sticker was issued on this sheet. Spoil it first, with the reason."),
        field="supporting",
    )


def goes_with(inspection: Inspection, crossing: Crossing) -> None:
    """Say with which crossing the sheet's sticker went; inside the caller's transaction."""
    for sticker_id in supporting.sticker_ids(inspection.supporting):
        db.session.get_one(Sticker, sticker_id).crossing_id = crossing.id


def _visa(row: Sticker) -> Attached:
    return Attached(
        id=str(new_id()),
        kind=SupportingKind.VISA,
        number=row.number,
        issuer=row.country,
        since=row.valid_from.isoformat() if row.valid_from else "",
        until=row.valid_until.isoformat() if row.valid_until else "",
        entries=row.series.entries,
        max_days=row.series.max_days,
        how=How.STICKER,
        link=Link.OFFICER,
        sticker_id=str(row.id),
    )


def _check(inspection: Inspection, post: Post) -> None:
    if inspection.direction != Direction.ENTRY:
        raise Refused(_l("Who leaves needs no visa. Choose entry first."), field="sticker")
    sheet = sheets.from_plain(inspection.sheet)
    if sheet["nationality"].value == post.country:
        raise Refused(_l("A national needs no visa."), field="sticker")
    if absent := sheets.missing(sheet):
        raise Refused(_l("Fill in the marked field first."), field=absent[0])
    if supporting.sticker_ids(inspection.supporting):
        raise Refused(
            _l("This traveller has a sticker already. Spoil that one first."), field="sticker"
        )


def _in_stock(number: str, post: Post) -> Sticker:
    row = stickers.numbered(number, post.country)
    if row is None or row.post_id != post.id:
        raise Refused(
            _l("Number %(number)s is not in this post’s stock. Read it again.", number=number),
            field="sticker",
        )
    if row.state == StickerState.ISSUED:
        raise Refused(
            _l("Number %(number)s was issued already. Take the next sticker.", number=number),
            field="sticker",
            attempt="sticker_twice",
        )
    if row.state == StickerState.SPOILED:
        raise Refused(
            _l("Number %(number)s is spoiled. Take the next sticker.", number=number),
            field="sticker",
            attempt="sticker_spoiled",
        )
    return row
