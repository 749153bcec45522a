"""The file that ships is the one its card describes, and the network keeps its contract."""

from __future__ import annotations

import hashlib
import json
import shutil
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from docreader.mrz import ALPHABET
from tests import needs

MODEL = Path(__file__).parents[2] / "docreader" / "model"


def test_the_shipped_model_has_the_hash_that_its_card_and_its_facts_name() -> None:
    digest = hashlib.sha256((MODEL / "ocrb.onnx").read_bytes()).hexdigest()
    facts = json.loads((MODEL / "ocrb.json").read_text(encoding="utf-8"))
    assert facts["sha256"] == digest
    assert facts["classes"] == ALPHABET
    assert digest in (MODEL / "README.md").read_text(encoding="utf-8")


def test_the_shipped_model_gives_log_probabilities_for_any_number_of_strips() -> None:
    net = cv2.dnn.readNetFromONNX(str(MODEL / "ocrb.onnx"))
    strips = np.random.default_rng(1).normal(size=(3, 1, 32, 720)).astype(np.float32)
    net.setInput(strips)
    together = net.forward().copy()
    net.setInput(strips[1:2])
    alone = net.forward()
    assert together.shape == (3, 180, 38)
    assert np.allclose(np.exp(together).sum(axis=2), 1, atol=1e-4)
    assert np.allclose(together[1], alone[0], atol=1e-4)


def test_opencv_and_onnxruntime_compute_the_same_numbers() -> None:
    strips = np.random.default_rng(2).normal(size=(2, 1, 32, 720)).astype(np.float32)
    net = cv2.dnn.readNetFromONNX(str(MODEL / "ocrb.onnx"))
    net.setInput(strips)
    session = onnxruntime.InferenceSession(str(MODEL / "ocrb.onnx"))
    assert np.abs(net.forward() - session.run(None, {"strips": strips})[0]).max() < 1e-3


@needs.torch
def test_the_same_plan_trains_the_same_weights_again(tmp_path: Path) -> None:
    from training_recogniser.export import export
    from training_recogniser.train import Plan, train

    plan = Plan(updates=3, batch=2, workers=0, checkpoint=tmp_path / "weights.pt")
    first = export(train(plan), tmp_path / "first").read_bytes()
    again = export(train(plan), tmp_path / "again").read_bytes()
    assert first == again


@needs.torch
def test_lines_seen_again_are_counted_once_and_trained_on_the_same_way_again(
    tmp_path: Path,
) -> None:
    import torch

    from training_recogniser.train import Plan, train

    plans = [Plan(updates=5, batch=8, views=3, workers=0, checkpoint=tmp_path / n) for n in "ab"]
    first, again = (torch.load(train(plan), weights_only=True) for plan in plans)

    assert (first["updates"], first["lines"]) == (5, 16)
    assert all(
        torch.equal(value, again["weights"][name]) for name, value in first["weights"].items()
    )


@needs.torch
def test_what_is_damaged_anew_stays_where_its_classes_say() -> None:
    import torch

    from training_recogniser.again import Kept

    kept = Kept(7, torch.device("cpu"))
    strips = torch.full((64, 32, 720), 220, dtype=torch.uint8)
    wanted = torch.arange(64) % 12
    for strip, place in zip(strips, wanted.tolist(), strict=True):
        strip[:, 60 * place : 60 * place + 60] = 30
    kept.add(strips, wanted)

    for _ in range(5):
        seen, said = kept.mixed()
        darkest = seen.mean(1).reshape(len(seen), 12, 60).mean(2).argmin(1)
        assert seen.shape == strips.shape
        assert 0 <= seen.min() < seen.max() <= 255
        assert not torch.equal(seen, strips.float())
        assert torch.equal(darkest, said)


@needs.torch
def test_going_on_takes_lines_that_were_not_seen(tmp_path: Path) -> None:
    import torch

    from training_recogniser.fitting import Batches, Length
    from training_recogniser.lines import Generator
    from training_recogniser.train import Plan, train

    first = train(Plan(updates=2, batch=2, workers=0, checkpoint=tmp_path / "first.pt"))
    plan = Plan(updates=1, batch=2, workers=0, checkpoint=tmp_path / "second.pt", after=first)
    saved = torch.load(train(plan), weights_only=True)

    assert (saved["updates"], saved["lines"]) == (3, 6)
    length, drawn = Length(updates=1, minutes=1, batch=2, workers=0), partial(Generator, 1)
    assert torch.equal(Batches(drawn, length, 4)[0][0], Batches(drawn, length, 0)[2][0])


@needs.torch
def test_a_halved_file_says_nearly_the_same(tmp_path: Path) -> None:
    from training_recogniser.export import run
    from training_recogniser.halves import keep_in_halves

    strips = np.random.default_rng(3).integers(0, 256, (4, 32, 720)).astype(np.uint8)
    halved = tmp_path / "halved.onnx"
    shutil.copy(MODEL / "ocrb.onnx", halved)
    keep_in_halves(halved)

    whole, half = run(MODEL / "ocrb.onnx", strips), run(halved, strips)
    assert halved.stat().st_size < 0.6 * (MODEL / "ocrb.onnx").stat().st_size
    assert (whole.argmax(2) == half.argmax(2)).mean() > 0.99


@needs.torch
def test_training_goes_on_from_the_file_that_ships() -> None:
    import torch

    from training_recogniser.export import run
    from training_recogniser.lines import Generator, normalise
    from training_recogniser.resume import unfolded

    generator = Generator(3)
    strips = np.stack([generator.line(number).strip for number in range(96)])
    given = torch.from_numpy(normalise(strips))
    shipped = run(MODEL / "ocrb.onnx", strips)

    network = unfolded(MODEL / "ocrb.onnx", given)

    with torch.no_grad():
        as_used = network(given).numpy()
        as_trained = network.train()(given).numpy()
    assert np.abs(as_used - shipped).max() < 1e-3
    assert (as_trained.argmax(2) == shipped.argmax(2)).mean() > 0.99
