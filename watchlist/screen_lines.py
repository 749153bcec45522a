"""JSON lines for ``flask watchlist screen``: an identity in, its hits out."""

from __future__ import annotations

import json
from typing import Any

from watchlist import alert_words
from watchlist.formats import dates
from watchlist.formats.states import three_letters
from watchlist.matching import Identity
from watchlist.outcome import Hit, Screening, Shown
from watchlist.screening import screen


def answer(line: str, number: int) -> dict[str, Any]:
    """What is told of one line: ``id``, ``state``, ``lists`` and ``hits``, or ``error``."""
    try:
        told = json.loads(line)
    except json.JSONDecodeError as error:
        return {"id": None, "line": number, "error": f"no JSON: {error.msg}"}
    if not isinstance(told, dict):
        return {"id": None, "line": number, "error": "a line is one object"}
    key = told.get("id", number)
    if fault := _fault(told):
        return {"id": key, "line": number, "error": fault}
    return {"id": key, **plain(screen(identity(told), shown(told)))}


def identity(told: dict[str, Any]) -> Identity:
    """The traveller of a line: a whole name, or surname and given names."""
    name = _text(told, "name")
    return Identity(
        names=(name,) if name else (),
        surname=_text(told, "surname"),
        given=_text(told, "given"),
        birth_date=dates.iso(_text(told, "birth_date")),
        nationality=three_letters(_text(told, "nationality")) or _text(told, "nationality"),
        sex=_text(told, "sex")[:1].upper(),
        is_truncated=bool(told.get("is_truncated")),
    )


def shown(told: dict[str, Any]) -> Shown:
    """The document of a line; a kind that is not told is a passport."""
    issuer = _text(told, "issuer")
    return Shown(
        _text(told, "document_number"),
        three_letters(issuer) or issuer.upper(),
        _text(told, "document_kind").upper() or "P",
    )


def plain(screening: Screening) -> dict[str, Any]:
    """What programs are told of a screening."""
    return {
        "state": screening.state,
        "stolen_document": screening.papers,
        "lists": {one.name: {"version": one.version, "state": one.state, "days": one.days}
                  for one in screening.searched},
        "hits": [_plain(hit) for hit in screening.hits],
    }  # fmt: skip


def _plain(hit: Hit) -> dict[str, Any]:
    return {
        "entry": hit.key,
        "list": hit.list,
        "name": hit.name,
        "code": hit.code,
        "bits": round(hit.bits, 2),
        "probability": round(hit.probability, 6),
        "tier": hit.tier,
        "document": hit.document or None,
        "quality": hit.quality,
        "terms": [
            {"kind": term.kind, "traveller": term.mine, "listed": term.theirs,
             "bits": round(term.bits, 2), "words": alert_words.term(term)}
            for term in hit.terms
        ],
    }  # fmt: skip


def _fault(told: dict[str, Any]) -> str:
    if any(not isinstance(told.get(name, ""), str | int | type(None)) for name in _TEXTS):
        return "fields are texts"
    if not any(_text(told, name) for name in ("name", "surname", "given", "document_number")):
        return "a name or a document number is needed"
    born = _text(told, "birth_date")
    return f"no date: {born[:20]}" if born and not dates.iso(born) else ""


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return "" if value is None else str(value).strip()


_TEXTS = ("name", "surname", "given", "birth_date", "nationality", "sex", "document_number",
          "issuer", "document_kind")  # fmt: skip
