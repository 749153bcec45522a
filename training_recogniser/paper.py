"""Paper: what light the document gives back, before any lens. 1 is white, 0 black.

The printed line lies between the security background below it and stamps, overprint and
perforation above it. Every function takes the scene's size, 64 x 1440, from its argument.
"""

from __future__ import annotations

import cv2
import numpy as np
from cv2.typing import MatLike

from training_recogniser.render import SCALE, Drawn, Grey

Rng = np.random.Generator
Floats = MatLike  # float32
_Y, _X = np.mgrid[0:64, 0:1440].astype(np.float32)


def reflectance(rng: Rng, drawn: Drawn, texture: Grey, severity: float) -> Floats:
    """Paper, print and everything on top of it, 64 x 1440.

    ``texture`` is the ink of some other line, reused as lettering in the background;
    ``severity`` 0..1 says how much is allowed to go wrong.
    """
    paper = _background(rng, texture, severity)
    if rng.random() < 0.12 * severity:
        _cover(rng, paper, 0.30)  # under the ink
    cover = drawn.ink.astype(np.float32) / 255
    cover *= _patchiness(rng, severity)
    darkness = rng.uniform(0.0, 0.55 if rng.random() < 0.35 * severity else 0.25)
    out = paper * (1 - cover * (1 - darkness))
    if rng.random() < 0.30 * severity:
        _overprint(rng, out)
    if rng.random() < 0.35 * severity:
        _scratches(rng, out, severity)
    if rng.random() < 0.22 * severity:
        _perforation(rng, out)
    if rng.random() < 0.05:
        out = _halftone(rng, out)
    if rng.random() < 0.45:
        _surroundings(rng, out, drawn)
    return out


def low_noise(rng: Rng, rows: int, columns: int) -> Floats:
    """Smooth noise over the scene, about -1..1, from a coarse grid."""
    coarse = rng.standard_normal((rows, columns), np.float32) * 0.6
    return cv2.resize(coarse, (1440, 64), interpolation=cv2.INTER_CUBIC)


def _background(rng: Rng, texture: Grey, severity: float) -> Floats:
    """Base tone, guilloches, blotches, thin lines and faint lettering."""
    paper = np.full((64, 1440), rng.uniform(0.55, 0.98), np.float32)
    strength = rng.uniform(0, 0.06 + 0.16 * severity)
    for _ in range(int(rng.integers(0, 4))):
        paper -= strength * rng.uniform(0.3, 1) * _guilloche(rng)
    if rng.random() < 0.5:
        shape = (int(rng.integers(2, 8)), int(rng.integers(4, 60)))
        paper += rng.uniform(0, 0.5 * strength + 0.02) * low_noise(rng, *shape)
    if rng.random() < 0.3:
        grain = rng.standard_normal((32, 720), np.float32) * rng.uniform(0, 0.06)
        paper += cv2.resize(grain, (1440, 64), interpolation=cv2.INTER_LINEAR)
    for _ in range(int(rng.poisson(1.2 * severity))):
        points = [(int(x), int(y)) for x, y in rng.uniform((0, -60), (1440, 124), (2, 2))]
        tone = float(paper[32, 700] - rng.uniform(0.05, 0.3))
        cv2.line(paper, points[0], points[1], tone, int(rng.integers(1, 4)), cv2.LINE_AA)
    if rng.random() < 0.25 * severity:
        paper -= rng.uniform(0.04, 0.22) * _lettering(rng, texture)
    return np.clip(paper, 0.25, 1.0)


def _guilloche(rng: Rng) -> Floats:
    """A band of wavy lines, 0..1; square ones look like engraved rulings."""
    angle = rng.uniform(-np.pi, np.pi)
    period = float(np.exp(rng.uniform(np.log(5), np.log(60))))
    kx, ky = np.cos(angle) / period * 0.75, np.sin(angle) / period
    phase = (kx * _X + ky * _Y) * (2 * np.pi)
    wobble = rng.uniform(0, 3) * np.sin(_X[0] * (2 * np.pi / rng.uniform(60, 500)))
    wave = np.sin(phase + wobble.astype(np.float32), dtype=np.float32)
    if rng.random() < 0.35:
        wave = np.clip((wave - rng.uniform(0, 0.8)) * 4, -1, 1)
    return 0.5 + 0.5 * wave


