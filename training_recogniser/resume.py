"""Weights to go on from: a checkpoint, or the file that ships when no checkpoint was kept.

The shipped file has each batch normalisation folded into its convolution. Taken apart again
with the statistics of fresh lines, the network computes what the file computes and can be
trained further.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from training_recogniser.lines import Generator, normalise
from training_recogniser.model import Recogniser

_STATISTICS = 512  # lines over which a layer's mean and deviation are taken


@dataclass(frozen=True)
class Before:
    """What a training goes on from."""

    weights: dict[str, Tensor]
    updates: int  # made so far
    lines: int  # seen so far


def weights_of(path: Path) -> Before:
    """A checkpoint's, or those of an ONNX file with its facts beside it.

    Raises ValueError for the file of another network.
    """
    if path.suffix == ".onnx":
        facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        strips = torch.from_numpy(normalise(_strips(facts["seed"])))
        return Before(unfolded(path, strips).state_dict(), facts["updates"], facts["lines"])
    saved = torch.load(path, weights_only=True)
    return Before(saved["weights"], int(saved["updates"]), int(saved["lines"]))


def unfolded(path: Path, strips: Tensor) -> Recogniser:
    """The network of an ONNX file; ``strips`` N x 1 x 32 x 720 give the statistics."""
    network = Recogniser().eval()
    convolutions = [part for part in network.modules() if isinstance(part, nn.Conv2d)]
    found = list(_convolutions(onnx.load(str(path))))
    if [tuple(weight.shape) for weight, _ in found] != [
        tuple(part.weight.shape) for part in convolutions
    ]:
        raise ValueError(f"{path} holds another network")
    norms = _norms(network)
    with torch.no_grad():
        for part, (weight, bias) in zip(convolutions, found, strict=True):
            part.weight.copy_(weight)
            if part.bias is not None:
                part.bias.copy_(bias)
            elif part in norms:
                _pass_through(norms[part], bias)
        _give_statistics(network, list(norms.values()), strips)
    return network


def _convolutions(model: onnx.ModelProto) -> Iterator[tuple[Tensor, Tensor]]:
    """Weight and bias of each convolution in the order in which they are computed."""
    kept = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Conv":
            weight = kept[node.input[1]]
            bias = kept[node.input[2]] if len(node.input) > 2 else np.zeros(len(weight), "f4")
            yield torch.from_numpy(weight.copy()), torch.from_numpy(bias.copy())


def _norms(network: Recogniser) -> dict[nn.Module, nn.BatchNorm2d]:
    """The normalisation that follows at once upon each convolution that has one."""
    parts = list(network.modules())
    return {
        part: after
        for part, after in zip(parts, parts[1:], strict=False)
        if isinstance(part, nn.Conv2d) and isinstance(after, nn.BatchNorm2d)
    }


def _pass_through(norm: nn.BatchNorm2d, bias: Tensor) -> None:
    """Let a normalisation add ``bias`` and nothing else."""
    norm.weight.fill_((1 + norm.eps) ** 0.5)
    norm.bias.copy_(bias)


def _give_statistics(network: Recogniser, norms: list[nn.BatchNorm2d], strips: Tensor) -> None:
    """Let every normalisation know the mean and variance of what reaches it, and undo them."""
    seen: dict[nn.Module, Tensor] = {}
    hooks = [
        norm.register_forward_pre_hook(lambda part, given: seen.__setitem__(part, given[0]))
        for norm in norms
    ]
    network(strips)
    for hook in hooks:
        hook.remove()
    for norm in norms:
        mean = seen[norm].mean((0, 2, 3))
        variance = seen[norm].var((0, 2, 3))
        norm.running_mean, norm.running_var = mean, variance
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.add_(mean)


def _strips(seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    generator = Generator(seed)
    return np.stack([generator.line(number).strip for number in range(_STATISTICS)])
