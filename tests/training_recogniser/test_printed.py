"""A strip of print and its labels speak of the same places, and the shipped file has its card."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np

from docreader.print_alphabet import ALPHABET
from docreader.print_recogniser import PRINT_MODEL
from training_recogniser.printed import GENERATOR
from training_recogniser.printed.lines import BLANK, EITHER, WIDTH, Fonts, Generator
from training_recogniser.printed.text import classes_of, line

FONTS = Fonts(
    Path(__file__).parents[2] / "docreader" / "fonts", faces=((1.0, ("OCRB.otf", "OCRB.otf")),)
)


def test_columns_read_back_as_the_text_that_was_drawn() -> None:
    generator = Generator(1, fonts=FONTS)
    for index in range(40):
        made = generator.line(index)
        classes = [int(c) for c in made.targets if c < EITHER]
        joined = [c for i, c in enumerate(classes) if i == 0 or c != classes[i - 1]]
        found = "".join(ALPHABET[c] for c in joined if c != BLANK)

        assert made.strip.shape == (32, WIDTH)
        assert found == made.text, index


def test_the_same_seed_and_number_give_the_same_strip() -> None:
    one, other = (Generator(7, fonts=FONTS).line(3) for _ in range(2))

    assert one.text == other.text
    assert np.array_equal(one.strip, other.strip)


def test_marks_and_case_are_gone_and_strange_signs_are_one_class() -> None:
    assert classes_of("Éloïse d’Ñ") == "ELOISE D'N"
    assert classes_of("N° 7+") == "N* 7*"


def test_every_invented_line_has_a_class_for_every_character() -> None:
    rng = np.random.default_rng(5)
    made = [classes_of(line(rng)) for _ in range(300)]

    assert all(set(text) <= set(ALPHABET) for text in made)
    assert {char for text in made for char in text} > set("0123456789ABCXYZ-/.' ")


def test_the_shipped_file_is_the_one_that_its_card_describes() -> None:
    facts = json.loads(PRINT_MODEL.with_suffix(".json").read_text("utf-8"))
    digest = hashlib.sha256(PRINT_MODEL.read_bytes()).hexdigest()

    assert facts["sha256"] == digest
    assert digest in PRINT_MODEL.with_name("PRINTED.md").read_text("utf-8")
    assert facts["classes"] == ALPHABET
    assert facts["generator"] == GENERATOR
    assert PRINT_MODEL.stat().st_size < 1_000_000
