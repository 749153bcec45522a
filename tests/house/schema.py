"""What a database holds beside its tables' columns."""

from __future__ import annotations

from sqlalchemy import Connection, text

SQLITE_TRIGGERS = "SELECT tbl_name || ' ' || name FROM sqlite_master WHERE type = 'trigger'"
POSTGRES_TRIGGERS = """
    SELECT event_object_table || ' ' || trigger_name FROM information_schema.triggers
    WHERE trigger_schema = 'public'
    UNION
    SELECT c.relname || ' ' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal
"""


def triggers(connection: Connection) -> set[str]:
    """``table trigger`` of each trigger."""
    sqlite = connection.dialect.name == "sqlite"
    rows = connection.execute(text(SQLITE_TRIGGERS if sqlite else POSTGRES_TRIGGERS))
    return set(rows.scalars())
