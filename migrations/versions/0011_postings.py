"""Dated postings; every officer's present one begins with the officer's row."""

from __future__ import annotations

import datetime
import uuid

import sqlalchemy as sa
from alembic import op

revision = "0011_postings"
down_revision = "0010_letterheads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and write the postings of now into it."""
    table = op.create_table(
        "postings",
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("service", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_postings_officer_id"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_postings_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_postings"),
    )
    op.create_index("ix_postings_officer_id", "postings", ["officer_id"])
    officers = sa.table(
        "officers",
        sa.column("id", sa.Uuid()),
        sa.column("post_id", sa.Uuid()),
        sa.column("service", sa.String()),
        sa.column("created_at", sa.DateTime(timezone=True)),
    )
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    rows = [
        {
            "id": uuid.uuid4(),
            "officer_id": row.id,
            "post_id": row.post_id,
            "service": row.service,
            "since": row.created_at.date(),
            "until": None,
            "created_at": now,
            "created_by": None,
        }
        for row in op.get_bind().execute(sa.select(officers))
    ]
    if rows:
        op.bulk_insert(table, rows)


def downgrade() -> None:
    """Forget the days; the present postings stay in the officers' rows."""
    op.drop_table("postings")
