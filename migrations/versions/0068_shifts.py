"""Shifts with their two signatures, the log of incidents, and the keys of the post."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0068_shifts"
down_revision = "0067_tests"
branch_labels = None
depends_on = None
SIGNED = "a shift that both signed is not changed"
MOVED = "a move of a key is not changed"
# What no update may touch, by table: signed is who has the digest of both signatures.
GUARDED = {"shifts": ("OLD.digest <> ''", SIGNED), "key_moves": ("OLD.id IS NOT NULL", MOVED)}


def upgrade() -> None:
    """Make the tables, empty."""
    _shifts()
    op.create_table(
        "shift_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_shift_counters_post_id")),
        sa.PrimaryKeyConstraint("post_id", "year", name=op.f("pk_shift_counters")),
    )
    _incidents()
    _keys()
    for table, (unless, why) in GUARDED.items():
        _guard(table, unless, why)


def _guard(table: str, unless: str, why: str) -> None:
    """Refuse to delete rows, and to change one where the condition holds."""
    if op.get_bind().dialect.name == "sqlite":
        raised = f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
        op.execute(
            f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} WHEN {unless} {raised}"
        )
        op.execute(f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} {raised}")
        return
    op.execute(
        f"CREATE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF NOT ({unless}) THEN RETURN NEW; END IF; END IF; "
        f"RAISE EXCEPTION '{why}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_guard()"
    )


def downgrade() -> None:
    """Remove them again; a table takes its triggers along."""
    for table in ("key_moves", "post_keys", "incidents", "shift_counters", "shifts"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table in GUARDED:
            op.execute(f"DROP FUNCTION {table}_guard()")


def _record() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    )


def _shifts() -> None:
    op.create_table(
        "shifts",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("after_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("opening", sa.JSON(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken", sa.JSON(), nullable=False),
        sa.Column("taker_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("goes_on", sa.Boolean(), nullable=False),
        sa.Column("absent_why", sa.String(length=300), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("incidents", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        *_record(),
        sa.CheckConstraint("state IN ('open', 'offered', 'closed')", name=op.f("ck_shifts_state")),
        sa.CheckConstraint(
            "taker_id IS NULL OR taker_id <> officer_id", name=op.f("ck_shifts_two_people")
        ),
        sa.CheckConstraint("state = 'open' OR taker_id IS NOT NULL", name=op.f("ck_shifts_taker")),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_shifts_closed")
        ),
        sa.CheckConstraint(
            "state <> 'closed' OR given_at IS NOT NULL OR absent_why <> ''",
            name=op.f("ck_shifts_signed"),
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_shifts_post_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_shifts_officer_id")),
        sa.ForeignKeyConstraint(["taker_id"], ["officers.id"], name=op.f("fk_shifts_taker_id")),
        sa.ForeignKeyConstraint(["after_id"], ["shifts.id"], name=op.f("fk_shifts_after_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
        sa.UniqueConstraint("number", name=op.f("uq_shifts_number")),
        sa.UniqueConstraint(
            "post_id", "year", "serial", name=op.f("uq_shifts_post_id_year_serial")
        ),
    )
    op.create_index(op.f("ix_shifts_officer_id"), "shifts", ["officer_id"])
    op.create_index(op.f("ix_shifts_taker_id"), "shifts", ["taker_id"])
    op.create_index(op.f("ix_shifts_post_id_created_at"), "shifts", ["post_id", "created_at"])
    op.create_index(
        "uq_shifts_one_open", "shifts", ["post_id"], unique=True,
        sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL"),
    )  # fmt: skip


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=3), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("outcome", sa.String(length=300), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        *_record(),
        sa.CheckConstraint("what <> ''", name=op.f("ck_incidents_what")),
        sa.CheckConstraint(
            "(resolved_at IS NULL) = (outcome = '')", name=op.f("ck_incidents_resolved")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_incidents_post_id")),
        sa.ForeignKeyConstraint(
            ["resolved_by"], ["officers.id"], name=op.f("fk_incidents_resolved_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(
        op.f("ix_incidents_post_id_happened_at"), "incidents", ["post_id", "happened_at"]
    )


def _keys() -> None:
    op.create_table(
        "post_keys",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        *_record(),
        sa.CheckConstraint("name <> ''", name=op.f("ck_post_keys_name")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_post_keys_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_keys")),
        sa.UniqueConstraint("post_id", "name", name=op.f("uq_post_keys_post_id_name")),
    )
    op.create_table(
        "key_moves",
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("shift_id", sa.Uuid(), nullable=True),
        *_record(),
        sa.ForeignKeyConstraint(["key_id"], ["post_keys.id"], name=op.f("fk_key_moves_key_id")),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["officers.id"], name=op.f("fk_key_moves_holder_id")
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_key_moves_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_moves")),
    )
    op.create_index(op.f("ix_key_moves_key_id"), "key_moves", ["key_id"])
