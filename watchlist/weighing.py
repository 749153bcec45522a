"""PURE: what is found in an index, weighed so that a short list does not cry wolf.

An index weighs by its own length: on a list of seven names a birth date in common would say much.
Whoever crosses is no likelier to be listed because the list is short, so no list weighs less than
one of some thousands; and where the names contradict each other, a birth date alone reaches no
desk.
"""

from __future__ import annotations

from collections.abc import Sequence

from watchlist.index import Found, Index
from watchlist.matching import Identity
from watchlist.names import Kind

LEAST_PRIOR = 13.0  # bits against a traveller being on a list: those of a list of about 2,000
_NAMES = frozenset(Kind)


def weighed(index: Index, identity: Identity, at_least: float, limit: int) -> Sequence[Found]:
    """Who the traveller may be, likeliest first; only probabilities of ``at_least``."""
    return index.screen(identity, at_least, limit, LEAST_PRIOR)


def names_agree(found: Found) -> bool:
    """Whether the names by themselves speak for one person."""
    return sum(term.bits for term in found.terms if term.kind in _NAMES) > 0
