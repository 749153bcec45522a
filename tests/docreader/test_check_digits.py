"""Check digits, and what they can never see."""

from __future__ import annotations

import pytest

from docreader import read_text
from docreader.check_digits import BLIND_CLASSES, VALUES, blind_characters, blind_class, check_digit
from docreader.mrz import ALPHABET, DIGITS, LAYOUTS
from tests.docreader.zones import TODAY, lines_of


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        ("L898902C3", "6"),
        ("740812", "2"),
        ("120415", "9"),
        ("ZE184226B<<<<<", "1"),
        ("D23145890", "7"),
        ("1234567890", "7"),
        ("D2314589073", "5"),
        ("D23145890734", "9"),
        ("1234567890123", "3"),
        ("ABCDEFGHIJKLMNOPQRSTUV", "5"),
        ("<<<<<<", "0"),
        ("", "0"),
    ],
)
def test_check_digits_are_those_of_the_standard(text: str, digit: str) -> None:
    assert check_digit(text) == digit


def test_ten_classes_hold_every_character_once() -> None:
    assert BLIND_CLASSES == (
        "0AKU<",
        "1BLV",
        "2CMW",
        "3DNX",
        "4EOY",
        "5FPZ",
        "6GQ",
        "7HR",
        "8IS",
        "9JT",
    )
    assert sorted("".join(BLIND_CLASSES)) == sorted(ALPHABET)


@pytest.mark.parametrize(
    "number", ["1898902C3", "LI98902C3", "L8989U2C3", "L8989<2C3", "L898902CD"]
)
def test_exchanges_within_a_class_escape(number: str) -> None:
    assert check_digit(number) == check_digit("L898902C3") == "6"


@pytest.mark.parametrize(("number", "digit"), [("L8989O2C3", "0"), ("LB98902C3", "5")])
def test_exchanges_between_classes_are_caught(number: str, digit: str) -> None:
    assert check_digit(number) == digit


@pytest.mark.parametrize("pair", ["0O", "0D", "1I", "2Z", "5S", "8B"])
def test_these_confusions_are_caught(pair: str) -> None:
    assert pair[1] not in blind_class(pair[0])


@pytest.mark.parametrize("pair", ["6G", "1L", "0U", "<K", "8S", "7R"])
def test_these_confusions_are_not_caught(pair: str) -> None:
    assert pair[1] in blind_class(pair[0])
    assert blind_characters(f"3{pair}9") == pair


def test_thirty_of_the_swaps_of_neighbours_in_digits_escape() -> None:
    swaps = [(a, b, w) for a in DIGITS for b in DIGITS for w in (0, 1, 2) if a != b]
    escaped = [
        s
        for s in swaps
        if check_digit("0" * s[2] + s[0] + s[1]) == check_digit("0" * s[2] + s[1] + s[0])
    ]

    assert (len(escaped), len(swaps)) == (30, 270)
    assert all((VALUES[a] - VALUES[b]) % 5 == 0 for a, b, _ in escaped)


def test_a_field_tells_the_characters_that_its_digit_cannot_prove() -> None:
    fields = read_text(lines_of("TD3"), today=TODAY).fields

    assert fields["document_number"].blind == "L80"
    assert fields["optional_data"].blind == "186<"
    assert fields["birth_date"].blind == ""  # no letter may stand in a date
    assert fields["surname"].blind == ""  # there every character is unproven, and it says so


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.format)
def test_the_elements_of_a_layout_tile_it(layout: object) -> None:
    one = LAYOUTS[getattr(layout, "format", "")]
    cells = [cell for element in one.elements for cell in element.span.cells()]

    assert sorted(cells) == [(y, x) for y in range(one.lines) for x in range(one.width)]
    assert all(set(one.alphabet_at(*cell)) <= set(ALPHABET) for cell in cells)
    assert all(one.by_name[f"{digit.name}_digit"].span == digit.at for digit in one.digits)
