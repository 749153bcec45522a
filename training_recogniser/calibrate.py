"""``python -m training_recogniser.calibrate``: fit the reader's confidence to drawn pages.

Reads pages of known truth, fits one scale for each kind of field and of zone, writes
``docreader/model/confidence.json``, and prints how well the scales hold on pages of another
seed. To be repeated whenever the network or the decoder changes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from math import log

import numpy as np
from numpy.typing import NDArray

from docreader import Film, Reading, read
from docreader.confidence import FILM, SCALES, Scale, kind_of_field, kind_of_zone, scales
from docreader.mrz import LAYOUTS
from docreader.parse import parse
from docreader.recognise import MODEL
from training_recogniser.pages import Page, page
from training_recogniser.pages import film as film_of

FITTED, HELD_OUT = 20261125, 990_000_002  # seeds: of the fit, and of pages nothing was fitted to
HARDER = 0.8  # of half the pages that are fitted to: on usual ones too little goes wrong
PICTURES = 4  # of a film
TODAY = date(2026, 11, 25)
SHARES = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 1.0)  # the rows of the reliability table
_PRIOR = 0.2  # of a reading right and of one wrong, invented for each kind: none is certain


@dataclass(frozen=True)
class Claim:
    """One field, or one whole zone: what the reader said of it, and whether it was right."""

    kind: str
    confidence: float
    right: bool


def main() -> None:
    """Fit, write, and print the table of pages held out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=4000, help="to fit to")
    parser.add_argument("--held-out", type=int, default=2000, help="to print the table of")
    parser.add_argument("--table-only", action="store_true", help="fit nothing")
    asked = parser.parse_args()
    if not asked.table_only:
        _write({}, 0)  # a scale in force caps and rounds what the recogniser itself says
        half, films = asked.pages // 2, asked.pages // 5
        usual, hard = claims(FITTED, half), claims(FITTED + 1, half, harder=HARDER)
        filmed = claims(FITTED + 2, films, harder=HARDER / 2, films=True)
        _write(fitted([*usual, *hard, *filmed]), asked.pages)
    for words, harder, films_too in (
        ("usual pages", 0.0, 0),
        ("hard pages", HARDER, 0),
        ("films", 0.0, 1),
    ):
        count = asked.held_out // 5 if films_too else asked.held_out
        print(f"{count} {words} that nothing was fitted to")
        for line in table(claims(HELD_OUT, count, harder=harder, films=bool(films_too))):
            print(line)


def claims(seed: int, count: int, *, harder: float = 0.0, films: bool = False) -> list[Claim]:
    """Everything that the reader says of ``count`` pages, or films, of ``seed``, on every core."""
    one = partial(claims_of_film if films else claims_of_page, seed, harder)
    with ProcessPoolExecutor() as pool:
        return [claim for some in pool.map(one, range(count), chunksize=20) for claim in some]


def claims_of_page(seed: int, harder: float, number: int) -> list[Claim]:
    """What the reader says of one page's fields and of its zone; nothing where it finds none."""
    drawn = page(seed, number, harder=harder)
    return list(claims_of(read(drawn.picture, today=TODAY), drawn))


def claims_of_film(seed: int, harder: float, number: int) -> list[Claim]:
    """The same of a film after each of its pictures from the second on."""
    film, said = Film(), []
    for drawn in film_of(seed, number, PICTURES, harder=harder):
        reading = film.add(drawn.picture, today=TODAY)
        if film.stills > 1:
            said += list(claims_of(reading, drawn, FILM))
    return said


def claims_of(reading: Reading, drawn: Page, scale: str = "") -> Iterator[Claim]:
    """What ``reading`` says of the page that was drawn; nothing if it found no zone."""
    if not reading.mrz_lines:
        return
    yield Claim(scale + kind_of_zone(reading), reading.confidence, reading.mrz_lines == drawn.lines)
    truth = parse(LAYOUTS[drawn.format], drawn.lines, TODAY).fields if drawn.lines else {}
    for name, field in reading.fields.items():
        if field.raw:
            right = reading.format == drawn.format and truth[name].raw == field.raw
            yield Claim(scale + kind_of_field(field), field.confidence, right)


