"""PURE: the lines of a count at a hand-over: what the books say, what somebody states, and why it
differs. Amounts and numbers are texts in one plain form, so that two counts compare as they are
kept."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

CASH, RECEIPT, STICKERS, FIRST, LAST, KEY = (
    "cash", "receipt", "stickers", "sticker_first", "sticker_last", "key",
)  # fmt: skip
TOLD = frozenset({"referrals", "alerts", "incidents"})  # the machine counts them, nobody states
BLIND = frozenset({CASH})  # counted without seeing what the books say
_WHOLE = re.compile(r"[0-9]{1,9}")
_AMOUNT = re.compile(r"([0-9]{1,13})(?:[.,]([0-9]{1,2}))?")
_PAPER = re.compile(r"[A-Z0-9/.-]{0,30}")


@dataclass(frozen=True)
class Line:
    """One line. ``expected`` of cash is '' where nobody ever counted it: then anything agrees."""

    kind: str
    name: str
    expected: str
    stated: str = ""
    why: str = ""
    decimals: int = 0

    @property
    def key(self) -> str:
        """How a form names it: the same as long as the thing has its name."""
        return f"{self.kind}_{zlib.crc32(self.name.encode()):08x}"

    @property
    def is_known(self) -> bool:
        """Whether the books say anything."""
        return self.kind not in BLIND or self.expected != ""

    @property
    def differs(self) -> bool:
        """Whether what was stated is not what the books say."""
        return self.is_known and self.stated != self.expected

    @property
    def plain(self) -> dict[str, str]:
        """As a shift keeps it."""
        return {name: str(value) for name, value in asdict(self).items()}


def from_plain(rows: Iterable[Mapping[str, str]]) -> list[Line]:
    """The lines as a shift keeps them."""
    return [Line(**{**row, "decimals": int(row["decimals"])}) for row in rows]  # type: ignore[arg-type]


def parsed(line: Line, text: str) -> str:
    """What somebody typed, in the plain form of its kind: ``12 500`` is 12500, ``12,5`` of a
    currency with two decimals 12.50. Raises ValueError for what is no number from 0 on, or no
    number of a paper."""
    typed = "".join(_western(one) for one in text if not one.isspace())
    if line.kind == KEY:
        return "1" if typed == "1" else "0"
    if line.kind == CASH:
        found = _AMOUNT.fullmatch(typed)
        if found is None or len(found[2] or "") > line.decimals:
            raise ValueError("not an amount")
        return f"{Decimal(typed.replace(',', '.')):.{line.decimals}f}"
    if line.kind == STICKERS:
        if _WHOLE.fullmatch(typed) is None:
            raise ValueError("not a number")
        return str(int(typed))
    if _PAPER.fullmatch(typed.upper()) is None:
        raise ValueError("not a number of a paper")
    return typed.upper()


def carried(change: str, before: str, decimals: int) -> str:
    """What must lie there: what was counted last and what moved since, in plain form."""
    return f"{Decimal(before) + Decimal(change):.{decimals}f}"


def differing(lines: Sequence[Line]) -> list[Line]:
    """The lines that do not agree with the books."""
    return [one for one in lines if one.differs]


def _western(one: str) -> str:
    """A digit of any script as 0 to 9, everything else as it is."""
    value = unicodedata.decimal(one, None)
    return one if value is None else str(value)
