"""Swipe readers: separators, prefix and suffix, and hosts with another keyboard layout."""

from __future__ import annotations

import pytest

from docreader import read_text
from docreader.wedge import unscramble
from tests.docreader.zones import TODAY, VECTORS, lines_of

_SWAPPED = str.maketrans("QAZW", "AQWZ")
_AZERTY = str.maketrans("<M1234567890", ".?&é\"'(-è_çà")


def as_us(text: str) -> str:
    return text


def as_azerty(text: str) -> str:
    return text.translate(_SWAPPED).translate(_AZERTY)


def as_azerty_with_capitals(text: str) -> str:
    """Caps Lock where it turns the accented letters of the digit row too."""
    return as_azerty(text).upper()


def as_azerty_caps_lock(text: str) -> str:
    """Caps Lock of Windows: letters fall, digits and signs come from the other level."""
    return text.translate(_SWAPPED).lower().replace("<", ";").replace("m", ",")


HOSTS = {
    "us": (as_us, ""),
    "us_caps_lock": (str.lower, ""),
    "azerty": (as_azerty, "azerty"),
    "azerty_capitals": (as_azerty_with_capitals, "azerty"),
    "azerty_caps_lock": (as_azerty_caps_lock, "azerty_caps_lock"),
}
SEPARATORS = {"cr": "\r", "lf": "\n", "crlf": "\r\n", "tab": "\t", "none": ""}


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("name", VECTORS)
def test_every_vector_survives_host_and_separator(name: str, host: str, separator: str) -> None:
    garble, keyboard = HOSTS[host]
    typed = SEPARATORS[separator].join(garble(line) for line in lines_of(name))

    reading = read_text(typed, today=TODAY)

    assert reading.mrz_lines == lines_of(name)
    assert reading.sure
    assert (f"keyboard_layout:{keyboard}" in reading.warnings) == bool(keyboard)


@pytest.mark.parametrize(
    ("prefix", "suffix"),
    [("\x02", "\x03"), ("#", ""), ("", "$\r"), ("MRZ:", ""), ("%", "!!"), ("@M1*", "\r\n")],
)
@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("name", VECTORS)
def test_signs_round_a_zone_are_cut_off(
    name: str, separator: str, prefix: str, suffix: str
) -> None:
    typed = prefix + SEPARATORS[separator].join(lines_of(name)) + suffix

    reading = read_text(typed, today=TODAY)

    assert reading.mrz_lines == lines_of(name)
    assert reading.sure


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("name", VECTORS)
def test_letters_round_a_proven_zone_are_cut_off_and_told(name: str, separator: str) -> None:
    typed = "RDR1" + SEPARATORS[separator].join(lines_of(name)) + "END"

    reading = read_text(typed, today=TODAY)

    assert reading.mrz_lines == lines_of(name)
    assert {"ignored_prefix:4", "ignored_suffix:3"} <= set(reading.warnings)


def test_signs_round_a_zone_survive_a_french_host() -> None:
    typed = "\x02" + "\r".join(as_azerty(line) for line in lines_of("TD3")) + "\x03"

    assert read_text(typed, today=TODAY).mrz_lines == lines_of("TD3")


def test_the_published_garbled_lines_come_back() -> None:
    typed = (
        "P.UTOERIKSSON..QNNQ.?QRIQ...................\r"
        "L_ç_çàéC\"-UTOè'à_&ééF&éà'&(çWE&_'éé-B.....&à"
    )

    assert unscramble(typed).split("\n") == list(lines_of("TD3"))


def test_one_letter_too_many_is_a_slip_and_never_cut_off() -> None:
    first, second = lines_of("TD3")

    for lines in (("P" + first, second), (first, second + "0"), (first + "<", second)):
        assert read_text(lines, today=TODAY).format == ""
        assert read_text("\r".join(lines), today=TODAY).format == ""


def test_garbled_lines_of_the_wrong_length_are_called_that() -> None:
    first, second = lines_of("TD3")
    reading = read_text((as_azerty(first), as_azerty(second + "<")), today=TODAY)

    assert reading.format == ""
    assert reading.warnings == ("keyboard_layout:azerty", "line_length:2:45")


def test_a_garbled_zone_with_a_wrong_digit_is_still_turned_back() -> None:
    first, second = lines_of("TD3")
    reading = read_text((as_azerty(first), as_azerty(second[:-1] + "7")), today=TODAY)

    assert reading.mrz_lines == (first, second[:-1] + "7")
    assert reading.checks[-1].verdict == "bad"
    assert not reading.sure


def test_a_right_zone_is_never_turned() -> None:
    lines = ("P<MLIWAZAQ<<QAZA<<<<<<<<<<<<<<<<<<<<<<<<<<<<", lines_of("MLI")[1][:-1] + "9")

    reading = read_text(lines, today=TODAY)

    assert reading.mrz_lines == lines
    assert not any(warning.startswith("keyboard_layout") for warning in reading.warnings)


def test_words_stay_as_they_were() -> None:
    assert unscramble("l'été dernier") == "l'été dernier"


def test_blanks_and_small_letters_do_no_harm() -> None:
    first, second = lines_of("MLI")

    assert read_text(f"  {first.lower()}  \n {second[:20]} {second[20:]} ", today=TODAY).sure
