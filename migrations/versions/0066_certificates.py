"""Certificates of courses, how they end, and from when a post asks for a qualification."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0066_certificates"
down_revision = "0065_attendance"
branch_labels = None
depends_on = None
TABLE = "course_certificates"
NEVER = "what a certificate prints is not changed"


def upgrade() -> None:
    """Make the tables, empty, and let a course say what it entitles to."""
    op.add_column(
        "courses", sa.Column("grants", sa.JSON(), server_default="[]", nullable=False)
    )
    _certificates()
    op.create_table(
        "course_certificate_counters",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_course_certificate_counters_post_id")
        ),
        sa.PrimaryKeyConstraint("post_id", "year", name=op.f("pk_course_certificate_counters")),
    )
    _revocations()
    _rules()
    _guard()


def _guard() -> None:
    """Refuse to delete a certificate, and to change what it prints: it may only end."""
    printed = ("number", "code", "payload_sha256", "officer_id", "course_id", "run_id", "issued_on")
    if op.get_bind().dialect.name == "sqlite":
        changed = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in (*printed, "payload"))
        raised = f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
        op.execute(
            f"CREATE TRIGGER {TABLE}_refuse_update BEFORE UPDATE ON {TABLE} WHEN {changed} {raised}"
        )
        op.execute(f"CREATE TRIGGER {TABLE}_refuse_delete BEFORE DELETE ON {TABLE} {raised}")
        return
    changed = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in printed)
    changed += " OR NEW.payload::text <> OLD.payload::text"
    op.execute(
        f"CREATE FUNCTION {TABLE}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF NOT ({changed}) THEN RETURN NEW; END IF; END IF; "
        f"RAISE EXCEPTION '{NEVER}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {TABLE}_refuse BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_guard()"
    )


def downgrade() -> None:
    """Remove them again; a table takes its triggers along."""
    for table in ("qualification_rules", "certificate_revocations",
                  "course_certificate_counters", "course_certificates"):  # fmt: skip
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"DROP FUNCTION {TABLE}_guard()")
    op.drop_column("courses", "grants")  # in place: other tables point to courses


def _certificates() -> None:
    table = TABLE
    points = {"post_id": "posts.id", "officer_id": "officers.id", "course_id": "courses.id",
              "run_id": "runs.id", "enrolment_id": "enrolments.id",
              "supersedes_id": "course_certificates.id"}  # fmt: skip
    op.create_table(
        table,
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=name == "supersedes_id") for name in points),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("payload_sha256", sa.String(length=64), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_as", sa.String(length=10), nullable=False),
        sa.Column("ended_why", sa.String(length=300), nullable=False),
        *_record(),
        *_checks(),
        *(sa.ForeignKeyConstraint([name], [there], name=op.f(f"fk_{table}_{name}"))
          for name, there in points.items()),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("code", name=op.f(f"uq_{table}_code")),
        sa.UniqueConstraint("number", name=op.f(f"uq_{table}_number")),
        sa.UniqueConstraint("post_id", "year", "serial",
                            name=op.f(f"uq_{table}_post_id_year_serial")),
    )  # fmt: skip
    op.create_index(op.f(f"ix_{table}_run_id"), table, ["run_id"])
    op.create_index(op.f(f"ix_{table}_officer_id_issued_on"), table, ["officer_id", "issued_on"])
    op.create_index(
        f"uq_{table}_valid", table, ["officer_id", "course_id", "run_id"], unique=True,
        sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip


def _checks() -> list[sa.CheckConstraint]:
    told = {
        "days": "valid_until IS NULL OR valid_until > issued_on",
        "ended": "(ended_at IS NULL) = (ended_as = '')",
        "ended_as": "ended_as IN ('', 'revoked', 'superseded')",
        "ended_why": "ended_at IS NULL OR ended_why <> ''",
    }
    return [sa.CheckConstraint(rule, name=op.f(f"ck_course_certificates_{name}"))
            for name, rule in told.items()]  # fmt: skip


def _revocations() -> None:
    table = "certificate_revocations"
    op.create_table(
        table,
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("is_granted", sa.Boolean(), nullable=True),
        *_record(),
        sa.CheckConstraint("why <> ''", name=op.f(f"ck_{table}_why")),
        sa.CheckConstraint("(answered_at IS NULL) = (is_granted IS NULL)",
                           name=op.f(f"ck_{table}_answered")),
        sa.ForeignKeyConstraint(["certificate_id"], ["course_certificates.id"],
                                name=op.f(f"fk_{table}_certificate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )  # fmt: skip
    op.create_index(
        f"uq_{table}_open", table, ["certificate_id"], unique=True,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )  # fmt: skip


def _rules() -> None:
    op.create_table(
        "qualification_rules",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        *_record(),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_qualification_rules_post_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification_rules")),
    )
    op.create_index(
        op.f("ix_qualification_rules_post_id_created_at"),
        "qualification_rules",
        ["post_id", "created_at"],
    )


def _record() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    )
