"""Scanned sign-in sheets, the codes of participants, and who used the code on the wall."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0065_attendance"
down_revision = "0064_register_scans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables, empty; marks of the wall get the word that is used now."""
    op.execute("UPDATE attendance_marks SET source = 'wall' WHERE source = 'code'")
    _sheet_scans()
    _participant_codes()
    _check_ins()


def downgrade() -> None:
    """Remove them again."""
    for table in ("check_ins", "participant_codes", "sheet_scans"):
        op.drop_table(table)
    op.execute("UPDATE attendance_marks SET source = 'code' WHERE source = 'wall'")


def _sheet_scans() -> None:
    table = "sheet_scans"
    op.create_table(
        table,
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        *_record(table),
        sa.CheckConstraint("page IS NULL OR session_id IS NOT NULL", name=f"ck_{table}_page"),
        _to(table, "run_id", "runs"),
        _to(table, "session_id", "sessions"),
        sa.UniqueConstraint("digest", name=f"uq_{table}_digest"),
    )
    for column in ("run_id", "session_id"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _participant_codes() -> None:
    table = "participant_codes"
    op.create_table(
        table,
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("badge", sa.String(length=20), nullable=False),
        sa.Column("personal", sa.String(length=12), nullable=False),
        *_record(table),
        _to(table, "enrolment_id", "enrolments"),
        *(
            sa.UniqueConstraint(column, name=f"uq_{table}_{column}")
            for column in ("enrolment_id", "badge", "personal")
        ),
    )


def _check_ins() -> None:
    table = "check_ins"
    op.create_table(
        table,
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("device_digest", sa.String(length=64), nullable=False),
        sa.Column("mark_id", sa.Uuid(), nullable=False),
        *_record(table),
        _to(table, "session_id", "sessions"),
        _to(table, "enrolment_id", "enrolments"),
        _to(table, "mark_id", "attendance_marks"),
        *(
            sa.UniqueConstraint("session_id", column, name=f"uq_{table}_session_id_{column}")
            for column in ("enrolment_id", "device_digest")
        ),
    )


def _record(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")
