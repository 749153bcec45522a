"""What somebody states at a hand-over, line by line, against the books."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost.refusal import Refused
from lanes import shift_words
from lanes.shift_lines import CASH, KEY, STICKERS, TOLD, Line, parsed


class Signer(Protocol):
    """Who signs, as the services receive one."""

    @property
    def officer_id(self) -> UUID: ...
    @property
    def post_id(self) -> UUID | None: ...


@dataclass(frozen=True)
class Told:
    """What was typed for one line: the count, and what explains a difference."""

    stated: str = ""
    why: str = ""


def counted(books: Iterable[Line], told: Mapping[str, Told]) -> list[Line]:
    """The lines with what was stated. What the machine counts itself is not asked.

    Raises ``Refused`` at the field ``stated_KEY`` for what is no count, and at ``why_KEY`` for a
    difference that nobody explains.
    """
    return [_line(one, told.get(one.key, Told())) for one in books]


def _line(line: Line, told: Told) -> Line:
    if line.kind in TOLD:
        return replace(line, stated=line.expected)
    found = replace(line, stated=_stated(line, told), why=" ".join(told.why.split())[:200])
    if not found.differs:
        return replace(found, why="")
    if not found.why:
        raise Refused(
            _l(
                "%(thing)s: you state %(stated)s, the books say %(expected)s. Look again; if it "
                "stays so, write what explains it.",
                thing=shift_words.thing(found),
                stated=shift_words.value(found, found.stated),
                expected=shift_words.value(found, found.expected),
            ),
            field=f"why_{line.key}",
        )
    return found


def _stated(line: Line, told: Told) -> str:
    field = f"stated_{line.key}"
    if not told.stated.strip() and line.kind != KEY and line.expected:
        raise Refused(_l("Count it and write it, 0 for none."), field=field)
    if not told.stated.strip() and line.kind in (CASH, STICKERS):
        raise Refused(_l("Count it and write it, 0 for none."), field=field)
    try:
        return parsed(line, told.stated)
    except ValueError:
        words = {
            CASH: _l("Write an amount from 0 on, such as 12 500, with no more decimals than the "
                     "currency has."),
            STICKERS: _l("Write a whole number from 0 on."),
        }  # fmt: skip
        otherwise = _l("Write the number as it is printed: letters, digits, no more than 30.")
        raise Refused(words.get(line.kind, otherwise), field=field) from None
