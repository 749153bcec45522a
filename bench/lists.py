"""How long lists take: the register at 500,000 crossings, searched, paged and sorted.

    python bench/lists.py                    500,000 crossings of invented travellers
    python bench/lists.py --rows 60000 --asks 20
    python bench/lists.py --keep FOLDER      fill once, ask again tomorrow
    python bench/lists.py --files            how long and how big files of everything are

SQLite as at a post, pages made in this process, without the network. The rows are written
raw: this measures reading. Aims: a search 500 ms, a page of a list 300 ms, at p95, by the
clock; the processor's own time stands beside it, for a machine that others use too.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import func, select

from borderpost import create_app
from borderpost.db import db
from borderpost.posts.models import Post
from crossings.models import Crossing
from tests.crossings import many
from tests.desk import UNLOCKED, signed_in
from tests.house import cast

AIMS = {"search": 500, "list": 300}  # ms at the 95th percentile
SEARCHES = {  # what officers type, by what is hard about it
    "a name": "q={name}",
    "the beginning of a name": "q={name:.4}",
    "two names": "q={name}+{other:.3}",
    "a document number": "q={number}",
    "a number that nobody has": "q=Q7{number}",
    "a reference": "q={reference}",
    "one letter": "q={name:.1}",
    "a very common name": "q=MOHAMED",
    "two very common names": "q=diallo+mohamed",
    "common beginnings, never together": "q=lloba+trasi",
    "a common name and a rare state": "q=MOHAMED&nationality=NER",
    "a common name on one day": "q=DIALLO&since={day}&until={day}",
    "a common name, refused": "q=MOHAMED&decision=refuse",
    "a common name of the first weeks": "q=ZARA",
    "a common name, and one of some years": "q=ZUMU+MOHAMED",
    "nobody": "q=ZZZZ",
    "no letter": "q=%25",
}
LISTS = ("", "page=40", "page=200", "direction=E", "direction=E&page=150", "decision=refuse",
         "nationality=NER", "nationality=XXA", "nationality=MLI&since=2025-01-01",
         "until=2022-03-01", "since=2024-02-01&until=2024-02-03&sort=name",
         "sort=occurred_at_utc", "sort=occurred_at_utc&page=200", "sort=human_ref",
         "sort=name", "sort=-name&direction=X")  # fmt: skip
OTHERS = ("/audit/", "/audit/?page=200", "/audit/?sort=act", "/audit/?act=crossings:crossing",
          "/second-line/", "/register/tally?day=2024-02-01")  # fmt: skip

Took = list[tuple[float, float]]  # milliseconds by the clock, and of the processor


def main() -> int:
    """Fill, ask, print; 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument(
        "--asks", type=int, default=8, help="times each page is asked for, 2 or more"
    )
    parser.add_argument("--keep", type=Path, help="folder of the register, filled if it is new")
    parser.add_argument("--files", action="store_true", help="take everything out as files too")
    asked = parser.parse_args()
    new = tempfile.TemporaryDirectory(prefix="borderpost-bench-")
    with nullcontext(asked.keep) if asked.keep else new as folder:
        app = create_app({"INSTANCE": Path(folder), "TESTING": True} | UNLOCKED)
        with app.app_context():
            if not (Path(folder) / "borderpost.db").exists():
                upgrade()
                cast.people()
                many.fill(app, asked.rows)
            upgrade()
            rows = db.session.scalar(select(func.count()).select_from(Crossing))
            db.session.remove()
        print(f"{rows} crossings, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        missed = report(app, supervisor(app), asked.asks)
        return files(app) or missed if asked.files else missed


def supervisor(app: Flask) -> FlaskClient:
    """The supervisor's browser, signed in; its pages are not looked at, to measure only them."""
    app.test_client_class = FlaskClient
    client = app.test_client()
    token = signed_in(app, "supervisor")
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def report(app: Flask, at: FlaskClient, asks: int) -> int:
    """Ask and print; 1 when an aim is missed."""
    at.get("/register/")  # templates are compiled
    gc.collect()
    gc.freeze()  # as gunicorn.conf.py does
    found: Took = []
    for what, query in SEARCHES.items():
        took = [clocked(at, f"/register/?{query.format(**some)}") for some in typed(app, asks)]
        found += took
        show("search", what, took)
    pages: Took = []
    for path in (*(f"/register/?{query}" for query in LISTS), *OTHERS):
        took = [clocked(at, path) for _ in range(asks)]
        pages += took
        show("list", path, took)
    missed = show("search", "all searches", found)
    return int(show("list", "all lists", pages) or missed)


def typed(app: Flask, asks: int) -> list[dict[str, str]]:
    """What stands in some crossings, to search for."""
    dice = random.Random(7)
    with app.app_context():
        rows = [some_crossing(dice) for _ in range(asks)]
        db.session.remove()
    return [
        {
            "name": row.name_key.split()[0],
            "other": row.name_key.split()[-1],
            "number": row.document_number,
            "reference": row.human_ref,
            "day": str(row.occurred_on),
        }
        for row in rows
    ]


def some_crossing(dice: random.Random) -> Crossing:
    """A crossing of a day that the dice choose."""
    day = many.FIRST + timedelta(days=dice.randrange(many.DAYS))
    post = select(Post.id).where(Post.code == "AAA").scalar_subquery()
    chosen = select(Crossing).where(Crossing.post_id == post, Crossing.occurred_on == day)
    return db.session.scalars(chosen.limit(1)).one()


def clocked(at: FlaskClient, path: str) -> tuple[float, float]:
    """How long a page takes by the clock and for the processor, in milliseconds."""
    begun, worked = time.perf_counter(), time.process_time()
    answer = at.get(path)
    assert answer.status_code == 200, path
    return (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000


def show(kind: str, what: str, took: Took) -> bool:
    """Print a line; whether it misses the aim."""
    clock, worked = ([one[place] for one in took] for place in (0, 1))
    late, aim = p95(clock), AIMS[kind]
    print(
        f"{what:<56} median {statistics.median(clock):6.0f}  p95 {late:6.0f} ms"
        f"  processor {p95(worked):6.0f} ms  aim {aim} ms"
    )
    return late > aim


def p95(column: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(column, n=20, method="inclusive")[-1]


def files(app: Flask) -> int:
    """Take everything out and print how long it took and what the process held at most."""
    for path in ("/register/export.csv", "/register/export.xlsx?since=2025-01-01"):
        before, begun = peak(), time.perf_counter()
        answer = supervisor(app).get(path)
        size = sum(len(part) for part in answer.iter_encoded())
        took = time.perf_counter() - begun
        print(
            f"{path:<56} {took:6.0f} s  {size / 1e6:6.0f} MB"
            f"  memory at most {before:.0f} MB before, {peak():.0f} MB after"
        )
        answer.close()
    return 0


def peak() -> float:
    """The most that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
