"""Synthetic score matrices: the alignment alone, without a network."""

from __future__ import annotations

import numpy as np
import pytest

from docreader.lattice import align, glance
from docreader.mrz import ALPHABET
from docreader.recognise import BLANK, CLASSES, COLUMNS, Scores

NAME = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
NUMBER = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


def scored(text: str, *, pitch: float = 3.75, left: float = 8.0, noise: int = 0) -> Scores:
    """Scores 1 x COLUMNS x CLASSES of a clean line: each glyph on one or two columns."""
    rng = np.random.default_rng(noise)
    odds = rng.normal(0, 0.5, (COLUMNS, CLASSES)) if noise else np.zeros((COLUMNS, CLASSES))
    odds[:, BLANK] += 6
    for index, char in enumerate(text):
        centre = left + pitch * index
        for column in range(int(np.ceil(centre - 0.9)), int(np.floor(centre + 0.9)) + 1):
            odds[column, BLANK] -= 6
            odds[column, ALPHABET.index(char)] += 6
    odds -= np.log(np.exp(odds).sum(axis=1, keepdims=True))
    return odds[None].astype(np.float32)


def spelled(cells: np.ndarray) -> str:
    return "".join(ALPHABET[index] for index in cells.argmax(axis=1))


@pytest.mark.parametrize("pitch", [3.1, 3.5, 3.75, 4.0])
@pytest.mark.parametrize("text", [NAME, NUMBER])
def test_a_clean_line_is_read_at_any_pitch(text: str, pitch: float) -> None:
    scores = scored(text, pitch=pitch, left=4.0)

    assert spelled(align(scores, 44, pitch).cells[0]) == text
    assert glance(scores[0]).count == 44


def test_noise_does_not_lose_cells() -> None:
    scores = scored(NUMBER, noise=7)

    assert spelled(align(scores, 44, 3.75).cells[0]) == NUMBER


def test_two_fillers_run_together_stay_two() -> None:
    scores = scored(NAME)
    filler = ALPHABET.index("<")
    gap = round(8.0 + 3.75 * 30.5)
    scores[0, gap - 1 : gap + 2, :] = scores[0, round(8.0 + 3.75 * 30)]
    assert glance(scores[0]).count < 44

    cells = align(scores, 44, 3.75).cells[0]

    assert spelled(cells) == NAME
    assert cells[30].argmax() == filler


def test_a_faded_glyph_keeps_its_cell() -> None:
    scores = scored(NUMBER)
    centre = round(8.0 + 3.75 * 20)
    scores[0, centre - 1 : centre + 2, :] = np.log(1e-3)
    scores[0, centre - 1 : centre + 2, BLANK] = np.log(0.95)
    scores[0, centre - 1 : centre + 2, ALPHABET.index("F")] = np.log(0.02)

    assert spelled(align(scores, 44, 3.75).cells[0]) == NUMBER


def test_clutter_before_the_line_is_left_out() -> None:
    scores = scored("V" + NAME, left=3.0)
    clutter = slice(0, 5)
    scores[0, clutter] = np.log(0.02)
    scores[0, clutter, BLANK] = np.log(0.2)
    scores[0, clutter, ALPHABET.index("V")] = np.log(0.15)

    assert spelled(align(scores, 44, 3.75).cells[0]) == NAME


def test_the_wrong_width_scores_worse() -> None:
    scores = scored(NAME)

    totals = {cells: align(scores, cells, 3.75).totals[0] for cells in (36, 44)}

    assert totals[44] > totals[36] + 5


def test_a_line_can_be_asked_to_start_near_a_column() -> None:
    scores = scored("K" + NAME, left=4.25)

    freely = align(scores, 44, 3.75).columns[0, 0]
    asked = align(scores, 44, 3.75, near=8.0).columns[0, 0]

    assert asked == 8
    assert spelled(align(scores, 44, 3.75, near=8.0).cells[0]) == NAME
    assert freely in (4, 8)


def test_lines_are_aligned_together_as_they_are_alone() -> None:
    both = np.concatenate([scored(NAME), scored(NUMBER, noise=3)])

    together = align(both, 44, 3.75)

    assert spelled(together.cells[0]) == NAME
    assert spelled(together.cells[1]) == NUMBER
    assert together.totals[1] == pytest.approx(align(both[1:], 44, 3.75).totals[0], abs=1e-3)
