"""Tests of a run, what came of it, and what a project is to reach; a per diem is said of a run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0067_tests"
down_revision = "0066_certificates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, empty."""
    _questions()
    _training_targets()
    _reactions()
    _test_papers()
    _follow_ups()
    _reaction_givers()
    _test_paper_questions()
    _test_sittings()
    _test_answers()
    column = sa.Column("has_per_diem", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("runs", column)


def downgrade() -> None:
    """Remove them again."""
    op.drop_column("runs", "has_per_diem")
    for table in (
        "test_answers",
        "test_sittings",
        "test_paper_questions",
        "reaction_givers",
        "follow_ups",
        "test_papers",
        "reactions",
        "training_targets",
        "questions",
    ):
        op.drop_table(table)


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("text_fr", sa.String(length=1000), nullable=False),
        sa.Column("text_en", sa.String(length=1000), nullable=False),
        sa.Column("text_ar", sa.String(length=1000), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("right_places", sa.JSON(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("tolerance", sa.String(length=20), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("has_picture", sa.Boolean(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('single', 'multiple', 'number')", name=op.f("ck_questions_kind")
        ),
        sa.CheckConstraint("points BETWEEN 1 AND 20", name=op.f("ck_questions_points")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_questions_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index(op.f("ix_questions_course_id"), "questions", ["course_id"], unique=False)


def _training_targets() -> None:
    op.create_table(
        "training_targets",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("persons > 0", name=op.f("ck_training_targets_persons")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_training_targets_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_targets")),
        sa.UniqueConstraint(
            "project_id", "country", name=op.f("uq_training_targets_project_id_country")
        ),
    )


def _reactions() -> None:
    op.create_table(
        "reactions",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("people >= 0", name=op.f("ck_reactions_people")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_reactions_run_id")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_reactions")),
    )


def _test_papers() -> None:
    op.create_table(
        "test_papers",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("form", sa.String(length=1), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=6), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('pre', 'post')", name=op.f("ck_test_papers_kind")),
        sa.CheckConstraint("minutes IS NULL OR minutes > 0", name=op.f("ck_test_papers_minutes")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_test_papers_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_papers")),
        sa.UniqueConstraint("run_id", "kind", "form", name=op.f("uq_test_papers_run_id_kind_form")),
    )


def _follow_ups() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=10), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("hindrance", sa.String(length=300), nullable=False),
        sa.Column("findings", sa.String(length=1000), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("who IN ('self', 'supervisor')", name=op.f("ck_follow_ups_who")),
        sa.CheckConstraint("months IN (3, 6)", name=op.f("ck_follow_ups_months")),
        sa.CheckConstraint("used BETWEEN 1 AND 5", name=op.f("ck_follow_ups_used")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_follow_ups_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
        sa.UniqueConstraint(
            "enrolment_id", "months", "who", name=op.f("uq_follow_ups_enrolment_id_months_who")
        ),
    )


def _reaction_givers() -> None:
    op.create_table(
        "reaction_givers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_reaction_givers_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reaction_givers")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_reaction_givers_enrolment_id")),
    )


def _test_paper_questions() -> None:
    op.create_table(
        "test_paper_questions",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["test_papers.id"], name=op.f("fk_test_paper_questions_paper_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_test_paper_questions_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_paper_questions")),
        sa.UniqueConstraint(
            "paper_id", "question_id", name=op.f("uq_test_paper_questions_paper_id_question_id")
        ),
    )
    op.create_index(
        op.f("ix_test_paper_questions_question_id"),
        "test_paper_questions",
        ["question_id"],
        unique=False,
    )


def _test_sittings() -> None:
    op.create_table(
        "test_sittings",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("source", sa.String(length=6), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("source IN ('screen', 'paper')", name=op.f("ck_test_sittings_source")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_test_sittings_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["test_papers.id"], name=op.f("fk_test_sittings_paper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_sittings")),
        sa.UniqueConstraint(
            "enrolment_id", "kind", name=op.f("uq_test_sittings_enrolment_id_kind")
        ),
    )
    op.create_index(op.f("ix_test_sittings_paper_id"), "test_sittings", ["paper_id"], unique=False)


def _test_answers() -> None:
    op.create_table(
        "test_answers",
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("given", sa.String(length=40), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("points >= 0", name=op.f("ck_test_answers_points")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["test_answers.id"], name=op.f("fk_test_answers_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_test_answers_question_id")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["test_sittings.id"], name=op.f("fk_test_answers_sitting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_answers")),
    )
    op.create_index(
        op.f("ix_test_answers_question_id"), "test_answers", ["question_id"], unique=False
    )
    op.create_index(
        "uq_test_answers_live",
        "test_answers",
        ["sitting_id", "question_id"],
        unique=True,
        sqlite_where=sa.text("is_live"),
        postgresql_where=sa.text("is_live"),
    )
