"""Officers' service numbers, ranks and sexes; imports that are loaded step by step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012_ranks_and_loading"
down_revision = "0011_postings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what is there already has nothing in them."""
    for name, length in (("service_number", 30), ("rank", 60), ("sex", 1)):
        column = sa.Column(name, sa.String(length), server_default="", nullable=False)
        op.add_column("officers", column)
    op.create_index("ix_officers_service_number", "officers", ["service_number"])
    whole = sa.Column("whole", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("imports", whole)
    dialect = sa.Column("dialect", sa.String(40), server_default="", nullable=False)
    op.add_column("imports", dialect)
    op.add_column("imports", sa.Column("sheet", sa.LargeBinary(), nullable=True))
    op.add_column("imports", sa.Column("sheets", sa.LargeBinary(), nullable=True))
    op.add_column("imports", sa.Column("content", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Forget them; an import that was half loaded counts as loaded, so that it can be undone."""
    op.execute("UPDATE imports SET state = 'committed' WHERE state = 'loading'")
    for name in ("content", "sheets", "sheet", "dialect", "whole"):
        op.drop_column("imports", name)
    op.drop_index("ix_officers_service_number", "officers")
    for name in ("sex", "rank", "service_number"):
        op.drop_column("officers", name)
