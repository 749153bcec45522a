"""Indexes without which erasing a crossing looks through the whole register."""

from __future__ import annotations

from alembic import op

revision = "0016_erasing"
down_revision = "0015_readers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Find a crossing's words, and a document's crossings, at once."""
    op.create_index(
        "ix_crossing_names_crossing_id_occurred_on",
        "crossing_names",
        ["crossing_id", "occurred_on"],
    )
    op.create_index("ix_crossings_document_id", "crossings", ["document_id"])


def downgrade() -> None:
    """Look through all of it again."""
    op.drop_index("ix_crossings_document_id", "crossings")
    op.drop_index("ix_crossing_names_crossing_id_occurred_on", "crossing_names")
