"""Have the database refuse to change counts, and give a long reference its room.

A post with a code of eight letters has references of 25 characters from its 10,000th crossing
of a day on. SQLite counts no letters, so that its table need not be written anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017_counts_stay"
down_revision = "0016_erasing"
branch_labels = None
depends_on = None

SQLITE = {
    "tally_counts_refuse_update": """
        CREATE TRIGGER tally_counts_refuse_update BEFORE UPDATE ON tally_counts
        BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END""",
    "tally_counts_refuse_delete": """
        CREATE TRIGGER tally_counts_refuse_delete BEFORE DELETE ON tally_counts
        BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END""",
    # INSERT OR REPLACE deletes a row without waking the triggers on DELETE.
    "tally_counts_refuse_replace": """
        CREATE TRIGGER tally_counts_refuse_replace BEFORE INSERT ON tally_counts
        WHEN EXISTS (
            SELECT 1 FROM tally_counts
            WHERE id = NEW.id OR form_key = NEW.form_key OR undoes = NEW.undoes
        )
        BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END""",
}
POSTGRES = (
    """CREATE FUNCTION tally_counts_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a count is never changed'; END $$""",
    """CREATE TRIGGER tally_counts_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON tally_counts
    FOR EACH STATEMENT EXECUTE FUNCTION tally_counts_refuse()""",
)


def upgrade() -> None:
    """Add the triggers of the database in use; widen the reference where width counts."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE.values() if on_sqlite else POSTGRES:
        op.execute(statement)
    if not on_sqlite:
        op.alter_column("crossings", "human_ref", type_=sa.String(length=32))


def downgrade() -> None:
    """Remove them; PostgreSQL refuses to narrow a reference that needs its room."""
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE:
            op.execute(f"DROP TRIGGER {name}")
        return
    op.alter_column("crossings", "human_ref", type_=sa.String(length=24))
    op.execute("DROP TRIGGER tally_counts_refuse ON tally_counts")
    op.execute("DROP FUNCTION tally_counts_refuse()")
