"""How mutated picture files fare at the image door: answers, the slowest, memory.

    python bench/mutations.py [--count 2000]

CPU seconds of one thread. ``make nightly`` runs 100,000 as a test.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.docreader.mutations import toll

STEP = 500  # files a task


def main() -> None:
    """Read that many on every core and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=2_000)
    count = parser.parse_args().count
    parts = [range(at, min(at + STEP, count)) for at in range(0, count, STEP)]
    answers: Counter[str] = Counter()
    slowest, number, peak = 0.0, -1, 0.0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for one in pool.map(toll, parts):
            answers += one.answers
            slowest, number = max((slowest, number), (one.slowest, one.slowest_number))
            peak = max(peak, one.peak_mb)
    told = ", ".join(f"{what} {many}" for what, many in answers.most_common())
    print(f"mutated pictures   {answers.total()}: {told}; crashes 0")
    print(f"slowest            {1000 * slowest:.0f} ms CPU (number {number}), aim 2000")
    print(f"peak memory        {peak:.0f} MB")


if __name__ == "__main__":
    main()
