"""Saved views, files that come in, and the order in which the register is read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_lists_and_imports"
down_revision = "0005_devices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the register's indexes."""
    op.create_table(
        "saved_views",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("list", sa.String(60), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("query", sa.String(500), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        *_record(),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_saved_views_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint(
            "account_id", "list", "name", name=op.f("uq_saved_views_account_id_list_name")
        ),
    )
    op.create_table(
        "imports",
        sa.Column("importer", sa.String(40), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.String(120), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("headings", sa.LargeBinary(), nullable=False),
        sa.Column("mapping", sa.LargeBinary(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_bad", sa.Integer(), nullable=False),
        sa.Column("cells_bad", sa.Integer(), nullable=False),
        sa.Column("rows_written", sa.Integer(), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        *_record(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index("ix_imports_post_id", "imports", ["post_id"])
    op.create_index("ix_imports_sha256", "imports", ["sha256"])
    op.create_table(
        "import_rows",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.LargeBinary(), nullable=True),
        sa.Column("errors", sa.LargeBinary(), nullable=True),
        sa.Column("is_bad", sa.Boolean(), nullable=False),
        sa.Column("written_id", sa.String(80), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.id"],
            name=op.f("fk_import_rows_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_import_rows")),
    )
    op.create_index(
        "ix_import_rows_import_id_is_bad_number", "import_rows", ["import_id", "is_bad", "number"]
    )
    op.create_index(
        "ix_crossings_post_id_occurred_on_occurred_at_id",
        "crossings",
        ["post_id", "occurred_on", "occurred_at", "id"],
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_index("ix_crossings_post_id_occurred_on_occurred_at_id", "crossings")
    op.drop_table("import_rows")
    op.drop_table("imports")
    op.drop_table("saved_views")


def _record() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    )
