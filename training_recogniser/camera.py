"""From a flat page to the picture of it: a scanner's glass, or a camera above a desk.

A flat page is uint8, H x W, drawn ``fine`` times larger than it comes out; ``pitch`` is the
width of a character in the finished picture in pixels, ``severity`` 0..1 how much may go wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

from training_recogniser.degrade import jpeg, motion, sensor

Rng = np.random.Generator
Grey = MatLike  # uint8
Floats = MatLike  # float32


@dataclass(frozen=True)
class Shot:
    """How a page is taken: sizes as in the module's text."""

    fine: float
    pitch: float
    severity: float


@dataclass(frozen=True)
class Pose:
    """How a page lies: degrees clockwise; the others are shares of its size."""

    aslant: float
    tilt: float = 0.0  # by which each corner may stray: perspective
    bend: float = 0.0  # by which its middle is higher than its sides
    room: float = 0.04  # around it
    ground: float = 0.98  # grey of what it lies on, 0..1


def scanned(rng: Rng, page: Grey, shot: Shot) -> Grey:
    """The page on a scanner's glass: hardly aslant, evenly lit, the lid around it."""
    pose = Pose(float(rng.normal(0, 1.2)), ground=float(rng.choice((0.05, 0.98))))
    return _taken(rng, _laid(rng, page, pose), shot)


def photographed(rng: Rng, page: Grey, shot: Shot) -> Grey:
    """The page in a hand or on a desk: aslant, in perspective, bent, lit from one side."""
    pose = Pose(
        aslant=float(rng.normal(0, 2 + 5 * shot.severity)),
        tilt=0.06 * shot.severity,
        bend=float(rng.normal(0, 0.02 * shot.severity)),
        room=float(rng.uniform(0.03, 0.35)),
        ground=float(rng.uniform(0.1, 0.7)),
    )
    return _taken(rng, _lit(rng, _laid(rng, page, pose), shot.severity), shot)


def _laid(rng: Rng, page: Grey, pose: Pose) -> Floats:
    """The page on its ground, 0..1, as a lens straight above sees it."""
    height, width = page.shape
    across = np.linspace(-1, 1, width, dtype=np.float32)[None]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    bent = cv2.remap(
        page,
        columns,
        rows + pose.bend * height * (across * across - 0.5),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    angle = np.deg2rad(pose.aslant)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    strayed = corners + rng.normal(0, pose.tilt / 2, (4, 2)) * (width, height)
    moved = (strayed - strayed.mean(axis=0)) @ turn.T
    moved -= moved.min(axis=0) - pose.room * width * rng.uniform(0.3, 1, 2)
    size = moved.max(axis=0) + pose.room * width * rng.uniform(0.3, 1, 2)
    warp = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    shape = (int(size[0]), int(size[1]))
    laid = cv2.warpPerspective(bent, warp, shape, flags=cv2.INTER_LINEAR) / np.float32(255)
    covered = cv2.warpPerspective(np.full_like(page, 255), warp, shape) / np.float32(255)
    return laid * covered + _ground(rng, shape, pose.ground) * (1 - covered)


def _ground(rng: Rng, shape: tuple[int, int], grey: float) -> Floats:
    """A lid, a desk or a lap: a tone with some grain and stripes."""
    coarse = rng.normal(grey, 0.05, (int(rng.integers(2, 30)), int(rng.integers(2, 30))))
    return np.clip(cv2.resize(coarse.astype(np.float32), shape), 0, 1)


def _lit(rng: Rng, scene: Floats, severity: float) -> Floats:
    """Light from one side, a shadow's edge, a lamp's reflection."""
    height, width = scene.shape
    s = np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None]
    t = np.linspace(-0.5, 0.5, width, dtype=np.float32)[None]
    out = scene * (1 + rng.normal(0, 0.35 * severity) * t + rng.normal(0, 0.35 * severity) * s)
    if rng.random() < 0.35 * severity:
        edge = (t + rng.normal(0, 0.7) * s - rng.uniform(-0.4, 0.4)) * rng.uniform(10, 200)
        out *= 1 - rng.uniform(0.15, 0.55) / (1 + np.exp(np.minimum(-edge, 60)))
    if rng.random() < 0.5 * severity:
        x, y = rng.uniform(-0.5, 0.5, 2)
        wide, high = rng.uniform(0.02, 0.15, 2)
        glow = np.exp(-(((t - x) / wide) ** 2) - ((s - y) / high) ** 2)
        out += rng.uniform(0.1, 0.7) * glow
    return np.clip(out, 0, 1.15).astype(np.float32)


def _taken(rng: Rng, scene: Floats, shot: Shot) -> Grey:
    """Blurred by the lens and the hand, sampled, and saved."""
    pitch = shot.fine * shot.pitch
    sigma = pitch * rng.uniform(0, 1) ** 1.5 * (0.05 + 0.09 * shot.severity)
    if sigma > 0.3:
        scene = cv2.GaussianBlur(scene, (0, 0), sigma)
    if rng.random() < 0.20 * shot.severity:
        scene = cv2.filter2D(scene, -1, motion(rng, min(1.0, pitch / 40)))
    scale = 1 / shot.fine
    small = cv2.resize(scene, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    picture = sensor(rng, small, 0.6 * shot.severity)
    return jpeg(rng, picture, min(shot.severity, 1.0)) if rng.random() < 0.8 else picture
