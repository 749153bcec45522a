"""Places by P-code with the days they are valid, and the place of a post."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_places"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the gazetteer's table and let a post say where it lies."""
    op.create_table(
        "places",
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("parent_code", sa.String(16), nullable=False),
        sa.Column("country", sa.String(3), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_places_level")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_places_validity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_places_code_valid_from")),
    )
    op.create_index(op.f("ix_places_country_level"), "places", ["country", "level"])
    op.create_index(op.f("ix_places_parent_code"), "places", ["parent_code"])
    op.add_column(
        "posts", sa.Column("place_code", sa.String(16), nullable=False, server_default="")
    )


def downgrade() -> None:
    """Forget the places."""
    op.drop_column("posts", "place_code")
    op.drop_table("places")
