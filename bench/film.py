"""What a film reads where single pictures fail: drawn documents under a drawn, soft camera.

    python bench/film.py                          180 documents of eight pictures, some minutes
    python bench/film.py --documents 20 --soft 3 5 --seed 7

Prints how many single pictures and how many films are exact and sure, how many of the sure ones
are wrong, the same if the pictures were plainly added up, and whether the document of the next
number was ever added to one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import cv2
import numpy as np

from docreader import film as filming
from docreader.film import Film
from docreader.specimens import SpecimenPerson, draw, specimen_lines, specimen_people
from docreader.still import Still, read_still

TODAY = date(2026, 11, 25)
RUNS = ((60, 2.8, 5.0, 1), (120, 3.5, 5.5, 2))  # documents, softness from and to, seed
PICTURES, TWINS = 8, 2
WIDTH, HEIGHT = 1280, 720
PLAIN = (1.0, 1e9)  # ALONE and MOST_WEIGHT of a sum that takes pictures for independent


@dataclass
class Taken:
    """One document: its truth, its pictures, and those of the next number's."""

    lines: tuple[str, ...]
    stills: list[Still]
    twins: list[Still]


def shot(page: Any, rng: np.random.Generator, soft: float) -> Any:
    """One picture of a page: aslant, blurred, moved, dark, grainy, and a JPEG."""
    height, width = page.shape[:2]
    scale = min((WIDTH - 20) / width, (HEIGHT - 20) / height) * rng.uniform(0.75, 1.0)
    angle = np.deg2rad(rng.normal(0, 2.5))
    c, s = np.cos(angle) * scale, np.sin(angle) * scale
    dx, dy = rng.normal(0, 8, 2)
    x, y = WIDTH / 2 - (c * width - s * height) / 2, HEIGHT / 2 - (s * width + c * height) / 2
    place = np.array([[c, -s, x + dx], [s, c, y + dy]])
    seen = cv2.warpAffine(page, place, (WIDTH, HEIGHT), flags=cv2.INTER_AREA, borderValue=(90,) * 3)
    seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.6, 1.0) * soft)
    if rng.random() < 0.4:
        seen = cv2.filter2D(seen, -1, _motion(int(rng.integers(3, 3 + 2 * soft + 1)), rng))
    light = rng.uniform(0.6, 1.0)
    grain = rng.normal(0, rng.uniform(4, 14), seen.shape)
    seen = np.clip(seen.astype(np.float32) * light + grain, 0, 255).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(55, 85))]
    return cv2.imdecode(cv2.imencode(".jpg", seen, quality)[1], cv2.IMREAD_COLOR)


def _motion(length: int, rng: np.random.Generator) -> Any:
    kernel, angle = np.zeros((length, length), np.float32), rng.uniform(0, np.pi)
    for t in np.linspace(-length / 2, length / 2, 4 * length):
        x, y = (round(length // 2 + t * way) for way in (np.cos(angle), np.sin(angle)))
        if 0 <= x < length and 0 <= y < length:
            kernel[y, x] = 1
    return kernel / kernel.sum()


def taken(documents: int, low: float, high: float, seed: int, ms: list[float]) -> Iterator[Taken]:
    """The documents, one after the other, each picture read; CPU times go into ``ms``."""
    rng = np.random.default_rng(seed)
    for number, person in enumerate(specimen_people(4000 + seed, documents, ("MLI",))):
        format, soft = ("TD3", "TD1", "TD2", "TD3")[number % 4], rng.uniform(low, high)

        def stills(of: SpecimenPerson, count: int) -> list[Still]:
            page = draw(of, format, seed=number, both_sides=False)  # noqa: B023 - used at once
            return [_timed(shot(page, rng, soft), ms) for _ in range(count)]  # noqa: B023

        twin = replace(person, document_number=_next(person.document_number))
        lines = specimen_lines(person, format)
        yield Taken(lines, stills(person, PICTURES), stills(twin, TWINS))


def _timed(picture: Any, ms: list[float]) -> Still:
    start = time.process_time()
    still, _page = read_still(picture, TODAY)
    ms.append(1000 * (time.process_time() - start))
    return replace(still, reading=replace(still.reading, zone=None))


def _next(number: str) -> str:
    last = str((int(number[-1]) + 1) % 10) if number[-1].isdigit() else "1"
    return number[:-1] + last


def films(every: list[Taken]) -> str:
    """How the films end: exact at the last picture; sure, and wrong, when they first settle."""
    exact = sure = wrong = 0
    for one in every:
        film, settled = Film(), None
        for still in one.stills:
            reading = film.take(still, today=TODAY)
            if settled is None and film.stills > 1 and reading.sure:
                settled = reading.mrz_lines
        exact += film.reading.mrz_lines == one.lines
        sure += settled is not None
        wrong += settled not in (None, one.lines)
    return f"exact {exact / len(every):.1%}  sure {sure / len(every):.1%}  wrong {wrong}"


def added_twins(every: list[Taken]) -> tuple[int, int]:
    """How often the next number's document was added to a picture of this one, of how many."""
    pairs = [(a, b) for one in every for a in one.stills for b in one.twins]
    pairs = [(a, b) for a, b in pairs if a.seen is not None and b.seen is not None]
    added = 0
    for ours, his in pairs:
        film = Film()
        film.take(ours, today=TODAY)
        film.take(his, today=TODAY)
        added += film.stills == 2
    return added, len(pairs)


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--documents", type=int)
    asked.add_argument("--soft", type=float, nargs=2, default=(2.8, 5.0))
    asked.add_argument("--seed", type=int, default=1)
    given, ms = asked.parse_args(), list[float]()
    runs = ((given.documents, *given.soft, given.seed),) if given.documents else RUNS
    every = [one for run in runs for one in taken(*run, ms)]
    alone = [(one.lines, still.reading) for one in every for still in one.stills]
    exact = sum(reading.mrz_lines == lines for lines, reading in alone) / len(alone)
    sure = sum(reading.sure for _lines, reading in alone) / len(alone)
    wrong = sum(reading.sure and reading.mrz_lines != lines for lines, reading in alone)
    print(f"{len(every)} documents, CPU ms a picture: median {median(ms):.0f}")
    print(f"single pictures   exact {exact:.1%}  sure {sure:.1%}  wrong {wrong}")
    print(f"films             {films(every)}")
    kept = filming.ALONE, filming.MOST_WEIGHT
    filming.ALONE, filming.MOST_WEIGHT = PLAIN
    print(f"plainly added up  {films(every)}")
    filming.ALONE, filming.MOST_WEIGHT = kept
    print("next numbers added: {} of {} pairs".format(*added_twins(every)))


if __name__ == "__main__":
    main()
