"""Taps of the counting keypad."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_tally_counts"
down_revision = "0008_lock"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "tally_counts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form_key", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("lane_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("device_sequence", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("direction", sa.String(length=1), nullable=False),
        sa.Column("category", sa.String(length=1), nullable=False),
        sa.Column("nationality", sa.String(length=3), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("undoes", sa.Uuid(), nullable=True),
        sa.Column("is_estimate", sa.Boolean(), nullable=False),
        sa.CheckConstraint("direction IN ('E', 'X')", name=op.f("ck_tally_counts_direction")),
        sa.CheckConstraint(
            "(number = 1 AND undoes IS NULL) OR (number = -1 AND undoes IS NOT NULL)",
            name=op.f("ck_tally_counts_number"),
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_tally_counts_post_id")),
        sa.ForeignKeyConstraint(["lane_id"], ["lanes.id"], name=op.f("fk_tally_counts_lane_id")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_tally_counts_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally_counts")),
        sa.UniqueConstraint("form_key", name=op.f("uq_tally_counts_form_key")),
        sa.UniqueConstraint("undoes", name=op.f("uq_tally_counts_undoes")),
    )
    op.create_index(
        op.f("ix_tally_counts_post_id_counted_on"), "tally_counts", ["post_id", "counted_on"]
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("tally_counts")
