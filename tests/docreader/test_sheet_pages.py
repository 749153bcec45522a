"""Pages of our own papers: each with its code, turned upright by it, from any page on."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
import segno
from PIL import Image

from docreader.errors import UnreadableImage
from docreader.pool import ReaderPool
from docreader.sheet_pages import read_sheets

SIZE = (1240, 1754)  # A4 at 150 dpi


def page(number: int, degrees: float) -> Image.Image:
    """A white page with a code of 26 mm above at the right, laid askew under a noisy scanner."""
    drawn, code = Image.new("RGB", SIZE, "white"), BytesIO()
    segno.make(f"BPT1-PAGE-{number}", error="q", micro=False).save(code, kind="png", scale=5)
    drawn.paste(Image.open(code).convert("RGB").resize((154, 154)), (1020, 60))
    turned = drawn.rotate(degrees, expand=True, fillcolor="white")
    noise = np.random.default_rng(number).integers(-18, 18, (turned.height, turned.width, 1))
    noisy = np.asarray(turned, np.int16) + noise
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def pile(kind: str, pages: list[Image.Image]) -> bytes:
    out = BytesIO()
    pages[0].save(out, kind, resolution=150, save_all=True, append_images=pages[1:])
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_pages_are_read_from_any_page_on_and_shown_upright(kind: str) -> None:
    data = pile(kind, [page(1, 5), page(2, 184), page(3, -92)])

    found = list(read_sheets(data, 2))

    assert [(one.number, one.pages, one.texts) for one in found] == [
        (2, 3, ("BPT1-PAGE-2",)), (3, 3, ("BPT1-PAGE-3",)),
    ]  # fmt: skip
    for one in found:
        height, width = one.upright.shape[:2]
        dark = one.upright.min(axis=2) < 90
        assert dark[: height // 2, width // 2 :].sum() > 0.95 * dark.sum()


def test_a_page_without_a_code_stays_as_it_is() -> None:
    blank = pile("PDF", [Image.new("RGB", (600, 800), "white")])

    (found,) = read_sheets(blank)

    assert found.texts == ()
    with pytest.raises(UnreadableImage):
        list(read_sheets(b"no picture"))


@pytest.mark.nightly
def test_forty_pages_come_back_right() -> None:
    turns = np.random.default_rng(4).uniform(-7, 7, 40)
    data = pile("PDF", [page(n, float(turn) + 180 * (n % 2)) for n, turn in enumerate(turns, 1)])
    first, unread, texts = 1, 1, list[str]()
    with ReaderPool(children=1, seconds=10) as pool:
        while unread:
            answer = pool.sheets(data, first)
            texts += [text for one in answer.pages for text in one.texts]
            first, unread = first + len(answer.pages), answer.unread

    assert texts == [f"BPT1-PAGE-{n}" for n in range(1, 41)]
