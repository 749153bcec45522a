"""Pictures of register sheets, sealed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0064_register_scans"
down_revision = "0063_paper_receipts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    table = "register_scans"
    op.create_table(
        table,
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("preview", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["register_sheets.id"], name=f"fk_{table}_sheet_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_sheet_id", table, ["sheet_id"])


def downgrade() -> None:
    """Remove it again."""
    op.drop_table("register_scans")
