"""On PostgreSQL too: two who want one thing, and the triggers that guard the register."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from borderpost.db import db
from equipment import verification
from equipment.services import conveying
from equipment.services.conveying import Reversal
from tests.desk import officer
from tests.equipment.deeds import healthy, signed, things
from tests.equipment.store import item, receive
from tests.equipment.test_custody import two_at_once
from tests.equipment.test_stock import two_want_the_last
from tests.equipment.work import made
from tests.headquarters import cast_database, headquarters

__all__ = ["cast_database", "headquarters"]
pytestmark = pytest.mark.db


def test_two_at_once_one_wins_and_the_other_is_told(headquarters: Flask) -> None:
    with headquarters.app_context():
        world = made(headquarters)
    two_at_once(headquarters, world)
    with headquarters.app_context():
        assert list(verification.faults()) == []


@pytest.mark.parametrize(
    "statement",
    ["UPDATE asset_events SET reason = 'x'", "DELETE FROM asset_events", "DELETE FROM assets",
     "TRUNCATE asset_events", "TRUNCATE assets CASCADE"],
)  # fmt: skip
def test_the_database_itself_refuses(headquarters: Flask, statement: str) -> None:
    with headquarters.app_context():
        made(headquarters).asset()
        db.session.remove()  # its locks would hold a TRUNCATE up
        with pytest.raises(sa.exc.DatabaseError), db.engine.begin() as link:
            link.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE donations SET receiver = 'x'", "DELETE FROM donations", "TRUNCATE donations CASCADE",
     "UPDATE donations SET state = 'reversed', ended_why = 'x', giver = 'y'",
     "UPDATE donation_lines SET told = '{}'", "DELETE FROM donation_lines",
     "INSERT INTO donation_lines SELECT * FROM donation_lines"],
)  # fmt: skip
def test_the_database_keeps_what_was_signed(headquarters: Flask, statement: str) -> None:
    with headquarters.app_context():
        world = made(headquarters)
        things(world, 1)
        key = signed(headquarters, world, "AAA-0001")
        by = officer(headquarters, "supervisor")
        db.session.remove()  # its locks would hold a TRUNCATE up
        with pytest.raises(sa.exc.DatabaseError), db.engine.begin() as link:
            link.exec_driver_sql(statement)
        conveying.reverse(key, Reversal("wrong annex", "Letter 1"), by=by)
        assert healthy()


def test_two_who_want_the_last_one_of_whom_one_is_told(headquarters: Flask) -> None:
    with headquarters.app_context():
        world = made(headquarters)
    two_want_the_last(headquarters, world)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE stock_movements SET quantity = 9", "DELETE FROM stock_movements",
     "UPDATE stock_lots SET code = 'x'", "DELETE FROM stock_cards", "TRUNCATE stock_movements",
     "UPDATE stock_cards SET on_hand = -1"],
)  # fmt: skip
def test_the_database_refuses_to_change_stock(headquarters: Flask, statement: str) -> None:
    with headquarters.app_context():
        world = made(headquarters)
        receive(world, item(world), 5)
        db.session.remove()
        with pytest.raises(sa.exc.DatabaseError), db.engine.begin() as link:
            link.exec_driver_sql(statement)