def fitted(said: Iterable[Claim]) -> dict[str, Scale]:
    """The likeliest scale of each kind, from claims that were made on the scales in force.

    Claims at the cap of a scale have lost how sure the recogniser was: ``main`` sets the scales
    aside before it asks.
    """
    by_kind = defaultdict(list)
    for claim in said:
        by_kind[claim.kind].append(claim)
    return {kind: _fit(kind, each) for kind, each in sorted(by_kind.items())}


def _fit(kind: str, said: list[Claim]) -> Scale:
    """Logistic regression on the raw log-odds, with an invented right and wrong claim."""
    now = scales().get(kind, Scale())
    raw = np.array([_raw_odds(claim.confidence, now) for claim in said])
    right = np.array([claim.right for claim in said], float)
    raw = np.append(raw, [raw.mean()] * 2)
    right, weight = np.append(right, [1.0, 0.0]), np.append(np.ones(len(said)), [_PRIOR] * 2)
    shift, slope = _logistic(raw, right, weight)
    return Scale(round(shift, 4), round(slope, 4), round(1 - 1 / (len(said) + 2), 6))


def _raw_odds(confidence: float, scale: Scale) -> float:
    """The recogniser's log-odds from which ``scale`` made ``confidence``."""
    capped = min(max(confidence, 1e-9), 1 - 1e-9)
    return (log(capped / (1 - capped)) - scale.shift) / scale.slope


def _logistic(
    raw: NDArray[np.float64], right: NDArray[np.float64], weight: NDArray[np.float64]
) -> tuple[float, float]:
    """Shift and slope by Newton's method; the slope is drawn a little towards 0.5.

    A step that overshoots is halved: where nearly all are right, whole ones run away.
    """
    terms = np.stack([np.ones_like(raw), raw], axis=1)
    at, towards = np.array([0.0, 0.5]), np.array([0.0, 0.5])
    drawn = np.diag([0.05, 2.0])

    def worth(at: NDArray[np.float64]) -> float:
        odds, away = terms @ at, at - towards
        return float(weight @ (right * odds - np.logaddexp(0, odds)) - away @ drawn @ away / 2)

    for _ in range(50):
        likely = np.exp(-np.logaddexp(0, -terms @ at))
        slope = terms.T @ (weight * (right - likely)) - drawn @ (at - towards)
        curve = (terms * (weight * likely * (1 - likely))[:, None]).T @ terms + drawn
        step = np.linalg.solve(curve, slope)
        while worth(at + step) < worth(at) and np.abs(step).max() > 1e-9:
            step = step / 2
        at = at + step
    return float(at[0]), float(max(at[1], 0.05))


def _write(found: Mapping[str, Scale], pages: int) -> None:
    facts = {
        "network": hashlib.sha256(MODEL.read_bytes()).hexdigest(),
        "seed": FITTED,
        "pages": pages,
        "scales": {kind: asdict(scale) for kind, scale in found.items()},
    }
    SCALES.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    scales.cache_clear()


def table(said: list[Claim]) -> Iterator[str]:
    """How often claims of each probability were right: the reliability table."""
    heads = "".join(f" {what:>8} {'mean said':>10} {'right':>8}" for what in ("fields", "zones"))
    yield f"{'said':>14}{heads}"
    for low, high in zip(SHARES, SHARES[1:], strict=False):
        cells = [
            _cell([one for one in said if what in one.kind and _within(one, low, high)])
            for what in ("field", "zone")
        ]
        yield f"{low:>7.2f}-{high:<6.2f} {cells[0]} {cells[1]}"


def _within(claim: Claim, low: float, high: float) -> bool:
    return low <= claim.confidence < high or (high == 1.0 and claim.confidence == 1.0)


def _cell(some: list[Claim]) -> str:
    if not some:
        return f"{0:>8} {'-':>10} {'-':>8}"
    mean = np.mean([claim.confidence for claim in some])
    return f"{len(some):>8} {mean:>10.4f} {np.mean([claim.right for claim in some]):>8.4f}"


if __name__ == "__main__":
    sys.exit(main())
