"""No page reads or sorts the whole register: SQLite is asked what it does for each query."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from borderpost import sealing
from borderpost.db import db
from crossings.models import Crossing
from crossings.queries import searching
from tests.crossings.test_register_search import long, references
from tests.desk import browser, officer

__all__ = ["long"]

PLACES = ("", "page=20", "q=mohamed", "q=zara", "q=m+d", "q=B0000004", "q=zumu&direction=E",
          "direction=E", "nationality=NER", "decision=refuse", "since=2024-01-01&until=2024-01-31",
          "sort=occurred_at_utc")  # fmt: skip


@pytest.mark.parametrize("few", [0, searching.FEW])
@pytest.mark.parametrize("query", PLACES)
def test_no_page_of_the_register_reads_or_sorts_all_of_it(
    long: Flask, query: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    plans = asked(long, f"/register/?{query}")
    whole = [line for line in plans if re.search(r"SCAN (crossing|person)", line)]
    by_post = [line for line in plans if re.search(r"USING INDEX ix_crossings_register", line)]

    assert plans
    assert whole == []
    assert by_post == []  # without COVERING: each row would be fetched to be looked at
    if "q=" not in query or not (few or "q=B" in query):  # what is few may be sorted
        assert not [line for line in plans if "ORDER BY" in line]


def asked(app: Flask, path: str) -> list[str]:
    """What SQLite says it does for each query of a page."""
    chief = browser(app, "supervisor")
    statements: list[tuple[str, Sequence[Any]]] = []

    def note(_link: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        statements.append((statement, values))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    chief.get(path)
    event.remove(engine, "before_cursor_execute", note)
    return list(explained(Path(app.config["INSTANCE"]) / "borderpost.db", statements))


def explained(path: Path, statements: list[tuple[str, Sequence[Any]]]) -> Iterator[str]:
    link = sqlite3.connect(path)
    for statement, values in statements:
        if statement.startswith("SELECT"):
            for row in link.execute(f"EXPLAIN QUERY PLAN {statement}", values):
                yield row[3]
    link.close()


def test_the_desk_and_a_travellers_page_find_theirs_by_an_index(long: Flask) -> None:
    with long.app_context():
        awa = officer(long, "officer")
        row = db.session.scalars(select(Crossing).where(Crossing.post_id == awa.post_id)).first()
        assert row is not None
        person = row.person_id

    for path in ("/desk/", f"/register/travellers/{person}", f"/register/{row.id}"):
        plans = asked(long, path)
        assert not [line for line in plans if re.search(r"SCAN crossing", line)], path
        by_post = [
            line for line in plans if line.endswith("INDEX ix_crossings_register (post_id=?)")
        ]
        assert by_post == [], path


def test_a_list_opens_no_seal(long: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(_sealed: bytes) -> bytes:
        raise AssertionError("a list opened a seal")

    chief = browser(long, "supervisor")
    monkeypatch.setattr(sealing, "unseal", opened)

    assert len(references(chief.get("/register/").text)) == 50
    assert chief.get("/register/export.csv?nationality=NER").text.count("\n") > 3
