"""The mode of the desk, taps that stand for several people, the post's status, outages.

Plain columns, so that no table is rebuilt and no trigger lost; NULL for every crossing of before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0058_modes"
down_revision = "0057_convoys"
branch_labels = None
depends_on = None

# Histories that statistics are read by: a later row answers, an earlier one is never changed.
KEPT = ("desk_mode_changes", "post_statuses")
_MESSAGE = "what was told is never changed"


def upgrade() -> None:
    """Add the columns and make the tables."""
    op.add_column("crossings", sa.Column("desk_mode", sa.String(9), nullable=True))
    op.add_column(
        "tally_counts", sa.Column("people", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "tally_counts", sa.Column("transport", sa.String(4), nullable=False, server_default="")
    )
    op.add_column(
        "tally_counts",
        sa.Column("is_rough", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _desk_modes()
    _statuses()
    _outages()
    _refuse_changes()


def downgrade() -> None:
    """Remove them again: how people were registered is forgotten, and groups are one person."""
    for table in ("outages", *KEPT):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION told_refuse()")
    for column in ("is_rough", "transport", "people"):
        op.drop_column("tally_counts", column)
    op.drop_column("crossings", "desk_mode")


def _desk_modes() -> None:
    op.create_table(
        "desk_mode_changes",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("lane_id", sa.Uuid(), nullable=True),
        _text("mode", 9),
        _text("reason", 8),
        _text("words", 300),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        *_record("desk_mode_changes"),
        sa.ForeignKeyConstraint(["lane_id"], ["lanes.id"], name="fk_desk_mode_changes_lane_id"),
        _check("desk_mode_changes", "mode", "mode IN ('full', 'essential', 'count')"),
        _check("desk_mode_changes", "reason", "(mode = 'full') = (reason = '')"),
        _check("desk_mode_changes", "until", "until IS NULL OR until > begun_at"),
    )
    _index("desk_mode_changes")


def _statuses() -> None:
    op.create_table(
        "post_statuses",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        _text("status", 10),
        _text("reason", 300),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expected_until", sa.DateTime(timezone=True), nullable=True),
        *_record("post_statuses"),
        _check(
            "post_statuses", "status", "status IN ('open', 'restricted', 'closed', 'evacuated')"
        ),
        _check("post_statuses", "reason", "status = 'open' OR reason <> ''"),
    )
    _index("post_statuses")


def _outages() -> None:
    op.create_table(
        "outages",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        _text("kind", 9),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fuel_litres", sa.Numeric(8, 1), nullable=True),
        _text("note", 300),
        _text("source", 8),
        _text("dropped_why", 300),
        *_record("outages"),
        _check("outages", "kind", "kind IN ('power', 'link', 'generator', 'reader', 'other')"),
        _check("outages", "source", "source IN ('told', 'gap')"),
        _check("outages", "ended", "ended_at IS NULL OR ended_at >= begun_at"),
        _check("outages", "fuel", "fuel_litres IS NULL OR fuel_litres >= 0"),
    )
    _index("outages")


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in KEPT:
            for act in ("update", "delete"):
                op.execute(
                    f"CREATE TRIGGER {table}_refuse_{act} BEFORE {act.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION told_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$"
    )
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION told_refuse()"
        )


def _record(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=f"fk_{table}_post_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _index(table: str) -> None:
    op.create_index(f"ix_{table}_post_id_begun_at_id", table, ["post_id", "begun_at", "id"])


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}")
