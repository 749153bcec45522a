"""What a lane needs to work, and who let it work all the same."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043_readiness"
down_revision = "0042_custody"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "lane_needs",
        sa.Column("lane_id", sa.Uuid(), nullable=False),
        sa.Column("capability", sa.String(length=20), nullable=False),
        sa.Column("by_hand", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["lane_id"], ["lanes.id"], name="fk_lane_needs_lane_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lane_needs"),
        sa.UniqueConstraint("lane_id", "capability", name="uq_lane_needs_lane_id_capability"),
    )
    op.create_table(
        "readiness_overrides",
        sa.Column("lane_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["lane_id"], ["lanes.id"], name="fk_readiness_overrides_lane_id"),
        sa.PrimaryKeyConstraint("id", name="pk_readiness_overrides"),
    )
    op.create_index(
        "ix_readiness_overrides_lane_id_until", "readiness_overrides", ["lane_id", "until"]
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("readiness_overrides")
    op.drop_table("lane_needs")
