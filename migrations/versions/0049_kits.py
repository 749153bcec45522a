"""Kits: bills of materials, and every assembling and unpacking."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0049_kits"
down_revision = "0048_allocations"
branch_labels = None
depends_on = None

TABLES = ("kit_bills", "kit_bill_lines", "kit_builds")
SQLITE = tuple(
    f"""CREATE TRIGGER {table}_refuse_{act.lower()} BEFORE {act} ON {table}
    BEGIN SELECT RAISE(ABORT, 'kits are written once: write a new bill, or reverse'); END"""
    for table in TABLES
    for act in ("UPDATE", "DELETE")
)
POSTGRES = (
    """CREATE FUNCTION kits_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'kits are written once: write a new bill, or reverse'; END $$""",
    *(
        f"""CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION kits_refuse()"""
        for table in TABLES
    ),
)


def upgrade() -> None:
    """Make the tables and the triggers that guard them."""
    _bills()
    _builds()
    _parts()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Remove them; a table takes its triggers along."""
    for table in ("kit_counters", "kit_builds", "kit_bill_lines", "kit_bills", "asset_parts"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION kits_refuse()")


def _bills() -> None:
    op.create_table(
        "kit_bills",
        sa.Column("kit_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("reason", 300),
        *_record(),
        _to("kit_bills", "kit_id", "stock_items"),
        sa.PrimaryKeyConstraint("id", name="pk_kit_bills"),
        sa.UniqueConstraint("kit_id", "number", name="uq_kit_bills_kit_id_number"),
    )
    op.create_table(
        "kit_bill_lines",
        sa.Column("bill_id", sa.Uuid(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        *_record(),
        sa.CheckConstraint("quantity > 0", name="ck_kit_bill_lines_quantity"),
        _to("kit_bill_lines", "bill_id", "kit_bills"),
        _to("kit_bill_lines", "part_id", "stock_items"),
        sa.PrimaryKeyConstraint("id", name="pk_kit_bill_lines"),
        sa.UniqueConstraint("bill_id", "part_id", name="uq_kit_bill_lines_bill_id_part_id"),
    )
    op.create_index("ix_kit_bill_lines_part_id", "kit_bill_lines", ["part_id"])


def _builds() -> None:
    op.create_table(
        "kit_builds",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        _text("number", 24),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        _text("kind", 8),
        sa.Column("bill_id", sa.Uuid(), nullable=False),
        sa.Column("lot_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=False),
        _text("paper", 120),
        *_record(),
        sa.CheckConstraint("kind IN ('assemble', 'unpack')", name="ck_kit_builds_kind"),
        sa.CheckConstraint("quantity > 0", name="ck_kit_builds_quantity"),
        _to("kit_builds", "post_id", "posts"),
        _to("kit_builds", "bill_id", "kit_bills"),
        _to("kit_builds", "lot_id", "stock_lots"),
        _to("kit_builds", "location_id", "locations"),
        sa.PrimaryKeyConstraint("id", name="pk_kit_builds"),
        sa.UniqueConstraint("number", name="uq_kit_builds_number"),
        sa.UniqueConstraint("act_id", name="uq_kit_builds_act_id"),
        sa.UniqueConstraint("post_id", "year", "serial", name="uq_kit_builds_post_id_year_serial"),
    )
    op.create_index("ix_kit_builds_lot_id", "kit_builds", ["lot_id"])
    op.create_index("ix_kit_builds_bill_id", "kit_builds", ["bill_id"])
    op.create_table(
        "kit_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        _to("kit_counters", "post_id", "posts"),
        sa.PrimaryKeyConstraint("post_id", "year", name="pk_kit_counters"),
    )


def _parts() -> None:
    """Which thing of the register is a part of which."""
    op.create_table(
        "asset_parts",
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("kit_id", sa.Uuid(), nullable=False),
        _to("asset_parts", "part_id", "assets"),
        _to("asset_parts", "kit_id", "assets"),
        sa.PrimaryKeyConstraint("part_id", name="pk_asset_parts"),
    )
    op.create_index("ix_asset_parts_kit_id", "asset_parts", ["kit_id"])


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _record() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    )


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")
