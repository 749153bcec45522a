"""Receipts of a shift sum to its cash, numbers have no gap, and no single person does it all."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.refusal import Refused
from cashdesk import Act
from cashdesk.models import Till
from cashdesk.queries import receipts, tills
from cashdesk.services import tills as services
from cashdesk.services import voiding
from cashdesk.services.tills import Opening
from tests.cashdesk.desk import paid, tariff, till, today
from tests.desk import officer, post_id


def refused(sentence: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=sentence)


def closed(found: UUID, cash: int, chief: object, cashier: object) -> None:
    services.count(found, cash, "", by=cashier)  # type: ignore[arg-type]
    services.close(found, cash, by=chief)  # type: ignore[arg-type]


def test_a_shift_closes_to_zero(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine, visa = till(cashier), tariff()
    for quantity in (1, 2, 3):
        paid(cashier, mine, visa, quantity)
    closed(mine, 40_000, chief, cashier)
    sum_up = tills.balance(db.session.get_one(Till, mine))

    assert (sum_up.taken, sum_up.expected, sum_up.difference, sum_up.left) == (30_000, 40_000, 0, 0)


def test_numbers_follow_each_other_and_end_with_a_check_character(inside: Flask) -> None:
    cashier = officer(inside, "cashier")
    mine, visa = till(cashier), tariff()
    numbers = [paid(cashier, mine, visa).number for _ in range(3)]

    assert [one[:-2] for one in numbers] == [
        f"AAA-Q{today().year}-{serial:05d}" for serial in (1, 2, 3)
    ]
    assert receipts.gaps() == []


def test_a_refused_receipt_leaves_no_gap(inside: Flask) -> None:
    cashier = officer(inside, "cashier")
    mine, visa = till(cashier), tariff()
    paid(cashier, mine, visa)
    with refused("A number from 1"):
        paid(cashier, mine, visa, 0)
    paid(cashier, mine, visa)

    assert receipts.gaps() == []


@pytest.mark.parametrize(("gone", "gap"), [(1, (1, 1)), (3, (3, 3)), (5, (5, 5))])
def test_a_number_that_is_missing_is_shown(inside: Flask, gone: int, gap: tuple[int, int]) -> None:
    cashier = officer(inside, "cashier")
    mine, visa = till(cashier), tariff()
    for _ in range(5):
        paid(cashier, mine, visa)
    db.session.execute(text("DROP TRIGGER receipts_refuse_delete"))  # as who steals the file would
    db.session.execute(text(f"DELETE FROM receipts WHERE serial = {gone}"))  # noqa: S608
    db.session.commit()

    assert [(one.first, one.last) for one in receipts.gaps(post_id())] == [gap]
    assert receipts.gaps(post_id("BBB")) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE receipts SET amount = amount - 1",
        "DELETE FROM receipts",
        "UPDATE tills SET float_amount = 0",
        "DELETE FROM tills",
        "UPDATE till_counts SET counted = 0",
        "DELETE FROM till_counts",
        "UPDATE till_closings SET received = 0",
        "DELETE FROM till_closings",
        "UPDATE tariffs SET amount = 1",
        "DELETE FROM tariffs",
        "UPDATE receipt_voids SET reason = 'other'",
        "UPDATE receipt_voids SET state = 'rejected'",
        "DELETE FROM receipt_voids",
        "UPDATE till_leavings SET reason = ''",
    ],
)
def test_the_database_refuses_to_alter_money(inside: Flask, statement: str) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine, visa = till(cashier), tariff()
    asked = voiding.ask(paid(cashier, mine, visa).id, "typed twice", by=cashier)
    voiding.answer(asked.id, "", approves=True, by=chief)
    services.leave(cashier, "ill")
    closed(mine, 10_000, chief, cashier)

    with pytest.raises(DatabaseError, match="never altered"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_who_took_the_cash_does_not_close_it(inside: Flask) -> None:
    cashier = officer(inside, "cashier")
    mine = till(cashier)
    services.count(mine, 10_000, "", by=cashier)

    with refused("does not close the till"):
        services.close(mine, 10_000, by=cashier)
    attempts = select(AuditLine.details).where(AuditLine.act == Act.ATTEMPTED)
    assert [row["attempt"] for row in db.session.scalars(attempts)] == ["close_own_till"]


def test_nobody_else_counts_or_takes_money(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine, visa = till(cashier), tariff()

    with refused("Who took the cash counts it"):
        services.count(mine, 10_000, "", by=chief)
    with refused("colleague’s till"):
        paid(chief, mine, visa)


def test_a_difference_needs_its_reason_and_is_closed_with_it(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine, visa = till(cashier), tariff()
    paid(cashier, mine, visa)
    with refused("write what explains"):
        services.count(mine, 14_500, " ", by=cashier)
    services.count(mine, 14_500, "a torn note", by=cashier)
    row = services.close(mine, 14_500, by=chief)
    sum_up = tills.balance(db.session.get_one(Till, mine))

    assert (row.difference, row.reason, row.received) == (-500, "a torn note", 14_500)
    assert (sum_up.left, sum_up.difference) == (0, -500)


def test_what_is_received_is_what_was_counted(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine = till(cashier)
    with refused("Nobody counted"):
        services.close(mine, 10_000, by=chief)
    services.count(mine, 10_000, "", by=cashier)

    with refused("Count together"):
        services.close(mine, 9_999, by=chief)


def test_money_taken_after_the_count_is_counted_again(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine, visa = till(cashier), tariff()
    services.count(mine, 10_000, "", by=cashier)
    paid(cashier, mine, visa)

    with refused("since the count"):
        services.close(mine, 10_000, by=chief)


def test_a_closed_till_takes_nothing_more(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine, visa = till(cashier), tariff()
    number = paid(cashier, mine, visa).id
    closed(mine, 15_000, chief, cashier)

    for act in (
        lambda: paid(cashier, mine, visa),
        lambda: services.count(mine, 0, "", by=cashier),
        lambda: services.close(mine, 15_000, by=chief),
        lambda: voiding.ask(number, "late", by=cashier),
    ):
        with refused("This till is closed"):
            act()


def test_one_open_till_in_a_currency(inside: Flask) -> None:
    cashier = officer(inside, "cashier")
    till(cashier)
    with refused("open already"):
        till(cashier)

    assert till(cashier, currency="MRU")


def test_a_till_of_another_post_is_nobodys_here(inside: Flask) -> None:
    cashier, stranger = officer(inside, "cashier"), officer(inside, "stranger")
    mine, visa = till(cashier), tariff()

    for act in (
        lambda: paid(stranger, mine, visa),
        lambda: services.count(mine, 10_000, "", by=stranger),
        lambda: services.close(mine, 10_000, by=stranger),
    ):
        with refused("another post"):
            act()


def test_a_lane_of_another_post_or_an_unknown_currency_is_refused(inside: Flask) -> None:
    from tests.desk import lane_id

    cashier = officer(inside, "cashier")
    with refused("lane of this post"):
        services.open_till(Opening("XOF", 0, lane_id("BBB")), by=cashier)
    with refused("currency of the list"):
        services.open_till(Opening("ZZZ", 0), by=cashier)
