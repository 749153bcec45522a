"""What years in a pocket and an office's stamps do to a page, before anybody takes its picture."""

from __future__ import annotations

import cv2
import numpy as np
from cv2.typing import MatLike

Rng = np.random.Generator
Grey = MatLike  # uint8
Floats = MatLike  # float32


def worn(rng: Rng, page: Grey, pitch: float, severity: float) -> Grey:
    """The page, H x W uint8 with characters ``pitch`` px wide, as worn as ``severity`` 0..1 lets
    it be: faded patches, stamps, scratches, folds and stains anywhere, also over the zone."""
    scene = page.astype(np.float32)
    if rng.random() < 0.6 * severity:
        _fade(rng, scene, severity)
    for _ in range(int(rng.poisson(1.2 * severity))):
        _stamp(rng, scene, pitch)
    for _ in range(int(rng.poisson(2.5 * severity))):
        _scratch(rng, scene, pitch)
    for _ in range(int(rng.poisson(1.0 * severity))):
        _stain(rng, scene, pitch)
    return np.clip(scene, 0, 255).astype(np.uint8)


def _fade(rng: Rng, scene: Floats, severity: float) -> None:
    """Ink lost in patches: what is dark moves towards the paper."""
    rows, columns = scene.shape
    coarse = rng.uniform(0, 1, (int(rng.integers(3, 14)), int(rng.integers(4, 30))))
    lost = cv2.resize(coarse.astype(np.float32), (columns, rows), interpolation=cv2.INTER_CUBIC)
    lost = np.clip(lost, 0, 1) ** 2 * rng.uniform(0.2, 0.3 + 0.5 * severity)
    paper = float(np.median(scene))
    scene += (paper - scene) * lost * (scene < paper)


def _stamp(rng: Rng, scene: Floats, pitch: float) -> None:
    """A round or square stamp, or an arrow that somebody drew, in thin ink."""
    rows, columns = scene.shape
    mask = np.zeros(scene.shape, np.uint8)
    at = (int(rng.integers(0, columns)), int(rng.integers(rows // 3, rows)))
    size = (int(rng.uniform(3, 11) * pitch), int(rng.uniform(2, 8) * pitch))
    thick = max(1, round(rng.uniform(0.06, 0.3) * pitch))
    kind = rng.integers(3)
    if kind == 0:
        angle = float(rng.uniform(0, 180))
        cv2.ellipse(mask, at, size, angle, 0, 360, 255, thick, cv2.LINE_AA)
    elif kind == 1:
        cv2.rectangle(mask, at, (at[0] + size[0], at[1] + size[1]), 255, thick)
    else:
        end = (at[0] + size[0], at[1] + int(rng.normal(0, 2) * pitch))
        cv2.arrowedLine(mask, at, end, 255, thick, cv2.LINE_AA, 0, 0.2)
    scene *= 1 - mask.astype(np.float32) * (rng.uniform(0.1, 0.5) / 255)


def _scratch(rng: Rng, scene: Floats, pitch: float) -> None:
    """A light or dark hair line across the page: a scratch, or a fold."""
    rows, columns = scene.shape
    mask = np.zeros(scene.shape, np.uint8)
    ends = rng.uniform((0, 0), (columns, rows), (2, 2)).astype(int)
    thick = max(1, round(rng.uniform(0.02, 0.12) * pitch))
    cv2.line(mask, ends[0].tolist(), ends[1].tolist(), 255, thick, cv2.LINE_AA)
    scene += mask.astype(np.float32) * float(rng.uniform(-0.5, 0.5))


def _stain(rng: Rng, scene: Floats, pitch: float) -> None:
    """Coffee, dust, a wet finger: a soft darker patch."""
    rows, columns = scene.shape
    y, x = np.ogrid[:rows, :columns]
    wide, high = rng.uniform(1.5, 8, 2) * pitch
    away = ((x - rng.uniform(0, columns)) / wide) ** 2 + ((y - rng.uniform(0, rows)) / high) ** 2
    scene *= 1 - rng.uniform(0.05, 0.5) / (1 + np.exp(np.minimum(8 * (away - 1), 60)))
