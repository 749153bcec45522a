"""The folded name and service number that an officer is searched by."""

from __future__ import annotations

from unicodedata import combining, normalize

import sqlalchemy as sa
from alembic import op

revision = "0013_search_officers"
down_revision = "0012_ranks_and_loading"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and fold the names of everybody who is there."""
    column = sa.Column("search_key", sa.String(240), server_default="", nullable=False)
    op.add_column("officers", column)
    names = ("given_names", "surname", "service_number")
    officers = sa.table(
        "officers",
        sa.column("id", sa.Uuid()),
        *(sa.column(name, sa.String()) for name in (*names, "search_key")),
    )
    bind = op.get_bind()
    for row in bind.execute(sa.select(officers)).all():
        told = " ".join(getattr(row, name) for name in names)
        plain = "".join(char for char in normalize("NFKD", told) if not combining(char))
        key = plain.casefold()[:240]
        bind.execute(officers.update().where(officers.c.id == row.id).values(search_key=key))


def downgrade() -> None:
    """Search by the names as they are written."""
    op.drop_column("officers", "search_key")
