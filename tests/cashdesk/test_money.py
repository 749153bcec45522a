"""Money is whole numbers of its smallest unit; what is no amount is refused, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashdesk import money


@given(amount=st.integers(0, money.MOST), currency=st.sampled_from(sorted(money.DECIMALS)))
def test_what_is_written_is_read_again(amount: int, currency: str) -> None:
    assert money.parsed(money.written(amount, currency), currency) == amount
    assert money.parsed(money.grouped(amount, currency), currency) == amount


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("25 000", "XOF", 25_000),
        ("0", "XOF", 0),
        ("12,5", "MRU", 1_250),
        ("12.50", "MRU", 1_250),
        ("12", "MRU", 1_200),
    ],
)
def test_amounts_as_people_type_them(text: str, currency: str, amount: int) -> None:
    assert money.parsed(text, currency) == amount


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("25.000", "XOF"), ("12.5", "XOF"), ("12.505", "MRU"), ("", "XOF"), ("-5", "XOF"),
        ("1e3", "XOF"), ("٥٠٠", "XOF"), ("9" * 14, "XOF"), ("1 000 000 000 001", "XOF"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match="amount|more money"):
        money.parsed(text, currency)


def test_too_little_shows_its_sign() -> None:
    assert money.grouped(-500, "XOF") == "−500"
    assert money.written(-5, "MRU") == "-0.05"
    assert money.grouped(1_234_567, "MRU") == "12\u202f345.67"
