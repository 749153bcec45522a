"""How well the reader reads drawn pages that nothing was trained on or fitted to.

    python bench/drawn_pages.py [--count 500] [--harder 0.8]

Pages are scanned, photographed, small, turned, worn; 6 % have no zone, and 6 % a digit that is
printed wrong, which must never be called sure. Below stands the reliability table: how often
what the reader says with a confidence is right. CPU milliseconds are those of one thread.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from docreader import read
from training_recogniser.calibrate import HELD_OUT, TODAY, Claim, claims_of, table
from training_recogniser.pages import page


@dataclass(frozen=True)
class Result:
    """One page: what it is, what the reader made of it, CPU milliseconds."""

    way: str
    format: str
    altered: bool
    claimed: bool
    sure: bool
    characters: float  # share that is right, cell by cell
    exact: bool
    ms: float
    claims: tuple[Claim, ...]


def main() -> None:
    """Read that many pages on every core and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--harder", type=float, default=0.0, help="0..1, added damage")
    asked = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        one = partial(result, asked.harder)
        results = list(pool.map(one, range(asked.count), chunksize=10))
    print(f"{asked.count} pages of seed {HELD_OUT}, harder by {asked.harder}")
    report(results)
    for line in table([claim for one in results for claim in one.claims]):
        print(line)


def result(harder: float, number: int) -> Result:
    """Read page ``number``."""
    drawn = page(HELD_OUT, number, harder=harder)
    start = time.process_time()
    reading = read(drawn.picture, today=TODAY)
    spent = 1000 * (time.process_time() - start)
    return Result(
        drawn.way,
        drawn.format,
        drawn.altered,
        bool(reading.mrz_lines),
        reading.sure,
        _share("".join(drawn.lines), "".join(reading.mrz_lines)),
        reading.mrz_lines == drawn.lines,
        spent,
        tuple(claims_of(reading, drawn)),
    )


def _share(truth: str, found: str) -> float:
    right = sum(one == other for one, other in zip(truth, found, strict=False))
    return right / max(len(truth), len(found), 1)


def report(results: list[Result]) -> None:
    """Print what became of the pages."""
    valid = [one for one in results if one.format and not one.altered]
    altered = [one for one in results if one.altered]
    bare = [one for one in results if not one.format]
    print(f"exact, digits valid      {_exact(valid)}")
    print(f"characters               {statistics.mean(one.characters for one in valid):.4f}")
    print(f"by format                {_by(valid, lambda one: one.format)}")
    print(f"by way                   {_by(valid, lambda one: one.way)}")
    print(f"printed wrong            {_exact(altered)}, sure {sum(one.sure for one in altered)}")
    sure = [one for one in results if one.sure]
    print(f"sure, and of those wrong {len(sure)}, {sum(not one.exact for one in sure)}")
    print(f"zones claimed on none    {sum(one.claimed for one in bare)} of {len(bare)}")
    times = sorted(one.ms for one in results)
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    print(f"CPU ms                   median {statistics.median(times):.0f}, p95 {p95:.0f}")


def _exact(some: list[Result]) -> str:
    right = sum(one.exact for one in some)
    return f"{right} of {len(some)}, {right / max(len(some), 1):.3f}"


def _by(some: Iterable[Result], what: Callable[[Result], str]) -> str:
    groups = defaultdict(list)
    for one in some:
        groups[what(one)].append(one.exact)
    return ", ".join(f"{name} {sum(hits)}/{len(hits)}" for name, hits in sorted(groups.items()))


if __name__ == "__main__":
    main()
