"""The protection questions' answers, sealed, and whom a post calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026_protection"
down_revision = "0025_refusal_forms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables; they refer to posts and to no traveller."""
    op.create_table(
        "protection_screenings",
        sa.Column("token", sa.String(length=8), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_mark", sa.String(length=64), nullable=False),
        sa.Column("traveller_mark", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("closing", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_protection_screenings_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_protection_screenings"),
        sa.UniqueConstraint("token", name="uq_protection_screenings_token"),
    )
    for name in ("post_id", "sheet_mark", "traveller_mark"):
        op.create_index(f"ix_protection_screenings_{name}", "protection_screenings", [name])
    op.create_table(
        "protection_contacts",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_protection_contacts_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_protection_contacts"),
        sa.UniqueConstraint("post_id", "kind", name="uq_protection_contacts_post_id_kind"),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("protection_contacts")
    op.drop_table("protection_screenings")
