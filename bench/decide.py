"""How long a traveller takes at a post with a million past crossings: the sheet, the decision.

    python bench/decide.py                    1,000,000 crossings, their stays worked out
    python bench/decide.py --rows 60000 --travellers 40
    python bench/decide.py --keep FOLDER      fill once, ask again tomorrow

SQLite as at a post (every decision is forced to the disk), pages made in this process, without
the network. Known travellers come in and go out with the document of a past crossing; strangers
show one that nobody knows, so that the sheet looks for files like theirs. Aim: a decision in
50 ms at p95, by the clock; the processor's own time stands beside it, for a machine that others
use too.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import func, select

from bench.lists import Took, p95, some_crossing, supervisor
from borderpost import create_app
from borderpost.db import db
from borderpost.submission import FIELD
from crossings.models import Crossing, Stay
from crossings.services import staying
from docreader.specimens import SpecimenPerson, specimen_lines
from tests.crossings import many
from tests.desk import UNLOCKED, field, lane_id
from tests.house import cast

AIM = 50  # ms at the 95th percentile of a decision


def main() -> int:
    """Fill, decide, print; 1 when the aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--travellers", type=int, default=150, help="of each kind, 2 or more")
    parser.add_argument("--keep", type=Path, help="folder of the register, filled if it is new")
    asked = parser.parse_args()
    new = tempfile.TemporaryDirectory(prefix="borderpost-bench-")
    with nullcontext(asked.keep) if asked.keep else new as folder:
        app = create_app({"INSTANCE": Path(folder), "TESTING": True} | UNLOCKED)
        with app.app_context():
            if not (Path(folder) / "borderpost.db").exists():
                fill(app, asked.rows)
            upgrade()
            rows, stays = (
                db.session.scalar(select(func.count()).select_from(table))
                for table in (Crossing, Stay)
            )
            db.session.remove()
        load = os.getloadavg()[0]
        print(f"{rows} crossings, {stays} stays, {os.cpu_count()} cores, load {load:.1f}")
        return report(app, asked.travellers)


def fill(app: Flask, rows: int) -> None:
    """Write the register and work its stays out, as ``flask crossings rebuild-stays`` does."""
    begun = time.perf_counter()
    upgrade()
    cast.people()
    many.fill(app, rows)
    filled = time.perf_counter()
    found = staying.rebuild()
    worked = time.perf_counter() - filled
    print(f"filled in {filled - begun:.0f} s, {found} stays worked out in {worked:.0f} s")


def report(app: Flask, travellers: int) -> int:
    """Take the travellers and print; 1 when the aim is missed."""
    at = supervisor(app)
    with app.app_context():
        lane = str(lane_id())
    late = False
    for what, lines in (
        ("known", list(known(app, travellers))),
        ("stranger", list(strangers(app, travellers))),
    ):
        post(at, "/desk/place", lane=lane, direction="E")
        take(at, lines[0])  # templates are compiled
        gc.collect()
        gc.freeze()  # as gunicorn.conf.py does
        took: dict[str, Took] = {"inspect": [], "sheet": [], "decide": []}
        for number, one in enumerate(lines):
            way = "EX"[number % 2]
            post(at, "/desk/place", lane=lane, direction=way)
            for step, ms in take(at, one).items():
                took[step].append(ms)
        for step, column in took.items():
            late |= show(f"{what} traveller, {step}", column, AIM if step == "decide" else 0)
    return int(late)


def take(at: FlaskClient, lines: str) -> dict[str, tuple[float, float]]:
    """One traveller from the swipe to the saved crossing; milliseconds of each step."""
    took = {}
    sheet, took["inspect"] = clocked(at, "/desk/inspect", lines=lines, source="wedge")
    begun, worked = time.perf_counter(), time.process_time()
    page = at.get(sheet)
    took["sheet"] = ((time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000)
    assert page.status_code == 200, page.text
    shown = field(page.text, "rule_shown")
    _home, took["decide"] = clocked(
        at, f"{sheet}/decide", decision="admit", version="1", rule_shown=shown
    )
    return took


def clocked(at: FlaskClient, path: str, **sent: str) -> tuple[str, tuple[float, float]]:
    """Where a form leads, and how long it takes by the clock and for the processor."""
    begun, worked = time.perf_counter(), time.process_time()
    where = post(at, path, **sent)
    return where, ((time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000)


def post(at: FlaskClient, path: str, **sent: str) -> str:
    """Send a form; where it leads."""
    answer = at.post(path, data={FIELD: str(uuid.uuid4()), **sent})
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def known(app: Flask, travellers: int) -> Iterator[str]:
    """The zones of travellers who stand in the register, twice each: in, and out again."""
    dice = random.Random(7)
    with app.app_context():
        for _each in range(-(-travellers // 2)):
            row = some_crossing(dice)
            yield from [zone(row, row.document_number)] * 2
        db.session.remove()


def strangers(app: Flask, travellers: int) -> Iterator[str]:
    """The zones of people with the names and birth date of others, and new documents."""
    dice = random.Random(11)
    with app.app_context():
        for number in range(travellers):
            row = some_crossing(dice)
            yield zone(row, f"Z{dice.randrange(10_000):04}{number:04}")
        db.session.remove()


def zone(row: Crossing, number: str) -> str:
    """The zone of a passport with this number and what the crossing says of its holder."""
    person = SpecimenPerson(
        surname=row.surname, given_names=row.given_names, sex="<", nationality=row.nationality,
        issuing_state=row.document_issuer, birth_date=row.birth_date,
        expiry_date="2033-01-01", document_number=number,
    )  # fmt: skip
    return "\n".join(specimen_lines(person, "TD3"))


def show(what: str, column: Took, aim: int) -> bool:
    """Print a line; whether it misses the aim, where there is one."""
    clock, worked = ([one[place] for one in column] for place in (0, 1))
    late = p95(clock)
    middle = sorted(clock)[len(clock) // 2]
    told = f"  aim {aim} ms{'  MISSED' if late > aim else ''}" if aim else ""
    print(
        f"{what:<30} p50 {middle:6.1f}  p95 {late:6.1f} ms"
        f"  processor p95 {p95(worked):6.1f} ms{told}"
    )
    return bool(aim) and late > aim


if __name__ == "__main__":
    sys.exit(main())
