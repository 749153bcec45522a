"""Register sheets: numbered paper printed ahead, the lines typed from it, and whether a post has
each line typed by two people."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0059_register_sheets"
down_revision = "0058_modes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables, and the policy's column."""
    op.add_column(
        "desk_policies",
        sa.Column("double_entry", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _sheets()
    _lines()
    op.create_table(
        "register_sheet_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("last", sa.Integer(), nullable=False),
        _to("register_sheet_counters", "post_id", "posts"),
        sa.PrimaryKeyConstraint("post_id", "year", name="pk_register_sheet_counters"),
    )


def downgrade() -> None:
    """Remove them again."""
    for table in ("register_sheet_counters", "register_lines", "register_sheets"):
        op.drop_table(table)
    op.drop_column("desk_policies", "double_entry")


def _sheets() -> None:
    table = "register_sheets"
    op.create_table(
        table,
        sa.Column("post_id", sa.Uuid(), nullable=False),
        *(_number(name) for name in ("year", "serial")),
        _text("number", 24),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        _number("lines"),
        _text("fate", 8),
        _text("why", 300),
        sa.Column("handed_to", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("lane_id", sa.Uuid(), nullable=True),
        _text("direction", 1),
        sa.Column("written", sa.Integer(), nullable=True),
        *_record(table),
        _check(table, "fate",
               "fate IN ('printed', 'out', 'used', 'returned', 'spoiled', 'missing')"),
        _check(table, "why", "fate NOT IN ('spoiled', 'missing') OR why <> ''"),
        _check(table, "used", "(fate = 'used') = (written IS NOT NULL)"),
        _check(table, "written", "written IS NULL OR written BETWEEN 1 AND lines"),
        _to(table, "post_id", "posts"),
        _to(table, "lane_id", "lanes"),
        *(_to(table, name, "officers") for name in ("handed_to", "changed_by", "officer_id")),
        sa.UniqueConstraint("post_id", "year", "serial",
                            name="uq_register_sheets_post_id_year_serial"),
        sa.UniqueConstraint("number", name="uq_register_sheets_number"),
    )  # fmt: skip
    op.create_index("ix_register_sheets_run_id", table, ["run_id"])


def _lines() -> None:
    table = "register_lines"
    instants = ("again_at", "captured_at", "seen_at")
    op.create_table(
        table,
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        _number("place"),
        _text("state", 8),
        *(sa.Column(name, sa.LargeBinary(), nullable=True) for name in ("typed", "again", "late")),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in instants),
        *(sa.Column(name, sa.Uuid(), nullable=True) for name in _PEOPLE),
        _text("why", 300),
        sa.Column("crossing_id", sa.Uuid(), nullable=True),
        _text("seen_words", 300),
        *_record(table),
        _check(table, "state",
               "state IN ('waiting', 'second', 'differs', 'captured', 'struck')"),
        _check(table, "captured", "(state = 'captured') = (crossing_id IS NOT NULL)"),
        _check(table, "two_people", "again_by IS NULL OR again_by <> created_by"),
        _to(table, "sheet_id", "register_sheets"),
        *(_to(table, name, "officers") for name in _PEOPLE),
        sa.UniqueConstraint("sheet_id", "place", name="uq_register_lines_sheet_id_place"),
        sa.UniqueConstraint("crossing_id", name="uq_register_lines_crossing_id"),
    )  # fmt: skip
    op.create_index("ix_register_lines_state_seen_at", table, ["state", "seen_at"])


_PEOPLE = ("again_by", "settled_by", "seen_by")


def _record(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}")
