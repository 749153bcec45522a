"""A void needs a reason, and another person's approval; the receipt stays where it is."""

from __future__ import annotations

import pytest
from flask import Flask

from borderpost.db import db
from borderpost.refusal import Refused
from cashdesk.models import Receipt, Till
from cashdesk.queries import receipts, tills
from cashdesk.services import tills as services
from cashdesk.services import voiding
from tests.cashdesk.desk import paid, tariff, till
from tests.desk import officer


def refused(sentence: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=sentence)


def test_a_void_gives_the_money_back_and_keeps_the_number(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine, visa = till(cashier), tariff()
    first = paid(cashier, mine, visa).id
    asked = voiding.ask(first, "wrong  traveller", by=cashier)
    before = tills.balance(db.session.get_one(Till, mine)).expected
    voiding.answer(asked.id, "", approves=True, by=chief)
    second = paid(cashier, mine, visa)

    assert (before, tills.balance(db.session.get_one(Till, mine)).expected) == (15_000, 15_000)
    assert db.session.get_one(Receipt, first).is_void
    assert asked.reason == "wrong traveller"
    assert second.serial == 2 and receipts.gaps() == []


def test_a_void_needs_a_reason(inside: Flask) -> None:
    cashier = officer(inside, "cashier")
    row = paid(cashier, till(cashier), tariff()).id

    with refused("Say why"):
        voiding.ask(row, "  ", by=cashier)


def test_who_asked_and_who_took_the_money_do_not_approve(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine, visa = till(cashier), tariff()
    own = voiding.ask(paid(cashier, mine, visa).id, "mine", by=cashier).id
    other = voiding.ask(paid(cashier, mine, visa).id, "theirs", by=chief).id

    with refused("You asked for this yourself"):
        voiding.answer(own, "", approves=True, by=cashier)
    with refused("Who took the money"):
        voiding.answer(other, "", approves=True, by=cashier)
    with refused("You asked for this yourself"):
        voiding.answer(other, "", approves=True, by=chief)


def test_a_rejected_wish_says_why_and_may_be_asked_again(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    row = paid(cashier, till(cashier), tariff()).id
    asked = voiding.ask(row, "a whim", by=cashier).id
    with refused("why it stays good"):
        voiding.answer(asked, "", approves=False, by=chief)
    voiding.answer(asked, "the traveller left with it", approves=False, by=chief)
    with refused("answered already"):
        voiding.answer(asked, "", approves=True, by=chief)

    assert not db.session.get_one(Receipt, row).is_void
    assert voiding.ask(row, "now for good", by=cashier)


def test_a_receipt_is_asked_for_once_and_void_once(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    row = paid(cashier, till(cashier), tariff()).id
    asked = voiding.ask(row, "double", by=cashier).id
    with refused("asked already"):
        voiding.ask(row, "double", by=chief)
    voiding.answer(asked, "", approves=True, by=chief)

    with refused("void already"):
        voiding.ask(row, "double", by=cashier)


def test_a_till_waits_for_the_answer(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine = till(cashier)
    row = paid(cashier, mine, tariff()).id
    services.count(mine, 15_000, "", by=cashier)
    asked = voiding.ask(row, "double", by=cashier).id
    with refused("waits for its void"):
        services.close(mine, 15_000, by=chief)
    with refused("waits for its void"):
        services.count(mine, 15_000, "", by=cashier)
    voiding.answer(asked, "", approves=True, by=chief)
    with refused("since the count"):
        services.close(mine, 15_000, by=chief)
    services.count(mine, 10_000, "", by=cashier)

    assert services.close(mine, 10_000, by=chief).received == 10_000


def test_a_stranger_of_another_post_neither_asks_nor_answers(inside: Flask) -> None:
    cashier, stranger = officer(inside, "cashier"), officer(inside, "stranger")
    row = paid(cashier, till(cashier), tariff()).id
    asked = voiding.ask(row, "double", by=cashier).id

    with refused("another post"):
        voiding.ask(row, "x", by=stranger)
    with refused("another post"):
        voiding.answer(asked, "", approves=True, by=stranger)
