"""Who conducts an interview in second line, its sealed notes, and to whom somebody was given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024_second_line"
down_revision = "0023_stays_of_before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; referrals that wait are nobody's yet."""
    op.add_column("referrals", sa.Column("taken_by", sa.Uuid(), nullable=True))
    op.add_column("referrals", sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("referrals", sa.Column("interview", sa.LargeBinary(), nullable=True))
    # Plain: a batch would rebuild the table and lose the triggers that guard it.
    op.add_column("crossings", sa.Column("authority", sa.String(length=120), nullable=True))


def downgrade() -> None:
    """Forget them."""
    op.drop_column("crossings", "authority")
    for name in ("interview", "taken_at", "taken_by"):
        op.drop_column("referrals", name)
