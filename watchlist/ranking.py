"""PURE. A rough count of bits for many candidates at once, to know which deserve the exact one.

Each word of a candidate brings the most that any word of the traveller can give it; birth,
nationality and sex count in full. Penalties and joined words are left to the exact score.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from watchlist.births import agreement
from watchlist.matching import Profile, Scorer
from watchlist.store import Numbers, Store

_ALONE = -1.5
"""A word of the candidate that is like none of the traveller's."""


def rough(store: Store, entities: Numbers, mine: Profile, scorer: Scorer) -> NDArray[np.float64]:
    """Bits of each of ``entities``, more or less; teaches ``scorer`` their words."""
    if not len(entities):
        return np.zeros(0)
    words, places = store.words_of(entities)
    kinds, which = np.unique(words, return_inverse=True)
    tokens = [store.token(number) for number in kinds.tolist()]
    scorer.learn(tokens)
    best = np.array(scorer.best(tokens))
    counts = (store.name_ends[entities + 1] - store.name_ends[entities]).astype(np.int64)
    names = np.bincount(places, np.where(best > 0, best, _ALONE)[which], int(counts.sum()))
    return _by_entity(names, counts) + _births(store, entities, mine)


def _by_entity(names: NDArray[np.float64], counts: Numbers) -> NDArray[np.float64]:
    """The best name of each entity; nothing for one without a name."""
    found = np.full(len(counts), -100.0)
    np.maximum.at(found, np.repeat(np.arange(len(counts)), counts), names)
    return found


def _births(store: Store, entities: Numbers, mine: Profile) -> NDArray[np.float64]:
    """The bits of birth of each entity."""
    if not mine.births:
        return np.zeros(len(entities))
    known: dict[tuple[tuple[int, int], ...], float] = {(): 0.0}
    found = []
    for entity in entities.tolist():
        theirs = store.births(entity)
        if theirs not in known:
            known[theirs] = max(agreement(a, b)[1] for a in mine.births for b in theirs)
        found.append(known[theirs])
    return np.array(found)
