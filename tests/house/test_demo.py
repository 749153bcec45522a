"""The demonstration: filled by one command, the same each time, and it verifies."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from borderpost.db import db
from tests.house.conftest import MakeApp

pytestmark = pytest.mark.slow


def run(app: Flask, command: str) -> str:
    """Output of a command that must succeed."""
    with app.app_context():
        result = app.test_cli_runner().invoke(args=[command])
    assert result.exit_code == 0, result.output
    return result.output


def counts(app: Flask) -> dict[str, int]:
    """Rows of each table."""
    with app.app_context():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
        }


@pytest.fixture
def filled(demonstration: Path, make_app: MakeApp, tmp_path: Path) -> Flask:
    """A copy of the instance that ``flask demo`` filled."""
    shutil.copytree(demonstration, tmp_path / "instance")
    return make_app()


def test_it_has_officers_and_crossings(filled: Flask) -> None:
    rows = counts(filled)

    assert rows["accounts"] >= 3
    assert rows["crossings"] >= 20


def test_a_second_time_adds_nothing(filled: Flask) -> None:
    before = counts(filled)
    run(filled, "demo")

    assert counts(filled) == before


def test_its_audit_chain_verifies(filled: Flask) -> None:
    assert "verified" in run(filled, "verify")


def test_a_changed_line_is_found(filled: Flask) -> None:
    with filled.app_context():
        with db.engine.begin() as connection:
            for trigger in ("audit_lines_refuse_update", "audit_lines_refuse_delete"):
                connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
            connection.exec_driver_sql("UPDATE audit_lines SET act = 'x:y:z' WHERE seq = 5")
        result = filled.test_cli_runner().invoke(args=["verify"])

    assert result.exit_code == 1


def test_its_traces_hold_no_name_and_no_number(filled: Flask) -> None:
    """The audit log keeps ids, acts and salted digests; never who it was about."""
    with filled.app_context():
        tables = db.metadata.tables
        crossings, audit = tables["crossings"], tables["audit_lines"]
        persons = db.session.execute(
            select(crossings.c.surname, crossings.c.document_number, crossings.c.birth_date)
        ).all()
        details = " ".join(map(str, db.session.scalars(select(audit.c.details)).all()))
    told = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}", "", details)
    found = {word for row in persons for word in row if len(word) > 3 and word in told}

    assert found == set()
