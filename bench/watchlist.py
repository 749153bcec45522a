"""Screening against a list of a million invented people: found, left in peace, how fast.

    python bench/watchlist.py                     1,000,000 names, 250 travellers a kind
    python bench/watchlist.py --names 50000 --each 50
    python bench/watchlist.py --keep FOLDER       build once, ask again tomorrow
    python bench/watchlist.py --documents 20000000 --rapidfuzz 24

One core; times are the thread's own CPU. Aims: candidates hold the listed person in .995 of all
cases and .98 of each kind of damage; p95 of a screening 20 ms (10 wanted); with a full birth date
.97 are alerted where 1 % of the unlisted are. Dates that lists know only by year, as a presumed
1 January, or not at all, are reported apart, with the tiers that they get. The names of list and
background frequencies are by one hand: see ``stress_names.toml``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.damages import KINDS
from bench.screened import CLASSES, Asked, Listed, machine, resident_mb, strangers
from watchlist import documents, index
from watchlist.index import Index
from watchlist.matching import probability
from watchlist.tiers import Thresholds, Tier, lowest, tier_of, usual
from watchlist.weighing import weighed

RECALL, KIND_RECALL, P95_MS, ALERTED_RECALL, ALERTED, MEMORY_MB = 0.995, 0.98, 20, 0.97, 0.01, 400
QUALITIES = {"full": "full", "presumed": "year", "year": "year", "none": "none"}
_JARO = JaroWinkler.similarity
MORE_MS = 30  # for more than a million names


@dataclass(frozen=True)
class Screened:
    """What became of one traveller: among the candidates?, bits of the row, of the best hits.

    ``best_bits`` is of the best hit among the rows of each class of birth date.
    """

    asked: Asked
    is_candidate: bool
    own_bits: float
    best_bits: Mapping[str, float]
    candidates_ms: float
    screen_ms: float


def main() -> int:
    """Build, ask, print; 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--each", type=int, default=250, help="listed travellers a kind")
    parser.add_argument("--unlisted", type=int, default=3000)
    parser.add_argument("--keep", type=Path, help="folder of the index, built if it is new")
    parser.add_argument("--documents", type=int, default=20_000_000, help="for the memory; 0: none")
    parser.add_argument("--rapidfuzz", type=int, default=24, help="travellers for the peer")
    asked = parser.parse_args()
    listed = Listed(asked.names)
    print(f"{asked.names} names, {machine()}")
    with tempfile.TemporaryDirectory() as new, nullcontext(asked.keep or Path(new)) as folder:
        opened, held = _opened(folder, listed, asked.documents)
        travellers = [screened(opened, listed, one) for one in listed.travellers(asked.each)]
        others = [screened(opened, listed, one) for one in strangers(asked.unlisted)]
        memory = resident_mb() - held
        missed = [
            _recall(travellers),
            _alerts(travellers, others, opened.prior),
            _tiers(travellers, others, opened.prior, asked.names),
            _times(travellers + others, asked.names),
            _told("memory, list and documents", memory, MEMORY_MB, " MB", most=True),
        ]
        if asked.rapidfuzz:
            missed.append(_peer(listed, travellers, asked.rapidfuzz))
    return int(any(missed))


def _opened(folder: Path, listed: Listed, lost: int) -> tuple[Index, float]:
    """The open index, beside an open file of lost documents; and what was held before."""
    if not (folder / "index" / "index.json").exists():
        begun = time.process_time()
        index.build(folder / "index", listed.entries())
        print(f"built in {time.process_time() - begun:.0f} s of CPU")
    if lost and not (folder / "lost.docs").exists():
        dice = np.random.default_rng(1)
        documents.build_keys(folder / "lost.docs", [dice.integers(0, 2**64, lost, np.uint64)])
    size = sum(file.stat().st_size for file in (folder / "index").rglob("*") if file.is_file())
    print(f"index on disk {size / 1e6:.0f} MB")
    held = resident_mb()
    opened = Index.open(folder / "index")
    if lost:
        looked_up = documents.Documents.open(folder / "lost.docs")
        for number in range(20_000):
            looked_up.find("UTO", "P", f"{number:09}")
    return opened, held


def screened(opened: Index, listed: Listed, asked: Asked) -> Screened:
    """One traveller: candidates and screening timed apart, the second from the beginning."""
    begun = time.thread_time()
    candidates = opened.candidates(asked.identity) if asked.row is not None else []
    between = time.thread_time()
    found = weighed(opened, asked.identity, lowest(usual(len(opened))), 20)  # as at the desk
    ended = time.thread_time()
    best = dict.fromkeys(CLASSES, -np.inf)
    for hit in reversed(found):
        best[listed.births[int(hit.key)][0]] = hit.bits
    own = [hit.bits for hit in found if hit.key == str(asked.row)]
    return Screened(
        asked, str(asked.row) in candidates, own[0] if own else -np.inf,
        best, 1000 * (between - begun), 1000 * (ended - between),
    )  # fmt: skip


