"""Courses, their runs and sessions, who takes part, and the marks of attendance."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0061_training"
down_revision = "0059_register_sheets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, empty."""
    _courses()
    _runs()
    _enrolments()
    _sessions()
    _attendance_marks()


def downgrade() -> None:
    """Remove them again."""
    for table in ("attendance_marks", "sessions", "enrolments", "runs", "courses"):
        op.drop_table(table)


def _courses() -> None:
    op.create_table(
        "courses",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title_fr", sa.String(length=120), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("title_ar", sa.String(length=120), nullable=False),
        sa.Column("objectives", sa.String(length=2000), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("min_attendance", sa.Integer(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=True),
        sa.Column("validity_months", sa.Integer(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("hours > 0", name=op.f("ck_courses_hours")),
        sa.CheckConstraint(
            "min_attendance BETWEEN 0 AND 100", name=op.f("ck_courses_min_attendance")
        ),
        sa.CheckConstraint(
            "pass_mark IS NULL OR pass_mark BETWEEN 0 AND 100", name=op.f("ck_courses_pass_mark")
        ),
        sa.CheckConstraint(
            "validity_months IS NULL OR validity_months > 0", name=op.f("ck_courses_validity")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_courses_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_courses_code_version")),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("venue", sa.String(length=120), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("trainers", sa.String(length=300), nullable=False),
        sa.Column("budget_line_id", sa.Uuid(), nullable=True),
        sa.Column("cancelled_why", sa.String(length=300), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_why <> '')", name=op.f("ck_runs_cancelled")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_runs_days")),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck_runs_seats")),
        sa.ForeignKeyConstraint(
            ["budget_line_id"], ["budget_lines.id"], name=op.f("fk_runs_budget_line_id")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_runs_course_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_runs_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("code", name=op.f("uq_runs_code")),
    )
    op.create_index(op.f("ix_runs_budget_line_id"), "runs", ["budget_line_id"], unique=False)
    op.create_index(op.f("ix_runs_course_id"), "runs", ["course_id"], unique=False)
    op.create_index(op.f("ix_runs_post_id"), "runs", ["post_id"], unique=False)


def _enrolments() -> None:
    op.create_table(
        "enrolments",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("nominated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("service", sa.String(length=80), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_enrolments_officer_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_enrolments_post_id")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["enrolments.id"], name=op.f("fk_enrolments_replaces_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_enrolments_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("run_id", "officer_id", name=op.f("uq_enrolments_run_id_officer_id")),
    )
    op.create_index(op.f("ix_enrolments_officer_id"), "enrolments", ["officer_id"], unique=False)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cancelled_why", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("minutes BETWEEN 10 AND 720", name=op.f("ck_sessions_minutes")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_sessions_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(
        op.f("ix_sessions_run_id_starts_at"), "sessions", ["run_id", "starts_at"], unique=False
    )


def _attendance_marks() -> None:
    op.create_table(
        "attendance_marks",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("credited", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "status IN ('present', 'late', 'excused', 'absent')",
            name=op.f("ck_attendance_marks_status"),
        ),
        sa.CheckConstraint("credited >= 0", name=op.f("ck_attendance_marks_credited")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["attendance_marks.id"], name=op.f("fk_attendance_marks_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_attendance_marks_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_attendance_marks_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_marks")),
    )
    op.create_index(
        op.f("ix_attendance_marks_enrolment_id"), "attendance_marks", ["enrolment_id"], unique=False
    )
    op.create_index(
        "uq_attendance_marks_live",
        "attendance_marks",
        ["session_id", "enrolment_id"],
        unique=True,
        sqlite_where=sa.text("is_live"),
        postgresql_where=sa.text("is_live"),
    )
