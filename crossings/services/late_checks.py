"""What lists and rules say of somebody who crossed while the machine was silent: asked when the
paper is captured, and kept as that. Nothing here says anything of the moment of the crossing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from borderpost.posts.models import Post
from crossings import rule_words
from crossings.models import Document
from crossings.queries import rule_cases, rules
from crossings.rules.explaining import explain
from crossings.services import alerts
from crossings.sheet import Sheet
from watchlist.outcome import Hit, Screening
from watchlist.screening import screen
from watchlist.tiers import Tier

_BLOCK = 4096  # letters: what is sealed is filled up, so that its length says nothing
_LONGEST = 1500


def checked(
    sheet: Sheet, reading: Any, direction: str, at: datetime, post: Post, known: Document | None
) -> dict[str, Any]:
    """The lists as they are now, and the rules as they are now for the day of the crossing."""
    found = _screened(sheet, reading)
    case = rule_cases.of_sheet(
        sheet, direction, post, at.date(), "", (), known.person_id if known else None, until=at
    )
    book = rules.book()
    told = explain(case, book.rules, book.groups)
    late = {
        "state": str(found.state),
        "papers": str(found.papers),
        "lists": found.versions or "",
        "hits": [_plain(hit) for hit in found.hits if hit.tier is not Tier.GREY],
        "rule": rule_words.sentence(told)[:_LONGEST] if told.rule else "",
        "admissible": told.admissible,
    }
    return late | {"pad": " " * (-len(json.dumps(late)) % _BLOCK)}


def _screened(sheet: Sheet, reading: Any) -> Screening:
    if not alerts.is_there():
        return alerts.NOT_SCREENED
    return screen(alerts.identity_of(sheet, reading), alerts.document_of(sheet))


def _plain(hit: Hit) -> dict[str, Any]:
    """What the supervisor needs: which list, which entry, how strong. Discreet ones too: they are
    for the supervisor, who alone reads this."""
    return {
        "list": hit.title or hit.list,
        "name": hit.name,
        "code": str(hit.code),
        "tier": str(hit.tier),
        "document": hit.document,
        "probability": round(hit.probability, 3),
    }
