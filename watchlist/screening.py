"""Screening one traveller against every list of this machine: what fits, how well, and why.

``screen`` reads and never writes. It says what it could not do: without a list, with one that is
too old or that cannot be searched, the answer is not "nothing found".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from borderpost import clock
from watchlist import marks, shelf
from watchlist.documents import Documents
from watchlist.index import Found, Index
from watchlist.listed import Listed
from watchlist.matching import Identity
from watchlist.models import Entry, Holds, ListVersion, WatchList
from watchlist.outcome import Hit, ListState, Papers, Screening, Searched, Shown, State
from watchlist.queries import clearances, entries, lists
from watchlist.queries.clearances import Cleared
from watchlist.tiers import Thresholds, Tier, lowest, tier_of
from watchlist.weighing import names_agree, weighed

__all__ = [
    "Hit",
    "ListState",
    "Papers",
    "Screening",
    "Searched",
    "Shown",
    "State",
    "by_found",
    "screen",
]

MOST_HITS = 20  # of one list
_WEAK = entries.WEAK


def screen(
    identity: Identity, document: Shown | None = None, *, sheet_id: UUID | None = None
) -> Screening:
    """Screen one traveller, by name and by the document shown. ``sheet_id`` is the working sheet,
    on which second line may have asked about the document."""
    document = document or Shown()
    found = lists.active()
    searched = tuple(_searched(one) for one in found)
    if not found:
        return Screening(State.NO_LIST, Papers.NOT_CHECKED)
    has_name = bool(identity.names or identity.surname or identity.given)
    cleared = clearances.of(marks.of_document(document.issuer, document.kind, document.number))
    hits = [hit for one, how in zip(found, searched, strict=True)
            for hit in _hits_of(one, how, identity if has_name else None, document)]  # fmt: skip
    told = [replace(hit, is_cleared=_is_cleared(hit, cleared, sheet_id)) for hit in hits]
    return Screening(
        _state(searched, has_name),
        _papers(searched, document, told),
        searched,
        tuple(sorted(told, key=lambda hit: (not hit.document, -hit.bits))),
        document,
    )


def _is_cleared(hit: Hit, cleared: Cleared, sheet_id: UUID | None) -> bool:
    key = (hit.list, hit.key, hit.digest)
    return cleared.has(key, sheet_id, is_paper=bool(hit.document))


def _searched(one: WatchList) -> Searched:
    standing = shelf.of(one.id)
    opened = standing and _opened(one, standing)
    version = lists.numbered(one.id, standing.version) if standing and opened is not None else None
    return Searched(
        one.name,
        one.title,
        version.number if version else 0,
        _list_state(one, version),
        _hours(version),
        one.stale_days,
        one.holds,
    )


def _opened(one: WatchList, standing: shelf.Shelf) -> Index | Documents | None:
    return standing.documents() if one.holds == Holds.DOCUMENTS else standing.index()


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
    if "exact" in fits:
        return Papers.HIT
    if "misread" in fits:
        return Papers.MISREAD
    numbers = [one.state for one in searched if one.holds == Holds.DOCUMENTS]
    if not numbers or not marks.plain_number(document.number) or ListState.MISSING in numbers:
        return Papers.NOT_CHECKED
    return Papers.CLEAR if set(numbers) == {ListState.FRESH} else Papers.STALE


def _hits_of(
    one: WatchList, how: Searched, identity: Identity | None, document: Shown
) -> Iterator[Hit]:
    standing = shelf.of(one.id)
    if standing is None or not how.version:
        return
    if one.holds == Holds.DOCUMENTS:
        number, numbers = marks.plain_number(document.number), standing.documents()
        told = numbers.find(document.issuer, document.kind, number) if numbers and number else None
        if told:
            yield _bare_number(one, document, told)
        return
    steps = lists.thresholds(one.id)
    index = standing.index()
    named = weighed(index, identity, lowest(steps), MOST_HITS) if index and identity else ()
    by_paper = entries.by_paper(document.issuer, document.number)
    yield from _entries_of(one, how, named, by_paper, steps)


def _bare_number(one: WatchList, document: Shown, told: str) -> Hit:
    key = marks.of_paper(document.issuer, document.number)
    return Hit(
        one.name, one.title, "", key, "", "", one.code,
        Tier.RED if told == "exact" else Tier.AMBER,
        bits=0.0, probability=1.0 if told == "exact" else 0.0, threshold=0.0, quality="none",
        document=told,
    )  # fmt: skip


def _entries_of(
    one: WatchList,
    how: Searched,
    named: Sequence[Found],
    by_paper: Mapping[UUID, str],
    steps: Thresholds,
) -> Iterator[Hit]:
    best = _best(named)
    rows = entries.by_ids([*best, *by_paper])
    today = clock.today()
    for key, row in rows.items():
        found, is_weak = best.get(key, (None, False))
        if row.list_id != one.id or not _stands(row, how.version, today):
            continue
        told = by_paper.get(key, "")
        tier = _tier(found, row.quality, steps, is_weak=is_weak, document=told)
        if tier is not None:
            yield _hit(one, row, tier, found, told, steps)


def _best(named: Sequence[Found]) -> dict[UUID, tuple[Found, bool]]:
    """By entry its strongest finding, and whether that was by a weak name."""
    best: dict[UUID, tuple[Found, bool]] = {}
    for found in named:
        is_weak = found.key.endswith(_WEAK)
        key = UUID(found.key.removesuffix(_WEAK))
        before = best.get(key)
        if before is None or (before[1] and not is_weak):
            best[key] = (found, is_weak)
    return best


def _stands(row: Entry, version: int, today: date) -> bool:
    """Whether the entry is in the version that was searched, and not over."""
    is_in = row.since <= version and (row.until is None or row.until > version)
    return is_in and (row.expires_on is None or row.expires_on >= today)


def _tier(
    found: Found | None, quality: str, steps: Thresholds, *, is_weak: bool, document: str
) -> Tier | None:
    by_name = by_found(found, quality, steps, is_weak=is_weak) if found else None
    if document == "exact":
        return Tier.RED
    if document == "misread":
        return Tier.RED if by_name is Tier.RED else Tier.AMBER
    return by_name


def by_found(found: Found, quality: str, steps: Thresholds, *, is_weak: bool) -> Tier | None:
    """The tier of what was found by name: names that contradict are grey at most."""
    tier = tier_of(found.probability, quality, steps, is_weak=is_weak)
    return tier if tier is None or names_agree(found) else Tier.GREY


def _hit(
    one: WatchList, row: Entry, tier: Tier, found: Found | None, document: str, steps: Thresholds
) -> Hit:
    listed: Listed = entries.listed(row)
    return Hit(
        one.name, one.title, str(row.id), row.key, row.digest, listed.name, row.code, tier,
        bits=found.bits if found else 0.0,
        probability=found.probability if found else 0.0,
        threshold=steps[row.quality].amber,
        quality=row.quality,
        document=document,
        note=listed.note,
        terms=tuple(found.terms) if found else (),
    )  # fmt: skip
