"""The network: a strip in, 180 columns of log-probabilities out; convolutions only.

Two strided steps bring 32 x 720 to 4 x 180, where one residual block looks around; one
convolution as high as the rest folds the height away, and four residual blocks look sideways
along the line. One column stands for 4 px, a quarter to a third of a character.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

CLASSES = 38  # the 37 characters of the zone, then blank
_REACH = (1, 2, 4, 8)  # columns between the taps of the residual blocks


class Recogniser(nn.Module):
    """N x 1 x 32 x 720, each strip less its mean over its deviation, to N x 180 x 38."""

    def __init__(self) -> None:
        super().__init__()
        self.eyes = nn.Sequential(
            *convolution(1, 16, 3, stride=2, padding=1),
            *convolution(16, 32, 3, padding=1),
            nn.MaxPool2d(2),
            *convolution(32, 64, 3, padding=1),
            nn.MaxPool2d((2, 1)),
            *convolution(64, 96, 3, padding=1),
            Residual(96, (3, 3)),
            *convolution(96, 128, (4, 1)),
            *convolution(128, 128, (1, 5), padding=(0, 2)),
        )
        self.context = nn.Sequential(*(Residual(128, (1, 5), reach) for reach in _REACH))
        self.head = nn.Conv2d(128, CLASSES, 1)

    def forward(self, strips: Tensor) -> Tensor:
        scores = self.head(self.context(self.eyes(strips)))
        return torch.log_softmax(scores.squeeze(2).transpose(1, 2), dim=2)


class Residual(nn.Module):
    """A residual block: ``taps``, ``reach`` apart, a channel, then a mixture of channels."""

    def __init__(self, channels: int, taps: tuple[int, int], reach: int = 1) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(
                channels,
                channels,
                taps,
                padding=(taps[0] // 2, taps[1] // 2 * reach),
                dilation=(1, reach),
                groups=channels,
                bias=False,
            ),
            *convolution(channels, channels, 1),
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, columns: Tensor) -> Tensor:
        return torch.relu(columns + self.body(columns))


def convolution(
    inputs: int,
    outputs: int,
    kernel: int | tuple[int, int],
    stride: int = 1,
    padding: int | tuple[int, int] = 0,
) -> list[nn.Module]:
    """Convolution, batch normalisation, rectifier."""
    return [
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    ]


def parameters(network: nn.Module) -> int:
    """How many numbers the training finds."""
    return sum(p.numel() for p in network.parameters())
