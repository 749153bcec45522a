"""What administrators say of the codes that are offered for choosing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_code_lists"
down_revision = "0006_lists_and_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of changed and added codes."""
    op.create_table(
        "code_entries",
        sa.Column("list_name", sa.String(40), nullable=False),
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("words_fr", sa.String(200), nullable=False),
        sa.Column("words_en", sa.String(200), nullable=False),
        sa.Column("words_ar", sa.String(200), nullable=False),
        sa.Column("letter", sa.String(8), nullable=False),
        sa.Column("cite", sa.String(300), nullable=False),
        sa.Column("since", sa.String(10), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_entries")),
        sa.UniqueConstraint("list_name", "code", name=op.f("uq_code_entries_list_name_code")),
    )


def downgrade() -> None:
    """Forget them: the shipped codes stand again."""
    op.drop_table("code_entries")
