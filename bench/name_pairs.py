"""Labelled pairs of names from all over the world: one person in two spellings, or two people.

    python bench/name_pairs.py                      F1 of ``compare`` at its own threshold, 0.5
    python bench/name_pairs.py --half tune --show   what is wrong, on the half that may be tuned on

Written apart from the folding rules: ``name_pairs.toml`` holds words as offices spell them, and a
pair draws two spellings of each, then turns, leaves out, shortens, titles, joins or slips. Pairs of
two people share what strangers and families share: a surname, a given name, all but one name, or a
name that looks alike. Names are all that is compared. The words of ``tune`` and ``report`` differ.
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.damages import typed
from watchlist.matching import Identity, compare

WORDS = Path(__file__).with_suffix(".toml")
HALVES = ("tune", "report")
F1, OWN = 0.85, 0.5
_ONE_PERSON = 0.4  # share of the pairs
_TITLES = (
    "Dr. Mr Haji Sheikh General Colonel Mullah Engineer Professor Hajji Sayyid Captain".split()
)
_NATIVE = ord("Ѐ")  # the first letter that is neither Latin nor Greek

Spellings = tuple[str, ...]
Parts = list[tuple[str, Spellings]]  # role (g, f or h) and spellings of each word


@dataclass(frozen=True)
class Pair:
    """Two names, whether they are one person's, and what was done."""

    one: str
    other: str
    is_one: bool
    kind: str


class Culture:
    """The words of one part of the world, one half of them."""

    def __init__(self, row: Mapping[str, Any], half: str) -> None:
        at = HALVES.index(half)
        words = {role: row[key].split()[at::2] for role, key in (("g", "given"), ("h", "family"))}
        self._words = {role: [_spellings(word) for word in known] for role, known in words.items()}
        self._words["f"] = self._words["g"]
        self._forms = [form.split() for form in row["form"]]
        self.near = [tuple(pair.split()) for pair in row["near"]]

    def person(self, dice: random.Random) -> Parts:
        """A whole name, no word twice."""
        parts: Parts = []
        for role in dice.choice(self._forms):
            parts.append((role, self.other(dice, role, parts)))
        return parts

    def other(self, dice: random.Random, role: str, taken: Parts) -> Spellings:
        """A word that ``taken`` has not."""
        used = [word for _, word in taken]
        return dice.choice([word for word in self._words[role] if word not in used])


def cultures(half: str) -> dict[str, Culture]:
    """Every part of the world, one half of its words."""
    table = tomllib.loads(WORDS.read_text("utf-8"))
    return {name: Culture(row, half) for name, row in table.items()}


def pairs(half: str, seed: int, each: int = 200) -> Iterator[tuple[str, Pair]]:
    """``each`` pairs of every culture."""
    dice = random.Random(f"{half} {seed}")
    for name, culture in cultures(half).items():
        for _ in range(each):
            mine = culture.person(dice)
            if dice.random() < _ONE_PERSON:
                kind = dice.choice(list(SAME))
                other = SAME[kind](dice, culture, mine)
                yield name, Pair(spelled(dice, mine), other, True, kind)
            else:
                kind = dice.choices(list(DIFFERENT), (2, 2, 2, 2, 1))[0]
                yield name, DIFFERENT[kind](dice, culture, mine)


def spelled(dice: random.Random, parts: Parts) -> str:
    """One spelling of each word, in Latin letters."""
    return " ".join(latin(dice, word) for _, word in parts)


def latin(dice: random.Random, word: Spellings) -> str:
    """A spelling without letters of other scripts."""
    return dice.choice([one for one in word if ord(one[0]) < _NATIVE])


def _spellings(word: str) -> Spellings:
    return tuple(one.replace("_", " ") for one in word.split("/"))


def _turned(dice: random.Random, _culture: Culture, parts: Parts) -> str:
    words = [latin(dice, word) for _, word in parts]
    last, rest = words[-1], " ".join(words[:-1])
    return dice.choice((f"{last} {rest}", f"{last.upper()}, {rest}", f"{last}, {rest}"))


def _initials(dice: random.Random, _culture: Culture, parts: Parts) -> str:
    words = [latin(dice, word) for _, word in parts]
    at = dice.randrange(max(1, len(words) - 1)) if parts[0][0] == "g" else len(words) - 1
    words[at] = f"{words[at][0]}." if len(words) > 1 else words[at]
    return " ".join(words)


def _left_out(dice: random.Random, _culture: Culture, parts: Parts) -> str:
    kept = list(parts)
    if len(kept) > 2:
        del kept[dice.randrange(1, len(kept) - 1) if dice.random() < 0.7 else 0]
    return spelled(dice, kept)


def _more(dice: random.Random, culture: Culture, parts: Parts) -> str:
    kept = list(parts)
    kept.insert(dice.randrange(1, len(kept) + 1), ("f", culture.other(dice, "f", parts)))
    return spelled(dice, kept)


