"""A decision stays cheap: how often it asks the database, and that it reads no day of crossings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from borderpost.db import db
from tests.crossings.work import admit, inspect
from tests.desk import Browser, browser, field

# Of a known traveller, each BEGIN counted too; the mode of the desk and the vehicle in front are
# one each. It may only fall.
MOST = 32
Asked = list[tuple[str, Any]]


@pytest.fixture
def awa(machine: Flask) -> Browser:
    return browser(machine, "officer")


@contextmanager
def listening(app: Flask) -> Iterator[Asked]:
    """Every statement that is sent to the database meanwhile, with its values."""
    asked: Asked = []

    def note(_link: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        asked.append((statement, values))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def decided(app: Flask, at: Browser) -> Asked:
    """What the decision about one more traveller asked."""
    sheet = inspect(at)
    shown = field(at.get(sheet).text, "rule_shown")
    with listening(app) as asked:
        assert admit(at, sheet, rule_shown=shown) == 302
    return asked


def test_a_decision_asks_the_database_few_questions(machine: Flask, awa: Browser) -> None:
    decided(machine, awa)  # the first crossing also writes the shipped rules down

    assert len(decided(machine, awa)) <= MOST


def test_a_decision_looks_at_no_crossing_of_the_day_but_the_last(
    machine: Flask, awa: Browser
) -> None:
    decided(machine, awa)
    asked = decided(machine, awa)

    path = Path(machine.config["INSTANCE"]) / "borderpost.db"
    link = sqlite3.connect(path)
    plans = {
        row[3]
        for statement, values in asked
        if statement.startswith("SELECT") and "FROM crossings" in statement
        for row in link.execute(f"EXPLAIN QUERY PLAN {statement}", values)
    }
    link.close()

    assert plans
    assert not [line for line in plans if "ix_crossings_register" in line]
    assert not [line for line in plans if "TEMP B-TREE" in line]
