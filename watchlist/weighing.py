"""PURE: what is found in an index, weighed by the length of the list that it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from watchlist.index import Found, Index
from watchlist.matching import Identity, list_prior
from watchlist.names import Kind

_NAMES = frozenset(Kind)
LEAST_OF_NAMES = 2.0  # bits: one stranger in four or five has as many


def weighed(
    index: Index, identity: Identity, at_least: float, limit: int, rows: int = 0
) -> Sequence[Found]:
    """Who the traveller may be, likeliest first; only probabilities of ``at_least``.

    ``rows`` is the length of a list of which the index holds only some entries.
    """
    return index.screen(identity, at_least, limit, list_prior(rows))


def names_agree(found: Found) -> bool:
    """Whether the names by themselves speak for one person: a birth date in common with one of a
    short list never does."""
    return sum(term.bits for term in found.terms if term.kind in _NAMES) >= LEAST_OF_NAMES
