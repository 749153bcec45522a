"""Random shifts: receipts of each sum to its cash, and no number is missing."""

from __future__ import annotations

from uuid import UUID

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from borderpost.db import db
from cashdesk.models import Receipt, Till
from cashdesk.queries import receipts, tills
from cashdesk.services import tills as services
from cashdesk.services import voiding
from tests.cashdesk.desk import paid, tariff, till
from tests.desk import officer, post_id

DEEDS = st.lists(
    st.tuples(st.sampled_from(["pay", "free", "many", "void", "reject", "count"]),
              st.integers(0, 9)),
    max_size=14,
)  # fmt: skip


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=DEEDS, change=st.integers(0, 50_000), short=st.integers(-300, 300))
def test_receipts_of_any_shift_sum_to_its_cash(
    inside: Flask, deeds: list[tuple[str, int]], change: int, short: int
) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    visa, free = _once("VISA-30", 5000), _once("PASS", 0)
    mine, pocket = till(cashier, change=change), change
    good: list[tuple[UUID, int]] = []
    for deed, place in deeds:
        if deed in {"pay", "free", "many"}:
            row = paid(cashier, mine, free if deed == "free" else visa, place + 1)
            pocket += row.amount
            good.append((row.id, row.amount))
        elif deed == "count":
            services.count(mine, pocket, "", by=cashier)
        elif good:
            chosen = good[place % len(good)]
            asked = voiding.ask(chosen[0], "by mistake", by=cashier)
            voiding.answer(asked.id, "no", approves=deed == "void", by=chief)
            if deed == "void":
                good.remove(chosen)
                pocket -= chosen[1]
    lying = max(0, pocket + short)
    services.count(mine, lying, "nobody knows", by=cashier)
    closing = services.close(mine, lying, by=chief)
    sum_up = tills.balance(db.session.get_one(Till, mine))
    issued = db.session.scalars(select(Receipt).where(Receipt.till_id == mine)).all()

    assert sum(row.amount for row in issued if not row.is_void) == pocket - change
    assert sum_up.expected == closing.expected == pocket
    assert closing.difference == lying - pocket
    assert sum_up.left == 0
    assert receipts.gaps() == []


def _once(code: str, amount: int) -> UUID:
    from cashdesk.queries.tariffs import of_code

    found = of_code(post_id(), code)
    return found[0].id if found else tariff(code=code, amount=amount)
