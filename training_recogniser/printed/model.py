"""The network: a strip of any width in, one column of log-probabilities for 2 px out.

As the zone's, but with columns half as wide: proportional letters are narrow.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from docreader.print_alphabet import ALPHABET
from training_recogniser.model import Residual, convolution

CLASSES = len(ALPHABET) + 1  # then blank
_REACH = (1, 2, 4)


class PrintRecogniser(nn.Module):
    """N x 1 x 32 x W, each strip less its mean over its deviation, to N x W/2 x CLASSES."""

    def __init__(self) -> None:
        super().__init__()
        self.eyes = nn.Sequential(
            *convolution(1, 16, 3, stride=2, padding=1),
            *convolution(16, 32, 3, padding=1),
            nn.MaxPool2d((2, 1)),
            *convolution(32, 48, 3, padding=1),
            nn.MaxPool2d((2, 1)),
            *convolution(48, 80, 3, padding=1),
            *convolution(80, 112, (4, 1)),
            *convolution(112, 112, (1, 5), padding=(0, 2)),
        )
        self.context = nn.Sequential(*(Residual(112, (1, 5), reach) for reach in _REACH))
        self.head = nn.Conv2d(112, CLASSES, 1)

    def forward(self, strips: Tensor) -> Tensor:
        scores = self.head(self.context(self.eyes(strips)))
        return torch.log_softmax(scores.squeeze(2).transpose(1, 2), dim=2)
