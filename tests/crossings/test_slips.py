"""Slips: signed, printed, scanned at the desk, checked without a network."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape

import cv2
import numpy as np
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from borderpost import config, signed_text
from borderpost.posts import letterheads
from crossings import references, slips
from crossings.models import Crossing
from crossings.slips import Slip
from crossings.views import slips as slip_views
from docreader import read_codes
from docreader.wedge import KEYBOARDS
from tests.crossings.work import crossed, inspect
from tests.desk import Browser, browser, officer
from tests.docreader.codes import drawn_by_segno, on_paper
from tests.docreader.drawn import file_of

KEY = bytes(range(32))
REFERENCE = references.human_reference("GOG", date(2026, 11, 23), 42)


def slip_of(app: Flask, crossing: Crossing) -> str:
    """The signed text of a crossing's slip, as its machine would write it."""
    key = config.key(app.config["INSTANCE"], "slip")
    return slips.signed(Slip(crossing.human_ref, "AAA"), key)


@pytest.fixture
def crossing(inside: Flask) -> Crossing:
    return crossed(officer(inside, "officer"))


def shown(at: Browser, lines: str) -> TestResponse:
    """What the desk answers to a text that a handheld reader typed."""
    return at.send("/desk/inspect", lines=lines, source="wedge")


def test_a_slip_is_valid_for_the_post_that_signed_it_and_for_no_other() -> None:
    text = slips.signed(Slip(REFERENCE, "GOG"), KEY)

    assert slips.verified(text, signed_text.public_key(KEY)) == Slip(REFERENCE, "GOG")
    assert slips.verified(text, signed_text.public_key(bytes(32))) is None


def test_every_altered_character_of_a_slip_shows() -> None:
    text = slips.signed(Slip(REFERENCE, "GOG"), KEY)
    public = signed_text.public_key(KEY)
    # The last character of the base 32 carries one bit that counts and four that do not.
    altered = [
        text[:place] + ("A" if char != "A" else "B") + text[place + 1 :]
        for place, char in enumerate(text[:-1])
    ]

    assert [one for one in altered if slips.verified(one, public)] == []


def test_a_slip_says_nothing_about_the_traveller_and_stays_small() -> None:
    text = slips.signed(Slip(REFERENCE, "GOG"), KEY)

    assert len(text) < 150
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:")


def test_a_french_keyboard_does_not_spoil_a_slip() -> None:
    text = slips.signed(Slip(REFERENCE, "GOG"), KEY)
    garbled = {meant: typed for typed, meant in KEYBOARDS["azerty"].items() if typed not in "ÉÈÇÀ"}
    typed = "".join({**garbled, ":": "M", "-": ")"}.get(char, char) for char in text)

    assert typed != text
    assert slips.verified(typed, signed_text.public_key(KEY)) == Slip(REFERENCE, "GOG")
    assert slips.verified(typed.lower(), signed_text.public_key(KEY)) == Slip(REFERENCE, "GOG")


@pytest.mark.parametrize(
    ("language", "way"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl"), ("xx", "ltr")]
)
@pytest.mark.parametrize("size", ["58", "80", "a4", "elephant"])
def test_a_slip_prints_in_the_travellers_language(
    inside: Flask, crossing: Crossing, language: str, way: str, size: str
) -> None:
    reference, crossing_id = crossing.human_ref, crossing.id
    page = browser(inside, "officer").get(
        f"/register/{crossing_id}/slip?lang={language}&size={size}"
    )

    assert f'dir="{way}"' in page.text
    assert reference in page.text
    assert f"slip slip-{size if size in slip_views.SIZES else '80'}" in page.text


@pytest.mark.parametrize("size", ["58", "80", "a4"])
def test_a_slip_carries_the_posts_letterhead_in_its_language(
    inside: Flask, crossing: Crossing, size: str
) -> None:
    texts = {"lines_fr": "République\nPolice", "lines_ar": "جمهورية", "footer_fr": "Gratuit"}
    letterheads.change(crossing.post_id, texts, b"", drop_logo=False, by=None)
    desk, address = browser(inside, "officer"), f"/register/{crossing.id}/slip?size={size}"

    french, arabic = desk.get(f"{address}&lang=fr").text, desk.get(f"{address}&lang=ar").text

    assert "République<br>Police" in french
    assert "جمهورية" in arabic and "République" not in arabic
    assert "Gratuit" in french and "Gratuit" in arabic  # a language without one shows the French


def test_the_printed_code_leads_back_to_its_crossing(inside: Flask, crossing: Crossing) -> None:
    text, address = slip_of(inside, crossing), f"/register/{crossing.id}"
    desk = browser(inside, "officer")
    photo = file_of(on_paper(drawn_by_segno(text)))

    answer = desk.send("/desk/inspect", picture=(io.BytesIO(photo), "slip.jpg"))

    assert answer.status_code == 302
    assert answer.location == address


def test_the_code_on_the_page_is_the_signed_text(inside: Flask, crossing: Crossing) -> None:
    text = slip_of(inside, crossing)
    page = unescape(browser(inside, "officer").get(f"/register/{crossing.id}/slip").text)
    code = page.partition('" d="')[2].partition('"')[0]

    assert [found.text for found in read_codes(rastered(code))] == [text]


def rastered(path: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The picture of segno's SVG path: rows of ``h`` strokes, moved by ``m`` and ``M``."""
    cells = np.full((60, 60), 255, np.uint8)
    x = y = 0.0
    for command, numbers in re.findall(r"([MmhH])([-\d. ]+)", path):
        values = [float(number) for number in numbers.split()]
        if command == "h":
            cells[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
        elif command == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    return np.asarray(cv2.resize(cells, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST))


def test_a_slip_typed_by_a_handheld_reader_opens_its_crossing(
    inside: Flask, crossing: Crossing
) -> None:
    text, crossing_id = slip_of(inside, crossing), crossing.id

    answer = shown(browser(inside, "officer"), text + "\r\n")

    assert (answer.status_code, answer.location) == (302, f"/register/{crossing_id}")


def test_a_forged_slip_opens_nothing(inside: Flask, crossing: Crossing) -> None:
    forged = slips.signed(Slip(crossing.human_ref, "AAA"), KEY)

    answer = shown(browser(inside, "officer"), forged)

    assert answer.status_code == 422
    assert "alert-danger" in answer.text


def test_a_slip_of_another_posts_crossing_opens_nothing(inside: Flask) -> None:
    strange = slip_of(inside, crossed(officer(inside, "officer")))

    assert shown(browser(inside, "stranger"), strange).status_code == 422


def test_a_document_is_no_slip(inside: Flask) -> None:
    assert inspect(browser(inside, "officer")).startswith("/desk/")


def test_a_slip_is_checked_without_a_network(inside: Flask, crossing: Crossing) -> None:
    text, runner = slip_of(inside, crossing), inside.test_cli_runner()
    key = runner.invoke(args=["slip", "key"]).output.strip()

    good = runner.invoke(args=["slip", "verify", text])
    elsewhere = runner.invoke(args=["slip", "verify", text, "--key", key])
    bad = runner.invoke(args=["slip", "verify", text.replace("AAA-", "AAB-")])
    wrong = runner.invoke(args=["slip", "verify", text, "--key", "zz"])

    assert good.exit_code == elsewhere.exit_code == 0
    assert good.output.startswith("valid: AAA-")
    assert (bad.exit_code, wrong.exit_code) == (1, 2)
    assert bad.output.startswith("not valid")
