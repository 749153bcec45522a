"""The kinds of incidents at a post, as a code list that an administrator keeps."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from flask_babel import lazy_gettext as _l

from borderpost.code_lists.lists import Code, CodeList


def _shipped() -> Iterator[Code]:
    path = Path(__file__).parent / "data" / "incident_kinds.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["kind"]
    for place, row in enumerate(rows, 1):
        yield Code(**row, position=10 * place)


KINDS = CodeList("incident-kinds", _l("Kinds of incidents"), _shipped(), longest=3)
