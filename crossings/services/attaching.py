"""Papers beside the document: read or typed onto an open sheet, answered for, taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit
from borderpost.db import new_id, transaction
from borderpost.refusal import Refused
from crossings import Act, supporting
from crossings import sheet as sheets
from crossings.models import Inspection
from crossings.rules import dates
from crossings.rules.papers import ENTRIES, OF_A_STATE, PaperKind
from crossings.services.inspecting import open_sheet, watched
from crossings.services.place import DeskOfficer
from crossings.services.referring import refuse_outsiders
from crossings.supporting import How, Link, Supporting
from docreader import Reading
from docreader.states import STATES
from docreader.travellers import kind

Papers = tuple[Supporting, ...]
MOST_DAYS = 3650


def attach_read(
    inspection_id: UUID, readings: Iterable[Reading], *, by: DeskOfficer
) -> list[Supporting]:
    """Put every visa of these readings onto the sheet: linked where it agrees with the sheet,
    else asked about. Raises ``Refused`` when none is a visa or when it is there already."""
    visas = [one for one in readings if kind(one) == "V"]
    if not visas:
        raise Refused(
            _l(
                "This is not a visa. Decide about this traveller first, then scan the next "
                "document; other papers are typed here."
            ),
            field="papers",
        )
    added: list[Supporting] = []

    def add(inspection: Inspection, papers: Papers) -> Papers:
        sheet = sheets.from_plain(inspection.sheet)
        added.extend(supporting.of_zone(str(new_id()), one, sheet) for one in visas)
        return with_new(papers, added)

    _change(inspection_id, add, Act.PAPER_ATTACHED, by, documents=len(visas), how=str(How.ZONE))
    return added


def attach_typed(inspection_id: UUID, paper: Supporting, *, by: DeskOfficer) -> Supporting:
    """Put a paper that the officer typed onto the sheet. Raises ``Refused`` for one that says
    too little, or nothing that can be so."""
    check(paper)
    new = replace(paper, id=str(new_id()), how=How.TYPED, link=Link.OFFICER)
    _change(
        inspection_id,
        lambda _inspection, papers: with_new(papers, [new]),
        Act.PAPER_ATTACHED,
        by,
        kind=paper.kind,
        how=str(How.TYPED),
    )
    return new


def complete(inspection_id: UUID, paper_id: str, typed: Supporting, *, by: DeskOfficer) -> None:
    """Take over what the officer read on a paper that is on the sheet: days, entries, numbers.
    What the zone of a visa says stays as it was read."""

    def change(_inspection: Inspection, papers: Papers) -> Papers:
        old = _not_issued_here(_one(papers, paper_id))
        is_of_zone = old.how == How.ZONE and len(old.until) == dates.DAY
        new = replace(
            old, since=typed.since, entries=typed.entries, max_days=typed.max_days,
            until=old.until if is_of_zone else typed.until,
        )  # fmt: skip
        check(new)
        return tuple(new if one.id == paper_id else one for one in papers)

    _change(inspection_id, change, Act.PAPER_CHANGED, by)


def answer(inspection_id: UUID, paper_id: str, *, by: DeskOfficer) -> None:
    """Say that a visa which names another person is this traveller's all the same."""

    def link(_inspection: Inspection, papers: Papers) -> Papers:
        found = _one(papers, paper_id)
        return tuple(replace(one, link=Link.OFFICER) if one is found else one for one in papers)

    _change(inspection_id, link, Act.PAPER_ANSWERED, by)


def remove(inspection_id: UUID, paper_id: str, *, by: DeskOfficer) -> None:
    """Take a paper off the sheet. Raises ``Refused`` for a sticker: that is spoiled instead."""

    def without(_inspection: Inspection, papers: Papers) -> Papers:
        found = _not_issued_here(_one(papers, paper_id))
        return tuple(one for one in papers if one is not found)

    _change(inspection_id, without, Act.PAPER_REMOVED, by)


def check(paper: Supporting) -> None:
    """Raise ``Refused`` for a paper that cannot be so."""
    if paper.kind not in set(PaperKind):
        raise Refused(_l("Choose what kind of paper it is."), field="kind")
    if paper.kind in OF_A_STATE and paper.issuer not in STATES:
        raise Refused(
            _l("Say which state issued it, with three letters such as MLI."), field="issuer"
        )
    if paper.kind in OF_A_STATE and not supporting.number_key(paper.number):
        raise Refused(_l("Type the number that stands on the paper."), field="number")
    if paper.since and paper.until and paper.until < paper.since:
        raise Refused(_l("The last day is before the first. Turn them round."), field="until")
    if paper.entries not in ("", *ENTRIES):
        raise Refused(_l("Choose one, two or several entries."), field="entries")
    if paper.max_days is not None and not 1 <= paper.max_days <= MOST_DAYS:
        raise Refused(_l("Between 1 and %(most)s days, or none.", most=MOST_DAYS), field="max_days")


def with_new(papers: Papers, new: Sequence[Supporting]) -> Papers:
    """The papers with more. Raises ``Refused`` for one that is there already, or too many."""
    if any(supporting.is_twin(one, known) for one in new for known in papers):
        raise Refused(_l("This paper is on the sheet already. Nothing was changed."))
    if len(papers) + len(new) > supporting.MOST:
        raise Refused(_l("There are too many papers on this sheet. Take some away first."))
    return (*papers, *new)


def _change(
    inspection_id: UUID,
    change: Callable[[Inspection, Papers], Papers],
    act: Act,
    by: DeskOfficer,
    **details: object,
) -> None:
    """One change of a sheet's papers, with its line; the sheet is another one from then on."""
    with watched(inspection_id, by), transaction() as session:
        inspection = open_sheet(session.get_one(Inspection, inspection_id))
        refuse_outsiders(inspection, by)
        papers = change(inspection, supporting.from_plain(inspection.supporting))
        inspection.supporting = supporting.to_plain(papers) or None
        inspection.version += 1
        audit.record(act, inspection, by=by, **details)


def _one(papers: Papers, paper_id: str) -> Supporting:
    found = next((one for one in papers if one.id == paper_id), None)
    if found is None:
        raise Refused(_l("This paper is not on the sheet any more. Look at the sheet again."))
    return found


def _not_issued_here(paper: Supporting) -> Supporting:
    if paper.how == How.STICKER:
        raise Refused(_l("This visa was issued here. Spoil its sticker, with a reason, instead."))
    return paper
