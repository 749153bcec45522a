"""Second line clears a hit: this traveller, with this document, is somebody else."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.audit import Actor
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from watchlist import Act, kept, marks
from watchlist.listed import Code
from watchlist.models import Clearance, Screened
from watchlist.outcome import Hit
from watchlist.queries import entries, hits, lists

LONGEST = 500


def clear(screened_id: UUID, entry_key: str, reason: str, *, by: Actor) -> Clearance:
    """Say why a hit is not this traveller. The next time it is silent for this document, until the
    entry changes; a document that is itself listed is asked about again each time.

    Raises ``Refused`` without a reason, for a traveller without a document number, for a hit that
    nobody shows here, and for whoever made the alert: the attempt leaves its line.
    """
    _refuse_maker(screened_id, entry_key, by)
    reason = " ".join(reason.split())[:LONGEST]
    if not reason:
        raise Refused(
            _l("Write in a few words what shows that this is somebody else."), field="reason"
        )
    with transaction() as session:
        row = session.get_one(Screened, screened_id)
        hit, document = _hit_of(row, entry_key), kept.unpacked(row).document
        mark = marks.of_document(document.issuer, document.kind, document.number)
        found = lists.named(hit.list)
        if found is None or not mark:
            raise Refused(_l("A hit is cleared for a document. Enter the document's number first."))
        made = Clearance(
            list_id=found.id,
            entry_key=hit.key,
            digest=hit.digest,
            document_mark=mark,
            post_id=row.post_id,
            sheet_id=row.sheet_id,
            reason=reason.encode(),
            created_by=by.officer_id,
        )
        session.add(made)
        session.flush()
        audit.record(Act.CLEARED, made, by=by, list=hit.list, tier=str(hit.tier), code=hit.code)
    return made


def _hit_of(row: Screened, entry_key: str) -> Hit:
    """The hit of a screening that second line sees. A discreet one is nobody's to clear here."""
    for hit in kept.unpacked(row).hits:
        if hit.key == entry_key and hit.code != Code.DISCREET:
            return hit
    raise Refused(_l("This hit is not on this traveller's sheet any more. Open the sheet again."))


def _refuse_maker(screened_id: UUID, entry_key: str, by: Actor) -> None:
    """Whoever proposed or approved an alert never clears it."""
    row = hits.screened(screened_id, by.post_id)
    if row is None:
        raise Refused(
            _l("This hit is not on this traveller's sheet any more. Open the sheet again.")
        )
    hit = _hit_of(row, entry_key)
    if not hit.entry or by.officer_id not in entries.makers(UUID(hit.entry)):
        return
    key = row.id
    with transaction() as session:
        audit.record(Act.CLEARING_TRIED, session.get_one(Screened, key), by=by, own_alert=True)
    db.session.rollback()
    raise Refused(_l("You made or approved this alert. Another person must clear it."))
