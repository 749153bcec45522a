"""A register of years, written raw into SQLite: what no test could type and every list must bear.

Names follow the usual law, a few very common and many rare; one crossing of a hundred is a
correction, one of twenty belongs to another post, and each has its lines in the audit log. The
rows are as long as real ones. Triggers and hashes are left out: this is for reading.
"""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Table, select

from borderpost import sealing
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.officers.models import Officer
from borderpost.posts.models import Lane, Post
from crossings.models import Crossing, CrossingName, Document, Person
from crossings.references import human_reference

FIRST, DAYS = date(2022, 1, 1), 1700
SEALED = 1384  # bytes: the usual evidence of a crossing
_SYLLABLES = "TRA ORE DIA LLO KEI TA COU LI BA SI DI BE SOW CIS SE KO NE FA MA RY OU LD".split()
_COMMON = "MOHAMED DIALLO TRAORE OULD FATOUMATA KEITA BA SOW AMINATA CISSE".split()
_AT_ONCE = 10_000
_EVIDENCE = b'{"fields": {}, "warnings": [], "compared": []}'
_CHECKS = json.dumps(dict.fromkeys(("document_number", "birth_date", "expiry_date"), "ok"))

Values = dict[str, Any]


@dataclass
class Register:
    """Who and where, and the dice: the same register for the same number of rows."""

    rows: int
    places: dict[str, tuple[str, str]]  # code of a post: keys of the post and its first lane
    officers: list[str]
    evidence: bytes
    dice: random.Random = field(default_factory=lambda: random.Random(1966))
    names: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        made = {
            "".join(self.dice.choices(_SYLLABLES, k=self.dice.randint(2, 4))) for _ in range(4000)
        }
        self.names = [*_COMMON, *sorted(made - set(_COMMON))]
        self.weights = list(itertools.accumulate(1 / (rank + 4) for rank in range(len(self.names))))

    def name(self, dice: random.Random) -> str:
        """One word; the common ones are a good many travellers'."""
        return dice.choices(self.names, cum_weights=self.weights)[0]

    def of_their_time(self, number: int) -> str:
        """A name that only the oldest crossings have, or those of some years: what a search
        that walks from the newest finds last."""
        if number < self.rows // 25:
            return "ZARA" if number % 3 else ""
        return "ZUMU" if self.rows // 2 < number < self.rows * 9 // 10 and number % 8 else ""

    def day(self, number: int) -> date:
        """When this crossing was; the register fills evenly."""
        return FIRST + timedelta(days=number * DAYS // self.rows)


def fill(app: Flask, rows: int) -> Register:
    """Write ``rows`` crossings into the application's SQLite; call it inside its context."""
    register = Register(rows, *_places(), sealing.seal(_EVIDENCE.ljust(SEALED - 28)))
    db.session.remove()
    db.engine.dispose()
    link = sqlite3.connect(Path(app.config["INSTANCE"]) / "borderpost.db", isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000"):
        link.execute(f"PRAGMA {pragma}")
    put_back = _take_away(link)
    link.execute("BEGIN")
    for start in range(0, rows, _AT_ONCE):
        _write(link, register, range(start, min(rows, start + _AT_ONCE)))
    link.execute("COMMIT")
    for statement in put_back:
        link.execute(statement)
    link.execute("PRAGMA journal_mode=WAL")
    link.close()
    return register


def _places() -> tuple[dict[str, tuple[str, str]], list[str]]:
    lanes = db.session.execute(select(Post.code, Post.id, Lane.id).join(Lane)).all()
    officers = db.session.scalars(select(Officer.id).order_by(Officer.id)).all()
    return {code: (post.hex, lane.hex) for code, post, lane in lanes}, [one.hex for one in officers]


def _take_away(link: sqlite3.Connection) -> list[str]:
    """Drop what slows writing, indexes and triggers; the statements that make them again."""
    tables = (Crossing, CrossingName, Document, Person, AuditLine)
    found = link.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
        " AND sql IS NOT NULL AND tbl_name IN (?, ?, ?, ?, ?)",
        [table.__tablename__ for table in tables],
    ).fetchall()
    for kind, name, _sql in found:
        link.execute(f"DROP {kind} {name}")
    return [sql for _kind, _name, sql in found]


def _write(link: sqlite3.Connection, register: Register, numbers: range) -> None:
    made = [_crossing(register, number) for number in numbers]
    first = [row for row in made if row["person_id"] == _key(row["number"], 1)]
    people = [_person(row) for row in first]
    words = [
        {"word": word, "crossing_id": row["id"], "occurred_on": row["occurred_on"]}
        for row in made
        for word in sorted(set(row["name_key"].split()))
    ]
    for table, rows in (
        (Person.__table__, people),
        (Document.__table__, [_document(row) for row in first]),
        (Crossing.__table__, made),
        (CrossingName.__table__, words),
        (AuditLine.__table__, list(itertools.chain.from_iterable(map(_lines, made)))),
    ):
        _insert(link, table, rows)


def _insert(link: sqlite3.Connection, table: Any, rows: list[Values]) -> None:
    """``rows`` into a table; a column that they do not name has its usual value."""
    assert isinstance(table, Table)
    usual = {
        one.name: one.default.arg if one.default is not None and one.default.is_scalar else None
        for one in table.columns
    }
    holes = ", ".join(f":{name}" for name in usual)
    link.executemany(
        f"INSERT INTO {table.name} ({', '.join(usual)}) VALUES ({holes})",  # noqa: S608
        ({**usual, **row} for row in rows),
    )


def _crossing(register: Register, number: int) -> Values:
    """One crossing by column; ``number`` counts all."""
    dice, day = register.dice, register.day(number)
    code = "BBB" if number % 20 == 19 else "AAA"
    post_id, lane_id = register.places[code]
    traveller = number if number % 4 == 0 else 4 * dice.randrange(number // 4 + 1)
    own = random.Random(traveller)
    surname = register.name(own)
    named = [register.of_their_time(traveller), *(register.name(own) for _ in range(traveller % 3))]
    given = " ".join(filter(None, named))
    direction = dice.choice("EX")
    at = datetime(day.year, day.month, day.day, 6 + number % 12, number % 60)  # noqa: DTZ001
    document = f"{own.choice('ABS')}{traveller:07}"
    nation = own.choices(("MLI", "MRT", "SEN", "GIN", "NER"), weights=(60, 25, 10, 4, 1))[0]
    return {
        "number": number, "id": _key(number, 0), "occurred_on": str(day),
        "human_ref": human_reference(code, day, number % 10_000), "post_id": post_id,
        "lane_id": lane_id, "officer_id": register.officers[number % len(register.officers)],
        "occurred_at": f"{at}.000000", "recorded_at": f"{at}.000000", "clock_trust": "ntp",
        "capture_source": "wedge", "capture_mode": "live", "direction": direction,
        "decision": "admit" if direction == "E" else "exit_ok",
        "person_id": _key(traveller, 1), "document_id": _key(traveller, 2),
        "surname": surname, "given_names": given,
        "name_mrz": f"{surname}<<{given}".replace(" ", "<")[:39], "name_truncated": 0,
        "name_key": f"{surname} {given}".strip(), "sex": "U", "birth_date": "1990-01-01",
        "birth_precision": "D", "nationality": nation, "document_kind": "P",
        "document_issuer": nation, "document_number": document, "document_number_key": document,
        "document_expiry": "2030-01-01", "mrz_format": "TD3", "mrz_checks": _CHECKS,
        "evidence": register.evidence, "salt": "0" * 32,
        "supersedes_id": _key(number - 1, 0) if number % 100 == 1 else None,
    }  # fmt: skip


def _person(row: Values) -> Values:
    same = ("surname", "given_names", "name_mrz", "name_key", "sex", "nationality")
    kept = {name: row[name] for name in (*same, "birth_date", "birth_precision")}
    return kept | {"id": row["person_id"], "created_at": row["recorded_at"]}


def _document(row: Values) -> Values:
    return {
        "id": row["document_id"], "person_id": row["person_id"], "kind": row["document_kind"],
        "issuer": row["document_issuer"], "number": row["document_number"],
        "number_key": row["document_number_key"], "expiry_date": row["document_expiry"],
        "created_at": row["recorded_at"],
    }  # fmt: skip


def _lines(row: Values) -> Iterator[Values]:
    """The sheet and the decision, as the audit log tells them."""
    for place, (act, kind) in enumerate(_ACTS):
        seq = 1_000_000 + 2 * row["number"] + place
        yield {
            "seq": seq, "at": row["recorded_at"], "act": act, "subject_kind": kind,
            "subject_id": row["id"], "officer_id": row["officer_id"], "post_id": row["post_id"],
            "details": '{"digest": "' + "0" * 64 + '"}', "previous_hash": "0" * 64,
            "hash": f"{seq:064x}",
        }  # fmt: skip


_ACTS = (("crossings:inspection:open", "inspections"), ("crossings:crossing:decide", "crossings"))


def _key(number: int, kind: int) -> str:
    """A UUIDv7 as SQLite keeps it: by time, then scattered."""
    instant = (1_640_995_200_000 + number * 250_000) << 80
    scattered = random.Random(number * 2 + kind).getrandbits(62)
    return f"{instant | 7 << 76 | 2 << 62 | scattered:032x}"
