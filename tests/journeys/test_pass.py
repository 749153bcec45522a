"""A neighbour's pass at two desks: issued, printed, read off the screen, scanned both ways in a day
with one key each, revoked, refused. The keyboard alone."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Response, expect

from docreader import read_codes
from lanes.pass_codes import claimed
from tests.journeys.conftest import MakeWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}
SHARP = {"device_scale_factor": 3}  # a printer has more dots than a screen
AIM = 5.0  # seconds of a crossing by pass, the officer's and the machine's together


def issued(desk: Walk, surname: str) -> None:
    """A pass for somebody who is typed, field after field by the keyboard."""
    page = desk.page
    desk.open("/passes/new")
    page.focus("#surname")
    for text in (surname, "Brahim", "", "1984-07-15", "MRT"):
        desk.type(text)
        desk.press("Tab")
    page.select_option("#sex", "M")
    page.focus("#side")
    desk.press("End", "Tab")
    desk.type("Gogui Zemal")
    page.focus("#shown_kind")
    page.select_option("#shown_kind", "CNI")
    desk.press("Tab")
    desk.type("MR0042")
    desk.look()
    desk.press("Enter")
    desk.at(r"/passes/[0-9a-f-]{36}$")


def printed(desk: Walk, folder: Path) -> str:
    """The code of the card, read off its picture as the scanner reads it off the print."""
    page = desk.page
    page.locator("main a[href$='/card']").focus()
    desk.press("Enter")
    desk.at(r"/card$")
    desk.look()
    picture = folder / "card.png"
    page.set_viewport_size({"width": 1280, "height": 900})
    card = page.locator(".pass")
    box = card.bounding_box()
    assert box and abs(box["width"] / box["height"] - 85.6 / 53.98) < 0.02
    card.screenshot(path=picture)
    (text,) = [one.text for one in read_codes(picture)]
    return text


def crossed(desk: Walk, text: str) -> tuple[int, float]:
    """Keys after the scan, and the seconds that the server took until the traveller is gone."""
    seconds: list[float] = []

    def answered(response: Response) -> None:
        if response.request.is_navigation_request():
            timing = response.request.timing
            seconds.append(max(0.0, timing["responseStart"] - timing["requestStart"]) / 1000)

    desk.open("/desk/")
    desk.page.on("response", answered)
    desk.swipe([text])
    desk.at_sheet()
    expect(desk.page.locator("#pass-title")).to_contain_text(claimed(text))
    desk.count()
    desk.press("Enter")
    desk.at(r"/desk/$")
    desk.page.remove_listener("response", answered)
    return desk.keys, sum(seconds)


@pytest.mark.parametrize(("username", "surname"), [("awa", "Vallou"), ("cheikh", "Mahfoudh")])
def test_a_pass_from_the_form_to_the_refusal(
    walk: MakeWalk, tmp_path: Path, username: str, surname: str
) -> None:
    desk, chief = walk(username, **SHARP), walk("chef")
    issued(desk, surname)
    address = desk.page.url
    desk.look()
    text = printed(desk, tmp_path)
    assert not any(secret in text for secret in (surname.upper(), "1984", "MR0042"))

    keys, seconds = zip(*(crossed(desk, text) for _way in range(2)), strict=True)
    sys.stdout.write(f"\n{username}: {keys} keys after the scan, {seconds} s of answers\n")
    assert keys == (1, 1)
    assert max(seconds) < 10 * AIM
    assert desk.found(claimed(text)) == 2
    directions = desk.page.locator("tbody tr").all_inner_texts()
    assert directions[0] != directions[1]

    chief.open(address)
    chief.page.locator("main a[href$='/revoke']").focus()
    chief.press("Enter")
    chief.at(r"/revoke$")
    chief.page.focus("#why")
    chief.type("Prêté à un cousin")
    chief.press("Enter")
    chief.at(rf"{re.escape(address)}$")

    desk.open("/desk/")
    desk.swipe([text])
    expect(desk.page.locator("#messages")).to_contain_text(claimed(text))
    assert desk.page.input_value("#lines").startswith("BPP1:")
    desk.look()
    chief.open("/passes/scans")
    expect(chief.page.locator("tbody")).to_contain_text(claimed(text))
    chief.look()
    assert not desk.pointer_used


def test_an_altered_code_opens_nothing(walk: MakeWalk, tmp_path: Path) -> None:
    desk = walk("awa", **SHARP)
    issued(desk, "Lemrabott")
    text = printed(desk, tmp_path)
    altered = text[:-20] + ("A" if text[-20] != "A" else "B") + text[-19:]
    desk.open("/desk/")
    desk.swipe([altered])
    expect(desk.page.locator("#messages")).not_to_be_empty()
    desk.at(r"/desk/inspect$")


def test_a_reader_behind_a_french_keyboard_sends_a_whole_pass(
    walk: MakeWalk, tmp_path: Path
) -> None:
    desk = walk("awa", **SHARP)
    issued(desk, "Sidatti")
    text = printed(desk, tmp_path)
    keys = dict(zip("1234567890QAZWM:-", "&é\"'(-è_çàAQWZ?M)", strict=True))
    desk.open("/desk/")
    desk.swipe(["".join(keys.get(char, char) for char in text)])
    desk.at_sheet()
    expect(desk.page.locator("#pass-title")).to_contain_text(claimed(text))


def test_the_pages_fit_a_desk_and_a_telephone_in_three_languages(walk: MakeWalk) -> None:
    for username in ("awa", "grace", "cheikh"):
        desk = walk(username)
        for path in ("/passes/", "/passes/away", "/passes/new", "/passes/rules/", "/passes/sheet"):
            desk.open(path)
            desk.look()
            desk.fits()
            desk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            desk.fits()
            desk.page.set_viewport_size({"width": 1280, "height": 800})
