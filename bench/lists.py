"""How long lists take: the register at 500,000 crossings, searched, paged and sorted.

    python bench/lists.py                    500,000 crossings of invented travellers
    python bench/lists.py --rows 50000 --asks 20

SQLite as at a post, pages made in this process, without the network. The rows are written
raw: this measures reading. Aims: a search 500 ms, a page of a list 300 ms, at p95.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select

from borderpost import create_app, sealing
from borderpost.db import db
from borderpost.officers.models import Officer
from borderpost.posts.models import Lane, Post
from tests.desk import UNLOCKED, signed_in
from tests.house import cast

AIMS = {"search": 500, "list": 300}  # ms at the 95th percentile
SYLLABLES = "TRA ORE DIA LLO KEI TA COU LI BA SI DI BE SOW CIS SE KO NE FA MA RY OU LD".split()
LISTS = ("/register/", "/register/?page=40", "/register/?page=200", "/register/?direction=E",
         "/register/?sort=occurred_at_utc", "/register/?sort=human_ref", "/register/?sort=name",
         "/register/?nationality=MLI&since=2025-01-01", "/audit/", "/second-line/")  # fmt: skip


def main() -> int:
    """Fill, ask, print; 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--asks", type=int, default=60, help="searches, and times each list")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="borderpost-bench-") as folder:
        app = create_app({"INSTANCE": Path(folder), "TESTING": True} | UNLOCKED)
        with app.app_context():
            upgrade()
            cast.people()
            names = fill(app, asked.rows)
        print(f"{asked.rows} crossings, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        return report(supervisor(app), names, asked.asks)


def fill(app: Flask, rows: int) -> list[str]:
    """Write the crossings of some years; some of the surnames in them."""
    post = db.session.scalars(select(Post).where(Post.code == "AAA")).one()
    lane = db.session.scalars(select(Lane).where(Lane.post_id == post.id)).one()
    officer = db.session.scalars(select(Officer).limit(1)).one()
    own = (post.id.hex, lane.id.hex, officer.id.hex)
    dice = random.Random(1966)
    surnames = ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(4000)]
    sealed = sealing.seal(b'{"fields": {}, "warnings": [], "compared": []}')
    link = sqlite3.connect(Path(app.config["INSTANCE"]) / "borderpost.db")
    link.execute("PRAGMA synchronous=OFF")
    link.execute(
        "INSERT INTO persons (id, surname, given_names, name_mrz, name_key, sex, birth_date,"
        " birth_precision, nationality, created_at)"
        " VALUES (?, 'X', '', '', '', 'U', '', 'U', 'UTO', '2026-01-01 00:00:00')",
        (PERSON,),
    )
    words: list[tuple[str, str, str]] = []
    made = (crossing(number, rows, own, surnames, dice, sealed, words) for number in range(rows))
    for some in iter(lambda: [row for row, _ in zip(made, range(20_000), strict=False)], []):
        holes = ", ".join("?" * len(some[0]))
        link.executemany(f"INSERT INTO crossings ({COLUMNS}) VALUES ({holes})", some)  # noqa: S608
        link.executemany("INSERT OR IGNORE INTO crossing_names VALUES (?, ?, ?)", words)
        words.clear()
    link.commit()
    link.execute("ANALYZE")
    link.close()
    return surnames


PERSON = uuid.uuid4().hex
COLUMNS = (
    "id, occurred_on, human_ref, post_id, lane_id, officer_id, occurred_at, recorded_at,"
    " clock_trust, capture_mode, capture_source, direction, decision, reason_codes, reason_text,"
    " person_id, surname, given_names, name_mrz, name_truncated, name_key, sex, birth_date,"
    " birth_precision, nationality, document_kind, document_issuer, document_number,"
    " document_number_key, document_expiry, purpose, destination, transport, mrz_format,"
    " mrz_checks, evidence, chip_result, alert_result, stolen_document_result, rule_result,"
    " correction_reason, salt"
)


def crossing(
    number: int, rows: int, own: tuple[str, str, str], surnames: list[str],
    dice: random.Random, sealed: bytes, words: list[tuple[str, str, str]],
) -> tuple[Any, ...]:  # fmt: skip
    """One row in the order of ``COLUMNS``; its words for the search go to ``words``."""
    key = f"{number:032x}"
    day = date(2022, 1, 1) + timedelta(days=number * 1700 // rows)
    at = datetime(day.year, day.month, day.day, 6 + number % 12, number % 60)  # noqa: DTZ001
    said = f"{at} "[:-1] + ".000000"
    surname, given = dice.choice(surnames), dice.choice(surnames)
    words += [(word, key, str(day)) for word in {surname, given}]
    document = f"B{number % (rows // 2):07}"
    nation = dice.choice(("MLI", "MLI", "MRT", "SEN"))
    way = dice.choice("EX")
    return (
        key, str(day), f"AAA-{day:%Y%m%d}-{number:07}", *own, said, said, "ntp", "live", "wedge",
        way, "admit" if way == "E" else "exit_ok", "", "", PERSON, surname, given, "", 0,
        f"{surname} {given}", "U", "1990-01-01", "D", nation, "P", nation, document, document,
        "2030-01-01", "TRD", "", "BUS", "TD3", "{}", sealed, "not_checked", "not_checked",
        "not_checked", "not_checked", "", "0" * 32,
    )  # fmt: skip


def supervisor(app: Flask) -> FlaskClient:
    """The supervisor's browser, signed in; its pages are not looked at, to measure only them."""
    client = app.test_client()
    token = signed_in(app, "supervisor")
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def report(at: FlaskClient, surnames: list[str], asks: int) -> int:
    """Ask and print; 1 when an aim is missed."""
    at.get("/register/")  # templates are compiled
    missed = show("search", "all searches", [ms(at, path) for path in searches(surnames, asks)])
    everything: list[float] = []
    for path in LISTS:
        took = [ms(at, path) for _ in range(max(5, asks // 6))]
        everything += took
        show("list", path, took)
    return int(show("list", "all lists", everything) or missed)


def searches(surnames: list[str], asks: int) -> Iterator[str]:
    """What officers type: a name, its beginning, two names, a document number."""
    dice = random.Random(7)
    for turn in range(asks):
        name = dice.choice(surnames)
        typed = (name, name[:4], f"{name} {dice.choice(surnames)[:3]}", f"B{turn * 37:07}")
        yield f"/register/?q={typed[turn % 4].replace(' ', '+')}"


def ms(at: FlaskClient, path: str) -> float:
    """How long a page takes, in milliseconds."""
    begun = time.perf_counter()
    answer = at.get(path)
    assert answer.status_code == 200, path
    return (time.perf_counter() - begun) * 1000


def show(kind: str, what: str, took: list[float]) -> bool:
    """Print a line; whether it misses the aim."""
    p95 = statistics.quantiles(took, n=20)[-1]
    aim = AIMS[kind]
    print(f"{what:<48} median {statistics.median(took):6.0f} ms  p95 {p95:6.0f} ms  aim {aim} ms")
    return p95 > aim


if __name__ == "__main__":
    sys.exit(main())
