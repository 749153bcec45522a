"""Distributions: plans, waybills that draw on what was set aside, what became of it, households."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0050_distributions"
down_revision = "0049_kits"
branch_labels = None
depends_on = None

NEVER = "a distribution is never altered: strike the record, or reverse the movement"
WRITTEN_ONCE = ("distribution_items", "distribution_allocations", "waybills",
                "distribution_returns", "distribution_quantities", "distribution_counts",
                "household_sheets", "signed_lists")  # fmt: skip
STRUCK = ("stock_draws", "distribution_losses", "distribution_records", "distributions")
ERASED = ("household_sheets", "signed_lists")  # after the close, when their time is over
# What may still change of a row, and until when.
GUARDS = {
    "stock_draws": "OLD.undone_at IS NOT NULL OR NEW.quantity <> OLD.quantity"
    " OR NEW.allocation_id <> OLD.allocation_id OR NEW.act_id <> OLD.act_id",
    "distribution_losses": "OLD.struck_at IS NOT NULL OR NEW.quantity <> OLD.quantity"
    " OR NEW.item_id <> OLD.item_id OR NEW.kind <> OLD.kind",
    "distribution_records": "OLD.struck_at IS NOT NULL OR NEW.households <> OLD.households"
    " OR NEW.no_shows <> OLD.no_shows OR NEW.people <> OLD.people"
    " OR NEW.signed_how <> OLD.signed_how OR NEW.seq <> OLD.seq",
    "distributions": "OLD.closed_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL"
    " OR NEW.households <> OLD.households OR NEW.number <> OLD.number",
}
OPEN = {
    "household_sheets": "EXISTS (SELECT 1 FROM distribution_records r JOIN distributions d"
    " ON d.id = r.distribution_id WHERE r.id = OLD.record_id"
    " AND d.closed_at IS NULL AND d.cancelled_at IS NULL)",
    "signed_lists": "EXISTS (SELECT 1 FROM distributions d WHERE d.id = OLD.distribution_id"
    " AND d.closed_at IS NULL AND d.cancelled_at IS NULL)",
}


def upgrade() -> None:
    """Make the tables and the triggers that guard them."""
    _plans()
    _movements()
    _records()
    _households()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite() if on_sqlite else _postgres():
        op.execute(statement)


def downgrade() -> None:
    """Remove them; a table takes its triggers along."""
    for table in (
        "signed_lists", "household_sheets", "distribution_counts", "distribution_quantities",
        "distribution_records", "distribution_losses", "distribution_returns", "stock_draws",
        "waybills", "distribution_allocations", "distribution_items", "distributions",
        "distribution_counters",
    ):  # fmt: skip
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for name in ("distributions_refuse", *(f"{table}_guard" for table in (*GUARDS, *OPEN))):
            op.execute(f"DROP FUNCTION {name}()")


def _sqlite() -> list[str]:
    raised = f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    return [
        *(f"CREATE TRIGGER {one}_refuse_update BEFORE UPDATE ON {one} {raised}"
          for one in WRITTEN_ONCE),
        *(f"CREATE TRIGGER {one}_refuse_update BEFORE UPDATE ON {one} WHEN {when} {raised}"
          for one, when in GUARDS.items()),
        *(f"CREATE TRIGGER {one}_refuse_delete BEFORE DELETE ON {one} {raised}"
          for one in (*WRITTEN_ONCE, *STRUCK) if one not in ERASED),
        *(f"CREATE TRIGGER {one}_refuse_delete BEFORE DELETE ON {one} WHEN {when} {raised}"
          for one, when in OPEN.items()),
    ]  # fmt: skip


def _postgres() -> list[str]:
    raised = f"RAISE EXCEPTION '{NEVER}';"

    def guard(table: str, when: str, back: str) -> str:
        return (
            f"CREATE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN {raised} END IF; RETURN {back}; END $$"
        )

    def refuse(table: str, acts: str, function: str, name: str) -> str:
        return (
            f"CREATE TRIGGER {table}_refuse_{name} BEFORE {acts} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )

    return [
        "CREATE FUNCTION distributions_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {raised} END $$",
        *(guard(one, when, "NEW") for one, when in GUARDS.items()),
        *(guard(one, when, "OLD") for one, when in OPEN.items()),
        *(refuse(one, "UPDATE", "distributions_refuse", "update") for one in WRITTEN_ONCE),
        *(refuse(one, "UPDATE", f"{one}_guard", "update") for one in GUARDS),
        *(refuse(one, "DELETE", "distributions_refuse", "delete")
          for one in (*WRITTEN_ONCE, *STRUCK) if one not in ERASED),
        *(refuse(one, "DELETE", f"{one}_guard", "delete") for one in OPEN),
    ]  # fmt: skip


def _plans() -> None:
    _table(
        "distributions",
        _key("post_id"), _text("number", 24), _number("year"), _number("serial"),
        _text("site", 120), _text("search_key", 200), _text("area", 16),
        sa.Column("latitude", sa.Numeric(8, 5), nullable=True),
        sa.Column("longitude", sa.Numeric(8, 5), nullable=True),
        _day("planned_on"), _key("project_id", True), _number("households"),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        _instant("closed_at", True), _key("closed_by", True), _instant("cancelled_at", True),
        _text("cancelled_why", 300),
        rules={
            "households": "households > 0",
            "position": "(latitude IS NULL) = (longitude IS NULL)",
            "ended": "closed_at IS NULL OR cancelled_at IS NULL",
        },
        to={"post_id": "posts", "project_id": "projects"},
        unique=("number", "post_id,year,serial"),
        index=("post_id,planned_on", "project_id"),
    )  # fmt: skip
    _table(
        "distribution_items",
        _key("distribution_id"), _key("item_id"), _number("per_household"),
        rules={"per_household": "per_household > 0"},
        to={"distribution_id": "distributions", "item_id": "stock_items"},
        unique=("distribution_id,item_id",), index=("item_id",),
    )  # fmt: skip
    _table(
        "distribution_allocations",
        _key("distribution_id"), _key("allocation_id"),
        to={"distribution_id": "distributions", "allocation_id": "stock_allocations"},
        unique=("allocation_id",), index=("distribution_id",),
    )  # fmt: skip
    op.create_table(
        "distribution_counters",
        _key("post_id"),
        _text("kind", 1),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        _number("last"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_distribution_counters_post_id"),
        sa.PrimaryKeyConstraint("post_id", "kind", "year", name="pk_distribution_counters"),
    )


def _movements() -> None:
    _table(
        "waybills",
        _key("distribution_id"), _key("post_id"), _text("number", 24), _number("year"),
        _number("serial"), _key("act_id"), _key("location_id"), _day("happened_on"),
        _text("carrier", 80), _text("vehicle", 40),
        to={"distribution_id": "distributions", "post_id": "posts", "location_id": "locations"},
        unique=("number", "act_id", "post_id,year,serial"), index=("distribution_id",),
    )  # fmt: skip
    _table(
        "stock_draws",
        _key("allocation_id"), _key("act_id"), _number("quantity"), _instant("undone_at", True),
        rules={"quantity": "quantity > 0"}, to={"allocation_id": "stock_allocations"},
        index=("allocation_id", "act_id"),
    )  # fmt: skip
    _table(
        "distribution_returns",
        _key("distribution_id"), _key("act_id"),
        to={"distribution_id": "distributions"}, unique=("act_id",), index=("distribution_id",),
    )  # fmt: skip
    _table(
        "distribution_losses",
        _key("distribution_id"), _key("item_id"), _text("kind", 7), _number("quantity"),
        _text("reason", 300), _instant("struck_at", True), _text("struck_why", 300),
        rules={
            "kind": "kind IN ('lost', 'damaged')",
            "quantity": "quantity > 0",
            "struck": "struck_at IS NULL OR struck_why <> ''",
        },
        to={"distribution_id": "distributions", "item_id": "stock_items"},
        index=("distribution_id",),
    )  # fmt: skip


def _records() -> None:
    _table(
        "distribution_records",
        _key("distribution_id"), _number("seq"), _text("kind", 9), _number("households"),
        _number("no_shows"), _number("people"),
        sa.Column("by_proxy", sa.Boolean(), nullable=False), _text("signed_how", 5),
        _text("mark", 64), _instant("struck_at", True), _text("struck_why", 300),
        rules={
            "kind": "kind IN ('household', 'total')",
            "numbers": "households >= 0 AND no_shows >= 0 AND people >= 0",
            "signed_how": "signed_how IN ('drawn', 'thumb', 'paper')",
            "struck": "struck_at IS NULL OR struck_why <> ''",
        },
        to={"distribution_id": "distributions"}, unique=("distribution_id,seq",),
        index=("distribution_id,mark",),
    )  # fmt: skip
    _table(
        "distribution_quantities",
        _key("record_id"), _key("item_id"), _number("quantity"),
        rules={"quantity": "quantity > 0"},
        to={"record_id": "distribution_records", "item_id": "stock_items"},
        unique=("record_id,item_id",),
    )  # fmt: skip
    _table(
        "distribution_counts",
        _key("record_id"), _text("sex", 1), _text("band", 6), _number("number"),
        rules={"sex": "sex IN ('f', 'm')", "number": "number > 0"},
        to={"record_id": "distribution_records"}, unique=("record_id,sex,band",),
    )  # fmt: skip


def _households() -> None:
    _table(
        "household_sheets",
        _key("record_id"), sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        to={"record_id": "distribution_records"}, unique=("record_id",),
    )  # fmt: skip
    _table(
        "signed_lists",
        _key("distribution_id"), _text("kind", 20),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        to={"distribution_id": "distributions"}, index=("distribution_id",),
    )  # fmt: skip


def _table(
    name: str,
    *columns: sa.Column[Any],
    to: dict[str, str],
    rules: dict[str, str] | None = None,
    unique: tuple[str, ...] = (),
    index: tuple[str, ...] = (),
) -> None:
    """A table with the columns of every record, named as ``borderpost.db.NAMING`` names."""
    op.create_table(
        name,
        *columns,
        _key("id"),
        _instant("created_at"),
        _key("created_by", True),
        *(sa.CheckConstraint(rule, name=f"ck_{name}_{one}") for one, rule in (rules or {}).items()),
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}")
            for column, target in to.items()
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(
            sa.UniqueConstraint(*one.split(","), name=f"uq_{name}_{one.replace(',', '_')}")
            for one in unique
        ),
    )
    for one in index:
        op.create_index(f"ix_{name}_{one.replace(',', '_')}", name, one.split(","))


def _key(name: str, is_free: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=is_free)


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=False)


def _instant(name: str, is_free: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=is_free)
