"""Lines seen before, damaged anew: where a network learns faster than lines can be drawn.

Works on whole batches where the network is, so it costs the machine that draws nothing. What
it does is a small part of ``paper`` and ``degrade``: tone, strokes over the line, fewer pixels
a character, noise. Where each character lies stays what it was.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

_PARTS = 8  # batches from which one seen again is mixed
_STROKES, _COARSE, _NOISY = 0.2, 0.3, 0.5  # shares of the lines
_SMALLEST, _LARGEST = 0.32, 0.8  # width of a coarse line, of what it was
_SQUAT = 0.75  # its height further, as in ``degrade``: a strip is squeezed sideways


class Kept:
    """Batches as they were drawn, uint8 N x 32 x W with their columns' classes."""

    def __init__(self, seed: int, device: torch.device) -> None:
        self.device = device
        self._batches: list[tuple[Tensor, Tensor]] = []
        self._choice = torch.Generator().manual_seed(seed)
        self._dice = torch.Generator(device).manual_seed(seed)

    def add(self, strips: Tensor, wanted: Tensor) -> None:
        """Keep a batch; all have the same shape."""
        self._batches.append((strips, wanted))

    def mixed(self) -> tuple[Tensor, Tensor]:
        """A batch of lines kept so far, damaged anew, float 0..255, and their classes."""
        chosen = torch.randint(len(self._batches), (_PARTS,), generator=self._choice).tolist()
        first = int(torch.randint(_PARTS, (1,), generator=self._choice))
        shares = [slice((first + part) % _PARTS, None, _PARTS) for part in range(_PARTS)]
        parts = [self._batches[one] for one in chosen]
        strips = torch.cat([part[0][share] for part, share in zip(parts, shares, strict=True)])
        wanted = torch.cat([part[1][share] for part, share in zip(parts, shares, strict=True)])
        return damaged(strips, self._dice), wanted


def damaged(strips: Tensor, dice: torch.Generator) -> Tensor:
    """The strips, uint8 N x 32 x W, with something more gone wrong; float, 0..255."""
    count = len(strips)
    drawn = torch.rand((8, count, 1, 1), generator=dice, device=strips.device)
    picture = (strips.float() / 255) ** torch.exp(0.8 * (drawn[0] - 0.5))
    picture = _struck(picture, drawn[1:7])
    coarse = round(count * _COARSE)
    order = torch.randperm(count, generator=dice, device=strips.device)[:coarse]
    picture[order] = _coarse(picture[order], float(drawn[7, 0]))
    sigma = torch.rand((count, 1, 1), generator=dice, device=strips.device)
    sigma = 0.08 * (sigma / _NOISY) ** 3 * (sigma < _NOISY)
    grain = torch.randn(picture.shape, generator=dice, device=strips.device)
    return 255 * (picture + sigma * grain).clamp(0, 1)


def _struck(picture: Tensor, drawn: Tensor) -> Tensor:
    """A straight stroke across some lines, dark as ink or light as a scratch."""
    height, width = picture.shape[1:]
    chosen, place, slope, thick, strength, _ = drawn
    y = torch.arange(height, device=picture.device)[None, :, None] - height / 2
    x = torch.arange(width, device=picture.device)[None, None, :]
    across = torch.tan(3.0 * (slope - 0.5)) * y + place * width - x  # steep to nearly flat
    away = across.abs() * torch.cos(3.0 * (slope - 0.5))
    mask = torch.sigmoid(3 * (0.5 + 2.5 * thick**2 - away)) * (chosen < _STROKES)
    dark = chosen < 0.6 * _STROKES
    shade = (0.15 + 0.6 * strength) * mask
    return torch.where(dark, picture * (1 - shade), picture + 0.7 * shade * (1 - picture))


def _coarse(picture: Tensor, share: float) -> Tensor:
    """Sampled down and up again, as a picture of few pixels is."""
    height, width = picture.shape[1:]
    scale = _SMALLEST + (_LARGEST - _SMALLEST) * share
    size = (max(round(_SQUAT * scale * height), 7), round(scale * width))
    small = functional.interpolate(picture[:, None], size, mode="area")
    mode = "bilinear" if int(1000 * share) % 2 else "bicubic"
    return functional.interpolate(small, (height, width), mode=mode, align_corners=False)[:, 0]
