"""PURE: what an answer is worth, and how answers are typed from paper.

A choice is right when exactly the right options are named: a multiple choice gives all of its
points or none. A number is right within its tolerance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

LATIN, ARABIC = "ABCDEFGH", "أبجدهوزح"
MOST_OPTIONS = len(LATIN)
BLANK = "-"  # typed where the paper has no answer
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "0123456789" * 2 + ".")
_LARGEST = Decimal("1e12")


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"


@dataclass(frozen=True)
class Key:
    """The answer key of a question: the places of the right options from 0, or a number as text
    with its tolerance; and what it is worth."""

    kind: Kind
    right: Sequence[int] = ()
    number: str = ""
    tolerance: str = "0"
    points: int = 1
    options: int = 0


def read(typed: str, key: Key) -> str:
    """An answer as it is kept: places by commas such as ``0,2``, a number, '' for no answer.

    Raises ``ValueError`` for what is no answer to this question.
    """
    text = typed.strip().upper().translate(_DIGITS)
    if text in ("", BLANK):
        return ""
    return str(number(text)) if key.kind is Kind.NUMBER else _places(text, key)


def number(text: str) -> Decimal:
    """A number as people type it, with a point or a comma. Raises ``ValueError``."""
    try:
        found = Decimal(text.strip().translate(_DIGITS).replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(f"no number: {text!r}") from error
    if not found.is_finite() or abs(found) > _LARGEST:
        raise ValueError(f"no number: {text!r}")
    return found


def is_number(typed: str) -> bool:
    """Whether this is a number, or nothing."""
    try:
        return typed.strip() in ("", BLANK) or number(typed).is_finite()
    except ValueError:
        return False


def chosen(places: Sequence[int]) -> str:
    """The places of options as an answer is kept."""
    return ",".join(str(place) for place in sorted(set(places)))


def places(given: str) -> list[int]:
    """The places of the options that an answer names."""
    return [int(part) for part in given.split(",") if part]


def worth(given: str, key: Key) -> int:
    """The points of an answer as it is kept."""
    if not given:
        return 0
    if key.kind is Kind.NUMBER:
        apart = abs(number(given) - number(key.number))
        return key.points if apart <= number(key.tolerance) else 0
    return key.points if set(places(given)) == set(key.right) else 0


def written(given: str, kind: Kind, language: str) -> str:
    """An answer in letters, as it is typed; ``-`` for none."""
    if not given:
        return BLANK
    if kind is Kind.NUMBER:
        return given
    return "".join(letters(language)[place] for place in places(given))


def letters(language: str) -> str:
    """What the options are called, one letter each."""
    return ARABIC if language == "ar" else LATIN


def _places(text: str, key: Key) -> str:
    found = []
    for sign in text.replace(" ", "").replace(",", "").replace("ا", "أ"):
        place = max(LATIN.find(sign), ARABIC.find(sign))
        if not 0 <= place < key.options:
            raise ValueError(f"no option: {sign!r}")
        found.append(place)
    if key.kind is Kind.SINGLE and len(found) != 1:
        raise ValueError("one option")
    return chosen(found)
