"""What stands above and below every paper of a post."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_letterheads"
down_revision = "0009_tally_counts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of letterheads."""
    texts = [
        sa.Column(f"{part}_{language}", sa.String(length), nullable=False)
        for part, length in (("lines", 600), ("footer", 300))
        for language in ("fr", "en", "ar")
    ]
    op.create_table(
        "letterheads",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        *texts,
        sa.Column("has_logo", sa.Boolean(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_letterheads_post_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterheads")),
        sa.UniqueConstraint("post_id", name=op.f("uq_letterheads_post_id")),
    )


def downgrade() -> None:
    """Forget the letterheads."""
    op.drop_table("letterheads")
