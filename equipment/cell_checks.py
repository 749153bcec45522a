"""What any cell of a file may have suffered, and how its days and amounts are understood.

A fault has a code for programs and a sentence for people. Nothing doubtful is guessed: a day
or an amount that two people would read differently is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from equipment.rows import Fault
from projects import money

MOST_CHARACTERS = 300
_EARLIEST = "1950-01-01"
_SHORTENED = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]?\d+")
_ROUNDED = re.compile(r"\d{15}0{2,}")  # a spreadsheet keeps 15 digits of a number
_MOJIBAKE = re.compile(
    "\ufffd|[ÃÂ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|Ã\\s|[a-zà-ÿ][‚Žˆ‡][a-zà-ÿ]"
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")  # U+0660, U+06F0
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(?::00(?:\.0+)?)?$")  # as spreadsheets end a bare day
_COUNTED = re.compile(r"\d{5}(?:[.,]\d+)?")  # days since 1900
_WHOLE = re.compile(r"(\d{1,3}(?: \d{3})+|\d+)(?:[.,]0{1,2})?")
_DAMAGED = _l(
    "Letters of this cell were damaged on the way. Write it anew, and save the file as UTF-8."
)
SHORTENED = _l(
    "A spreadsheet has shortened this number. Format the column as text and write it in full."
)
_DAY_NUMBER = _l(
    "This is a spreadsheet's own number of a day. Format the column as a date, and save the file "
    "anew."
)


def plain(values: Mapping[str, str], numbers: Iterable[str] = ()) -> dict[str, str]:
    """The cells without needless blanks; digits of any script become ours in ``numbers``."""
    cells = {name: " ".join((text or "").split()) for name, text in values.items()}
    return cells | {name: cells[name].translate(_DIGITS) for name in numbers if name in cells}


def damaged(
    cells: Mapping[str, str], exact: Sequence[str], longest: Mapping[str, int]
) -> Iterator[Fault]:
    """Cells whose letters were broken, whose number was shortened (of the ``exact`` ones), or
    that are too long."""
    for name, text in cells.items():
        most = longest.get(name, MOST_CHARACTERS)
        if _MOJIBAKE.search(text):
            yield Fault(name, "encoding", _DAMAGED)
        elif name in exact and is_shortened(text):
            yield Fault(name, "shortened", SHORTENED)
        elif len(text) > most:
            yield Fault(name, "too_long", _l("At most %(number)s characters.", number=most))


def is_shortened(text: str) -> bool:
    """Whether a spreadsheet has made a number of a code and lost its last digits."""
    return bool(_SHORTENED.fullmatch(text) or _ROUNDED.fullmatch(text))


def month_first(rows: Iterator[Mapping[str, str]], names: Sequence[str]) -> set[str]:
    """The columns of days where some row has the month first: there a day such as 03/04/2019
    cannot be told, and is refused instead of guessed."""
    found = set()
    for values in rows:
        for name in names:
            parts = _parts(values.get(name) or "")
            if parts and int(parts[1]) <= 12 < int(parts[2]):
                found.add(name)
    return found


def day(name: str, text: str, doubtful: set[str]) -> date | Fault:
    """The day that a cell says, ISO or day first with four digits for the year."""
    parts = _parts(text)
    if parts and name in doubtful and int(parts[1]) <= 12 and int(parts[2]) <= 12:
        return Fault(name, "ambiguous", _l("Day or month first? Other rows of this column have "
                                           "the month first. Write 2019-05-31."))  # fmt: skip
    if _COUNTED.fullmatch(text):
        return Fault(name, "not_a_day", _DAY_NUMBER)
    found = _day(_MIDNIGHT.sub("", text), parts)
    if found is None:
        return Fault(name, "not_a_day", _l("Write a day such as 2019-05-31 or 31/05/2019."))
    if found.isoformat() < _EARLIEST:
        return impossible(name)
    return found


def impossible(name: str) -> Fault:
    """A day that the calendar has and the paper cannot have."""
    return Fault(name, "out_of_range", _l("This day cannot be. Look at the paper again."))


def amount(name: str, text: str) -> Decimal | Fault:
    """The amount of money that a cell says."""
    if money.is_doubtful(text):
        return Fault(name, "ambiguous", _l("A thousand and more, or a decimal point? Write an "
                                           "amount such as 1250.50."))  # fmt: skip
    try:
        return money.parsed(text)
    except ValueError:
        return Fault(name, "not_money", _l("Write an amount such as 1250.50."))


def whole(name: str, text: str, most: int) -> int | Fault:
    """The whole number from 0 that a cell says: ``1250``, ``1 250`` or ``1250,00``."""
    found = _WHOLE.fullmatch(text.replace("\u202f", " ").replace("\u00a0", " "))
    if money.is_doubtful(text):
        return Fault(name, "ambiguous", _l("A thousand and more, or a decimal point? Write a whole "
                                           "number such as 1250."))  # fmt: skip
    number = int(found[1].replace(" ", "")) if found else -1
    if not 0 <= number <= most:
        return Fault(
            name, "not_a_number", _l("Enter a whole number from 0 to %(most)s.", most=most)
        )
    return number


def _parts(text: str) -> re.Match[str] | None:
    return _DAY_FIRST.fullmatch(_MIDNIGHT.sub("", text.strip().translate(_DIGITS)))


def _day(text: str, parts: re.Match[str] | None) -> date | None:
    try:
        if parts and len(parts[3]) == len("2019"):
            return date(int(parts[3]), int(parts[2]), int(parts[1]))
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None
