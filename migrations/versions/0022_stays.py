"""Stays beside the crossings, files that are one person, and presumed departures."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022_stays"
down_revision = "0019_rules"
branch_labels = None
depends_on = None

def upgrade() -> None:
    """Make the tables; plain columns, so that no table is rebuilt."""
    op.create_table(
        "stays",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("entry_on", sa.Date(), nullable=True),
        sa.Column("entry_post_id", sa.Uuid(), nullable=True),
        sa.Column("exit_id", sa.Uuid(), nullable=True),
        sa.Column("exit_on", sa.Date(), nullable=True),
        sa.Column("exit_post_id", sa.Uuid(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("authorised_until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=13), nullable=False),
        sa.Column("matched_by", sa.String(length=15), nullable=False),
        sa.Column("presumed_rule", sa.String(length=13), nullable=False),
        sa.Column("presumed_on", sa.Date(), nullable=True),
        *(_to_crossing("stays", way) for way in ("entry", "exit")),
        *(_to("stays", f"{way}_post_id", "posts") for way in ("entry", "exit")),
        _to("stays", "person_id", "persons"),
        sa.PrimaryKeyConstraint("id", name="pk_stays"),
    )
    _index("stays", "person_id", "last_at")
    _index("stays", "entry_post_id", "state", "entry_on")
    _index("stays", "exit_post_id", "state", "exit_on")
    _index("stays", "exit_id")
    op.create_table(
        "person_merges",
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("absorbed_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("grounds", sa.String(length=15), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        *_kept_and_undone(),
        _to("person_merges", "kept_id", "persons"),
        _to("person_merges", "absorbed_id", "persons"),
        _to("person_merges", "post_id", "posts"),
        sa.PrimaryKeyConstraint("id", name="pk_person_merges"),
    )
    _index("person_merges", "kept_id")
    _index("person_merges", "absorbed_id")
    active = sa.text("undone_at IS NULL")
    op.create_index(
        "ix_person_merges_absorbed_once", "person_merges", ["absorbed_id"],
        unique=True, sqlite_where=active, postgresql_where=active,
    )
    op.create_table(
        "presumed_departures",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("entry_on", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=13), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        *_kept_and_undone(),
        _to_crossing("presumed_departures", "entry"),
        sa.PrimaryKeyConstraint("id", name="pk_presumed_departures"),
    )
    _index("presumed_departures", "entry_id")
    op.add_column("documents", sa.Column("personal_number", sa.String(length=30), nullable=True))
    _index("documents", "personal_number", "issuer")
    _index("persons", "birth_date", "nationality", "name_key")
    op.add_column("inspections", sa.Column("same_person_id", sa.Uuid(), nullable=True))
    op.add_column("posts", sa.Column("connected_since", sa.Date(), nullable=True))


def downgrade() -> None:
    """Forget stays and what was decided about them."""
    op.drop_column("posts", "connected_since")
    op.drop_column("inspections", "same_person_id")
    op.drop_index("ix_persons_birth_date_nationality_name_key", "persons")
    op.drop_index("ix_documents_personal_number_issuer", "documents")
    op.drop_column("documents", "personal_number")
    for table in ("presumed_departures", "person_merges", "stays"):
        op.drop_table(table)


def _kept_and_undone() -> list[sa.Column[Any]]:
    return [
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undo_reason", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    ]


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _to_crossing(table: str, way: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{way}_id", f"{way}_on"],
        ["crossings.id", "crossings.occurred_on"],
        name=f"fk_{table}_{way}_id_{way}_on",
        ondelete="CASCADE",
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
