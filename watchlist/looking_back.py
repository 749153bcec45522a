"""New entries against past crossings: who came through last month?

A small index of the entries is made for the question and thrown away; each past identity is
screened against it once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from borderpost import pasts
from watchlist import index
from watchlist.index import Found, Index
from watchlist.matching import Identity
from watchlist.models import Entry
from watchlist.queries import entries, lists
from watchlist.replay import distinct, identity_of
from watchlist.screening import best_by_entry, tier_by
from watchlist.tiers import Thresholds, Tier, lowest
from watchlist.weighing import weighed

_MOST_HITS = 5  # of one traveller among the names of an entry


@dataclass(frozen=True)
class Passed:
    """A past traveller whom an entry may mean."""

    who: pasts.PastIdentity
    entry_id: UUID
    tier: Tier
    bits: float
    probability: float
    by_document: bool = False


@dataclass(frozen=True)
class Past:
    """The answer, and of how many different identities it is one. ``is_cut``: there were more
    passages than were asked for, and the older ones are not in the answer."""

    asked: int
    passed: tuple[Passed, ...]
    is_cut: bool = False


@dataclass(frozen=True)
class _Sought:
    """The entries of one question, read once: a year has many travellers."""

    identities: Sequence[tuple[str, Identity]]
    rows: Mapping[UUID, Entry]
    papers: Sequence[entries.PaperMarks]
    steps: Thresholds
    length: int  # entries of the whole list


def look_back(list_id: UUID, asked: pasts.Asked, wanted: Iterable[tuple[str, Identity]]) -> Past:
    """Screen the past identities against some entries of a list."""
    sought, past = _sought(list_id, list(wanted)), list(pasts.told(asked))
    people, passed = list(distinct(past)), []
    with tempfile.TemporaryDirectory() as folder:
        index.build(Path(folder) / "past", sought.identities)
        small = Index.open(Path(folder) / "past")
        for who in people:
            least = lowest(sought.steps)
            hits = weighed(small, identity_of(who), least, _MOST_HITS, sought.length)
            passed += list(_passed(who, hits, sought))
    return Past(len(people), tuple(passed), is_cut=len(past) >= asked.most)


def _sought(list_id: UUID, identities: Sequence[tuple[str, Identity]]) -> _Sought:
    rows = entries.by_ids({entries.of_key(key)[0] for key, _identity in identities})
    steps, length = lists.thresholds(list_id), lists.rows(list_id)
    return _Sought(identities, rows, entries.papers_of(rows), steps, length)


def _passed(who: pasts.PastIdentity, hits: Sequence[Found], sought: _Sought) -> Iterator[Passed]:
    by_paper = entries.among_papers(sought.papers, who.document_issuer, who.document_number)
    by_name = best_by_entry(hits)
    for key in dict.fromkeys([*by_paper, *by_name]):
        found, is_weak = by_name.get(key, (None, False))
        tier = tier_by(
            found, sought.rows[key].quality, sought.steps,
            is_weak=is_weak, document=by_paper.get(key),
        )  # fmt: skip
        if tier is not None:
            bits, probability = (found.bits, found.probability) if found else (0.0, 0.0)
            yield Passed(who, key, tier, bits, probability, by_document=key in by_paper)
