"""What is kept of a screening, sealed, and read back for those who may."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from watchlist.matching import Term
from watchlist.models import Screened
from watchlist.outcome import Hit, ListState, Papers, Screening, Searched, Shown, State
from watchlist.tiers import Tier

BLOCK = 8192  # bytes: what is sealed is filled up to a multiple, so that its length says nothing


def packed(screening: Screening) -> bytes:
    """A screening as bytes to seal, filled up with spaces."""
    told = {
        "state": screening.state,
        "papers": screening.papers,
        "at": screening.at.isoformat(),
        "searched": [asdict(one) for one in screening.searched],
        "hits": [asdict(hit) for hit in screening.hits],
        "document": asdict(screening.document),
    }
    plain = json.dumps(told, ensure_ascii=False).encode()
    return plain.ljust(-(-len(plain) // BLOCK) * BLOCK)


def unpacked(row: Screened) -> Screening:
    """The screening of a kept row."""
    told = json.loads(row.content)
    return Screening(
        State(told["state"]),
        Papers(told["papers"]),
        tuple(_searched(one) for one in told["searched"]),
        tuple(_hit(one) for one in told["hits"]),
        Shown(**told["document"]),
        datetime.fromisoformat(told["at"]),
        row.id,
    )


def _searched(one: dict[str, Any]) -> Searched:
    return Searched(**{**one, "state": ListState(one["state"])})


def _hit(one: dict[str, Any]) -> Hit:
    terms = tuple(Term(**term) for term in one["terms"])
    return Hit(**{**one, "tier": Tier(one["tier"]), "terms": terms})
