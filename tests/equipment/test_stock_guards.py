"""What the database refuses of stock, and what ``flask equipment verify`` names."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask

from borderpost.db import db
from equipment import stock_verification
from equipment.models import StockCard, StockMovement
from tests.equipment.store import day, item, receive
from tests.equipment.work import World


@pytest.mark.parametrize(
    "statement",
    ["UPDATE stock_movements SET quantity = 9", "DELETE FROM stock_movements",
     "UPDATE stock_lots SET expires_on = '2099-01-01'", "DELETE FROM stock_lots",
     "DELETE FROM stock_cards", "UPDATE stock_cards SET on_hand = -1",
     "INSERT OR REPLACE INTO stock_movements SELECT * FROM stock_movements"],
)  # fmt: skip
def test_the_database_itself_refuses(world: World, statement: str) -> None:
    receive(world, item(world), 5)
    db.session.rollback()
    with pytest.raises(sa.exc.DatabaseError), db.engine.begin() as link:
        link.exec_driver_sql(statement)


def test_verify_names_what_was_altered_behind_the_ledger(inside: Flask, world: World) -> None:
    key = item(world)
    card = receive(world, key, 5)
    db.session.rollback()
    with db.engine.begin() as link:
        link.execute(sa.update(StockCard).values(on_hand=7))
        link.exec_driver_sql("DROP TRIGGER stock_movements_refuse_update")
        link.execute(sa.update(StockMovement).values(reason="x"))
        link.execute(
            sa.insert(StockMovement).values(
                card_id=card, seq=2, act_id=uuid.uuid4(), kind="issue", quantity=-9,
                happened_on=day(0),
            )
        )  # fmt: skip
    told = " | ".join(stock_verification.faults())
    result = inside.test_cli_runner().invoke(args=["equipment", "verify"])

    for part in ("movement 1 was altered", "movement 2 has no audit line", "holds 7",
                 "held -4 on"):  # fmt: skip
        assert part in told
    assert result.exit_code == 1
    assert "holds 7" in result.output
