"""The table of fees: only what is in force may be taken, and no row is ever another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from borderpost.db import db
from borderpost.refusal import Refused
from cashdesk.models import Till
from cashdesk.queries import tills
from cashdesk.services import issuing, tariffs
from cashdesk.services.issuing import Fee
from tests.cashdesk.desk import facts, paid, tariff, till, today
from tests.desk import officer, post_id


def refused(sentence: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=sentence)


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"starts_on": today() + timedelta(days=1)}, "not in force today"),
        ({"currency": "MRU"}, "in the tariff’s currency"),
    ],
)
def test_only_a_tariff_in_force_and_of_the_tills_currency(
    inside: Flask, other: dict[str, object], sentence: str
) -> None:
    cashier = officer(inside, "cashier")
    mine, visa = till(cashier), tariff(**other)

    with refused(sentence):
        paid(cashier, mine, visa)


def test_a_tariff_of_another_post_is_refused(inside: Flask) -> None:
    cashier = officer(inside, "cashier")
    mine, theirs = till(cashier), tariff(post_id=post_id("BBB"))

    with refused("tariff of the list"):
        issuing.issue(mine, Fee(theirs), by=cashier)


def test_a_free_passage_has_a_receipt_too(inside: Flask) -> None:
    cashier = officer(inside, "cashier")
    mine, free = till(cashier), tariff(code="PASS", amount=0, currency="MRU")
    row = paid(cashier, mine, free, 4)

    assert (row.amount, row.currency) == (0, "XOF")
    assert tills.balance(db.session.get_one(Till, mine)).expected == 10_000


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"starts_on": today() - timedelta(days=1)}, "today or later"),
        ({"ends_on": today() - timedelta(days=1)}, "before the first"),
        ({"basis": ""}, "Name the text"),
        ({"currency": "ZZZ"}, "currency of the list"),
        ({}, "has a row for these days"),
        ({"starts_on": today() + timedelta(days=9)}, "has a row for these days"),
    ],
)
def test_a_tariff_that_cannot_stand(inside: Flask, other: dict[str, object], sentence: str) -> None:
    tariff()
    with refused(sentence):
        tariffs.add(facts(**other), by=None)


def test_another_amount_is_another_row(inside: Flask) -> None:
    first = tariff()
    tariffs.end(first, today(), by=None)
    second = tariff(starts_on=today() + timedelta(days=1), amount=6000)
    with refused("yesterday or later"):
        tariffs.end(second, today() - timedelta(days=2), by=None)
    tariffs.end(second, today() - timedelta(days=1), by=None)  # never in force
    with refused("over already"):
        tariffs.end(second, today(), by=None)

    assert tariff(starts_on=today() + timedelta(days=2), amount=7000)
