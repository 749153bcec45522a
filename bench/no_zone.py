"""Whether a picture that shows no zone is told the right reason, over drawn pages.

    python bench/no_zone.py [PAGES]

Draws PAGES (40) pages with each fault, of varied strength, and as many pictures that are no
documents; reads them, and prints for those without a reading which reason comes first. The
seed is fixed; nothing of it was used to choose the limits in ``docreader/no_zone.py`` but
with ``--tune``, which draws other pages.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

from docreader import read
from docreader.specimens import draw, specimen_people

Picture = NDArray[np.uint8]
Rng = np.random.Generator
REASONS = ("none", "too_small", "too_dark", "blurred", "glare", "cut_off")
FORMATS = ("TD3", "TD1", "TD2", "MRVA", "MRVB")


def main() -> int:
    """Print the table and what it cost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("pages", nargs="?", type=int, default=40)
    parser.add_argument("--tune", action="store_true", help="other pages, to choose limits with")
    arguments = parser.parse_args()
    read(np.full((400, 600), 255, np.uint8))  # what is loaded at first use
    spent: list[float] = []
    print(f"{'fault':10} {'read':>5} " + " ".join(f"{one:>9}" for one in REASONS) + "   right")
    for fault, spoil in FAULTS.items():
        rng = np.random.default_rng([1 + arguments.tune, len(fault), ord(fault[0])])
        told = Counter(_told(spoil(rng), spent) for _ in range(arguments.pages))
        silent = arguments.pages - told["read"]
        share = f"{told[fault] / silent:7.2f}" if silent else "      -"
        counts = " ".join(f"{told[one]:9}" for one in REASONS)
        print(f"{fault:10} {told['read']:5} {counts} {share}")
    times = sorted(spent)
    print(f"without a zone, CPU ms: median {statistics.median(times):.0f}, most {times[-1]:.0f}")
    return 0


def _told(picture: Picture, spent: list[float]) -> str:
    """``read``, or the first reason, or ``none``."""
    start = time.process_time()
    found = read(picture)
    took = 1000 * (time.process_time() - start)
    if found.mrz_lines:
        return "read"
    spent.append(took)
    return next((code for code in found.warnings if code in REASONS), "none")


def _page(rng: Rng, width: int = 1200) -> Picture:
    seed = int(rng.integers(1 << 30))
    person = specimen_people(seed, 1, ("MLI",))[0]
    skew = float(rng.uniform(-4, 4))
    return draw(person, str(rng.choice(FORMATS)), seed=seed, width=width, skew=skew)


def _desk(rng: Rng, height: int, width: int) -> Picture:
    """A plain desk with grain and a light from one side."""
    shade = rng.uniform(60, 190, 3) + np.linspace(-20, 20, width)[None, :, None]
    grain = rng.normal(0, 5, (height, width, 1))
    return np.clip(np.broadcast_to(shade, (height, width, 3)) + grain, 0, 255).astype(np.uint8)


def _laid(page: Picture, rng: Rng, height: int, width: int) -> Picture:
    """The page somewhere on a desk."""
    desk = _desk(rng, height, width)
    top = int(rng.integers(0, height - page.shape[0]))
    left = int(rng.integers(0, width - page.shape[1]))
    desk[top : top + page.shape[0], left : left + page.shape[1]] = page
    return desk


def too_small(rng: Rng) -> Picture:
    """A document far away: about 1 to 4 pixels a cell."""
    page = _page(rng)
    side = int(rng.integers(60, 190))
    far = cv2.resize(
        page, (side, side * page.shape[0] // page.shape[1]), interpolation=cv2.INTER_AREA
    )
    if rng.random() < 0.25:
        return far  # a thumbnail
    width = int(rng.integers(500, 1600))
    return _laid(far, rng, width * 3 // 4, width)


def too_dark(rng: Rng) -> Picture:
    """Little light, and the noise that a camera adds to it."""
    page = _page(rng).astype(np.float32) * float(rng.uniform(0.02, 0.16))
    return np.clip(page + rng.normal(0, rng.uniform(4, 9), page.shape), 0, 255).astype(np.uint8)


def blurred(rng: Rng) -> Picture:
    """Out of focus, or moved while the picture was taken."""
    page = _page(rng)
    if rng.random() < 0.5:
        return np.asarray(cv2.GaussianBlur(page, (0, 0), float(rng.uniform(5, 14))), np.uint8)
    length = int(rng.integers(25, 60))
    kernel = np.zeros((length, length), np.float32)
    ends = (int(rng.integers(length)), 0), (int(rng.integers(length)), length - 1)
    cv2.line(kernel, ends[0][::-1], ends[1][::-1], 1.0)
    return np.asarray(cv2.filter2D(page, -1, kernel / kernel.sum()), np.uint8)


def glare(rng: Rng) -> Picture:
    """A lamp that burns out a part of the zone."""
    page = _page(rng).astype(np.float32)
    height, width = page.shape[:2]
    at = (int(width * rng.uniform(0.3, 0.7)), int(height * rng.uniform(0.78, 0.92)))
    lamp = np.zeros((height, width), np.float32)
    size = (int(width * rng.uniform(0.18, 0.35)), int(height * rng.uniform(0.12, 0.25)))
    cv2.ellipse(lamp, at, size, float(rng.uniform(-20, 20)), 0, 360, 1.0, -1)
    lamp = cv2.GaussianBlur(lamp, (0, 0), width / 60)[:, :, None]
    return np.clip(page * 0.8 + 400 * lamp, 0, 255).astype(np.uint8)


def cut_off(rng: Rng) -> Picture:
    """A page of which a part of each line lies outside the picture."""
    page = _page(rng)
    width = page.shape[1]
    gone = int(width * rng.uniform(0.2, 0.45))
    shown = page[:, gone:] if rng.random() < 0.5 else page[:, : width - gone]
    return np.ascontiguousarray(shown)


def none(rng: Rng) -> Picture:
    """A good picture of something else: print, a form, a wall, a desk with things on it."""
    height, width = 900, 1200
    kind = int(rng.integers(4))
    paper = _desk(rng, height, width) if kind > 1 else np.full((height, width, 3), 235, np.uint8)
    ink = tuple(int(v) for v in rng.integers(10, 90, 3))
    if kind < 2:
        words = "le la de passage frontiere agent marche mil sac route pont eau jour nom".split()
        for y in range(70, height - 40, int(rng.integers(30, 60))):
            text = " ".join(rng.choice(words, int(rng.integers(3, 10))))
            scale = float(rng.uniform(0.6, 0.9))
            cv2.putText(paper, text, (60, y), cv2.FONT_HERSHEY_SIMPLEX, scale, ink, 2, cv2.LINE_AA)
    if kind == 1:
        for y in range(60, height, 80):
            cv2.line(paper, (40, y), (width - 40, y), ink, 2)
    if kind == 3:
        for _ in range(12):
            one, other = rng.integers(0, (width, height), (2, 2))
            shade = tuple(int(v) for v in rng.integers(20, 230, 3))
            cv2.rectangle(paper, [int(v) for v in one], [int(v) for v in other], shade, -1)
    return np.ascontiguousarray(paper)


FAULTS: Mapping[str, Callable[[Rng], Picture]] = {
    one.__name__: one for one in (none, too_small, too_dark, blurred, glare, cut_off)
}


if __name__ == "__main__":
    sys.exit(main())
