"""Joining papers and the devices that joined."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_devices"
down_revision = "0004_second_factors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "joining_papers",
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_papers")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_joining_papers_code_digest")),
    )
    op.create_table(
        "joined_devices",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("joined_by_id", sa.Uuid(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["joined_by_id"], ["officers.id"], name=op.f("fk_joined_devices_joined_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joined_devices")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_joined_devices_token_digest")),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("joined_devices")
    op.drop_table("joining_papers")
