"""What a crossing was screened against: the versions of the lists, and how old the oldest was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034_alerts_of_crossings"
down_revision = "0033_watchlists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Plain columns: a batch would rebuild the table and lose the triggers that guard it."""
    op.add_column("crossings", sa.Column("alert_list_version", sa.String(length=400)))
    op.add_column("crossings", sa.Column("alert_list_hours", sa.Integer()))


def downgrade() -> None:
    """Forget what crossings were screened against."""
    op.drop_column("crossings", "alert_list_hours")
    op.drop_column("crossings", "alert_list_version")
