"""Supporting documents: read or typed onto an open sheet, answered for, taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.db import db, new_id, transaction
from borderpost.refusal import Refused
from crossings import Act, supporting
from crossings import sheet as sheets
from crossings.models import Inspection
from crossings.rules import dates
from crossings.rules.supporting import ENTRIES, OF_A_STATE, SupportingKind
from crossings.services.inspecting import open_sheet, watched
from crossings.services.place import DeskOfficer
from crossings.services.referring import refuse_outsiders
from crossings.supporting import Attached, How, Link
from docreader import Reading
from docreader.states import STATES
from docreader.travellers import kind

Documents = tuple[Attached, ...]
MOST_DAYS = 3650


def attach_read(
    inspection_id: UUID, readings: Iterable[Reading], *, by: DeskOfficer
) -> list[Attached]:
    """Put every visa of these readings onto the sheet: linked where it agrees with the sheet,
    else asked about. Raises ``Refused`` when none is a visa or when it is there already."""
    with watched(inspection_id, by), transaction():
        return read_onto(inspection_id, readings, by)


def read_onto(inspection_id: UUID, readings: Iterable[Reading], by: DeskOfficer) -> list[Attached]:
    """As ``attach_read``, inside the caller's transaction."""
    visas = [one for one in readings if kind(one) == "V"]
    if not visas:
        raise Refused(
            _l(
                "This is not a visa. Decide about this traveller first, then scan the next "
                "document; other papers are typed here."
            ),
            field="supporting",
        )
    added: list[Attached] = []

    def add(inspection: Inspection, documents: Documents) -> Documents:
        sheet = sheets.from_plain(inspection.sheet)
        added.extend(supporting.of_zone(str(new_id()), one, sheet) for one in visas)
        return with_new(documents, added)

    _changed(
        inspection_id, add, Act.SUPPORTING_ATTACHED, by, documents=len(visas), how=str(How.ZONE)
    )
    return added


def attach_typed(inspection_id: UUID, document: Attached, *, by: DeskOfficer) -> Attached:
    """Put one that the officer typed onto the sheet. Raises ``Refused`` for one that says too
    little, or nothing that can be so."""
    check(document)
    new = replace(document, id=str(new_id()), how=How.TYPED, link=Link.OFFICER)
    _change(
        inspection_id,
        lambda _inspection, documents: with_new(documents, [new]),
        Act.SUPPORTING_ATTACHED,
        by,
        kind=document.kind,
        how=str(How.TYPED),
    )
    return new


def complete(inspection_id: UUID, attached_id: str, typed: Attached, *, by: DeskOfficer) -> None:
    """Take over what the officer read on one that is on the sheet: days, entries, numbers.
    What the zone of a visa says stays as it was read."""

    def change(_inspection: Inspection, documents: Documents) -> Documents:
        old = _not_issued_here(_one(documents, attached_id))
        is_of_zone = old.how == How.ZONE and len(old.until) == dates.DAY
        new = replace(
            old, since=typed.since, entries=typed.entries, max_days=typed.max_days,
            until=old.until if is_of_zone else typed.until,
        )  # fmt: skip
        check(new)
        return tuple(new if one.id == attached_id else one for one in documents)

    _change(inspection_id, change, Act.SUPPORTING_CHANGED, by)


def answer(inspection_id: UUID, attached_id: str, *, by: DeskOfficer) -> None:
    """Say that a visa which names another person is this traveller's all the same."""

    def link(_inspection: Inspection, documents: Documents) -> Documents:
        found = _one(documents, attached_id)
        return tuple(replace(one, link=Link.OFFICER) if one is found else one for one in documents)

    _change(inspection_id, link, Act.SUPPORTING_ANSWERED, by)


def remove(inspection_id: UUID, attached_id: str, *, by: DeskOfficer) -> None:
    """Take one off the sheet. Raises ``Refused`` for a sticker: that is spoiled instead."""

    def without(_inspection: Inspection, documents: Documents) -> Documents:
        found = _not_issued_here(_one(documents, attached_id))
        return tuple(one for one in documents if one is not found)

    _change(inspection_id, without, Act.SUPPORTING_REMOVED, by)


def check(document: Attached) -> None:
    """Raise ``Refused`` for a supporting document that cannot be so."""
    if document.kind not in set(SupportingKind):
        raise Refused(_l("Choose what kind of paper it is."), field="kind")
    if document.kind in OF_A_STATE and document.issuer not in STATES:
        raise Refused(
            _l("Say which state issued it, with three letters such as MLI."), field="issuer"
        )
    if document.kind in OF_A_STATE and not supporting.number_key(document.number):
        raise Refused(_l("Type the number that stands on the paper."), field="number")
    if document.since and document.until and document.until < document.since:
        raise Refused(_l("The last day is before the first. Turn them round."), field="until")
    if document.entries not in ("", *ENTRIES):
        raise Refused(_l("Choose one, two or several entries."), field="entries")
    if document.max_days is not None and not 1 <= document.max_days <= MOST_DAYS:
        raise Refused(_l("Between 1 and %(most)s days, or none.", most=MOST_DAYS), field="max_days")


def with_new(documents: Documents, new: Sequence[Attached]) -> Documents:
    """Those, with more. Raises ``Refused`` for one that is there already, or too many."""
    if any(supporting.is_twin(one, known) for one in new for known in documents):
        raise Refused(_l("This paper is on the sheet already. Nothing was changed."))
    if len(documents) + len(new) > supporting.MOST:
        raise Refused(_l("There are too many papers on this sheet. Take some away first."))
    return (*documents, *new)


def _change(
    inspection_id: UUID,
    change: Callable[[Inspection, Documents], Documents],
    act: Act,
    by: DeskOfficer,
    **details: object,
) -> None:
    """One change of a sheet's supporting documents, whole or not at all."""
    with watched(inspection_id, by), transaction():
        _changed(inspection_id, change, act, by, **details)


def _changed(
    inspection_id: UUID,
    change: Callable[[Inspection, Documents], Documents],
    act: Act,
    by: DeskOfficer,
    **details: object,
) -> None:
    """The change with its line, inside the caller's transaction; the sheet is another one from
    then on."""
    inspection = open_sheet(db.session.get_one(Inspection, inspection_id))
    refuse_outsiders(inspection, by)
    documents = change(inspection, supporting.from_plain(inspection.supporting))
    inspection.supporting = supporting.to_plain(documents) or None
    inspection.version += 1
    audit.record(act, inspection, by=by, **details)


def _one(documents: Documents, attached_id: str) -> Attached:
    found = next((one for one in documents if one.id == attached_id), None)
    if found is None:
        raise Refused(_l("This paper is not on the sheet any more. Look at the sheet again."))
    return found


def _not_issued_here(document: Attached) -> Attached:
    if document.how == How.STICKER:
        raise Refused(_l("This visa was issued here. Spoil its sticker, with a reason, instead."))
    return document
