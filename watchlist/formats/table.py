"""PURE: a plain table of people or of document numbers, its columns found by their headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from watchlist.formats import BadFile, Rows, dates
from watchlist.formats.lines import csv_rows, text_lines
from watchlist.formats.states import three_letters
from watchlist.listed import Listed, Name, NameQuality, Paper, Reject, is_formula

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "key": ("id", "key", "reference", "numero", "n", "no"),
    "name": ("name", "full name", "nom complet", "noms", "الاسم"),
    "surname": ("surname", "last name", "family name", "nom", "nom de famille", "اللقب"),
    "given": ("given", "given names", "first name", "prenom", "prenoms", "الأسماء"),
    "aliases": ("aliases", "alias", "other names", "autres noms"),
    "weak_aliases": ("weak aliases", "low quality aliases"),
    "birth_date": ("birth date", "birth_date", "date of birth", "dob", "ne le",
                   "date de naissance", "تاريخ الميلاد"),
    "nationality": ("nationality", "nationalite", "country", "pays", "الجنسية"),
    "sex": ("sex", "gender", "sexe", "الجنس"),
    "document_number": ("document number", "document_number", "number", "passport",
                        "numero du document", "passeport"),
    "document_issuer": ("issuer", "issuing state", "document_issuer", "emetteur", "delivre par"),
    "document_kind": ("kind", "document kind", "document_kind", "type"),
    "code": ("code", "alert", "signalement"),
    "note": ("note", "instruction", "told to the desk", "consigne"),
    "reason": ("reason", "motif"),
    "legal_basis": ("legal basis", "legal_basis", "base legale"),
    "expires_on": ("expires", "expires_on", "expiry", "expire le", "jusqu'au"),
}  # fmt: skip
_SEPARATORS = (",", ";", "\t", "|")
_SEXES = {"m": "M", "male": "M", "masculin": "M", "homme": "M", "f": "F", "female": "F",
          "feminin": "F", "femme": "F", "x": "X"}  # fmt: skip
Numbered = Iterable[tuple[int, list[str]]]


def read(path: Path, columns: Mapping[str, str] | None = None) -> Rows:
    """The people of a CSV file; ``columns`` says for other headings which
    field they fill."""
    yield from people(_rows(path), columns or {})


def read_papers(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Paper | Reject]:
    """The document numbers of a CSV file."""
    rows = iter(_rows(path))
    places = _places(rows, columns or {}, ("document_number", "document_issuer"))
    for row, cells in rows:
        said = _said(cells, places)
        number, issuer = said["document_number"], three_letters(said["document_issuer"])
        if not number or is_formula(number):
            yield Reject(row, "formula" if number else "no_number")
        elif not issuer:
            yield Reject(row, "issuer", said["document_issuer"][:3])
        else:
            yield Paper(number, issuer, said.get("document_kind", "") or "P")


def people(numbered: Numbered, columns: Mapping[str, str]) -> Rows:
    """The people of a table whose first row has the headings."""
    rows = iter(numbered)
    places = _places(rows, columns, ())
    if not places.keys() & {"name", "surname"}:
        raise BadFile("headings", 1, "name")
    width = max(places.values()) + 1
    for row, cells in rows:
        if len(cells) < width:
            yield Reject(row, "cells", f"{len(cells)}/{width}")
        else:
            yield _person(row, _said(cells, places))


def _person(row: int, said: Mapping[str, str]) -> Listed:
    told = {name: said.get(name, "") for name in HEADINGS}
    names = [Name(text) for text in told["aliases"].split(";")]
    names += [Name(text, quality=NameQuality.WEAK) for text in told["weak_aliases"].split(";")]
    numbers = [number.strip() for number in told["document_number"].split(";")]
    issuer = three_letters(told["document_issuer"])
    born = [dates.iso(text) or text.strip() for text in told["birth_date"].split(";")]
    return Listed(
        row=row,
        key=told["key"] or f"row {row}",
        names=(_main_name(told), *names),
        birth_dates=tuple(born),
        nationalities=tuple(map(three_letters, told["nationality"].split(";"))),
        sex=_SEXES.get(_folded(told["sex"]), ""),
        papers=tuple(Paper(number, issuer, told["document_kind"] or "P") for number in numbers),
        code=told["code"].lower(),
        note=told["note"],
        reason=told["reason"],
        legal_basis=told["legal_basis"],
        expires_on=dates.iso(told["expires_on"]) or told["expires_on"],
    )


def _main_name(told: Mapping[str, str]) -> Name:
    surname, given = told["surname"], told["given"]
    return Name(told["name"] or f"{given} {surname}".strip(), surname, given)


def _places(
    rows: Iterator[tuple[int, list[str]]], columns: Mapping[str, str], needed: Iterable[str]
) -> dict[str, int]:
    first, top = next(rows, (0, []))
    if not top:
        raise BadFile("empty")
    headings = [_folded(cell) for cell in top]
    known = {word: field for field, words in HEADINGS.items() for word in map(_folded, words)}
    chosen = {_folded(heading): field for heading, field in columns.items()}
    for heading in chosen:
        if heading not in headings:
            raise BadFile("headings", first, heading)
    named = [chosen.get(heading) or known.get(heading, "") for heading in headings]
    places = {field: place for place, field in reversed(list(enumerate(named))) if field}
    for field in needed:
        if field not in places:
            raise BadFile("headings", first, field)
    return places


def _said(cells: list[str], places: Mapping[str, int]) -> dict[str, str]:
    return {
        field: cells[place].strip() if place < len(cells) else "" for field, place in places.items()
    }


def _rows(path: Path) -> Numbered:
    _first, line = next(text_lines(path), (0, ""))
    separator = max(_SEPARATORS, key=line.count)
    return csv_rows(path, separator)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^\w']+", " ", kept.replace("_", " ")).strip()
