"""Convoys, who came with them, and the sheets on which they were handed over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0057_convoys"
down_revision = "0056_passes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the five tables."""
    _convoys()
    _members()
    _hand_overs()
    op.create_table(
        "convoy_hand_over_lines",
        sa.Column("hand_over_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        _text("with_them", 200),
        *_record("convoy_hand_over_lines"),
        _foreign("convoy_hand_over_lines", "hand_over_id", "convoy_hand_overs"),
        _foreign("convoy_hand_over_lines", "member_id", "convoy_members"),
        sa.UniqueConstraint("member_id", name="uq_convoy_hand_over_lines_member_id"),
    )
    op.create_index(
        "ix_convoy_hand_over_lines_hand_over_id", "convoy_hand_over_lines", ["hand_over_id"]
    )
    op.create_table(
        "convoy_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        _foreign("convoy_counters", "post_id", "posts"),
        sa.PrimaryKeyConstraint("post_id", "year", name="pk_convoy_counters"),
    )


def downgrade() -> None:
    """Remove them again."""
    for table in ("convoy_counters", "convoy_hand_over_lines", "convoy_hand_overs",
                  "convoy_members", "convoys"):  # fmt: skip
        op.drop_table(table)


def _convoys() -> None:
    here = "state IN ('arrived', 'closed')"
    op.create_table(
        "convoys",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        *(_text(*one) for one in (("state", 8), ("reference", 40), ("kind", 3),
                                  ("authority", 120), ("from_place", 120), ("leader", 120),
                                  ("plates", 200), ("basis", 300), ("transport", 4))),
        _instant("expected_at"),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        _instant("arrived_at"),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("counted_by", sa.Uuid(), nullable=True),
        _instant("closed_at"),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        _text("dropped_why", 300),
        _instant("erased_at"),
        *_record("convoys"),
        _check("convoys", "state", "state IN ('expected', 'arrived', 'closed', 'dropped')"),
        _check("convoys", "arrived", f"({here}) = (arrived_at IS NOT NULL)"),
        _check("convoys", "kind", "state NOT IN ('arrived', 'closed') OR kind <> ''"),
        _check("convoys", "closed", "(state = 'closed') = (closed_at IS NOT NULL)"),
        _check("convoys", "dropped", "(state = 'dropped') = (dropped_why <> '')"),
        _check("convoys", "counted", "counted IS NULL OR counted >= 0"),
        _foreign("convoys", "post_id", "posts"),
        sa.UniqueConstraint("post_id", "reference", name="uq_convoys_post_id_reference"),
    )  # fmt: skip
    op.create_index(
        "ix_convoys_post_id_state_expected_at", "convoys", ["post_id", "state", "expected_at"]
    )
    op.create_index("ix_convoys_import_id", "convoys", ["import_id"])


def _members() -> None:
    table = "convoy_members"
    op.create_table(
        table,
        sa.Column("convoy_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_expected", sa.Boolean(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        _instant("arrived_at"),
        sa.Column("arrived_by", sa.Uuid(), nullable=True),
        _instant("missing_at"),
        sa.Column("missing_by", sa.Uuid(), nullable=True),
        _text("missing_why", 200),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        *_record(table),
        _check(table, "here_or_missing", "arrived_at IS NULL OR missing_at IS NULL"),
        _check(table, "unexpected_is_here", "is_expected OR arrived_at IS NOT NULL"),
        _check(table, "missing_why", "(missing_at IS NULL) = (missing_why = '')"),
        _foreign(table, "convoy_id", "convoys"),
        sa.UniqueConstraint("convoy_id", "place", name="uq_convoy_members_convoy_id_place"),
        sa.UniqueConstraint("inspection_id", name="uq_convoy_members_inspection_id"),
    )


def _hand_overs() -> None:
    table = "convoy_hand_overs"
    op.create_table(
        table,
        sa.Column("convoy_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        _text("number", 24),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        *(_text(*one) for one in (("receiver_kind", 9), ("receiver", 120),
                                  ("received_by", 120))),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        _text("apart_why", 200),
        _instant("signed_at"),
        _text("signed_how", 5),
        _text("paper_kind", 20),
        _instant("void_at"),
        _text("void_why", 200),
        *(sa.Column(name, sa.LargeBinary(), nullable=True)
          for name in ("giver_signature", "receiver_signature", "paper")),
        *_record(table),
        _check(table, "signed_how", "signed_how IN ('', 'drawn', 'paper')"),
        _check(table, "signed", "(signed_at IS NULL) = (signed_how = '')"),
        _check(table, "void", "(void_at IS NULL) = (void_why = '')"),
        _check(table, "signed_or_void", "signed_at IS NULL OR void_at IS NULL"),
        _foreign(table, "convoy_id", "convoys"),
        _foreign(table, "post_id", "posts"),
        sa.UniqueConstraint("number", name=f"uq_{table}_number"),
        sa.UniqueConstraint("post_id", "year", "serial", name=f"uq_{table}_post_id_year_serial"),
    )  # fmt: skip
    op.create_index("ix_convoy_hand_overs_convoy_id", table, ["convoy_id"])


def _record(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _foreign(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _instant(name: str) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}")
