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

_ALONE = -1.5  # a word of the candidate that is like none of the traveller's


def rough(store: Store, entities: Numbers, mine: Profile, scorer: Scorer) -> NDArray[np.float64]:
    """Bits of each of ``entities``, more or less; teaches ``scorer`` their words."""
    if not len(entities):
        return np.zeros(0)
    words, places = store.words_of(entities)
    kinds, which = np.unique(words, return_inverse=True)
    tokens = [store.token(number) for number in kinds.tolist()]
    best = scorer.learn(tokens)
    counts = (store.name_ends[entities + 1] - store.name_ends[entities]).astype(np.int64)
    weights = np.where(best > 0, best, _ALONE)[which]
    names = np.bincount(places, weights, int(counts.sum())).astype(np.float64)
    return _by_entity(names, counts) + _births(store, entities, mine)


def _by_entity(names: NDArray[np.float64], counts: Numbers) -> NDArray[np.float64]:
    """The best name of each entity; nothing for one without a name."""
    found = np.full(len(counts), -100.0)
    np.maximum.at(found, np.repeat(np.arange(len(counts)), counts), names)
    return found


def _births(store: Store, entities: Numbers, mine: Profile) -> NDArray[np.float64]:
    """The bits of birth of each entity, by its date that agrees most; 0 for one without."""
    if not mine.births:
        return np.zeros(len(entities))
    dates, counts = store.births_of(entities)
    kinds, which = np.unique(dates, axis=0, return_inverse=True)
    bits = [
        max(agreement(own, (first, last))[1] for own in mine.births)
        for first, last in kinds.tolist()
    ]
    found = np.full(len(entities), -100.0)
    places = np.repeat(np.arange(len(entities)), counts)
    np.maximum.at(found, places, np.array(bits, np.float64)[which.ravel()])
    return np.where(counts > 0, found, 0.0)
