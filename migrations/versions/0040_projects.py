"""Projects, who pays for them, and their budget lines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040_projects"
down_revision = "0034_alerts_of_crossings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "donors",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_donors"),
        sa.UniqueConstraint("code", name="uq_donors_code"),
    )
    op.create_table(
        "projects",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ck_projects_days"),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
        sa.UniqueConstraint("code", name="uq_projects_code"),
    )
    op.create_table(
        "budget_lines",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("donor_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["donor_id"], ["donors.id"], name="fk_budget_lines_donor_id"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_budget_lines_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_budget_lines"),
        sa.UniqueConstraint("project_id", "code", name="uq_budget_lines_project_id_code"),
    )
    op.create_index("ix_budget_lines_donor_id", "budget_lines", ["donor_id"])


def downgrade() -> None:
    """Remove them."""
    op.drop_table("budget_lines")
    op.drop_table("projects")
    op.drop_table("donors")
