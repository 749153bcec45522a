"""Alerts per 1,000 travellers against recall, for lists of different lengths.

    python bench/lengths.py                          700, 10,000 and 100,000 rows
    python bench/lengths.py --rows 1000000 --keep FOLDER    an index built by bench/watchlist.py

For each quality of the listed birth date: at the usual step, and where 10, 3 and 1 of 1,000
unlisted travellers are alerted by rows of that quality. Their bits over the lengths are what a
doubling costs (``watchlist.matching.A_DOUBLING``).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.screened import Listed, machine, strangers
from bench.watchlist import QUALITIES
from watchlist import index
from watchlist.index import Index
from watchlist.matching import bits_for
from watchlist.tiers import NEVER, usual

PER_1000 = (10, 3, 1)
_ABSENT = -99.0
Bits = NDArray[np.float64]


def main() -> int:
    """Measure each length and print its curve."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[700, 10_000, 100_000])
    parser.add_argument("--each", type=int, default=60, help="listed travellers a kind of damage")
    parser.add_argument("--unlisted", type=int, default=2000)
    parser.add_argument("--keep", type=Path, help="folder of the index, built if it is new")
    asked = parser.parse_args()
    print(machine())
    for rows in asked.rows:
        listed = Listed(rows)
        with tempfile.TemporaryDirectory() as new:
            folder = (asked.keep or Path(new)) / "index"
            if not folder.exists():
                index.build(folder, listed.entries())
            opened = Index.open(folder)
            own = _own(opened, listed, min(asked.each, rows // 8))
            others = _others(opened, listed, asked.unlisted)
        print(f"{rows} rows, prior {opened.prior:.1f} bits")
        for quality in ("full", "year", "none"):
            _show(quality, own[quality], others[quality], rows, opened.prior)
    return 0


def _own(opened: Index, listed: Listed, each: int) -> dict[str, Bits]:
    """By date quality the bits of each listed traveller's own row."""
    found = defaultdict(list)
    for one in listed.travellers(each):
        bits = [hit.bits for hit in opened.screen(one.identity, 0.0, 30) if hit.key == str(one.row)]
        found[QUALITIES[one.birth_class]].append(max(bits, default=_ABSENT))
    return {quality: np.array(bits) for quality, bits in found.items()}


def _others(opened: Index, listed: Listed, count: int) -> dict[str, Bits]:
    """By date quality the best bits of each unlisted traveller."""
    found = {quality: np.full(count, _ABSENT) for quality in QUALITIES.values()}
    for place, one in enumerate(strangers(count)):
        for hit in opened.screen(one.identity, 0.05, 60):
            best = found[QUALITIES[listed.births[int(hit.key)][0]]]
            best[place] = max(best[place], hit.bits)
    return found


def _show(quality: str, own: Bits, others: Bits, rows: int, prior: float) -> None:
    """A line of the curve."""
    steps = [float(np.quantile(others, 1 - many / 1000, method="higher")) for many in PER_1000]
    told = (
        f"{many} alerts: recall {_recall(own, step):.3f} above {step:.1f} bits"
        for many, step in zip(PER_1000, steps, strict=True)
    )
    print(f"  {quality:<5} of {len(own):4}  " + "; ".join(told))
    amber = usual(rows)[quality].amber
    if amber < NEVER:
        least = bits_for(amber, prior)
        alerts = 1000 * np.mean(others >= least)
        print(f"        amber from {least:.1f} bits: recall {np.mean(own >= least):.3f}, "
              f"{alerts:.1f} alerts per 1,000")  # fmt: skip


def _recall(own: Sequence[float] | Bits, step: float) -> float:
    return float(np.mean(np.asarray(own) > step))


if __name__ == "__main__":
    sys.exit(main())
