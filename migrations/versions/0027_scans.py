"""Documents of one scan belong together, and the further ones wait for their officer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027_scans"
down_revision = "0026_protection"
branch_labels = None
depends_on = None

_INDEX = "ix_inspections_scan_id"


def upgrade() -> None:
    """Which scan a sheet is of, its place there and how many the scan has; none for the old."""
    op.add_column("inspections", sa.Column("scan_id", sa.Uuid(), nullable=True))
    op.add_column("inspections", sa.Column("scan_place", sa.Integer(), nullable=True))
    op.add_column("inspections", sa.Column("scan_size", sa.Integer(), nullable=True))
    op.create_index(_INDEX, "inspections", ["scan_id"])


def downgrade() -> None:
    """Sheets that stand by themselves; what waited is erased, for nothing would open it."""
    op.execute("DELETE FROM inspections WHERE state = 'waiting'")
    op.drop_index(_INDEX, "inspections")
    for column in ("scan_size", "scan_place", "scan_id"):
        op.drop_column("inspections", column)
