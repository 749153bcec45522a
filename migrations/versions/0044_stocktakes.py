"""Stocktakes: the frozen list, its outcomes and the scans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044_stocktakes"
down_revision = "0043_readiness"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "stocktakes",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name="fk_stocktakes_location_id"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_stocktakes_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stocktakes"),
    )
    op.create_index("ix_stocktakes_post_id_created_at", "stocktakes", ["post_id", "created_at"])
    op.create_table(
        "stocktake_items",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("seen_at_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=9), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('pending', 'found', 'misplaced', 'missing')",
            name="ck_stocktake_items_outcome",
        ),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_stocktake_items_asset_id"),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["officers.id"], name="fk_stocktake_items_holder_id"
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name="fk_stocktake_items_location_id"
        ),
        sa.ForeignKeyConstraint(
            ["seen_at_id"], ["locations.id"], name="fk_stocktake_items_seen_at_id"
        ),
        sa.ForeignKeyConstraint(
            ["stocktake_id"], ["stocktakes.id"], name="fk_stocktake_items_stocktake_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stocktake_items"),
        sa.UniqueConstraint(
            "stocktake_id", "asset_id", name="uq_stocktake_items_stocktake_id_asset_id"
        ),
    )
    op.create_index("ix_stocktake_items_asset_id", "stocktake_items", ["asset_id"])
    op.create_table(
        "stocktake_scans",
        sa.Column("stocktake_id", sa.Uuid(), nullable=False),
        sa.Column("form_key", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_sequence", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_stocktake_scans_asset_id"),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name="fk_stocktake_scans_location_id"
        ),
        sa.ForeignKeyConstraint(
            ["stocktake_id"], ["stocktakes.id"], name="fk_stocktake_scans_stocktake_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stocktake_scans"),
        sa.UniqueConstraint("form_key", name="uq_stocktake_scans_form_key"),
    )
    op.create_index(
        "ix_stocktake_scans_stocktake_id_outcome", "stocktake_scans", ["stocktake_id", "outcome"]
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("stocktake_scans")
    op.drop_table("stocktake_items")
    op.drop_table("stocktakes")
