"""The invented lines obey the standard's arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from docreader.check_digits import check_digit
from docreader.mrz import ALPHABET, LAYOUTS
from training_recogniser.text import document, line, nonsense


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_every_check_digit_of_an_invented_document_is_right(name: str) -> None:
    layout = LAYOUTS[name]
    for seed in range(40):
        zone = document(np.random.default_rng(seed), layout)
        assert [len(row) for row in zone] == [layout.width] * layout.lines
        for digit in layout.digits:
            covered = "".join(span.of(zone) for span in digit.over)
            assert digit.at.of(zone) == check_digit(covered), (digit.name, zone)


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_an_invented_document_keeps_to_the_alphabet_of_each_cell(name: str) -> None:
    layout = LAYOUTS[name]
    for seed in range(40):
        zone = document(np.random.default_rng(seed), layout)
        for row, text in enumerate(zone):
            for column, char in enumerate(text):
                assert char in layout.alphabet_at(row, column), (row, column, zone)


def test_lines_fit_the_strip_and_use_only_the_zone_s_alphabet() -> None:
    for seed in range(300):
        text = line(np.random.default_rng(seed))
        assert 14 <= len(text) <= 44
        assert set(text) <= set(ALPHABET)


def test_strings_without_sense_show_every_character() -> None:
    seen = "".join(nonsense(np.random.default_rng(seed)) for seed in range(200))
    assert min(seen.count(char) for char in ALPHABET) >= 20
