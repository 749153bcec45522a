"""Tariffs, tills, receipts, voids, counts and closings of cash."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0052_cashdesk"
down_revision = "0051_donations"
branch_labels = None
depends_on = None

NEVER = "money is never altered: ask for a void, count again, or end the tariff"
WRITTEN_ONCE = ("tills", "receipts", "till_counts", "till_closings", "till_leavings")
# What may still change of a row, and until when.
GUARDS = {
    "tariffs": "NEW.amount <> OLD.amount OR NEW.currency <> OLD.currency OR NEW.code <> OLD.code"
    " OR NEW.post_id <> OLD.post_id OR NEW.starts_on <> OLD.starts_on OR NEW.unit <> OLD.unit"
    " OR NEW.basis <> OLD.basis OR NEW.label_fr <> OLD.label_fr OR NEW.label_en <> OLD.label_en"
    " OR NEW.label_ar <> OLD.label_ar",
    "receipt_voids": "OLD.state <> 'asked' OR NEW.receipt_id <> OLD.receipt_id"
    " OR NEW.reason <> OLD.reason OR NEW.created_by <> OLD.created_by",
}


def upgrade() -> None:
    """Make the tables, empty: no official table of fees is known."""
    _tariffs()
    _tills()
    _receipts()
    _closing()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite() if on_sqlite else _postgres():
        op.execute(statement)


def downgrade() -> None:
    """Remove them; a table takes its triggers along."""
    for table in ("till_leavings", "till_closings", "till_counts", "receipt_voids", "receipts",
                  "receipt_counters", "tills", "tariffs"):  # fmt: skip
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for name in ("cashdesk_refuse", *(f"{table}_guard" for table in GUARDS)):
            op.execute(f"DROP FUNCTION {name}()")


def _tariffs() -> None:
    _table(
        "tariffs",
        _key("post_id"), _text("code", 20), _text("label_fr", 80), _text("label_en", 80),
        _text("label_ar", 80), _text("unit", 8), _money("amount"), _text("currency", 3),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True), _text("basis", 300),
        rules={"amount": "amount >= 0", "basis": "basis <> ''"},
        to={"post_id": "posts"}, unique=("post_id,code,starts_on",),
    )  # fmt: skip


def _tills() -> None:
    _table(
        "tills",
        _key("post_id"), _key("officer_id"), _key("lane_id", empty=True), _text("currency", 3),
        _money("float_amount"),
        rules={"float_amount": "float_amount >= 0"},
        to={"post_id": "posts", "officer_id": "officers", "lane_id": "lanes"},
        index=("officer_id", "post_id,created_at"),
    )  # fmt: skip


def _receipts() -> None:
    op.create_table(
        "receipt_counters",
        _key("post_id"),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_receipt_counters_post_id"),
        sa.PrimaryKeyConstraint("post_id", "year", name="pk_receipt_counters"),
    )
    _table(
        "receipts",
        _key("post_id"), sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False), _text("number", 30), _key("till_id"),
        _key("tariff_id"), sa.Column("quantity", sa.Integer(), nullable=False),
        _money("amount"), _text("currency", 3), _text("about", 40),
        rules={"quantity": "quantity > 0", "amount": "amount >= 0"},
        to={"post_id": "posts", "till_id": "tills", "tariff_id": "tariffs"},
        unique=("post_id,year,serial", "number"),
        index=("till_id", "tariff_id", "post_id,created_at"),
    )  # fmt: skip
    _table(
        "receipt_voids",
        _key("receipt_id"), _text("reason", 300), _text("state", 8),
        _key("answered_by", empty=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True), _text("note", 300),
        rules={
            "reason": "reason <> ''",
            "state": "state IN ('asked', 'approved', 'rejected')",
            "answered": "(state = 'asked') = (answered_by IS NULL)",
            "four_eyes": "answered_by IS NULL OR answered_by <> created_by",
        },
        to={"receipt_id": "receipts", "answered_by": "officers"},
    )  # fmt: skip
    standing = sa.text("state <> 'rejected'")
    op.create_index(
        "uq_receipt_voids_one_standing", "receipt_voids", ["receipt_id"], unique=True,
        sqlite_where=standing, postgresql_where=standing,
    )  # fmt: skip


def _closing() -> None:
    _table(
        "till_counts",
        _key("till_id"), _money("counted"), _money("expected"), _text("reason", 300),
        rules={"counted": "counted >= 0", "reason": "counted = expected OR reason <> ''"},
        to={"till_id": "tills"}, index=("till_id",),
    )  # fmt: skip
    _table(
        "till_closings",
        _key("till_id"), _key("officer_id"), _money("expected"), _money("difference"),
        _money("received"), _text("reason", 300),
        rules={
            "zero": "expected + difference - received = 0",
            "reason": "difference = 0 OR reason <> ''",
            "received": "received >= 0",
            "four_eyes": "created_by IS NOT NULL AND created_by <> officer_id",
        },
        to={"till_id": "tills", "officer_id": "officers"}, unique=("till_id",),
    )  # fmt: skip
    _table(
        "till_leavings", _key("till_id"), _text("reason", 300),
        to={"till_id": "tills"}, index=("till_id",),
    )  # fmt: skip


def _sqlite() -> list[str]:
    raised = f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    return [
        *(f"CREATE TRIGGER {one}_refuse_update BEFORE UPDATE ON {one} {raised}"
          for one in WRITTEN_ONCE),
        *(f"CREATE TRIGGER {one}_refuse_update BEFORE UPDATE ON {one} WHEN {when} {raised}"
          for one, when in GUARDS.items()),
        *(f"CREATE TRIGGER {one}_refuse_delete BEFORE DELETE ON {one} {raised}"
          for one in (*WRITTEN_ONCE, *GUARDS)),
    ]  # fmt: skip


def _postgres() -> list[str]:
    raised = f"RAISE EXCEPTION '{NEVER}';"

    def refuse(table: str, act: str, function: str) -> str:
        return (
            f"CREATE TRIGGER {table}_refuse_{act.lower()} BEFORE {act} ON {table} "
            f"FOR EACH {'STATEMENT' if act == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION {function}()"
        )

    return [
        "CREATE FUNCTION cashdesk_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {raised} END $$",
        *(f"CREATE FUNCTION {one}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
          f"IF {when} THEN {raised} END IF; RETURN NEW; END $$" for one, when in GUARDS.items()),
        *(refuse(one, "UPDATE", "cashdesk_refuse") for one in WRITTEN_ONCE),
        *(refuse(one, "UPDATE", f"{one}_guard") for one in GUARDS),
        *(refuse(one, act, "cashdesk_refuse")
          for one in (*WRITTEN_ONCE, *GUARDS) for act in ("DELETE", "TRUNCATE")),
    ]  # fmt: skip


def _table(
    name: str,
    *columns: sa.Column[Any],
    to: dict[str, str],
    rules: dict[str, str] | None = None,
    unique: tuple[str, ...] = (),
    index: tuple[str, ...] = (),
) -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        *(sa.CheckConstraint(rule, name=f"ck_{name}_{one}") for one, rule in (rules or {}).items()),
        *(sa.ForeignKeyConstraint([one], [f"{other}.id"], name=f"fk_{name}_{one}")
          for one, other in to.items()),
        *(sa.UniqueConstraint(*keys.split(","), name=f"uq_{name}_{keys.replace(',', '_')}")
          for keys in unique),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )  # fmt: skip
    for keys in index:
        op.create_index(f"ix_{name}_{keys.replace(',', '_')}", name, keys.split(","))


def _key(name: str, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=empty)


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _money(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)
