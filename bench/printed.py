"""What is printed against what is coded, on drawn pages and on published specimens.

    python bench/printed.py --pages 400

Half of the drawn pages have one field altered beside the zone. Printed for both halves: what
share of the fields agrees, differs, is not compared; the two errors that matter are a field that
was left alone and is said to differ, and an altered one that is said to agree. With
BORDERPOST_SPECIMENS set, the pictures of that folder follow; every "differs" there is listed,
for some specimens really print something else.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from docreader import compare_printed, read
from docreader.printed import COMPARED_FIELDS, State
from docreader.specimen_art import Style
from docreader.specimen_people import SpecimenPerson, specimen_people
from docreader.specimens import draw

SEED = 770_000_003  # no training uses it
_FACES = [  # none of these was trained on; Pillow's own face where they are missing
    "opentype/b612/B612-Regular.otf",
    "truetype/open-sans/OpenSans-Regular.ttf",
    "truetype/open-sans/OpenSans-Bold.ttf",
    "truetype/freefont/FreeSerifBold.ttf",
]
_NAMES = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_FRENCH = "JANV FÉV MARS AVR MAI JUIN JUIL AOÛT SEPT OCT NOV DÉC".split()


def _numeric(mark: str, years: int = 4) -> Callable[[str], str]:
    return lambda iso: mark.join((iso[8:], iso[5:7], iso[4 - years : 4]))


def _worded(names: list[str], mark: str = " ") -> Callable[[str], str]:
    return lambda iso: mark.join((iso[8:], names[int(iso[5:7]) - 1], iso[:4]))


_DATES = [
    *(_numeric(mark) for mark in " /.-"),
    _numeric(".", 2),
    _worded(_NAMES),
    _worded(_FRENCH),
    _worded([f"{b}/{a}" for a, b in zip(_NAMES, _FRENCH, strict=True)]),
]


@dataclass(frozen=True)
class Case:
    """One drawn page, and the field that was altered, '' for none."""

    picture: np.ndarray
    altered: str
    person: SpecimenPerson


def main() -> None:
    """Draw, compare, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", action="store_true", help="print every error")
    asked = parser.parse_args()
    _drawn(asked.pages, asked.seed, asked.show)
    if folder := os.environ.get("BORDERPOST_SPECIMENS"):
        _published(Path(folder))


def _drawn(pages: int, seed: int, show: bool) -> None:
    kept, altered, unread = Counter(), Counter(), 0
    spent = []
    people = specimen_people(seed, 2 * pages)
    for index in range(pages):
        case = _case(random.Random(seed + index), people[2 * index], people[2 * index + 1], index)
        reading = read(case.picture)
        start = time.process_time()
        found = compare_printed(case.picture, reading)
        spent.append(1000 * (time.process_time() - start))
        unread += not reading.mrz_lines
        for name in COMPARED_FIELDS:
            state = found[name].state if name in found else State.NOT_COMPARED
            (altered if name == case.altered else kept)[state] += 1
            wrong = State.AGREES if name == case.altered else State.DIFFERS
            if show and state is wrong:
                print("ERROR", index, name, reading.value(name), found[name].as_json(), flush=True)
    print(f"{pages} drawn pages, {unread} without a zone that was read")
    _row("left alone", kept)
    _row("altered", altered)
    print(
        f"compare: median {np.median(spent):.0f} ms, p95 {np.percentile(spent, 95):.0f} ms of CPU"
    )


def _row(title: str, counts: Counter[State]) -> None:
    total = max(sum(counts.values()), 1)
    shares = ", ".join(
        f"{state.value} {counts[state] / total:.2%} ({counts[state]})" for state in State
    )
    print(f"{title}: {total} fields: {shares}")


def _case(rng: random.Random, person: SpecimenPerson, other: SpecimenPerson, seed: int) -> Case:
    altered = rng.choice(COMPARED_FIELDS) if seed % 2 else ""
    shown = _forged(rng, person, other, altered) if altered else person
    faces = [None, *(p for p in (Path("/usr/share/fonts") / f for f in _FACES) if p.exists())]
    style = Style(rng.choice(faces), rng.uniform(2.3, 3.2), rng.choice(_DATES))
    page = draw(
        person,
        rng.choice(("TD3", "TD3", "TD3", "TD1", "TD1", "TD2")),
        seed=seed,
        turn=rng.choice((0, 0, 0, 0, 90, 180)),
        skew=rng.choice((0.0, rng.uniform(-5, 5))),
        blur=rng.choice((0.0, rng.uniform(0, 1.8))),
        width=int(np.exp(rng.uniform(np.log(600), np.log(1800)))),
        shown=shown,
        style=style,
    )
    return Case(_shot(np.random.default_rng(seed), page), altered, person)


def _forged(
    rng: random.Random, person: SpecimenPerson, other: SpecimenPerson, name: str
) -> SpecimenPerson:
    """The person with one field altered as forgers do: a digit, another date, another name."""
    value: str = getattr(person, name)
    while value == getattr(person, name):
        if name == "document_number":
            at = rng.randrange(1, len(value))
            value = value[:at] + rng.choice("0123456789") + value[at + 1 :]
        elif name == "given_names":
            value = rng.choice((other.given_names, _one_letter(rng, value)))
        elif name == "surname":
            value = rng.choice((other.surname, _one_letter(rng, value), "Dubois"))
        else:
            years = int(value[:4]) + rng.choice((-10, -3, -1, 0, 1, 2, 10))
            day = rng.choice((value[8:], f"{rng.randint(1, 28):02}"))
            value = f"{years}-{rng.choice((value[5:7], f'{rng.randint(1, 12):02}'))}-{day}"
    return replace(person, **{name: value})


def _one_letter(rng: random.Random, name: str) -> str:
    at = rng.randrange(1, len(name))
    letter = rng.choice("aeioulnrstm")
    return name if name[at] in " -'" else name[:at] + letter + name[at + 1 :]


def _shot(rng: np.random.Generator, page: np.ndarray) -> np.ndarray:
    """Uneven light, noise and JPEG, as a cheap camera leaves them."""
    height, width = page.shape[:2]
    ramp = np.linspace(rng.uniform(0.55, 1), rng.uniform(0.55, 1), width)[None, :, None]
    lit = page * ramp * np.linspace(1, rng.uniform(0.8, 1), height)[:, None, None]
    noisy = lit + rng.normal(0, rng.uniform(0, 9), page.shape)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(45, 95))]
    data = cv2.imencode(".jpg", np.clip(noisy, 0, 255).astype(np.uint8), quality)[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _published(folder: Path) -> None:
    counts: Counter[State] = Counter()
    pages = compared = 0
    for entry in json.loads((folder / "index.json").read_text("utf-8")):
        reading = read(folder / entry["file"])
        if not reading.mrz_lines:
            continue
        found = compare_printed(folder / entry["file"], reading)
        pages += 1
        compared += any(one.state is not State.NOT_COMPARED for one in found.values())
        counts.update(one.state for one in found.values())
        for name, one in found.items():
            if one.state is State.DIFFERS:
                print(f"{entry['file']} {name}: coded {reading.value(name)}, printed {one.read}")
    print(
        f"{pages} published specimens with a zone that was read, {compared} with a field compared"
    )
    _row("published", counts)


if __name__ == "__main__":
    main()
