"""Screening one traveller against every list of this machine: what fits, how well, and why.

``screen`` reads and never writes. It says what it could not do: without a list, with one that is
too old or that cannot be searched, the answer is not "nothing found".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from borderpost import clock
from watchlist import marks, shelf
from watchlist.documents import Documents, Match, plain_number
from watchlist.index import Found, Index
from watchlist.listed import DateQuality
from watchlist.matching import Identity
from watchlist.models import Entry, Holds, ListVersion, WatchList
from watchlist.outcome import Hit, ListState, Papers, Screening, Searched, Shown, State
from watchlist.queries import clearances, entries, lists
from watchlist.shelf import Shelf
from watchlist.tiers import Thresholds, Tier, lowest, tier_of
from watchlist.weighing import names_agree, weighed

MOST_HITS = 20  # of one list


def screen(
    identity: Identity, document: Shown | None = None, *, sheet_id: UUID | None = None
) -> Screening:
    """Screen one traveller, by name and by the document shown. ``sheet_id`` is the working sheet,
    on which second line may have asked about the document."""
    document = document or Shown()
    found = _standing()
    searched = tuple(how for _list, _shelf, how in found)
    if not found:
        return Screening(State.NO_LIST, Papers.NOT_CHECKED)
    has_name = bool(identity.names or identity.surname or identity.given)
    who = identity if has_name else None
    hits = [
        hit
        for one, held, how in found
        if held and how.version
        for hit in _hits_of(one, held, how, who, document)
    ]
    told = cleared(hits, document, sheet_id)
    return Screening(
        _state(searched, has_name),
        _papers(searched, document, told),
        searched,
        tuple(sorted(told, key=lambda hit: (not hit.document, -hit.bits))),
        document,
    )


def standings() -> tuple[Searched, ...]:
    """How each list stands that travellers are screened against."""
    return tuple(how for _list, _shelf, how in _standing())


def cleared(hits: Iterable[Hit], document: Shown, sheet_id: UUID | None) -> tuple[Hit, ...]:
    """The hits, each with whether second line cleared it until now."""
    told = clearances.of(marks.of_document(document.issuer, document.kind, document.number))
    return tuple(replace(hit, is_cleared=told.has(hit, sheet_id)) for hit in hits)


def _standing() -> list[tuple[WatchList, Shelf | None, Searched]]:
    """Each active list with what of it can be searched: asked once a screening, so that a version
    that is put in force meanwhile changes nothing."""
    found = [(one, shelf.of(one.id)) for one in lists.active()]
    return [(one, held, _searched(one, held)) for one, held in found]


def _searched(one: WatchList, held: Shelf | None) -> Searched:
    opened = held and _opened(one, held)
    version = lists.numbered(one.id, held.version) if held and opened is not None else None
    return Searched(
        one.name,
        one.title,
        version.number if version else 0,
        _list_state(one, version),
        _hours(version),
        one.stale_days,
        one.holds,
    )


def _opened(one: WatchList, held: Shelf) -> Index | Documents | None:
    return held.documents() if one.holds == Holds.DOCUMENTS else held.index()


def _hours(version: ListVersion | None) -> int | None:
    if version is None:
        return None
    if version.is_kept_here:
        return 0
    return max(0, int((clock.now() - version.issued_at).total_seconds() // 3600))


def _list_state(one: WatchList, version: ListVersion | None) -> ListState:
    if version is None:
        return ListState.MISSING
    if version.number != one.version:
        return ListState.BEHIND
    if version.expires_at and version.expires_at <= clock.now():
        return ListState.EXPIRED
    is_old = (_hours(version) or 0) >= one.stale_days * 24
    return ListState.STALE if is_old else ListState.FRESH


def _state(searched: Sequence[Searched], has_name: bool) -> State:
    people = [one.state for one in searched if one.holds == Holds.PEOPLE]
    if not people:
        return State.NO_LIST
    if not has_name or ListState.MISSING in people:
        return State.NOT_SCREENED
    return State.SCREENED if set(people) == {ListState.FRESH} else State.STALE


def _papers(searched: Sequence[Searched], document: Shown, hits: Sequence[Hit]) -> Papers:
    fits = {hit.document for hit in hits if hit.is_shown}
    if Match.EXACT in fits:
        return Papers.HIT
    if Match.MISREAD in fits:
        return Papers.MISREAD
    numbers = [one.state for one in searched if one.holds == Holds.DOCUMENTS]
    if not numbers or not plain_number(document.number) or ListState.MISSING in numbers:
        return Papers.NOT_CHECKED
    return Papers.CLEAR if set(numbers) == {ListState.FRESH} else Papers.STALE


def _hits_of(
    one: WatchList, held: Shelf, how: Searched, identity: Identity | None, document: Shown
) -> Iterator[Hit]:
    if one.holds == Holds.DOCUMENTS:
        numbers = held.documents()
        told = numbers and numbers.find(document.issuer, document.kind, document.number)
        if told:
            yield _bare_number(one, document, told)
        return
    steps = lists.thresholds(one.id)
    index = held.index()
    named = weighed(index, identity, lowest(steps), MOST_HITS) if index and identity else ()
    by_paper = entries.by_paper(document.issuer, document.number)
    yield from _entries_of(one, how, named, by_paper, steps)


def _bare_number(one: WatchList, document: Shown, told: Match) -> Hit:
    is_exact = told is Match.EXACT
    key = marks.of_paper(document.issuer, document.number)
    return Hit(
        one.name, one.title, "", key, "", "", one.code,
        Tier.RED if is_exact else Tier.AMBER,
        bits=0.0, probability=1.0 if is_exact else 0.0, threshold=0.0, quality=DateQuality.NONE,
        document=told,
    )  # fmt: skip


def _entries_of(
    one: WatchList,
    how: Searched,
    named: Sequence[Found],
    by_paper: Mapping[UUID, Match],
    steps: Thresholds,
) -> Iterator[Hit]:
    best = best_by_entry(named)
    rows = entries.by_ids([*best, *by_paper])
    today = clock.today()
    for key, row in rows.items():
        if row.list_id != one.id or not _stands(row, how.version, today):
            continue
        found, is_weak = best.get(key, (None, False))
        told = by_paper.get(key)
        tier = tier_by(found, row.quality, steps, is_weak=is_weak, document=told)
        if tier is not None:
            yield _hit(one, row, tier, found, told, steps)


def best_by_entry(named: Sequence[Found]) -> dict[UUID, tuple[Found, bool]]:
    """By entry its strongest finding, and whether that was by a weak name."""
    best: dict[UUID, tuple[Found, bool]] = {}
    for found in named:
        key, is_weak = entries.of_key(found.key)
        before = best.get(key)
        if before is None or (before[1] and not is_weak):
            best[key] = (found, is_weak)
    return best


def _stands(row: Entry, version: int, today: date) -> bool:
    """Whether the entry is in the version that was searched, and not over."""
    is_in = row.since <= version and (row.until is None or row.until > version)
    return is_in and (row.expires_on is None or row.expires_on >= today)


def tier_by(
    found: Found | None, quality: str, steps: Thresholds, *, is_weak: bool, document: Match | None
) -> Tier | None:
    """The tier of an entry by what was found of its name and of its documents."""
    by_name = _tier_by_name(found, quality, steps, is_weak=is_weak) if found else None
    if document is Match.EXACT:
        return Tier.RED
    if document is Match.MISREAD:
        return Tier.RED if by_name is Tier.RED else Tier.AMBER
    return by_name


def _tier_by_name(found: Found, quality: str, steps: Thresholds, *, is_weak: bool) -> Tier | None:
    """Names that contradict are grey at most."""
    tier = tier_of(found.probability, quality, steps, is_weak=is_weak)
    return tier if tier is None or names_agree(found) else Tier.GREY


def _hit(
    one: WatchList, row: Entry, tier: Tier, found: Found | None, document: Match | None,
    steps: Thresholds,
) -> Hit:  # fmt: skip
    listed = entries.listed(row)
    return Hit(
        one.name, one.title, str(row.id), row.key, row.digest, listed.name, row.code, tier,
        bits=found.bits if found else 0.0,
        probability=found.probability if found else 0.0,
        threshold=steps[row.quality].amber,
        quality=row.quality,
        document=document or "",
        note=listed.note,
        terms=found.terms if found else (),
    )  # fmt: skip
