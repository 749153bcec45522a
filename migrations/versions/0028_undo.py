"""Admissions against a rule say what was seen, and a decision may be taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028_undo"
down_revision = "0027_scans"
branch_labels = None
depends_on = None

_INDEX = "ix_inspections_officer_id_created_at"


def upgrade() -> None:
    """Plain columns, so that no table is rebuilt; NULL for all that was before."""
    op.add_column("crossings", sa.Column("rule_override", sa.String(14), nullable=True))
    op.add_column("crossings", sa.Column("rule_override_why", sa.String(200), nullable=True))
    op.add_column("crossings", sa.Column("undone", sa.Boolean(), nullable=True))
    op.add_column("inspections", sa.Column("undone_id", sa.Uuid(), nullable=True))
    op.create_index(_INDEX, "inspections", ["officer_id", "created_at"])
    voided = sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("refusal_forms", voided)


def downgrade() -> None:
    """Without what was seen. A row that took a decision back stays, as a traveller who
    withdrew and a correction that says so."""
    op.drop_column("refusal_forms", "voided_at")
    op.drop_index(_INDEX, "inspections")
    op.drop_column("inspections", "undone_id")
    for column in ("undone", "rule_override_why", "rule_override"):
        op.drop_column("crossings", column)
