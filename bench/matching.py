"""Our score beside nomenklatura's logic-v2: the same pairs, the same core, one run.

    python bench/matching.py
    python bench/matching.py --names 50000 --each 20

A list of invented people is indexed; listed travellers of eight kinds of damage and unlisted ones
get up to 200 candidates each, and both score every pair. The peer's environment is made under
``build/peers`` when it is first asked for. F1 is of the decision "this traveller is that entry"
over all pairs: at each scorer's own threshold (0.7 for logic-v2; 0.5 of our probability against a
list of that length) and at the best threshold of each. Pairs of romanised names
(``romanised.py``, names only) come after.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import romanised
from bench.screened import Asked, Listed, machine, strangers
from watchlist import index
from watchlist.index import Index
from watchlist.matching import Identity, Scorer, bits_for, compare, profile
from watchlist.tiers import lowest, usual

ROOT = Path(__file__).parent.parent
PEER = ROOT / "build" / "peers" / "nomenklatura"
AIM_FASTER = 20
_STATES = {"MLI": "ml", "MRT": "mr", "SEN": "sn", "GIN": "gn", "BFA": "bf", "CIV": "ci",
           "NER": "ne", "GMB": "gm", "MAR": "ma", "DZA": "dz", "NGA": "ng", "FRA": "fr",
           "USA": "us", "ESP": "es", "CHN": "cn", "SYR": "sy", "RUS": "ru"}  # fmt: skip
_SEXES = {"M": "male", "F": "female", "": ""}
Scores = NDArray[np.float64]
Measured = tuple[Scores, float]  # of every pair, and microseconds of CPU a pair


@dataclass(frozen=True)
class Task:
    """A traveller, the candidates, and which of them is meant (-1: none)."""

    asked: Asked
    rows: Sequence[int]  # numbers in the index, which are those of the list
    candidates: Sequence[Identity]
    meant: int


def main() -> int:
    """Measure both and print; 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--names", type=int, default=50_000)
    parser.add_argument("--each", type=int, default=12, help="listed travellers a kind")
    parser.add_argument("--python", default=None, help="an interpreter that has nomenklatura")
    asked = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(f"{asked.names} names, {machine()}, pinned to one core")
    listed = Listed(asked.names)
    with tempfile.TemporaryDirectory() as folder:
        index.build(Path(folder) / "index", listed.entries())
        opened = Index.open(Path(folder) / "index")
        tasks = _tasks(opened, listed, asked.each)
        (ours, our_us), (theirs, their_us) = _both(opened, tasks, asked.python or _peer())
    truth = np.array([n == task.meant for task in tasks for n in range(len(task.candidates))])
    print(f"{len(truth)} pairs of {len(tasks)} travellers, {truth.sum()} of one person")
    _show("ours", ours, truth, bits_for(0.5, opened.prior), our_us)
    _show("logic-v2", theirs, truth, 0.7, their_us)
    print(f"times faster a pair: {their_us / our_us:.1f} (aim >= {AIM_FASTER})")
    _romanised(asked.python or _peer())
    better = _best(ours, truth)[0] > _best(theirs, truth)[0]
    return int(their_us / our_us < AIM_FASTER or not better)


def _tasks(opened: Index, listed: Listed, each: int) -> list[Task]:
    """Travellers with their candidates."""
    tasks = []
    for one in (*listed.travellers(each), *strangers(8 * each)):
        rows = [int(key) for key in opened.candidates(one.identity)]
        meant = rows.index(one.row) if one.row in rows else -1
        tasks.append(Task(one, rows, [listed.identity(row) for row in rows], meant))
    return tasks


def _both(opened: Index, tasks: Sequence[Task], python: str) -> tuple[Measured, Measured]:
    """Each traveller by both in turn, so that both meet the same machine."""
    ours, theirs, spent, peer_spent = [], [], 0.0, 0.0
    with _Peer(python) as peer:
        for task in tasks:
            scores, seconds = _ours(opened, task)
            ours += scores
            spent += seconds
            scores, seconds = peer.scores(_line(task))
            theirs += scores
            peer_spent += seconds
    each = 1e6 / len(ours)
    return (np.array(ours), each * spent), (np.array(theirs), each * peer_spent)


