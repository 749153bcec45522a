"""Passes of border residents: their rules, the passes, and each time one was shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0056_passes"
down_revision = "0055_vehicles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    _rules()
    _passes()
    _uses()
    op.create_table(
        "pass_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_pass_counters_post_id"),
        sa.PrimaryKeyConstraint("post_id", "year", name="pk_pass_counters"),
    )


def downgrade() -> None:
    """Remove them again."""
    for table in ("pass_counters", "pass_uses", "border_passes", "pass_rules"):
        op.drop_table(table)


def _rules() -> None:
    op.create_table(
        "pass_rules",
        _uuid("post_id"), _text("code", 20), _text("label", 120), _text("nationalities", 80),
        _text("zone", 300), sa.Column("youngest", sa.Integer(), nullable=True),
        _number("valid_days"), _number("most_days"), _text("directions", 2), _flag("needs_two"),
        _day("starts_on"), sa.Column("ends_on", sa.Date(), nullable=True), _text("basis", 300),
        _flag("is_verified"),
        *_record("pass_rules"),
        _check("pass_rules", "basis", "basis <> ''"),
        _check("pass_rules", "days", "valid_days > 0 AND most_days > 0"),
        _check("pass_rules", "directions", "directions IN ('E', 'X', 'EX')"),
        sa.UniqueConstraint("post_id", "code", "starts_on", name="uq_pass_rules_post_id_code_starts_on"),
        _foreign("pass_rules", "post_id", "posts"),
    )  # fmt: skip


def _passes() -> None:
    table = "border_passes"
    op.create_table(
        table,
        _uuid("post_id"), _number("year"), _number("serial"), _text("number", 30),
        _uuid("person_id"), _uuid("rule_id"), _text("state", 8), _flag("lives_here"),
        _text("village", 80), _text("zone", 300), _day("valid_from"), _day("valid_until"),
        sa.Column("shown", sa.LargeBinary(), nullable=False),
        sa.Column("photo", sa.LargeBinary(), nullable=True), _flag("has_photo"),
        _text("alert_result", 20), _text("alert_list_version", 400),
        _uuid("approved_by", nullable=True), _instant("approved_at"), _instant("printed_at"),
        _instant("ended_at"), _uuid("ended_by", nullable=True), _text("ended_why", 300),
        _uuid("replaces_id", nullable=True),
        *_record(table),
        _check(table, "state", "state IN ('asked', 'good', 'revoked', 'lost', 'replaced')"),
        _check(table, "days", "valid_until >= valid_from"),
        _check(table, "ended", "(state IN ('asked', 'good')) = (ended_at IS NULL)"),
        _check(table, "why", "state NOT IN ('revoked', 'lost') OR ended_why <> ''"),
        _check(table, "four_eyes", "approved_by IS NULL OR approved_by <> created_by"),
        sa.UniqueConstraint("number", name="uq_border_passes_number"),
        sa.UniqueConstraint("replaces_id", name="uq_border_passes_replaces_id"),
        sa.UniqueConstraint("post_id", "year", "serial", name="uq_border_passes_post_id_year_serial"),
        _foreign(table, "post_id", "posts"), _foreign(table, "person_id", "persons"),
        _foreign(table, "rule_id", "pass_rules"), _foreign(table, "replaces_id", "border_passes"),
    )  # fmt: skip
    _index(table, "person_id")
    _index(table, "rule_id")
    _index(table, "post_id", "state", "valid_until")


def _uses() -> None:
    table = "pass_uses"
    op.create_table(
        table,
        _uuid("post_id"), _uuid("lane_id"), _uuid("pass_id", nullable=True), _text("claimed", 30),
        _text("outcome", 12), _uuid("inspection_id", nullable=True),
        *_record(table),
        _check(table, "outcome", "(outcome = 'opened') = (inspection_id IS NOT NULL)"),
        sa.UniqueConstraint("inspection_id", name="uq_pass_uses_inspection_id"),
        _foreign(table, "post_id", "posts"), _foreign(table, "lane_id", "lanes"),
        _foreign(table, "pass_id", "border_passes"),
    )  # fmt: skip
    _index(table, "pass_id")
    _index(table, "post_id", "outcome", "created_at")


def _record(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _uuid("id"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _uuid("created_by", nullable=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=False)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}")


def _foreign(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
