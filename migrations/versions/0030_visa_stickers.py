"""The stock of visa stickers: series received, each number's way, and the counts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0030_visa_stickers"
down_revision = "0029_supporting_documents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; no post has a sticker before it receives some."""
    op.create_table(
        "sticker_series",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("prefix", sa.String(length=12), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False)
          for name in ("first", "last", "digits", "months", "days")),
        sa.Column("entries", sa.String(length=4), nullable=False),
        sa.Column("max_days", sa.Integer(), nullable=True),
        sa.Column("cite", sa.String(length=200), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        *_record(),
        _to("sticker_series", "post_id", "posts"),
        sa.PrimaryKeyConstraint("id", name="pk_sticker_series"),
    )  # fmt: skip
    op.create_index("ix_sticker_series_post_id", "sticker_series", ["post_id"])
    op.create_table(
        "stickers",
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=7), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("crossing_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        *_record(),
        sa.CheckConstraint(
            "state IN ('stock', 'issued', 'spoiled')", name=op.f("ck_stickers_state")
        ),
        sa.CheckConstraint(
            "state <> 'spoiled' OR reason <> ''", name=op.f("ck_stickers_spoiled_reason")
        ),
        _to("stickers", "series_id", "sticker_series"),
        _to("stickers", "post_id", "posts"),
        _to("stickers", "changed_by", "officers"),
        sa.PrimaryKeyConstraint("id", name="pk_stickers"),
        sa.UniqueConstraint("country", "number", name="uq_stickers_country_number"),
    )
    op.create_index("ix_stickers_series_id", "stickers", ["series_id"])
    op.create_index(
        "ix_stickers_post_id_state_number", "stickers", ["post_id", "state", "number"]
    )
    op.create_table(
        "sticker_counts",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        *_record(),
        _to("sticker_counts", "post_id", "posts"),
        sa.PrimaryKeyConstraint("id", name="pk_sticker_counts"),
    )
    op.create_index("ix_sticker_counts_post_id", "sticker_counts", ["post_id"])


def downgrade() -> None:
    """Forget the stock."""
    for name in ("sticker_counts", "stickers", "sticker_series"):
        op.drop_table(name)


def _record() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    ]


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")
