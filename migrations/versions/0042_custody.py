"""Hand-overs, returns, their signatures, and reservations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042_custody"
down_revision = "0041_equipment"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "custody_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_custody_counters_post_id"),
        sa.PrimaryKeyConstraint("post_id", "year", name="pk_custody_counters"),
    )
    op.create_table(
        "custody_acts",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("giver_id", sa.Uuid(), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_how", sa.String(length=5), nullable=False),
        sa.Column("paper_kind", sa.String(length=20), nullable=False),
        sa.Column("giver_signature", sa.LargeBinary(), nullable=True),
        sa.Column("receiver_signature", sa.LargeBinary(), nullable=True),
        sa.Column("paper", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('out', 'back')", name="ck_custody_acts_kind"),
        sa.ForeignKeyConstraint(["giver_id"], ["officers.id"], name="fk_custody_acts_giver_id"),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name="fk_custody_acts_location_id"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_custody_acts_post_id"),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["officers.id"], name="fk_custody_acts_receiver_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_custody_acts"),
        sa.UniqueConstraint("number", name="uq_custody_acts_number"),
        sa.UniqueConstraint(
            "post_id", "year", "serial", name="uq_custody_acts_post_id_year_serial"
        ),
    )
    op.create_index("ix_custody_acts_giver_id", "custody_acts", ["giver_id"])
    op.create_index(
        "ix_custody_acts_post_id_happened_at", "custody_acts", ["post_id", "happened_at"]
    )
    op.create_index("ix_custody_acts_receiver_id", "custody_acts", ["receiver_id"])
    op.create_table(
        "custody_lines",
        sa.Column("act_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("condition", sa.String(length=8), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("closes_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["custody_acts.id"], name="fk_custody_lines_act_id"),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_custody_lines_asset_id"),
        sa.ForeignKeyConstraint(
            ["closes_id"], ["custody_lines.id"], name="fk_custody_lines_closes_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_custody_lines"),
        sa.UniqueConstraint("closes_id", name="uq_custody_lines_closes_id"),
    )
    op.create_index("ix_custody_lines_act_id", "custody_lines", ["act_id"])
    op.create_index("ix_custody_lines_asset_id", "custody_lines", ["asset_id"])
    op.create_table(
        "reservations",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'approved', 'refused', 'dropped', 'done')",
            name="ck_reservations_state",
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ck_reservations_days"),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name="fk_reservations_asset_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_reservations_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reservations"),
    )
    op.create_index("ix_reservations_asset_id_state", "reservations", ["asset_id", "state"])


def downgrade() -> None:
    """Remove them."""
    op.drop_table("reservations")
    op.drop_table("custody_lines")
    op.drop_table("custody_acts")
    op.drop_table("custody_counters")