def _lettering(rng: Rng, texture: Grey) -> Floats:
    """Another line's ink, enlarged or reduced, as microprint or a faint title; 0..1."""
    width = int(rng.integers(200, 1440))
    x = int(rng.integers(0, 1440 - width + 1))
    part = cv2.resize(texture[:, x : x + width], (1440, 64), interpolation=cv2.INTER_AREA)
    return np.roll(part, int(rng.integers(0, 64)), axis=0).astype(np.float32) / 255


def _patchiness(rng: Rng, severity: float) -> Floats:
    """How much of the ink stuck: 1 everywhere, less in worn patches, 0 in specks."""
    hold = np.ones((64, 1440), np.float32)
    if rng.random() < 0.4:
        patches = np.abs(low_noise(rng, 6, int(rng.integers(20, 180))))
        hold -= rng.uniform(0, 0.35 * severity) * patches
    if rng.random() < 0.2 * severity:  # worn off where a thumb or a fold lay
        lost = rng.random((int(rng.integers(2, 6)), int(rng.integers(4, 30))), np.float32)
        lost = np.clip(cv2.resize(lost, (1440, 64), interpolation=cv2.INTER_CUBIC), 0, 1) ** 2
        hold -= rng.uniform(0.2, 0.35 + 0.5 * severity) * lost
    if rng.random() < 0.06:  # the rows of a needle or inkjet printer
        rows = np.sin(np.arange(64, dtype=np.float32) * rng.uniform(0.5, 2.2))[:, None]
        hold -= rng.uniform(0.1, 0.35) * (1 + rows)
    if rng.random() < 0.3 * severity:
        specks = rng.random((48, 1080), np.float32) < rng.uniform(0.005, 0.12)
        hold *= 1 - cv2.resize(specks.astype(np.float32), (1440, 64)) * rng.uniform(0.4, 1)
    return np.clip(hold, 0, 1)


def _cover(rng: Rng, scene: Floats, most: float) -> None:
    """A tinted box, of which one edge usually crosses the line."""
    x, y = int(rng.integers(-300, 1300)), int(rng.integers(-40, 50))
    right, below = x + int(rng.integers(60, 1200)), y + int(rng.integers(10, 80))
    part = scene[max(y, 0) : max(below, 0), max(x, 0) : max(right, 0)]
    part *= 1 - rng.uniform(0.05, most)


def _overprint(rng: Rng, scene: Floats) -> None:
    """Translucent bars, frames, arrows and round stamps, printed or stamped over the line."""
    for _ in range(int(rng.integers(1, 4))):
        mask = np.zeros(scene.shape, np.uint8)
        x, y = int(rng.integers(0, 1440)), int(rng.integers(0, 64))
        thick = int(rng.integers(1, 9))
        kind = rng.integers(5)
        if kind == 0:
            cv2.ellipse(
                mask,
                (x, int(rng.integers(-120, 180))),
                (int(rng.integers(60, 400)), int(rng.integers(40, 260))),
                0,
                0,
                360,
                255,
                thick,
                cv2.LINE_AA,
            )
        elif kind == 1:
            end = (x + int(rng.integers(-400, 400)), int(rng.integers(-40, 104)))
            cv2.arrowedLine(mask, (x, y), end, 255, thick, cv2.LINE_AA, 0, 0.15)
        elif kind == 2:
            box = (x, y - 30, int(rng.integers(40, 700)), int(rng.integers(20, 80)))
            cv2.rectangle(mask, box, 255, thick)
        elif kind == 3:
            points = rng.uniform((x - 250, -20), (x + 250, 84), (5, 2)).astype(np.int32)
            cv2.polylines(mask, [points], False, 255, min(thick, 4), cv2.LINE_AA)
        else:
            _cover(rng, scene, 0.55)
        scene *= 1 - mask.astype(np.float32) * (rng.uniform(0.1, 0.6) / 255)


