"""A shift by each way in: signed in, decided, found in the register, exported.

Keys are counted as an officer presses them; what a reader types is not a key of the officer.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

import pytest
from playwright.sync_api import Error

from docreader.specimens import SpecimenPerson, specimen_lines
from tests.browser import FILMED
from tests.journeys.camera import picture
from tests.journeys.conftest import MakeWalk, traveller
from tests.journeys.walk import Walk, until

pytestmark = pytest.mark.journey

KNOWN_AND_CLEAN = 3  # keys at most after the scan, no mouse; one is enough when all goes well
DROP = """([text, name]) => {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name, {type: "image/jpeg"}));
  return carried;
}"""
COPY = """async (text) => {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const picture = new Blob([bytes], {type: "image/png"});
  await navigator.clipboard.write([new ClipboardItem({"image/png": picture})]);
}"""

WayIn = Callable[[Walk, SpecimenPerson], None]


def swiped(desk: Walk, person: SpecimenPerson) -> None:
    desk.swipe(specimen_lines(person, "TD3"))


def chosen(desk: Walk, person: SpecimenPerson) -> None:
    image = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture(person)}
    desk.page.set_input_files("#picture", image)


def dropped(desk: Walk, person: SpecimenPerson) -> None:
    carried = desk.page.evaluate_handle(DROP, [b64encode(picture(person)).decode(), "p.jpg"])
    desk.page.dispatch_event("main", "drop", {"dataTransfer": carried})


def pasted(desk: Walk, person: SpecimenPerson) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.page.evaluate(COPY, b64encode(picture(person, extension=".png")).decode())
    desk.page.keyboard.press("Control+V")


def filmed(desk: Walk, person: SpecimenPerson) -> None:
    assert person == traveller(FILMED)
    desk.page.focus("#open-camera")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("#shoot:visible")
    try:
        until(desk.page, "document.querySelector('#camera').currentTime > 0.1")  # it films
        desk.page.keyboard.press("Space")
    except Error as gone:  # it read the page by itself, and the sheet is open already
        assert "navigation" in str(gone)


def typed(desk: Walk, person: SpecimenPerson) -> None:
    """Field by field, Tab after each, as the form orders them."""
    desk.open("/desk/typed")
    desk.page.focus("#surname")
    for text in (person.surname, person.given_names):
        desk.type(text)
        desk.press("Tab")
    desk.press("ArrowDown", "Tab")
    for text in (person.birth_date, person.nationality):
        desk.type(text)
        desk.press("Tab")
    desk.press("ArrowDown", "Tab")
    for text in (person.issuing_state, person.document_number):
        desk.type(text)
        desk.press("Tab")
    desk.type(person.expiry_date)
    desk.press("Enter")


def decide_first(desk: Walk) -> None:
    """Admit somebody whom nobody knows: purpose and transport are chosen by key."""
    desk.page.focus("#purpose")
    desk.press("ArrowDown", "Tab")
    desk.type("Nioro")
    desk.press("Tab", "ArrowDown", "Tab", "Enter")


@pytest.mark.parametrize(
    ("username", "language", "direction"), [("awa", "fr", "ltr"), ("cheikh", "ar", "rtl")]
)
@pytest.mark.parametrize(("way_in", "seed"), [(swiped, 1), (chosen, 2)])
def test_a_known_traveller_is_scanned_and_admitted_by_one_key(
    walk: MakeWalk, way_in: WayIn, seed: int, username: str, language: str, direction: str
) -> None:
    person = traveller(seed + (100 if direction == "rtl" else 0))
    desk = walk()
    desk.sign_in(username)
    desk.open("/desk/")
    assert desk.page.get_attribute("html", "lang") == language
    assert desk.page.get_attribute("html", "dir") == direction

    way_in(desk, person)
    desk.at_sheet()
    decide_first(desk)
    desk.at(r"/desk/$")
    way_in(desk, person)
    desk.at_sheet()
    desk.count()
    desk.press("Enter")
    desk.at(r"/desk/$")
    assert desk.keys <= KNOWN_AND_CLEAN
    assert desk.keys == 1
    assert not desk.pointer_used

    assert desk.found(person.document_number) == 2
    rows = [
        row for row in walk("chef").exported() if row["document_number"] == person.document_number
    ]
    assert [row["decision"] for row in rows] == ["admit", "admit"]
    assert rows[0]["purpose"] == rows[1]["purpose"] != ""
    assert rows[0]["destination"] == "Nioro"


@pytest.mark.parametrize(("username", "direction"), [("awa", "ltr"), ("cheikh", "rtl")])
def test_a_document_typed_by_hand_is_decided_found_and_exported(
    walk: MakeWalk, username: str, direction: str
) -> None:
    person = traveller(3 if direction == "ltr" else 103)
    desk = walk()
    desk.sign_in(username)
    desk.count()

    typed(desk, person)
    desk.at_sheet()
    for_typing = desk.keys
    desk.count()
    decide_first(desk)
    desk.at(r"/desk/$")

    assert desk.page.get_attribute("html", "dir") == direction
    assert for_typing <= 100
    assert desk.keys <= 13  # purpose, five letters of a town, transport, and the decision
    assert not desk.pointer_used
    assert desk.found(person.document_number) == 1
    exported = walk("chef").exported()
    assert person.document_number in {row["document_number"] for row in exported}


@pytest.mark.parametrize(("way_in", "seed"), [(dropped, 4), (pasted, 5), (filmed, FILMED)])
def test_a_picture_may_also_be_dropped_pasted_or_shot(
    walk: MakeWalk, way_in: WayIn, seed: int
) -> None:
    person = traveller(seed)
    desk = walk("awa")
    desk.open("/desk/")

    way_in(desk, person)
    desk.at_sheet()
    desk.shows(person.document_number)
    decide_first(desk)
    desk.at(r"/desk/$")

    assert desk.found(person.document_number) == 1
