"""What a killed server left in its database, read without the application."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

# A crossing is written with all of this or not at all.
_HALVES = {
    "a crossing without its person": """
        SELECT count(*) FROM crossings c LEFT JOIN persons p ON p.id = c.person_id
        WHERE p.id IS NULL""",
    "a crossing without its document": """
        SELECT count(*) FROM crossings c LEFT JOIN documents d ON d.id = c.document_id
        WHERE d.id IS NULL""",
    "a crossing that no name finds": """
        SELECT count(*) FROM crossings c
        WHERE NOT EXISTS (SELECT 1 FROM crossing_names n WHERE n.crossing_id = c.id)""",
    "a crossing whose form was not noted": """
        SELECT count(*) FROM crossings c LEFT JOIN submissions s ON s.key = c.form_key
        WHERE s.key IS NULL""",
    "a crossing whose sheet stayed open": """
        SELECT count(*) FROM crossings c LEFT JOIN inspections i ON i.crossing_id = c.id
        WHERE i.id IS NULL OR i.state <> 'decided' OR i.id <> c.inspection_id""",
    "a decided sheet without its crossing": """
        SELECT count(*) FROM inspections i LEFT JOIN crossings c ON c.id = i.crossing_id
        WHERE i.state = 'decided' AND c.id IS NULL""",
    "a person without a crossing": """
        SELECT count(*) FROM persons p
        WHERE NOT EXISTS (SELECT 1 FROM crossings c WHERE c.person_id = p.id)""",
    "audit lines of decisions that are not crossings": """
        SELECT abs((SELECT count(*) FROM audit_lines WHERE act = 'crossings:crossing:decide')
        - (SELECT count(*) FROM crossings))""",
    "audit lines of taps that are not counted": """
        SELECT abs((SELECT count(*) FROM audit_lines WHERE act = 'crossings:tally:count')
        - (SELECT count(*) FROM tally_counts))""",
    "taps whose form was not noted": """
        SELECT count(*) FROM tally_counts t LEFT JOIN submissions s ON s.key = t.form_key
        WHERE s.key IS NULL""",
    "numbers given to no crossing": """
        SELECT abs((SELECT sum(last) FROM crossing_counters)
        - (SELECT count(*) FROM crossings))""",
}


class Ledger:
    """The rows of one instance, for counting."""

    def __init__(self, instance: Path) -> None:
        with sqlite3.connect(instance / "borderpost.db") as database:
            self.integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
            self.foreign_keys = database.execute("PRAGMA foreign_key_check").fetchall()
            self.halves = {
                what: count
                for what, query in _HALVES.items()
                if (count := database.execute(query).fetchone()[0])
            }
            self.numbers = Counter(
                number for (number,) in database.execute("SELECT document_number FROM crossings")
            )
            self.taps = Counter(
                key for (key,) in database.execute("SELECT form_key FROM tally_counts")
            )
            self.sheets = {
                identity for (identity,) in database.execute("SELECT id FROM inspections")
            }
        database.close()