def _scratches(rng: Rng, scene: Floats, severity: float) -> None:
    """Hair lines over the print, at any angle: light ones are scratches, dark ones folds."""
    for _ in range(1 + int(rng.poisson(1.5 * severity))):
        mask = np.zeros(scene.shape, np.uint8)
        x, y = rng.uniform(0, 1440), rng.uniform(0, 64)
        angle, reach = rng.uniform(0, np.pi), 1500 if rng.random() < 0.6 else rng.uniform(30, 400)
        dx, dy = 0.75 * np.cos(angle) * reach, np.sin(angle) * reach
        ends = [(int(x + side * dx), int(y + side * dy)) for side in (-1, 1)]
        cv2.line(mask, ends[0], ends[1], 255, int(rng.integers(1, 5)), cv2.LINE_AA)
        shade = mask.astype(np.float32) * (rng.uniform(0.1, 0.6) / 255)
        if rng.random() < 0.5:
            scene += shade * (1 - scene)
        else:
            scene *= 1 - shade


def _perforation(rng: Rng, scene: Floats) -> None:
    """Laser-made holes in rows or in the shape of digits, bright or dark with a rim."""
    radius = int(rng.integers(2, 6))
    step = radius * rng.uniform(2.6, 5)
    x0, y0 = rng.uniform(0, 1440), rng.uniform(-10, 60)
    tone, keep = float(rng.uniform(0, 1)), rng.uniform(0.4, 1)
    rim = float(rng.uniform(0, 1)) if rng.random() < 0.4 else None
    slope = rng.normal(0, 0.08)
    for column in range(int(rng.integers(4, 50))):
        for row in range(int(rng.integers(1, 7))):
            if rng.random() > keep:
                continue
            x, y = x0 + column * step * 1.3, y0 + row * step + column * step * slope
            at = (int(x), int(y))
            cv2.circle(scene, at, radius, tone, -1, cv2.LINE_AA)
            if rim is not None:
                cv2.circle(scene, at, radius, rim, 1, cv2.LINE_AA)


def _halftone(rng: Rng, scene: Floats) -> Floats:
    """The picture as a printer's dot screen, partly blended."""
    period, angle = rng.uniform(3.2, 7), rng.uniform(0, np.pi / 2)
    u = (_X * np.cos(angle) * 1.33 + _Y * np.sin(angle)) * (2 * np.pi / period)
    v = (_Y * np.cos(angle) - _X * np.sin(angle) * 1.33) * (2 * np.pi / period)
    screen = 0.5 + 0.25 * (np.sin(u, dtype=np.float32) + np.sin(v, dtype=np.float32))
    dots = np.clip((scene - screen) * 4 + 0.5, 0, 1)
    share = np.float32(rng.uniform(0.15, 0.7))
    return scene * (1 - share) + dots * share


def _surroundings(rng: Rng, scene: Floats, drawn: Drawn) -> None:
    """Where the document ends: a table, a shadow or stripes left, right, above or below."""
    first, last = drawn.centres[0] - drawn.pitch[0] * 0.6, drawn.centres[-1] + drawn.pitch[-1] * 0.6
    for side in range(2):
        if rng.random() < 0.55:
            gap = rng.exponential(25)
            edge = (first - gap if side == 0 else last + gap) * SCALE
            where = slice(0, max(int(edge), 0)) if side == 0 else slice(min(int(edge), 1440), 1440)
            _fill(rng, scene[:, where])
    for side in range(2):
        if rng.random() < 0.12:
            gap = rng.exponential(4) + 2.5
            edge = (drawn.top - gap if side == 0 else drawn.bottom + gap) * SCALE
            where = slice(0, max(int(edge), 0)) if side == 0 else slice(min(int(edge), 64), 64)
            _fill(rng, scene[where])


def _fill(rng: Rng, part: Floats) -> None:
    """Replace what is not the document by a flat tone, clutter or stripes."""
    if part.size == 0:
        return
    part[:] = rng.uniform(0, 1) ** 1.5
    kind = rng.random()
    if kind < 0.4:
        shape = (int(rng.integers(1, 12)), int(rng.integers(2, 60)))
        noise = rng.uniform(0, 1, shape).astype(np.float32)
        part += cv2.resize(noise, part.shape[::-1]) * rng.uniform(0, 0.8) - 0.2
    elif kind < 0.6:
        period = rng.uniform(8, 60)
        part += rng.uniform(0, 0.5) * np.sign(
            np.sin(np.arange(part.shape[1], dtype=np.float32) * (6.283 / period))
        )
    np.clip(part, 0, 1, out=part)