def _recall(travellers: Sequence[Screened]) -> bool:
    """Is the listed person among 200 candidates? By damage and by what the list knows of birth."""
    cells: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for one in travellers:
        for kind in (one.asked.kind, "all"):
            for birth in (one.asked.birth_class, "all"):
                cells[kind, birth].append(one.is_candidate)
    print(f"{'recall@200':<12}" + "".join(f"{name:>8}" for name in ("all", *CLASSES)))
    missed = False
    for kind in (*KINDS, "all"):
        shares = [np.mean(cells[kind, birth]) for birth in ("all", *CLASSES)]
        print(f"{kind:<12}" + "".join(f"{share:8.3f}" for share in shares))
        missed |= bool(shares[0] < (RECALL if kind == "all" else KIND_RECALL))
    return missed


def _alerts(travellers: Sequence[Screened], others: Sequence[Screened], prior: float) -> bool:
    """Listed people alerted, each class of birth date with a threshold of its own.

    ``unlisted`` is the share of strangers alerted by rows of that class: what the officer pays.
    """
    print(f"birth    unlisted  at bits (prior {prior:.1f})  listed people alerted")
    reached = -1.0
    for birth in CLASSES:
        best = np.array([one.best_bits[birth] for one in others])
        for share in (ALERTED, 0.003, 0.001):
            threshold = float(np.quantile(best, 1 - share, method="higher"))
            recall = _alerted(travellers, birth, threshold)
            reached = recall if reached < 0 else reached
            print(f"{birth:<8} {np.mean(best > threshold):8.4f} {threshold:24.1f} {recall:10.3f}")
    return _told(f"alerted with full birth date at {ALERTED:.0%}", reached, ALERTED_RECALL)


def _tiers(
    travellers: Sequence[Screened], others: Sequence[Screened], prior: float, names: int
) -> bool:
    """What the tiers that ship do with each class of birth date: no aim, for it is told."""
    steps = usual(names)
    print("tiers as shipped     listed people red, amber, grey; unlisted red, amber, grey")
    for birth, quality in QUALITIES.items():
        own = [one.own_bits for one in travellers if one.asked.birth_class == birth]
        best = [one.best_bits[birth] for one in others]
        shares = [_shares(bits, quality, prior, steps) for bits in (own, best)]
        told = "; ".join("  ".join(f"{share:.4f}" for share in each) for each in shares)
        print(f"{birth:<8} {len(own):6} rows  {told}")
    return False


def _shares(bits: Sequence[float], quality: str, prior: float, steps: Thresholds) -> list[float]:
    """The share of each tier."""
    tiers = [tier_of(probability(one, prior), quality, steps) for one in bits]
    return [tiers.count(tier) / max(1, len(tiers)) for tier in Tier]


def _alerted(travellers: Sequence[Screened], birth: str, threshold: float) -> float:
    rows = [one.own_bits > threshold for one in travellers if one.asked.birth_class == birth]
    return float(np.mean(rows)) if rows else 0.0


def _times(everybody: Sequence[Screened], names: int) -> bool:
    """Milliseconds of CPU."""
    listed = [one.candidates_ms for one in everybody if one.asked.row is not None]
    all_ms = [one.screen_ms for one in everybody]
    for what, took in (("candidates", listed), ("screening", all_ms)):
        print(f"{what}: p50 {np.quantile(took, 0.5):.1f} ms, p95 {np.quantile(took, 0.95):.1f} ms")
    most = P95_MS if names <= 1_000_000 else MORE_MS
    return _told("screening, p95", float(np.quantile(all_ms, 0.95)), most, " ms", most=True)


def _peer(listed: Listed, travellers: Sequence[Screened], asked: int) -> bool:
    """Rapidfuzz over the whole list, words sorted, the 200 best; beside ours."""
    names = [_sorted(f"{one.surname} {one.given}") for one in listed.people]
    chosen = travellers[:: max(1, len(travellers) // asked)]
    ours = float(np.median([one.screen_ms for one in chosen]))
    recall = float(np.mean([one.is_candidate for one in chosen]))
    print(f"ours, the same {len(chosen)} travellers: p50 {ours:.1f} ms, recall@200 {recall:.3f}")
    missed = False
    for name, scorer, least in (("ratio", fuzz.ratio, 60), ("Jaro-Winkler", _JARO, 0.75)):
        took, found = [], []
        for one in chosen:
            wanted = _sorted(f"{one.asked.identity.surname} {one.asked.identity.given}")
            begun = time.thread_time()
            best = process.extract(wanted, names, scorer=scorer, limit=200, score_cutoff=least)
            took.append(1000 * (time.thread_time() - begun))
            found.append(one.asked.row in {place for _, _, place in best})
        theirs = float(np.median(took))
        print(f"rapidfuzz {name}: p50 {theirs:.0f} ms, recall@200 {np.mean(found):.3f}")
        missed |= _told("times faster", theirs / ours, 10) or float(np.mean(found)) >= recall
    return missed


def _sorted(name: str) -> str:
    return " ".join(sorted(name.upper().replace("-", " ").split()))


def _told(what: str, value: float, aim: float, unit: str = "", most: bool = False) -> bool:
    """Print a figure beside its aim; whether it is missed."""
    missed = value > aim if most else value < aim
    print(f"{what}: {value:.3g}{unit} (aim {'<=' if most else '>='} {aim}{unit})"
          f"{' MISSED' if missed else ''}")  # fmt: skip
    return missed


if __name__ == "__main__":
    sys.exit(main())
