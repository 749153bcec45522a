"""The rule book in versions, proposals to change it, and what a crossing was told by it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019_rules"
down_revision = "0018_register_indexes"
branch_labels = None
depends_on = None

_TOLD = (
    ("rule_code", sa.String(length=12)),
    ("rule_version", sa.Integer()),
    ("rule_sentence", sa.String(length=1500)),
    ("rule_language", sa.String(length=2)),
    ("authorised_until", sa.Date()),
    ("days_granted", sa.Integer()),
)
SQLITE = {
    "rule_versions_refuse_update": """
        CREATE TRIGGER rule_versions_refuse_update BEFORE UPDATE ON rule_versions
        BEGIN SELECT RAISE(ABORT, 'a version of a rule is never changed'); END""",
    "rule_versions_refuse_delete": """
        CREATE TRIGGER rule_versions_refuse_delete BEFORE DELETE ON rule_versions
        BEGIN SELECT RAISE(ABORT, 'a version of a rule is never changed'); END""",
    # INSERT OR REPLACE deletes a row without waking the triggers on DELETE.
    "rule_versions_refuse_replace": """
        CREATE TRIGGER rule_versions_refuse_replace BEFORE INSERT ON rule_versions
        WHEN EXISTS (
            SELECT 1 FROM rule_versions WHERE id = NEW.id OR proposal_id = NEW.proposal_id
            OR (code = NEW.code AND version = NEW.version)
        )
        BEGIN SELECT RAISE(ABORT, 'a version of a rule is never changed'); END""",
}
POSTGRES = (
    """CREATE FUNCTION rule_versions_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a version of a rule is never changed'; END $$""",
    """CREATE TRIGGER rule_versions_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_versions
    FOR EACH STATEMENT EXECUTE FUNCTION rule_versions_refuse()""",
)


def upgrade() -> None:
    """Make the tables and the columns; a crossing of before was told no rule."""
    op.create_table(
        "rule_versions",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=5), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        *_record(),
        sa.CheckConstraint("kind IN ('rule', 'group')", name=op.f("ck_rule_versions_kind")),
        *_people("rule_versions", "proposed_by", "approved_by"),
        sa.PrimaryKeyConstraint("id", name="pk_rule_versions"),
        sa.UniqueConstraint("code", "version", name="uq_rule_versions_code_version"),
        sa.UniqueConstraint("proposal_id", name="uq_rule_versions_proposal_id"),
    )
    op.create_table(
        "rule_proposals",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=5), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.String(length=500), nullable=False),
        *_record(),
        sa.CheckConstraint("kind IN ('rule', 'group')", name=op.f("ck_rule_proposals_kind")),
        sa.CheckConstraint(
            "state IN ('open', 'approved', 'rejected', 'withdrawn')",
            name=op.f("ck_rule_proposals_state"),
        ),
        *_people("rule_proposals", "proposed_by", "decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_rule_proposals"),
    )
    op.create_index("ix_rule_proposals_code", "rule_proposals", ["code"])
    # Plain: a batch would rebuild the table and lose the triggers that guard it.
    for name, kind in _TOLD:
        op.add_column("crossings", sa.Column(name, kind, nullable=True))
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE.values() if on_sqlite else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Forget the book, what was proposed, and what crossings were told."""
    for name, _kind in reversed(_TOLD):
        op.drop_column("crossings", name)
    op.drop_table("rule_proposals")
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE:
            op.execute(f"DROP TRIGGER {name}")
        op.drop_table("rule_versions")
        return
    op.execute("DROP TRIGGER rule_versions_refuse ON rule_versions")
    op.execute("DROP FUNCTION rule_versions_refuse()")
    op.drop_table("rule_versions")


def _record() -> list[sa.Column]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
    ]


def _people(table: str, *names: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], ["officers.id"], name=f"fk_{table}_{name}")
        for name in names
    ]
