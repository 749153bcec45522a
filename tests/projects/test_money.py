"""Amounts as people write them, and as the database keeps them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.money import Amount, parsed


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1250.50", "1250.50"), ("1 250,50", "1250.50"), ("1,250.50", "1250.50"),
        ("1.250,5", "1250.50"), ("1.250", "1250.00"), ("1,250", "1250.00"), ("0", "0.00"),
        ("12\u202f345\u00a0678", "12345678.00"), ("1'000.00", "1000.00"), ("7,5", "7.50"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert parsed(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", "-5", "6.37E+15", "1,25,000", "12.345.6", "EUR 5", "1.2.3", "٣", "1" * 14, "NaN"]
)
def test_anything_else_is_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(ValueError):
        parsed(text)


@given(st.decimals(0, 10**11, places=2))
def test_the_database_keeps_every_cent(amount: Decimal) -> None:
    column = Amount()
    kept = column.process_bind_param(amount, None)  # type: ignore[arg-type]

    assert isinstance(kept, int)
    assert column.process_result_value(kept, None) == amount  # type: ignore[arg-type]


def test_a_third_place_is_refused() -> None:
    with pytest.raises(ValueError):
        Amount().process_bind_param(Decimal("1.005"), None)  # type: ignore[arg-type]
