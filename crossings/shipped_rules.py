"""The rule book that comes with Borderpost, and a book as a file: TOML or JSON."""

from __future__ import annotations

import functools
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crossings.rules.book import (
    Book,
    Group,
    Rule,
    book_of,
    group_of,
    group_plain,
    rule_of,
    rule_plain,
)

_FILE = Path(__file__).parent / "data" / "rules.toml"


@functools.cache
def shipped() -> Book:
    """The book that a new instance starts with."""
    return read(_FILE.read_text(encoding="utf-8"))


def read(text: str) -> Book:
    """The book that a file holds; raises ValueError, KeyError or TypeError for another file."""
    told = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    return book_of(_rules(told.get("rule", ())), _groups(told.get("group", ())))


def as_json(book: Book) -> str:
    """The book as a file, which ``read`` takes back."""
    rules = [{"code": one.code, **_told(rule_plain(one))} for one in _sorted(book)]
    groups = [{"code": code, **group_plain(one)} for code, one in sorted(book.groups.items())]
    return json.dumps({"rule": rules, "group": groups}, indent=1, ensure_ascii=False)


def _rules(rows: Any) -> Iterator[Rule]:
    for row in rows:
        yield rule_of(row["code"], 1, _without_code(row))


def _groups(rows: Any) -> Iterator[Group]:
    for row in rows:
        yield group_of(row["code"], 1, _without_code(row))


def _sorted(book: Book) -> list[Rule]:
    return sorted(book.rules, key=lambda rule: rule.code)


def _told(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: it reads as such again."""
    kept = {name: value for name, value in plain.items() if value not in ("", None, [], {})}
    return {"at": plain["at"], **kept}


def _without_code(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "code"}
