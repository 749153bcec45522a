"""PURE: the consolidated list of the United Nations: individuals, their names and aliases, births
and documents. A document type or an entity in the file refuses it: neither is in a real one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from watchlist.formats import BadFile, Rows, dates
from watchlist.formats.states import three_letters
from watchlist.listed import Listed, Name, NameQuality, Paper

_CHUNK = 64 * 1024
_DEEPEST = 30  # elements inside each other; the real list has five
_LONGEST = 200_000  # letters of one text
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_ROOT, _PERSON = "CONSOLIDATED_LIST", "INDIVIDUAL"


@dataclass
class Element:
    """One element: its own text and its children in their order."""

    tag: str
    line: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def texts(self, tag: str) -> list[str]:
        """The texts of the children with this tag that say anything."""
        found = (" ".join(one.text.split()) for one in self.children if one.tag == tag)
        return [text for text in found if text]

    def first(self, tag: str) -> str:
        """The text of the first such child, '' for none."""
        return next(iter(self.texts(tag)), "")


def read(path: Path) -> Rows:
    """The individuals of the list."""
    for person in _individuals(path):
        yield Listed(
            row=person.line,
            key=person.first("DATAID") or person.first("REFERENCE_NUMBER"),
            names=tuple(_names(person)),
            birth_dates=tuple(_births(person)),
            nationalities=tuple(filter(None, map(three_letters, _values(person, "NATIONALITY")))),
            sex={"Male": "M", "Female": "F"}.get(person.first("GENDER"), ""),
            papers=tuple(_papers(person)),
            reason=person.first("COMMENTS1")[:500],
            source=" ".join(
                filter(None, (person.first("UN_LIST_TYPE"), person.first("REFERENCE_NUMBER")))
            ),
        )


def _names(person: Element) -> Iterator[Name]:
    parts = [text for part in _PARTS for text in person.texts(part)]
    yield Name(" ".join(parts))
    yield from map(Name, person.texts("NAME_ORIGINAL_SCRIPT"))
    for alias in _children(person, "INDIVIDUAL_ALIAS"):
        is_low = alias.first("QUALITY").lower() == "low"
        quality = NameQuality.WEAK if is_low else NameQuality.STRONG
        yield Name(alias.first("ALIAS_NAME"), quality=quality)


def _births(person: Element) -> Iterator[str]:
    for birth in _children(person, "INDIVIDUAL_DATE_OF_BIRTH"):
        if whole := birth.first("DATE"):
            yield dates.iso(whole)
        elif start := birth.first("FROM_YEAR"):
            end = birth.first("TO_YEAR") or start
            yield start if start == end else f"{start}/{end}"
        elif told := birth.first("YEAR") or birth.first("NOTE"):
            yield dates.iso(told)


def _papers(person: Element) -> Iterator[Paper]:
    for one in _children(person, "INDIVIDUAL_DOCUMENT"):
        issuer = three_letters(one.first("ISSUING_COUNTRY") or one.first("COUNTRY_OF_ISSUE"))
        kind = "P" if "passport" in one.first("TYPE_OF_DOCUMENT").lower() else "I"
        if number := one.first("NUMBER"):
            yield Paper(number, issuer, kind)


def _values(person: Element, tag: str) -> list[str]:
    return [text for one in _children(person, tag) for text in one.texts("VALUE")]


def _children(person: Element, tag: str) -> Iterator[Element]:
    return (one for one in person.children if one.tag == tag)


class _Builder:
    """Builds one individual at a time while the parser walks; everything else is let go."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.stack: list[Element] = []
        self.done: list[Element] = []
        self.is_list = False

    def _refuse(self, *_declared: Any) -> None:
        raise BadFile("entities", self.parser.CurrentLineNumber)

    def _start(self, tag: str, _attributes: dict[str, str]) -> None:
        if not self.stack and not self.is_list:
            if tag != _ROOT:
                raise BadFile("not_this_format", self.parser.CurrentLineNumber, tag[:40])
            self.is_list = True
        if len(self.stack) >= _DEEPEST:
            raise BadFile("too_deep", self.parser.CurrentLineNumber)
        self.stack.append(Element(tag, self.parser.CurrentLineNumber))

    def _end(self, _tag: str) -> None:
        element = self.stack.pop()
        if element.tag == _PERSON:
            self.done.append(element)
        elif any(one.tag == _PERSON for one in self.stack):
            self.stack[-1].children.append(element)

    def _text(self, text: str) -> None:
        if self.stack:
            self.stack[-1].text += text
            if len(self.stack[-1].text) > _LONGEST:
                raise BadFile("line_too_long", self.parser.CurrentLineNumber)


def _individuals(path: Path) -> Iterator[Element]:
    builder = _Builder()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                builder.parser.Parse(chunk, False)
                yield from builder.done
                builder.done = []
            builder.parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise BadFile("xml", error.lineno, expat.errors.messages[error.code]) from error
    yield from builder.done
