"""PINs, and the lock of a sign-in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_lock"
down_revision = "0007_code_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; every sign-in of now is open."""
    op.create_table(
        "pins",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_pins_account_id"),
        sa.PrimaryKeyConstraint("account_id", name="pk_pins"),
    )
    op.add_column("sign_ins", sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "sign_ins", sa.Column("wrong_pins", sa.Integer(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    """Forget the PINs and the locks."""
    op.drop_column("sign_ins", "wrong_pins")
    op.drop_column("sign_ins", "locked_at")
    op.drop_table("pins")
