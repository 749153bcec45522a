"""Reading entries and what is proposed about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from borderpost.db import db
from watchlist import marks
from watchlist.documents import Match, plain_number
from watchlist.listed import Listed, NameQuality, of_plain
from watchlist.matching import Identity
from watchlist.models import Entry, EntryPaper, EntryProposal, Standing, WatchList

_WEAK = "~"  # ends the key of an entry's weak names in an index
_AT_ONCE = 1_000
PaperMarks = tuple[UUID, str, str]  # entry, mark, mark of its likely misreadings


def standing(version: int) -> ColumnElement[bool]:
    """Whether an entry is in force in this version of its list."""
    return (Entry.since <= version) & (or_(Entry.until.is_(None), Entry.until > version))


def of_list(found: WatchList) -> Select[tuple[Entry]]:
    """The entries in force, newest first."""
    wanted = select(Entry).where(Entry.list_id == found.id, standing(found.version))
    return wanted.order_by(Entry.id.desc())


def count(list_id: UUID, version: int) -> int:
    """How many entries a version has."""
    wanted = select(func.count()).where(Entry.list_id == list_id, standing(version))
    return db.session.scalar(wanted) or 0


def qualities(list_id: UUID, version: int) -> dict[str, int]:
    """How many entries of a version have a full birth date, a year alone, none."""
    wanted = (
        select(Entry.quality, func.count())
        .where(Entry.list_id == list_id, standing(version))
        .group_by(Entry.quality)
    )
    return {row[0]: row[1] for row in db.session.execute(wanted)}


def entry(entry_id: UUID) -> Entry | None:
    """One entry, in force or not."""
    return db.session.get(Entry, entry_id)


def listed(row: Entry | EntryProposal) -> Listed:
    """What an entry or a proposal says."""
    return of_plain(row.content)


def by_ids(ids: Iterable[UUID]) -> Mapping[UUID, Entry]:
    """Entries by their ids; asked also when there are none, so that the question costs the same."""
    rows = db.session.scalars(select(Entry).where(Entry.id.in_(list(ids) or [UUID(int=0)])))
    return {row.id: row for row in rows}


def identities(
    list_id: UUID, version: int, since: int = 0, today: date | None = None
) -> Iterator[tuple[str, Identity]]:
    """What an index is built of: each entry in force by its id, its weak names apart. With
    ``since`` only entries that came after that version."""
    wanted = select(Entry.id, Entry.content).where(
        Entry.list_id == list_id, standing(version), Entry.since > since
    )
    if today is not None:
        wanted = wanted.where(or_(Entry.expires_on.is_(None), Entry.expires_on >= today))
    rows = db.session.execute(wanted.execution_options(yield_per=_AT_ONCE))
    for entry_id, content in rows:
        yield from identities_of(entry_id, of_plain(content))


def identities_of(entry_id: UUID, found: Listed) -> Iterator[tuple[str, Identity]]:
    """An entry as an index holds it: its strong names, and apart from them its weak ones."""
    for quality, ending in ((NameQuality.STRONG, ""), (NameQuality.WEAK, _WEAK)):
        if any(one.quality == quality for one in found.names):
            yield f"{entry_id}{ending}", identity(found, quality)


def of_key(key: str) -> tuple[UUID, bool]:
    """The entry that a key of an index names, and whether the key is of its weak names."""
    return UUID(key.removesuffix(_WEAK)), key.endswith(_WEAK)


def identity(found: Listed, quality: NameQuality = NameQuality.STRONG) -> Identity:
    """An entry as matching compares it, by its names of one quality."""
    names = [one for one in found.names if one.quality == quality]
    told = next((one for one in names if one.surname), None)
    return Identity(
        names=tuple(one.text for one in names),
        surname=told.surname if told else "",
        given=told.given if told else "",
        birth_dates=found.birth_dates,
        nationalities=found.nationalities,
        sex=found.sex,
    )


def by_paper(issuer: str, number: str) -> dict[UUID, Match]:
    """Ids of entries with this document, as read or as it may have been misread; whoever issued
    it where the list is silent."""
    exact, alike = _marks(issuer, number)
    if not exact:
        return {}
    wanted = select(EntryPaper.entry_id, EntryPaper.mark, EntryPaper.folded).where(
        or_(EntryPaper.mark.in_(exact), EntryPaper.folded.in_(alike))
    )
    return _fitting((row._tuple() for row in db.session.execute(wanted)), exact, alike)


def papers_of(ids: Iterable[UUID]) -> Sequence[PaperMarks]:
    """The marks of the documents of some entries, to ask ``among_papers`` often."""
    wanted = select(EntryPaper.entry_id, EntryPaper.mark, EntryPaper.folded)
    rows = db.session.execute(wanted.where(EntryPaper.entry_id.in_(list(ids))))
    return [row._tuple() for row in rows]


def among_papers(papers: Iterable[PaperMarks], issuer: str, number: str) -> dict[UUID, Match]:
    """As ``by_paper``, of entries whose marks are known."""
    return _fitting(papers, *_marks(issuer, number))


def _marks(issuer: str, number: str) -> tuple[frozenset[str], frozenset[str]]:
    """The marks that this document may have in a list, and those of its likely misreadings."""
    issuers = (issuer, "") if plain_number(number) else ()
    exact = frozenset(marks.of_paper(one, number) for one in issuers)
    return exact, frozenset(marks.of_misread(one, number) for one in issuers)


def _fitting(
    papers: Iterable[PaperMarks], exact: frozenset[str], alike: frozenset[str]
) -> dict[UUID, Match]:
    found: dict[UUID, Match] = {}
    for entry_id, mark, folded in papers:
        if mark in exact:
            found[entry_id] = Match.EXACT
        elif folded in alike:
            found.setdefault(entry_id, Match.MISREAD)
    return found


def proposals(state: str = "") -> Select[tuple[EntryProposal]]:
    """What is proposed, newest first; only of one state when it is named."""
    wanted = select(EntryProposal).order_by(EntryProposal.id.desc())
    return wanted.where(EntryProposal.state == state) if state else wanted


def open_proposals() -> Sequence[EntryProposal]:
    """What waits for a second person."""
    return db.session.scalars(proposals(Standing.OPEN)).all()


def proposal(proposal_id: UUID) -> EntryProposal | None:
    """One of them."""
    return db.session.get(EntryProposal, proposal_id)


def makers(entry_id: UUID) -> frozenset[UUID]:
    """Who proposed and who approved an entry that was made by hand, also one that is erased since:
    neither clears it."""
    wanted = select(EntryProposal.proposed_by, EntryProposal.decided_by).where(
        EntryProposal.made_id == entry_id
    )
    return frozenset(one for row in db.session.execute(wanted) for one in row if one)
