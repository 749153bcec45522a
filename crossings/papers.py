"""PURE: the papers without a zone, as data: what is asked of each, and what is filled in.

Which fields a paper has stands in ``data/papers.toml``. A document with a zone is none of these.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

OLDEST = 120  # years that somebody may be said to be
_OF_A_ZONE = ("surname", "document_code", "issuing_state", "document_number", "nationality")
_AGE = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True)
class Paper:
    """One kind of paper. ``fields`` are asked in their order; see the file for the others."""

    code: str
    key: str
    fields: tuple[str, ...]
    required: frozenset[str]
    issuer: str
    nationality: str

    def shown(self, country: str) -> dict[str, str]:
        """What stands in the form before anybody types, at a post of this country."""
        filled = {
            "issuing_state": self._named(self.issuer, country, ""),
            "nationality": self._named(self.nationality, country, ""),
        }
        return {name: value for name, value in filled.items() if value and name in self.fields}

    def values(self, typed: Mapping[str, str], country: str) -> dict[str, str]:
        """The fields of the sheet: what was typed, and what the paper says by its kind."""
        kept = {name: typed.get(name, "") for name in self.fields}
        issuer = kept.get("issuing_state") or self._named(self.issuer, country, "")
        nationality = kept.get("nationality") or self._named(self.nationality, country, issuer)
        return kept | {
            "document_code": self.code, "issuing_state": issuer, "nationality": nationality,
        }  # fmt: skip

    def _named(self, rule: str, country: str, issuer: str) -> str:
        return {"post": country, "issuer": issuer}.get(rule, rule)


def _loaded() -> Mapping[str, Paper]:
    path = Path(__file__).parent / "data" / "papers.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["paper"]
    return {row["code"]: _paper(row) for row in rows}


def _paper(row: Mapping[str, object]) -> Paper:
    fields, required = row["fields"], row["required"]
    if not (isinstance(fields, list) and isinstance(required, list)):
        raise TypeError(f"papers.toml: {row['code']} needs lists of fields")
    return Paper(
        code=str(row["code"]),
        key=str(row["key"]),
        fields=tuple(fields),
        required=frozenset(required),
        issuer=str(row["issuer"]),
        nationality=str(row["nationality"]),
    )


PAPERS = _loaded()


def required(document_code: str) -> tuple[str, ...]:
    """The fields without which nobody crosses on such a document."""
    paper = PAPERS.get(document_code)
    if paper is None:
        return _OF_A_ZONE
    always = paper.required | {"document_code", "nationality"}
    return tuple(name for name in _OF_A_ZONE if name in always)


def birth(typed: str, today: date) -> tuple[str, bool]:
    """The birth date that was typed, and whether it is estimated: an age of up to three digits
    is a year of birth, by estimate. Raises ValueError for an age that nobody has."""
    if not _AGE.fullmatch(typed):
        return typed, False
    if int(typed) > OLDEST:
        raise ValueError(f"nobody is {typed} years old")
    return str(today.year - int(typed)), True