def _ours(opened: Index, task: Task) -> tuple[list[float], float]:
    """Bits of every pair of a traveller, and seconds of CPU.

    As at the desk: all candidates in one batch, read from the index, bounded from above; exactly
    those that may be grey or more. Whoever is less, or not among the 20 best, is no hit there and
    stands at -99 here.
    """
    least = bits_for(lowest(usual(len(opened))), opened.prior)
    begun = time.process_time()
    mine = profile(task.asked.identity)
    scored = opened.scored(mine, np.array(task.rows), Scorer(mine), least, 20)
    spent = time.process_time() - begun
    bits = {row: bits for bits, row, _ in scored}
    return [bits.get(row, -99.0) for row in task.rows], spent


class _Peer:
    """logic-v2 in a process of its own, on the same core."""

    def __init__(self, python: str) -> None:
        command = [python, str(ROOT / "bench" / "peers" / "scorer.py")]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> _Peer:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.communicate()

    def scores(self, line: str) -> tuple[list[float], float]:
        """The scores of a traveller's candidates, and seconds of CPU."""
        assert self._process.stdin and self._process.stdout
        print(line, file=self._process.stdin, flush=True)
        told = json.loads(self._process.stdout.readline())
        return told["scores"], told["seconds"]


def _line(task: Task) -> str:
    candidates = [_person(one) for one in task.candidates]
    return json.dumps({"query": _person(task.asked.identity), "candidates": candidates})


def _person(one: Identity) -> dict[str, str]:
    """An identity as the peer is told it."""
    name = " ".join((one.given, one.surname, *one.names)).strip()
    state, sex = _STATES.get(one.nationality, ""), _SEXES[one.sex]
    return {"name": name, "birth": one.birth_date, "state": state, "sex": sex}


def _peer() -> str:
    """The interpreter that has the peer; its environment is made when it is missing."""
    python = PEER / "bin" / "python"
    if not (PEER / "ready").exists():
        print("making the environment of nomenklatura", file=sys.stderr)
        wanted = ROOT / "bench" / "peers" / "nomenklatura.txt"
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)
        subprocess.run([*pip, "-r", str(wanted)], check=True)
        (PEER / "ready").touch()
    return str(python)


def _show(name: str, scores: Scores, truth: NDArray[np.bool_], own: float, us: float) -> None:
    best, at = _best(scores, truth)
    print(f"{name:<9} {us:7.1f} us a pair  F1 {_f1(scores >= own, truth):.3f} at its own "
          f"threshold, {best:.3f} at {at:.2f}")  # fmt: skip


def _best(scores: Scores, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """The best F1 of any threshold, and that threshold."""
    return max((_f1(scores >= at, truth), float(at)) for at in np.unique(scores.round(2)))


def _f1(said: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    return float(2 * (said & truth).sum() / max(1, said.sum() + truth.sum()))


def _romanised(python: str) -> None:
    """Names only, as two offices romanise them."""
    print("romanised names, F1 at the own threshold (0.5, 0.7):")
    peer = _Peer(python)
    for kind, pairs in romanised.pairs().items():
        truth = np.array([is_one for _, _, is_one in pairs])
        people = [(Identity(names=[one]), Identity(names=[other])) for one, other, _ in pairs]
        ours = np.array([compare(*two).probability for two in people])
        asked = [{"query": _person(one), "candidates": [_person(other)]} for one, other in people]
        theirs = np.array([peer.scores(json.dumps(one))[0][0] for one in asked])
        print(f"  {kind:<9} ours {_f1(ours >= 0.5, truth):.3f}  "
              f"logic-v2 {_f1(theirs >= 0.7, truth):.3f}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