def _titled(dice: random.Random, _culture: Culture, parts: Parts) -> str:
    return f"{dice.choice(_TITLES)} {spelled(dice, parts)}"


def _slipped(dice: random.Random, _culture: Culture, parts: Parts) -> str:
    given, family = spelled(dice, parts[:-1]), spelled(dice, parts[-1:])
    one, other = typed(dice, family, given or family)
    return f"{other} {one}" if given else one


def _joined(dice: random.Random, _culture: Culture, parts: Parts) -> str:
    words = spelled(dice, parts).replace("-", " ").split()
    if len(words) > 1:
        at = dice.randrange(len(words) - 1)
        words[at : at + 2] = [words[at] + words[at + 1].lower()]
    return " ".join(words)


def _native(dice: random.Random, _culture: Culture, parts: Parts) -> str:
    return " ".join(word[-1] for _, word in parts)


SAME: Mapping[str, Callable[[random.Random, Culture, Parts], str]] = {
    "spelled": lambda dice, _culture, parts: spelled(dice, parts),
    "turned": _turned, "initials": _initials, "left out": _left_out, "one more": _more,
    "titled": _titled, "slipped": _slipped, "joined": _joined, "native": _native,
}  # fmt: skip


def _strangers(*shared: str) -> Callable[[random.Random, Culture, Parts], Pair]:
    """Somebody else of whom only the words of the roles ``shared`` are the same."""

    def made(dice: random.Random, culture: Culture, mine: Parts) -> Pair:
        theirs: Parts = []
        is_all = {role for role, _ in mine} <= set(shared)
        for place, (role, word) in enumerate(mine):
            same = role in shared and not (is_all and place == len(mine) - 1)
            theirs.append((role, word if same else culture.other(dice, role, mine + theirs)))
        return _two(dice, mine, theirs, f"share {' '.join(shared)}" if shared else "nothing")

    return made


def _sibling(dice: random.Random, culture: Culture, mine: Parts) -> Pair:
    at = next((at for at, part in enumerate(mine) if part[0] == "g"), 0)
    theirs = list(mine)
    theirs[at] = (mine[at][0], culture.other(dice, mine[at][0], mine))
    return _two(dice, mine, theirs, "all but one")


def _near(dice: random.Random, culture: Culture, mine: Parts) -> Pair:
    near = dice.choice(culture.near)
    at = dice.randrange(len(mine))
    one, other = (mine[:at] + [(mine[at][0], (word,))] + mine[at + 1 :] for word in near)
    return _two(dice, one, other, "near")


def _two(dice: random.Random, mine: Parts, theirs: Parts, kind: str) -> Pair:
    """Both spelled, the second one turned now and then."""
    other = list(theirs[-1:] + theirs[:-1]) if dice.random() < 0.3 else theirs
    return Pair(spelled(dice, mine), spelled(dice, other), False, kind)


DIFFERENT: Mapping[str, Callable[[random.Random, Culture, Parts], Pair]] = {
    "surname": _strangers("h"), "given": _strangers("g"), "nothing": _strangers(),
    "all but one": _sibling, "near": _near,
}  # fmt: skip


def main() -> int:
    """Compare every pair and print; 1 when the aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--half", choices=HALVES, default="report")
    parser.add_argument("--seed", type=int, default=41)
    parser.add_argument("--show", action="store_true", help="the pairs that are wrong")
    asked = parser.parse_args()
    told: list[tuple[str, Pair, float]] = []
    for culture, pair in pairs(asked.half, asked.seed):
        share = compare(Identity(names=[pair.one]), Identity(names=[pair.other])).probability
        told.append((culture, pair, share))
        if asked.show and (share >= OWN) != pair.is_one:
            print(f"{share:.2f} {culture:<8} {pair.kind:<12} {pair.one} | {pair.other}")
    cells: dict[str, list[tuple[str, Pair, float]]] = defaultdict(list)
    for one in told:
        cells[one[0]].append(one)
    for culture, some in cells.items():
        print(f"{culture:<10}{_line(some)}")
    for kind in dict.fromkeys(pair.kind for _, pair, _ in told):
        some = [one for one in told if one[1].kind == kind]
        right = sum((share >= OWN) == pair.is_one for _, pair, share in some) / len(some)
        print(f"  {kind:<12} {right:.3f} right of {len(some)}")
    print(f"all       {_line(told)} (aim F1 >= {F1})")
    return int(_scores(told)[2] < F1)


def _line(told: Sequence[tuple[str, Pair, float]]) -> str:
    precision, recall, f1 = _scores(told)
    return f" precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} of {len(told)}"


def _scores(told: Sequence[tuple[str, Pair, float]]) -> tuple[float, float, float]:
    """Precision, recall and F1 at the own threshold."""
    both = sum(share >= OWN and pair.is_one for _, pair, share in told)
    said = sum(share >= OWN for _, _, share in told)
    true = sum(pair.is_one for _, pair, _ in told)
    return both / max(1, said), both / max(1, true), 2 * both / max(1, said + true)


if __name__ == "__main__":
    sys.exit(main())
