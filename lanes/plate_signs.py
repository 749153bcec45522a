"""Where a vehicle is registered, as it is typed: the sign beside the plate, or the state.

The shipped signs are the first version of a code list, which an administrator changes with a source
and a date. Until then each is marked as not confirmed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost.code_lists.lists import Code, CodeList, Detail
from borderpost.locale import state_name
from crossings import state_names
from docreader.states import is_known

_FILE = Path(__file__).parent / "data" / "plate_signs.toml"


def _shipped() -> Iterator[Code]:
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for place, (sign, state) in enumerate(told["signs"].items()):
        yield Code(
            sign, shipped=LazyString(state_name, state), letter=state, cite=told["cite"],
            since=told["since"], position=10 * (place + 1),
        )  # fmt: skip


SIGNS = CodeList(
    "plate-signs",
    _l("Signs beside a plate"),
    _shipped(),
    longest=3,
    is_cited=True,
    detail=Detail(
        _l("State, three letters"),
        lambda typed: is_known(typed.upper()),
        _l("No state has these three letters. Write a code such as MLI."),
    ),
)


def country(typed: str) -> str:
    """The state that was meant; '' for an unknown one, and for a beginning that several share."""
    sign = SIGNS.offered().get(typed.strip().upper())
    if sign:
        return sign.letter.upper()
    meant = state_names.meant(typed)
    return meant[0] if len(meant) == 1 else ""
