"""Screening while a list of a million rows is taken in: how much slower, and does it go on?

    python bench/importing.py                      200,000 in force, 1,000,000 rows come in
    python bench/importing.py --listed 5000 --rows 20000

An instance of its own; one process screens travellers over and over against the list in force, as
the desk does, while ``flask watchlist import`` takes another list in. Aim: p95 by the clock at most
twice that of before. Screening never fails or waits for the database: a failure ends the bench.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.screened import machine, strangers
from bench.stress_names import people
from borderpost import create_app
from watchlist.outcome import State
from watchlist.screening import screen

ROOT = Path(__file__).parent.parent
MOST_TIMES = 2.0
BEFORE_S = 20.0


def main() -> int:
    """Fill, screen, take in, print; 1 when the aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--listed", type=int, default=200_000, help="rows of the list in force")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows that come in")
    asked = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="borderpost-bench-") as folder:
        place = Path(folder)
        first, second = place / "first.csv", place / "second.csv"
        _write(first, asked.listed, seed=1)
        _write(second, asked.rows, seed=2)
        assert _load(place, "first", first).wait() == 0
        app = create_app({"INSTANCE": place, "TESTING": True})
        with app.app_context():
            before = _screened(_for_seconds(BEFORE_S))
            begun, taking_in = time.perf_counter(), _load(place, "second", second)
            during = _screened(lambda: taking_in.poll() is None)
            took = time.perf_counter() - begun
    print(f"{asked.rows} rows taken in in {took:.0f} s, exit {taking_in.returncode}")
    print(f"screening against {asked.listed} names: p95 {before:.1f} ms before, {during:.1f} ms "
          f"during: {during / before:.2f} times (aim <= {MOST_TIMES})")  # fmt: skip
    return int(during > MOST_TIMES * before or taking_in.returncode != 0)


def _write(path: Path, rows: int, seed: int) -> None:
    """A list as a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow("id surname given birth_date nationality sex".split())
        for number, one in enumerate(people(rows, seed)):
            born = one.born.isoformat()
            table.writerow((f"k{number}", one.surname, one.given, born, one.state, one.sex))


def _load(place: Path, name: str, file: Path) -> subprocess.Popen[bytes]:
    """The command that takes a file in, under way."""
    flask = [sys.executable, "-m", "flask", "--app", "wsgi", "watchlist", "import"]
    return subprocess.Popen(
        [*flask, "--list", name, "--format", "csv", str(file)],
        env=os.environ | {"BORDERPOST_INSTANCE": str(place)}, cwd=ROOT, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _for_seconds(seconds: float) -> Callable[[], bool]:
    until = time.perf_counter() + seconds
    return lambda: time.perf_counter() < until


def _screened(goes_on: Callable[[], bool]) -> float:
    """The 95th percentile of a screening in milliseconds by the clock, while ``goes_on``."""
    took = []
    for one in cycle(list(strangers(400))):
        begun = time.perf_counter()
        found = screen(one.identity)
        took.append(1000 * (time.perf_counter() - begun))
        assert found.state is State.SCREENED, found.state
        if not goes_on():
            return float(np.quantile(took, 0.95))
    raise AssertionError


if __name__ == "__main__":
    sys.exit(main())
