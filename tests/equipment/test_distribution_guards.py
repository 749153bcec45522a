"""What distributions refuse, in the service and in the database, and what verify names."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from borderpost.db import db
from borderpost.refusal import Refused
from equipment import distribution_verification
from equipment.models import Allocation, DistributionRecord
from equipment.queries import distributions as queries
from equipment.services import allocating, distributing, households, serving
from equipment.services.allocating import Wish
from equipment.services.serving import Household, Served
from tests.desk import officer
from tests.equipment.giving import PDF, faults, sent
from tests.equipment.work import World


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Served({}, {("f", "0-4"): 1}), "at least one item"),
        (Served({}, {}, households=0), "how many households received, or how many did not"),
        (Served({}, {("f", "0-4"): 1}, households=0, no_shows=1), "how many households received"),
        (Served({}, {("f", "0-4"): -1}), "nothing or more"),
        (Served({}, {("x", "0-4"): 1}), "age bands were changed"),
        (Served({}, {("f", "7-8"): 1}), "age bands were changed"),
    ],
)
def test_counts_that_cannot_be_are_refused(
    inside: Flask, world: World, said: Served, told: str
) -> None:
    by = officer(inside, "storekeeper")
    _key, row = sent(world, by)
    with pytest.raises(Refused, match=told):
        serving.record(row, said, None, by=by)


def test_a_household_is_known_again_within_a_distribution(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    key, row = sent(world, by)
    said = Served({key: 1}, {("f", "18-59"): 1})
    serving.record(row, said, Household("Awa  Testeuse"), by=by)
    with pytest.raises(Refused, match="Line 1 of this distribution has the same name"):
        serving.record(row, said, Household("AWA TESTEUSE"), by=by)
    with pytest.raises(Refused, match="Enter the name"):
        serving.record(row, said, Household(" "), by=by)
    with pytest.raises(Refused, match="at least one in each household"):
        serving.record(row, Served({key: 1}, {}), Household("B"), by=by)
    again = Served({key: 1}, {("f", "18-59"): 1}, is_another=True)
    serving.record(row, again, Household("Awa Testeuse", proxy="Son Fils"), by=by)
    with pytest.raises(Refused, match="at most 8 are left"):
        serving.record(row, Served({key: 9}, {("f", "0-4"): 1}), Household("C"), by=by)
    rows = db.session.scalars(sa.select(DistributionRecord).order_by("seq")).all()

    assert [one.by_proxy for one in rows] == [False, True]
    assert rows[0].mark == rows[1].mark
    stored = db.session.execute(sa.text("SELECT hex(content) FROM household_sheets")).scalars()
    assert all(b"Testeuse".hex().upper() not in text for text in stored)  # sealed


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM distribution_records", "UPDATE distribution_records SET people = 9",
     "UPDATE distribution_quantities SET quantity = 9", "DELETE FROM stock_draws",
     "UPDATE stock_draws SET quantity = 1", "DELETE FROM waybills", "DELETE FROM household_sheets",
     "UPDATE distributions SET households = 1", "UPDATE waybills SET vehicle = 'x'"],
)  # fmt: skip
def test_the_database_refuses_to_alter_a_distribution(
    inside: Flask, world: World, statement: str
) -> None:
    by = officer(inside, "storekeeper")
    key, row = sent(world, by)
    serving.record(row, Served({key: 1}, {("f", "0-4"): 1}), Household("Awa"), by=by)
    db.session.rollback()
    with pytest.raises(sa.exc.DatabaseError), db.engine.begin() as link:
        link.exec_driver_sql(statement)


def test_verify_names_what_was_altered_of_distributions(inside: Flask, world: World) -> None:
    by = officer(inside, "storekeeper")
    key, row = sent(world, by)
    serving.record(row, Served({key: 10}, {("f", "0-4"): 10}, 10), None, by=by)
    households.keep_list(row, PDF, by=by)
    distributing.close(row, by=by)
    allocating.allocate(key, Wish("planned", 5, "Kidal"), by=None)
    assert faults() == []
    db.session.rollback()
    with db.engine.begin() as link:
        for table in ("stock_draws", "distribution_records", "distribution_quantities",
                      "stock_allocations"):  # fmt: skip
            link.exec_driver_sql(f"DROP TRIGGER {table}_refuse_update")
        link.exec_driver_sql("UPDATE stock_draws SET quantity = 9")
        link.exec_driver_sql("UPDATE distribution_records SET people = 12, seq = 3")
        link.exec_driver_sql("UPDATE distribution_quantities SET quantity = 8")
        link.execute(sa.update(Allocation).where(Allocation.quantity == 5).values(quantity=99))
    told = " | ".join(distribution_verification.faults())
    result = inside.test_cli_runner().invoke(args=["equipment", "verify"])

    for part in (
        "100 are spoken for, 30 are on hand", "was altered", "9 drawn", "are missing",
        "says 12 people, its counts 10", "record 3 follows 0",
    ):  # fmt: skip
        assert part in told
    assert result.exit_code == 1
    assert "100 are spoken for" in result.output
    assert queries.distribution(row, world.post) is not None
