"""The lines of a count: what somebody types, in one plain form."""

from __future__ import annotations

import pytest

from lanes import shift_lines
from lanes.shift_lines import Line

FRANCS, OUGUIYA = Line("cash", "XOF", "12500"), Line("cash", "MRU", "12.50", decimals=2)
STOCK, PAPER, KEY = Line("stickers", "", "40"), Line("receipt", "", "AAA-Q1"), Line("key", "S", "1")


@pytest.mark.parametrize(
    ("line", "typed", "plain"),
    [
        (FRANCS, "12 500", "12500"),
        (FRANCS, "١٢٥٠٠", "12500"),
        (FRANCS, "0", "0"),
        (OUGUIYA, "12,5", "12.50"),
        (OUGUIYA, "12.50", "12.50"),
        (STOCK, "040", "40"),
        (PAPER, "aaa-q1", "AAA-Q1"),
        (KEY, "1", "1"),
        (KEY, "0", "0"),
    ],
)
def test_what_was_typed_stands_in_one_plain_form(line: Line, typed: str, plain: str) -> None:
    assert shift_lines.parsed(line, typed) == plain


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        (FRANCS, "-1"), (FRANCS, "12.500"), (FRANCS, "12,5"), (FRANCS, "many"), (FRANCS, ""),
        (OUGUIYA, "1.234"), (STOCK, "-3"), (STOCK, "4.5"), (STOCK, "1e3"), (STOCK, "²"),
        (PAPER, "<b>"), (PAPER, "A" * 31),
    ],
)  # fmt: skip
def test_what_is_no_count_is_refused(line: Line, typed: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        shift_lines.parsed(line, typed)


def test_cash_that_nobody_ever_counted_agrees_with_anything() -> None:
    first = Line("cash", "XOF", "", stated="7000")

    assert not first.differs
    assert Line("cash", "XOF", "0", stated="7000").differs


def test_cash_is_carried_on_with_its_decimals() -> None:
    assert shift_lines.carried("-10000", "25000", 0) == "15000"
    assert shift_lines.carried("0.5", "12.50", 2) == "13.00"


def test_a_line_comes_back_from_what_a_shift_keeps() -> None:
    line = Line("cash", "MRU", "1.00", "2.00", "found", 2)

    assert shift_lines.from_plain([line.plain]) == [line]
