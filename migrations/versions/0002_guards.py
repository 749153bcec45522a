"""Have the database itself refuse to change the audit log and the crossings."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = {
    "audit_lines_refuse_update": """
        CREATE TRIGGER audit_lines_refuse_update BEFORE UPDATE ON audit_lines
        BEGIN SELECT RAISE(ABORT, 'audit lines are never changed'); END""",
    "audit_lines_refuse_delete": """
        CREATE TRIGGER audit_lines_refuse_delete BEFORE DELETE ON audit_lines
        BEGIN SELECT RAISE(ABORT, 'audit lines are never changed'); END""",
    "crossings_refuse_update": """
        CREATE TRIGGER crossings_refuse_update BEFORE UPDATE ON crossings
        BEGIN SELECT RAISE(ABORT, 'a crossing is never changed'); END""",
    "crossings_refuse_delete": """
        CREATE TRIGGER crossings_refuse_delete BEFORE DELETE ON crossings
        WHEN NOT EXISTS (SELECT 1 FROM purge_records WHERE crossing_id = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'a crossing is erased only with a purge record'); END""",
    # INSERT OR REPLACE deletes a row without waking the triggers on DELETE.
    "audit_lines_refuse_replace": """
        CREATE TRIGGER audit_lines_refuse_replace BEFORE INSERT ON audit_lines
        WHEN EXISTS (SELECT 1 FROM audit_lines WHERE seq = NEW.seq OR hash = NEW.hash)
        BEGIN SELECT RAISE(ABORT, 'audit lines are never changed'); END""",
    "crossings_refuse_replace": """
        CREATE TRIGGER crossings_refuse_replace BEFORE INSERT ON crossings
        WHEN EXISTS (
            SELECT 1 FROM crossings WHERE id = NEW.id OR human_ref = NEW.human_ref
            OR form_key = NEW.form_key OR supersedes_id = NEW.supersedes_id
        )
        BEGIN SELECT RAISE(ABORT, 'a crossing is never changed'); END""",
}
POSTGRES = (
    """CREATE FUNCTION audit_lines_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'audit lines are never changed'; END $$""",
    """CREATE TRIGGER audit_lines_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_lines
    FOR EACH STATEMENT EXECUTE FUNCTION audit_lines_refuse()""",
    """CREATE FUNCTION crossings_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE'
         AND EXISTS (SELECT 1 FROM purge_records WHERE crossing_id = OLD.id) THEN
        RETURN OLD;
      END IF;
      RAISE EXCEPTION 'a crossing is never changed, and erased only with a purge record';
    END $$""",
    """CREATE TRIGGER crossings_refuse BEFORE UPDATE OR DELETE ON crossings
    FOR EACH ROW EXECUTE FUNCTION crossings_refuse()""",
    """CREATE FUNCTION crossings_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'crossings are never emptied'; END $$""",
    """CREATE TRIGGER crossings_refuse_truncate BEFORE TRUNCATE ON crossings
    FOR EACH STATEMENT EXECUTE FUNCTION crossings_refuse_truncate()""",
)


def upgrade() -> None:
    """Add the triggers of the database in use."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE.values() if on_sqlite else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Remove them."""
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE:
            op.execute(f"DROP TRIGGER {name}")
        return
    for name, table in (
        ("audit_lines_refuse", "audit_lines"),
        ("crossings_refuse", "crossings"),
        ("crossings_refuse_truncate", "crossings"),
    ):
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {name}()")
