"""Indexes that the register is walked and searched by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018_register_indexes"
down_revision = "0017_counts_stay"
branch_labels = None
depends_on = None

_ORDER = ["post_id", "occurred_on", "occurred_at", "id"]
_BY_WORD = "ix_crossing_names_word_occurred_on_crossing_id"
_ORDERED = "ix_crossings_post_id_occurred_on_occurred_at_id"
_TO_ERASE = "ix_crossing_names_crossing_id_occurred_on"
_BY_DAY = "ix_crossings_post_id_occurred_on"


def upgrade() -> None:
    """One index of the register that holds what it filters by; names by their crossing, which
    also finds the words of a crossing that is erased."""
    filters = ["direction", "decision", "nationality"]
    op.create_index("ix_crossings_register", "crossings", [*_ORDER, *filters])
    op.drop_index(_ORDERED, "crossings")
    op.drop_index(_BY_DAY, "crossings")
    op.drop_index(_TO_ERASE, "crossing_names")
    _key_names(["crossing_id", "word"], with_rowid=False)
    op.create_index(_BY_WORD, "crossing_names", ["word", "occurred_on", "crossing_id"])


def downgrade() -> None:
    """The indexes of before, and names by their word."""
    op.drop_index(_BY_WORD, "crossing_names")
    _key_names(["word", "crossing_id"], with_rowid=True)
    op.create_index(_TO_ERASE, "crossing_names", ["crossing_id", "occurred_on"])
    op.create_index(_BY_DAY, "crossings", ["post_id", "occurred_on"])
    op.create_index(_ORDERED, "crossings", _ORDER)
    op.drop_index("ix_crossings_register", "crossings")


def _key_names(columns: list[str], *, with_rowid: bool) -> None:
    """Turn the key of the names round. SQLite writes the table anew, which nothing refers to
    and no trigger stands on."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("pk_crossing_names", "crossing_names")
        op.create_primary_key("pk_crossing_names", "crossing_names", columns)
        return
    kept = {"word": sa.String(60), "crossing_id": sa.Uuid(), "occurred_on": sa.Date()}
    order = [*columns, "occurred_on"]
    op.create_table(
        "crossing_names_new",
        *(sa.Column(name, kept[name], nullable=False) for name in order),
        sa.ForeignKeyConstraint(
            ["crossing_id", "occurred_on"],
            ["crossings.id", "crossings.occurred_on"],
            name="fk_crossing_names_crossing_id_occurred_on",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*columns, name="pk_crossing_names"),
        sqlite_with_rowid=with_rowid,
    )
    names = ", ".join(order)
    sorted_by = ", ".join(columns)
    op.execute(
        f"INSERT INTO crossing_names_new ({names})"  # noqa: S608
        f" SELECT {names} FROM crossing_names ORDER BY {sorted_by}"
    )
    op.drop_table("crossing_names")
    op.rename_table("crossing_names_new", "crossing_names")
