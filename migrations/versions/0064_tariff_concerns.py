"""Of whom a fee is asked: at entry, at exit or both, and of which nationalities."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0064_tariff_concerns"
down_revision = "0063_paper_receipts"
branch_labels = None
depends_on = None

NEVER = "money is never altered: ask for a void, count again, or end the tariff"
BEFORE = (
    "amount", "currency", "code", "post_id", "starts_on", "unit", "basis", "label_fr", "label_en",
    "label_ar",
)  # fmt: skip
NEW = {"direction": 1, "states": 160}


def upgrade() -> None:
    """Add the columns, for everybody; they too are never altered."""
    for name, length in NEW.items():
        op.add_column(
            "tariffs", sa.Column(name, sa.String(length), nullable=False, server_default="")
        )
    _guard((*BEFORE, *NEW))


def downgrade() -> None:
    """Remove them again, and guard what there was."""
    _guard(BEFORE)
    for name in NEW:
        op.drop_column("tariffs", name)


def _guard(columns: tuple[str, ...]) -> None:
    """The trigger of 0052 anew, over these columns."""
    changed = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in columns)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER tariffs_refuse_update")
        op.execute(
            "CREATE TRIGGER tariffs_refuse_update BEFORE UPDATE ON tariffs "
            f"WHEN {changed} BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
        )
    else:
        op.execute(
            "CREATE OR REPLACE FUNCTION tariffs_guard() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF {changed} THEN RAISE EXCEPTION '{NEVER}'; END IF; RETURN NEW; END $$"
        )
