"""The kinds of a convoy, as a code list that an administrator keeps: dated and cited data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

from borderpost.code_lists.lists import Code, CodeList

EXPULSION, READMISSION, RETURN = "EXP", "RDM", "AVR"
_OTHERWISE = "OTH"  # the purpose of a kind that somebody added


def _table(name: str) -> list[dict[str, Any]]:
    path = Path(__file__).parent / "data" / "convoy_kinds.toml"
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return found


def _shipped() -> Iterator[Code]:
    for place, row in enumerate(_table("kind"), 1):
        yield Code(**row, position=10 * place)


KINDS = CodeList("convoy-kinds", _l("Kinds of a convoy"), _shipped(), longest=3, is_cited=True)
_PURPOSES = {row["kind"]: row["code"] for row in _table("purpose")}


def purpose_of(kind: str) -> str:
    """The purpose of the desk's list that everybody's sheet begins with."""
    return _PURPOSES.get(kind, _OTHERWISE)
