"""New entries against past crossings: who came through last month?

A small index of the entries is made for the question and thrown away; each past identity is
screened against it once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from borderpost import pasts
from watchlist import index
from watchlist.index import Found, Index
from watchlist.matching import Identity
from watchlist.queries import entries, lists
from watchlist.replay import distinct, identity_of
from watchlist.screening import by_found
from watchlist.tiers import Thresholds, Tier, lowest
from watchlist.weighing import weighed


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
    """The answer, and of how many different identities it is one."""

    asked: int
    passed: tuple[Passed, ...]


def look_back(list_id: UUID, asked: pasts.Asked, wanted: Iterable[tuple[str, Identity]]) -> Past:
    """Screen the past identities against some entries of a list."""
    steps, rows, passed = lists.thresholds(list_id), list(wanted), []
    keys = {UUID(key.removesuffix(entries.WEAK)) for key, _identity in rows}
    number = 0
    with tempfile.TemporaryDirectory() as folder:
        index.build(Path(folder) / "past", rows)
        small = Index.open(Path(folder) / "past")
        for who in distinct(pasts.told(asked)):
            number += 1
            hits = weighed(small, identity_of(who), lowest(steps), 5)
            passed += list(_passed(who, hits, keys, steps))
    return Past(number, tuple(passed))


def _passed(
    who: pasts.PastIdentity, hits: Iterable[Found], keys: set[UUID], steps: Thresholds
) -> Iterable[Passed]:
    by_paper = entries.by_paper(who.document_issuer, who.document_number)
    for key in by_paper.keys() & keys:
        yield Passed(who, key, Tier.RED, 0.0, 0.0, by_document=True)
    found = {UUID(one.key.removesuffix(entries.WEAK)): one for one in reversed(list(hits))}
    rows = entries.by_ids(found.keys() - by_paper.keys())
    for key, row in rows.items():
        one = found[key]
        is_weak = one.key.endswith(entries.WEAK)
        tier = by_found(one, row.quality, steps, is_weak=is_weak)
        if tier is not None:
            yield Passed(who, key, tier, one.bits, one.probability)
