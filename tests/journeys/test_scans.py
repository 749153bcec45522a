"""What a scan brings besides a picture: AZERTY lines, a barcode, a document just scanned.
Each in three languages, walked in a browser."""

from __future__ import annotations

import pytest

from docreader.specimens import SpecimenPerson, specimen_lines
from docreader.wedge import KEYBOARDS
from tests.journeys.conftest import MakeWalk, traveller
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

SPEAKERS = [("awa", "fr"), ("grace", "en"), ("cheikh", "ar")]
# What a French host hears for each character that the reader's US layout means.
_GARBLED = {meant: typed for typed, meant in KEYBOARDS["azerty"].items() if typed not in "ÉÈÇÀ"} | {
    ":": "M",
    "-": ")",
}


def garbled(text: str) -> str:
    """The text as a French host hears it."""
    return "".join(_GARBLED.get(char, char) for char in text)


def at_desk(walk: MakeWalk, username: str, language: str) -> Walk:
    """An officer at the empty desk, in their own language."""
    desk = walk(username)
    desk.open("/desk/")
    assert desk.page.get_attribute("html", "lang") == language
    return desk


def swiped(desk: Walk, person: SpecimenPerson) -> None:
    desk.open("/desk/")
    desk.swipe(specimen_lines(person, "TD3"))
    desk.at_sheet()


@pytest.mark.parametrize(("username", "language"), SPEAKERS)
def test_lines_behind_a_french_keyboard_are_put_right_and_it_is_said(
    walk: MakeWalk, username: str, language: str
) -> None:
    person = traveller(600 + len(username))
    desk = at_desk(walk, username, language)

    desk.swipe([garbled(line) for line in specimen_lines(person, "TD3")])
    desk.at_sheet()

    desk.shows(person.document_number)
    for line in specimen_lines(person, "TD3"):
        desk.shows(line)
    assert desk.page.locator(".evidence-look").count() >= 1
    desk.look()


@pytest.mark.parametrize(("username", "language"), SPEAKERS)
def test_a_document_just_scanned_is_told_and_blocks_nothing(
    walk: MakeWalk, username: str, language: str
) -> None:
    person = traveller(620 + len(username))
    swiped(walk("awa"), person)
    desk = at_desk(walk, username, language)

    swiped(desk, person)

    told = desk.page.locator("#seen")
    assert "Awa" in told.inner_text()
    assert told.locator("a").get_attribute("href")
    desk.look()
    desk.fits()
    desk.page.set_viewport_size({"width": 390, "height": 844})
    desk.fits()
    desk.page.focus("#admit-button")
    desk.press("Enter")
    desk.at(r"/desk/$")


@pytest.mark.parametrize(("username", "language"), SPEAKERS)
@pytest.mark.parametrize("way_in", ["picture", "handheld", "french"])
def test_the_code_of_a_slip_opens_its_crossing(
    walk: MakeWalk, username: str, language: str, way_in: str
) -> None:
    person = traveller(640 + len(username) + {"picture": 0, "handheld": 20, "french": 40}[way_in])
    desk = at_desk(walk, username, language)
    swiped(desk, person)
    desk.page.focus("#admit-button")
    desk.press("Enter")
    desk.at(r"/desk/$")
    desk.open(desk.page.locator("aside a[href$='/slip']").first.get_attribute("href") or "")
    reference = desk.page.locator(".slip h1").inner_text()
    photo = desk.page.locator(".slip").screenshot()
    desk.open("/desk/")

    if way_in == "picture":
        image = {"name": "slip.png", "mimeType": "image/png", "buffer": photo}
        desk.page.set_input_files("#picture", image)
    else:
        text = read_text_of(photo)
        desk.swipe([garbled(text) if way_in == "french" else text])

    desk.at(r"/register/[0-9a-f-]{36}$")
    assert desk.page.locator("h1").inner_text() == reference


def read_text_of(photo: bytes) -> str:
    """What a handheld reader types for the code on a slip."""
    from docreader import read_codes

    (code,) = read_codes(photo)
    return code.text


# Notes what a page would let sound; its scripts have run when the page is loaded.
LISTEN = """
window.heard = [];
window.Audio = class extends Audio {
  constructor(address) { super(address); window.heard.push(address); }
};
"""


def heard(desk: Walk) -> list[str]:
    """The sounds of the page that is open, since it was loaded."""
    return [str(one) for one in desk.page.evaluate("window.heard")]


def test_a_scan_sounds_once_unless_it_is_muted(walk: MakeWalk) -> None:
    desk = walk("awa")
    desk.page.add_init_script(LISTEN)
    with desk.page.expect_response("**/static/sounds/good.wav") as sound:
        swiped(desk, traveller(690))
    assert sound.value.ok
    assert heard(desk) == ["/static/sounds/good.wav"]
    desk.page.reload()
    assert heard(desk) == []

    desk.open("/desk/")
    desk.page.click("#sound")
    assert desk.page.locator("#sound").get_attribute("aria-pressed") == "false"
    swiped(desk, traveller(691))

    assert heard(desk) == []
