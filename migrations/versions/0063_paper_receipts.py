"""Blank receipts of reserved numbers, and what became of each: a captured one is never altered.
And of whom a fee is asked: at entry, at exit or both, and of which nationalities."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0063_paper_receipts"
down_revision = "0061_training"
branch_labels = None
depends_on = None

TABLE = "paper_receipts"
NEVER = "a captured receipt is never altered: ask for a void"
RULES = {
    "fate": "fate IN ('printed', 'out', 'used', 'returned', 'spoiled', 'missing')",
    "why": "fate NOT IN ('spoiled', 'missing') OR why <> ''",
    "used": "(fate = 'used') = (receipt_id IS NOT NULL)",
    "taken_at": "(fate = 'used') = (taken_at IS NOT NULL)",
    "officer": "(fate = 'used') = (officer_id IS NOT NULL)",
}
TO = {"post_id": "posts", "handed_to": "officers", "changed_by": "officers",
      "receipt_id": "receipts", "officer_id": "officers"}  # fmt: skip


MONEY = "money is never altered: ask for a void, count again, or end the tariff"
BEFORE = (
    "amount", "currency", "code", "post_id", "starts_on", "unit", "basis", "label_fr", "label_en",
    "label_ar",
)  # fmt: skip
CONCERNS = {"direction": 1, "states": 160}  # of a tariff; '' for everybody


def upgrade() -> None:
    """Make the table and its guards; the new columns of tariffs are never altered either."""
    op.create_table(
        TABLE,
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("fate", sa.String(8), nullable=False),
        sa.Column("why", sa.String(300), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=True) for name in TO if name != "post_id"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        *(sa.CheckConstraint(rule, name=f"ck_{TABLE}_{name}") for name, rule in RULES.items()),
        *(sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{TABLE}_{name}")
          for name, other in TO.items()),
        sa.UniqueConstraint("post_id", "year", "serial", name=f"uq_{TABLE}_post_id_year_serial"),
        sa.UniqueConstraint("number", name=f"uq_{TABLE}_number"),
        sa.UniqueConstraint("receipt_id", name=f"uq_{TABLE}_receipt_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
    )  # fmt: skip
    op.create_index(f"ix_{TABLE}_run_id", TABLE, ["run_id"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite() if on_sqlite else _postgres():
        op.execute(statement)
    for name, length in CONCERNS.items():
        op.add_column(
            "tariffs", sa.Column(name, sa.String(length), nullable=False, server_default="")
        )
    _guard_tariffs((*BEFORE, *CONCERNS))


def downgrade() -> None:
    """Remove it all; the table takes its triggers along."""
    _guard_tariffs(BEFORE)
    for name in CONCERNS:
        op.drop_column("tariffs", name)
    op.drop_table(TABLE)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"DROP FUNCTION {TABLE}_guard()")


def _sqlite() -> list[str]:
    raised = f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    return [
        f"CREATE TRIGGER {TABLE}_refuse_update BEFORE UPDATE ON {TABLE} "
        f"WHEN OLD.fate = 'used' OR NEW.number <> OLD.number {raised}",
        f"CREATE TRIGGER {TABLE}_refuse_delete BEFORE DELETE ON {TABLE} {raised}",
    ]


def _postgres() -> list[str]:
    return [
        f"CREATE FUNCTION {TABLE}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' THEN IF OLD.fate <> 'used' AND NEW.number = OLD.number THEN "
        f"RETURN NEW; END IF; END IF; RAISE EXCEPTION '{NEVER}'; END $$",
        *(f"CREATE TRIGGER {TABLE}_refuse_{act.lower()} BEFORE {act} ON {TABLE} "
          f"FOR EACH {'STATEMENT' if act == 'TRUNCATE' else 'ROW'} "
          f"EXECUTE FUNCTION {TABLE}_guard()" for act in ("UPDATE", "DELETE", "TRUNCATE")),
    ]  # fmt: skip


def _guard_tariffs(columns: tuple[str, ...]) -> None:
    """The trigger of 0052 anew, over these columns."""
    changed = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in columns)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER tariffs_refuse_update")
        op.execute(
            "CREATE TRIGGER tariffs_refuse_update BEFORE UPDATE ON tariffs "
            f"WHEN {changed} BEGIN SELECT RAISE(ABORT, '{MONEY}'); END"
        )
    else:
        op.execute(
            "CREATE OR REPLACE FUNCTION tariffs_guard() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF {changed} THEN RAISE EXCEPTION '{MONEY}'; END IF; RETURN NEW; END $$"
        )
