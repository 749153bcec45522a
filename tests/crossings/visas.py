"""A French traveller with a visa of Mali at the desk, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db, transaction
from crossings import supporting
from crossings.models import Inspection
from docreader.specimens import specimen_lines, specimen_people
from tests.desk import Browser, field

FRENCH = replace(specimen_people(7, 1, ("FRA",))[0], surname="Durand", given_names="Elise Marie")
PASSPORT = "\n".join(specimen_lines(FRENCH, "TD3"))
SOON = (clock.today("UTC") + timedelta(days=200)).isoformat()


def visa(kind: str = "MRVA", **more: str) -> str:
    """The zone of a visa of Mali for the French traveller, with a number of its own."""
    person = replace(
        FRENCH, issuing_state="MLI", document_number="V1234567", expiry_date=SOON, **more
    )
    return "\n".join(specimen_lines(person, kind))


def scanned(at: Browser, sheet: str, lines: str, **more: object) -> int:
    return at.send(f"{sheet}/papers/scan", lines=lines, source="wedge", **more).status_code


def attached() -> tuple[supporting.Attached, ...]:
    db.session.rollback()
    return supporting.from_plain(db.session.scalars(select(Inspection)).one().supporting)


def decided(at: Browser, sheet: str, **more: str) -> int:
    """Admitted; where no linked visa meets the rule, ``rule_seen`` says what was shown."""
    page = at.get(sheet).text
    sent = {
        "decision": "admit",
        "version": field(page, "version"),
        "rule_shown": field(page, "rule_shown"),
    }
    return at.send(f"{sheet}/decide", **(sent | more)).status_code


def typed(at: Browser, sheet: str, **more: str) -> int:
    told = {"kind": "visa", "number": "V777", "issuer": "mli", "until": SOON, "entries": "1"}
    return at.send(f"{sheet}/papers/new", **(told | more)).status_code


def raw(table: str) -> bytes:
    """Everything that a table holds, as the database file has it."""
    with transaction() as session:
        rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608
        return b"".join(
            value if isinstance(value, bytes) else str(value).encode()
            for row in rows
            for value in row
        )
