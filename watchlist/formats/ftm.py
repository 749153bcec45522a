"""PURE: FollowTheMoney entities, one JSON object a line: ``entities.ftm.json``, where documents are
entities of their own, and ``targets.nested.json``, where they lie inside their holder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from watchlist.formats import BadFile, Rows
from watchlist.formats.lines import text_lines
from watchlist.formats.states import three_letters
from watchlist.listed import Listed, Name, NameQuality, Paper, Reject

_STRONG = ("name", "alias", "previousName")
_PAPERS = {"Passport": "P", "Identification": "I"}
_SEX = {"male": "M", "female": "F"}
Entity = Mapping[str, Any]
Holders = dict[str, list[Paper]]


def read(path: Path) -> Rows:
    """The persons of an entity file, each with the documents that name it as their holder."""
    holders = _holders(path)
    for row, entity in _entities(path):
        yield from _person(row, entity, holders.get(str(entity["id"]), []))


def read_nested(path: Path) -> Rows:
    """The persons of a nested file."""
    for row, entity in _entities(path):
        yield from _person(row, entity, [])


def _entities(path: Path) -> Iterator[tuple[int, Entity]]:
    row = 0
    for row, line in text_lines(path):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadFile("json", row, type(error).__name__) from error
        if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
            raise BadFile("not_this_format", row)
        yield row, {"id": "", "schema": "", **entity}
    if row == 0:
        raise BadFile("empty")


def _holders(path: Path) -> Holders:
    found: Holders = {}
    for _row, entity in _entities(path):
        if entity["schema"] in _PAPERS:
            for holder in _texts(entity, "holder"):
                found.setdefault(holder, []).extend(_papers_of(entity))
    return found


def _person(row: int, entity: Entity, papers: list[Paper]) -> Rows:
    if entity["schema"] != "Person":
        return
    if any(not isinstance(values, list) for values in entity["properties"].values()):
        yield Reject(row, "not_this_format")
        return
    dates = [text[:10] for text in _texts(entity, "birthDate")]
    states = (_texts(entity, "nationality") or _texts(entity, "citizenship")
              or _texts(entity, "country"))  # fmt: skip
    yield Listed(
        row=row,
        key=str(entity["id"]),
        names=tuple(_names(entity)),
        birth_dates=tuple(dates),
        nationalities=tuple(filter(None, map(three_letters, states))),
        sex=next((_SEX[said] for said in _texts(entity, "gender") if said in _SEX), ""),
        papers=(*papers, *_own_papers(entity, states)),
        reason="; ".join(_texts(entity, "notes"))[:500],
        source=", ".join(entity.get("datasets", ()))[:200],
    )


def _names(entity: Entity) -> Iterator[Name]:
    surnames, given = _texts(entity, "lastName"), _texts(entity, "firstName")
    if len(surnames) == 1 and len(given) == 1:
        yield Name(f"{given[0]} {surnames[0]}", surnames[0], given[0])
    for kind in _STRONG:
        yield from map(Name, _texts(entity, kind))
    for text in _texts(entity, "weakAlias"):
        yield Name(text, quality=NameQuality.WEAK)


def _own_papers(entity: Entity, states: list[str]) -> Iterator[Paper]:
    """Documents inside their holder, and bare numbers, whose state is not told."""
    for values in entity["properties"].values():
        for value in values:
            if isinstance(value, dict) and value.get("schema") in _PAPERS:
                yield from _papers_of(value)
    for name, kind in (("passportNumber", "P"), ("idNumber", "I")):
        for number in _texts(entity, name):
            yield Paper(number, "", kind)


def _papers_of(entity: Entity) -> Iterator[Paper]:
    issuer = next(filter(None, map(three_letters, _texts(entity, "country"))), "")
    for number in _texts(entity, "number"):
        yield Paper(number, issuer, _PAPERS[entity["schema"]])


def _texts(entity: Entity, name: str) -> list[str]:
    values = entity.get("properties", {}).get(name, ())
    return [value for value in values if isinstance(value, str)]
