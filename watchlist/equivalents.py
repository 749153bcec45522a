"""PURE. The table of names that are one name, and of those that never are: data, not code.

Headquarters may hand its own file to ``load``; ``shipped`` is the one that comes with the
product, dated and with its sources told (``data/equivalents.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "data" / "equivalents.toml"
_WORD = re.compile("[A-Z]+")


class Particle(StrEnum):
    """What a word does that stands in a name without naming."""

    SON = "son"
    DAUGHTER = "daughter"
    ARTICLE = "article"
    LINK = "link"
    TITLE = "title"


class BadTable(ValueError):
    """Why a table of equivalents cannot be used; the sentence names the word."""


@dataclass(frozen=True)
class Table:
    """Spelling -> class, spelling -> particle, and pairs of classes that are two names."""

    version: str
    classes: Mapping[str, str]
    particles: Mapping[str, Particle]
    distinct: frozenset[tuple[str, str]]

    def are_distinct(self, one: str, other: str) -> bool:
        """Whether two classes are known to be different names, however near they sound."""
        return (one, other) in self.distinct


EMPTY = Table("", {}, {}, frozenset())


@cache
def shipped() -> Table:
    """The table that comes with the product."""
    return load(SHIPPED)


def load(path: Path) -> Table:
    """The table in a file. Raises ``BadTable`` for a word that is not A-Z or stands twice."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise BadTable(f"{path.name}: {broken}") from broken
    classes: dict[str, str] = {}
    for line in _lines(data):
        words = [_checked(word) for word in line.split()]
        for word in words:
            if word in classes:
                raise BadTable(f"{word} stands in two classes: {classes[word]} and {words[0]}")
            classes[word] = words[0]
    return Table(
        version=str(data.get("version", "")),
        classes=classes,
        particles=_particles(data.get("particles", {})),
        distinct=frozenset(_distinct(data, classes)),
    )


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    """Each class as its line of words."""
    for group in data.get("group", ()):
        yield from group["same"]


def _particles(rows: Mapping[str, str]) -> dict[str, Particle]:
    """Spelling -> what it does."""
    return {_checked(word): Particle(kind) for kind, line in rows.items() for word in line.split()}


def _distinct(data: Mapping[str, Any], classes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every ordered pair of classes that a row keeps apart."""
    for row in data.get("distinct", ()):
        names = [classes.get(_checked(name), name) for name in row["names"]]
        if len(set(names)) < len(names):
            raise BadTable(f"equal and distinct at once: {' '.join(row['names'])}")
        yield from ((one, other) for one in names for other in names if one != other)


def _checked(word: str) -> str:
    """``word``, if it is made of A-Z."""
    if not _WORD.fullmatch(word):
        raise BadTable(f"{word!r} is not written with the letters A-Z")
    return word
