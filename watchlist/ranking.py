"""PURE. Which of many candidates deserve the exact score: bits they have at most, all at once.

Words are held against each other by plain edits in C++, and what those allow at most is added up
in tables. What is left of some hundreds of candidates is a handful.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from watchlist.alignment import CONTRADICTED_SHARE, CONTRADICTION, SAME_PARTICLE
from watchlist.births import agreement
from watchlist.bounds import Bounds, bounds
from watchlist.matching import Profile, Scorer
from watchlist.origins import MOST_OF_NATIONALITY, SEX_SAME, nationality_bits, sex_bits
from watchlist.store import SEXES, Numbers, Store

_ALONE = -1.5  # a word of the candidate that is like none of the traveller's
_NO_NAME = -100.0
_MOST_OF_BIRTH, _NO_BIRTH = 15.0, -100.0
Bits = NDArray[np.float64]


def promising(
    store: Store, entities: Numbers, mine: Profile, scorer: Scorer, least: float
) -> tuple[Numbers, Bits]:
    """Those of ``entities`` that may have ``least`` bits, the most first, and how many they may."""
    if not len(entities):
        return entities, np.zeros(0)
    names = _most_of_names(store, entities, mine, scorer)
    kept = np.flatnonzero(names + _MOST_OF_BIRTH + MOST_OF_NATIONALITY + SEX_SAME >= least)
    entities, names = entities[kept], names[kept]
    most = names + _births(store, entities, mine) + _origins(store, entities, mine)
    order = np.argsort(-most, kind="stable")
    order = order[most[order] >= least]
    return entities[order], most[order]


def rough(store: Store, entities: Numbers, mine: Profile, scorer: Scorer) -> Bits:
    """Bits of each of ``entities``, more or less: each word brings the most that any word of the
    traveller can give it. Penalties and joined words are left out."""
    if not len(entities):
        return np.zeros(0)
    words, places = store.words_of(entities)
    kinds, which = np.unique(words, return_inverse=True)
    best = scorer.learn([store.token(number) for number in kinds.tolist()])
    counts = (store.name_ends[entities + 1] - store.name_ends[entities]).astype(np.int64)
    weights = np.where(best > 0, best, _ALONE)[which]
    names = np.bincount(places, weights, int(counts.sum())).astype(np.float64)
    facts = _births(store, entities, mine) + _origins(store, entities, mine)
    return _by_entity(names, counts) + facts


def _most_of_names(store: Store, entities: Numbers, mine: Profile, scorer: Scorer) -> Bits:
    """The bits that the best name of each entity has at most."""
    words, places = store.words_of(entities)
    kinds, which = np.unique(words, return_inverse=True)
    tokens = [store.token(number) for number in kinds.tolist()]
    counts = (store.name_ends[entities + 1] - store.name_ends[entities]).astype(np.int64)
    total, found = int(counts.sum()), np.full(int(counts.sum()), _NO_NAME)
    starts = np.searchsorted(places, np.arange(total))
    for name in mine.names:
        own = SAME_PARTICLE if name.child_of else 0.0
        found = np.maximum(found, _of_name(bounds(name, tokens), which, starts) + own)
    return _by_entity(found, counts)


def _of_name(one: Bounds, which: Numbers, starts: Numbers) -> Bits:
    """The bits of each name with one name of the traveller, at most; names begin at ``starts``."""
    table, columns = one.table[:, which], one.table.max(axis=0)[which]
    mine = np.maximum.reduceat(table, starts, axis=1)
    agreed = np.minimum(mine.sum(axis=0), np.add.reduceat(columns, starts))
    is_alone = columns <= 0.0
    theirs_alone = np.add.reduceat(is_alone.astype(np.int64), starts)
    contradictions = np.minimum((mine[~one.excused] <= 0.0).sum(axis=0), theirs_alone)
    strange = np.minimum.reduceat(np.where(is_alone, one.strange[which], 1.0), starts)
    undone = (CONTRADICTION * contradictions + CONTRADICTED_SHARE * agreed) * strange
    most = agreed + np.where(contradictions > 0, undone, 0.0)
    joined = np.add.reduceat(np.maximum(columns, one.joint[which]), starts)
    may_join = np.maximum.reduceat(one.joint[which], starts) > 0.0
    heads = np.logical_or.reduceat(one.heads[:, which], starts, axis=1)
    tails = np.logical_or.reduceat(one.tails[:, which], starts, axis=1)
    parts = np.add.reduceat(one.bits[which], starts)
    found = np.where(may_join, np.maximum(joined, most), most)
    return np.where((heads & tails).any(axis=0), np.maximum(parts, found), found)


def _origins(store: Store, entities: Numbers, mine: Profile) -> Bits:
    """The bits of nationality and sex of each entity."""
    sex = np.array([sex_bits(mine.sex, other)[1] if mine.sex and other else 0.0 for other in SEXES])
    found: Bits = sex[store.sexes[entities]]
    if not mine.nationalities:
        return found
    shared = np.array([nationality_bits(mine.nationalities, (code,))[1] for code in store.states])
    states, counts = store.states_of(entities)
    bits = np.full(len(entities), _NO_NAME)
    np.maximum.at(bits, np.repeat(np.arange(len(entities)), counts), shared[states])
    return found + np.where(counts > 0, bits, 0.0)


def _by_entity(names: Bits, counts: Numbers) -> Bits:
    """The best name of each entity; nothing for one without a name."""
    found = np.full(len(counts), _NO_NAME)
    np.maximum.at(found, np.repeat(np.arange(len(counts)), counts), names)
    return found


def _births(store: Store, entities: Numbers, mine: Profile) -> Bits:
    """The bits of birth of each entity, by its date that agrees most; 0 for one without."""
    if not mine.births:
        return np.zeros(len(entities))
    dates, counts = store.births_of(entities)
    both = dates[:, 0].astype(np.int64) << 32 | dates[:, 1].astype(np.int64)
    kinds, which = np.unique(both, return_inverse=True)
    bits = [
        max(agreement(own, (date >> 32, date & 0xFFFFFFFF))[1] for own in mine.births)
        for date in kinds.tolist()
    ]
    found = np.full(len(entities), _NO_BIRTH)
    places = np.repeat(np.arange(len(entities)), counts)
    np.maximum.at(found, places, np.array(bits, np.float64)[which])
    return np.where(counts > 0, found, 0.0)
