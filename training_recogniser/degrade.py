"""Light, lens, sensor and file: from reflectance to the grey strip that the reader cuts out.

The order is the physical one. Light falls on the paper; the lens blurs; the sensor samples
at its own resolution, down to a pitch of 4.6 px a character; noise, tone, sharpening and JPEG
follow there; then the reader resamples to 32 x 720, sometimes through a picture that somebody
had enlarged and saved again.
"""

from __future__ import annotations

import cv2
import numpy as np
from cv2.typing import MatLike

from training_recogniser.paper import low_noise
from training_recogniser.render import HEIGHT, WIDTH

Rng = np.random.Generator
Grey = MatLike  # uint8
Floats = MatLike  # float32

_T = np.linspace(-0.5, 0.5, 1440, dtype=np.float32)[None]
_S = np.linspace(-0.5, 0.5, 64, dtype=np.float32)[:, None]
_UP = (cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4, cv2.INTER_NEAREST)
_UP_WEIGHTS = (0.45, 0.35, 0.10, 0.10)


def photograph(rng: Rng, reflectance: Floats, severity: float) -> Grey:
    """The strip, uint8 32 x 720, of a 64 x 1440 scene."""
    lit = _light(rng, reflectance, severity)
    pitch = _resolution(rng, severity)
    picture = _sample(rng, lit, pitch, severity)
    picture = sensor(rng, picture, severity)
    if rng.random() < 0.55:
        picture = jpeg(rng, picture, severity)
    if pitch < 14 and rng.random() < 0.25:
        picture = _enlarged(rng, picture, severity)
    strip = cv2.resize(picture, (WIDTH, HEIGHT), interpolation=_interpolation(rng, picture))
    return _finish(rng, strip)


def _light(rng: Rng, scene: Floats, severity: float) -> Floats:
    """Uneven light, shadow edges, glare, and bands of reflection from laminate."""
    light = np.float32(1) + rng.normal(0, 0.25 * severity) * _T + rng.normal(0, 0.12) * _S
    light = light + rng.normal(0, 0.3 * severity) * _T * _T
    if rng.random() < 0.25 * severity:
        edge = (_T - rng.uniform(-0.5, 0.5) + rng.normal(0, 0.05) * _S) * rng.uniform(15, 300)
        light = light * (1 - rng.uniform(0.2, 0.7) / (1 + np.exp(-edge * rng.choice((-1, 1)))))
    out = scene * light
    if rng.random() < 0.20 * severity:
        x, y = rng.uniform(-0.6, 0.6), rng.uniform(-1, 1)
        wide, high = rng.uniform(0.02, 0.25), rng.uniform(0.3, 1.5)
        out += rng.uniform(0.1, 0.8) * np.exp(-(((_T - x) / wide) ** 2) - ((_S - y) / high) ** 2)
    if rng.random() < 0.15 * severity:
        centre = rng.uniform(-0.5, 0.5) + rng.normal(0, 0.03) * _S
        band = np.exp(-(((_T - centre) / rng.uniform(0.003, 0.03)) ** 2))
        out += rng.uniform(0.1, 0.55) * band
    if rng.random() < 0.15:
        out *= 1 + rng.uniform(0, 0.25) * low_noise(rng, 3, int(rng.integers(3, 20)))
    return np.clip(out, 0, 1.15)


def _resolution(rng: Rng, severity: float) -> float:
    """Pixels a character in the camera's picture: 4.6 to 34, small ones in hard lines."""
    if rng.random() < 0.55 * severity:
        return float(rng.uniform(4.6, 9))
    return float(np.exp(rng.uniform(np.log(8.5), np.log(34))))


def _sample(rng: Rng, scene: Floats, pitch: float, severity: float) -> Floats:
    """Blur as the lens and the hand do, then sample at ``pitch`` px a character."""
    limit = rng.uniform(0, 1) ** 1.5 * (0.06 + 0.10 * severity)  # sigma in units of a pitch
    sigma = 40 * limit * min(1.0, pitch / 9)
    if sigma > 0.3:
        scene = cv2.GaussianBlur(scene, (0, 0), sigmaX=0.75 * sigma, sigmaY=sigma)
    if rng.random() < 0.20 * severity:
        scene = cv2.filter2D(scene, -1, motion(rng, min(1.0, pitch / 9)))
    size = (max(round(WIDTH * pitch / 15), 60), max(round(HEIGHT * pitch / 20), 7))
    rough = rng.random() < 0.12  # a cheap resize aliases: moire on fine backgrounds
    return cv2.resize(scene, size, interpolation=cv2.INTER_LINEAR if rough else cv2.INTER_AREA)


def motion(rng: Rng, scale: float) -> Floats:
    """A straight motion blur, up to about a quarter of a character."""
    length, angle = rng.uniform(3, 12) * scale, rng.uniform(0, np.pi)
    kernel = np.zeros((15, 15), np.float32)
    dx, dy = np.cos(angle) * length / 2, np.sin(angle) * length / 2
    ends = [(round((7 + s * dx) * 16), round((7 + s * dy) * 16)) for s in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_AA, 4)
    kernel[7, 7] += 0.5
    return kernel / kernel.sum()


def sensor(rng: Rng, picture: Floats, severity: float) -> Grey:
    """Exposure, tone curve, noise and eight bits; some pictures are nearly black."""
    gain = rng.uniform(0.75, 1.1)
    if rng.random() < 0.15 * severity:
        gain = rng.uniform(0.12, 0.5)
    elif rng.random() < 0.10 * severity:
        gain = rng.uniform(1.1, 1.5)  # burnt out
    black = rng.uniform(0, 0.15)
    out = np.clip(black + picture * (gain - black * gain), 0, 1) ** rng.uniform(0.6, 1.6)
    noise = rng.exponential(0.012 + 0.02 * severity)
    if noise > 0.004:
        grain = rng.standard_normal(out.shape, np.float32) * min(noise, 0.10)
        if rng.random() < 0.4:
            grain = cv2.GaussianBlur(grain, (3, 3), 0) * 1.8
        out += grain * (gain if rng.random() < 0.5 else 1)
    if rng.random() < 0.25:
        soft = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.7, 2))
        out += rng.uniform(0.3, 1.8) * (out - soft)
    return (np.clip(out, 0, 1) * 255).astype(np.uint8)


def jpeg(rng: Rng, picture: Grey, severity: float) -> Grey:
    """Save and load at some quality, the 8 x 8 blocks lying anywhere."""
    low = 95 - 75 * severity
    top, left = (int(v) for v in rng.integers(0, 8, 2))
    padded = cv2.copyMakeBorder(picture, top, 4, left, 4, cv2.BORDER_REPLICATE)
    quality = int(rng.uniform(low, 96))
    done, data = cv2.imencode(".jpg", padded, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("OpenCV could not encode a JPEG")
    back = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    if back is None:
        raise ValueError("OpenCV could not decode its own JPEG")
    return back[top : top + picture.shape[0], left : left + picture.shape[1]]


def _enlarged(rng: Rng, picture: Grey, severity: float) -> Grey:
    """Somebody enlarged the picture before passing it on, and saved it once more."""
    scale = rng.uniform(1.3, 3)
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    large = cv2.resize(picture, size, interpolation=_interpolation(rng, None))
    return jpeg(rng, large, severity) if rng.random() < 0.7 else large


def _interpolation(rng: Rng, picture: Grey | None) -> int:
    """How somebody resizes; a reduction of more than a half is usually done by areas."""
    if picture is not None and picture.shape[0] > 1.5 * HEIGHT and rng.random() < 0.7:
        return cv2.INTER_AREA
    return int(rng.choice(_UP, p=_UP_WEIGHTS))


def _finish(rng: Rng, strip: Grey) -> Grey:
    """What the reader's own preparation adds: padding outside the picture, local contrast."""
    if rng.random() < 0.06:
        side = slice(0, int(rng.integers(1, 5))) if rng.random() < 0.5 else slice(-3, None)
        strip[side] = int(rng.integers(0, 256)) if rng.random() < 0.5 else strip[16]
    if rng.random() < 0.05:
        tiles = (int(rng.integers(4, 16)), 1)
        strip = cv2.createCLAHE(rng.uniform(1, 4), tiles).apply(strip)
    return strip
