"""The camera at the desk: a document is held still, the sheet opens by itself, and is decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from docreader import specimen_art
from docreader.specimens import SpecimenPerson, draw, specimen_lines
from tests.journeys.camera import handed
from tests.journeys.conftest import BeforeCamera, traveller
from tests.journeys.test_ways_in import decide_first
from tests.journeys.walk import Walk, until

pytestmark = pytest.mark.journey

FORBIDDEN = """navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException("no", "NotAllowedError"));"""
UNPLUGGED = """document.querySelector("#camera").srcObject.getVideoTracks()[0]
  .dispatchEvent(new Event("ended"))"""
READING = {"fr": "Tenez dans le cadre", "en": "inside the frame", "ar": "ضع داخل الإطار"}


def open_camera(desk: Walk) -> None:
    """By the keyboard, as an officer with gloves does."""
    desk.page.focus("#open-camera")
    desk.press("Enter")
    desk.page.wait_for_selector("#shoot:visible")


def with_a_wrong_digit(person: SpecimenPerson) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A passport printed with a check digit that does not fit its number."""
    upper, lower = specimen_lines(person, "TD3")
    wrong = str((int(lower[9]) + 1) % 10)
    lines = (upper, lower[:9] + wrong + lower[10:])
    return specimen_art.page(person, "TD3", lines, 1200, np.random.default_rng(1))


@pytest.mark.parametrize(
    ("username", "language", "seed"),
    [("awa", "fr", 911), ("grace", "en", 912), ("cheikh", "ar", 913)],
)
def test_a_document_held_before_the_camera_is_read_and_decided(
    before_camera: BeforeCamera, tmp_path: Path, username: str, language: str, seed: int
) -> None:
    person = traveller(seed)
    desk = before_camera(handed(draw(person, "TD3", seed=1), tmp_path / "film.mjpeg"), username)
    desk.open("/desk/")
    assert desk.page.get_attribute("html", "lang") == language
    desk.count()

    open_camera(desk)
    expect(desk.page.locator("#progress")).to_contain_text(READING[language])
    desk.at_sheet()
    desk.shows(person.document_number)
    assert desk.keys == 1, "to open the camera; the rest is read by itself"
    assert desk.page.locator(".standing-proven").count() == 1
    decide_first(desk)
    desk.at(r"/desk/$")

    assert not desk.pointer_used
    assert desk.found(person.document_number) == 1


def test_a_document_with_a_wrong_digit_opens_unsure_and_is_marked(
    before_camera: BeforeCamera, tmp_path: Path
) -> None:
    page = with_a_wrong_digit(traveller(914))
    desk = before_camera(handed(page, tmp_path / "film.mjpeg", still=600), "awa")
    desk.open("/desk/")

    open_camera(desk)
    desk.at_sheet()

    assert desk.page.locator(".standing-proven").count() == 0


def test_a_camera_that_goes_says_what_to_do_and_lines_still_work(
    before_camera: BeforeCamera, tmp_path: Path
) -> None:
    desk_alone = np.full((700, 1200, 3), 90, np.uint8)
    desk = before_camera(handed(desk_alone, tmp_path / "film.mjpeg"), "awa")
    desk.open("/desk/")
    open_camera(desk)
    until(desk.page, "document.querySelector('#progress').textContent.startsWith('Aucune zone')")
    desk.look()
    desk.page.evaluate(UNPLUGGED)

    expect(desk.page.locator("#progress")).to_contain_text("débranchée")
    assert desk.page.locator("#camera").is_hidden()
    desk.swipe(specimen_lines(traveller(915), "TD3"))
    desk.at_sheet()


def test_a_camera_that_is_forbidden_says_where_to_allow_it(
    before_camera: BeforeCamera, tmp_path: Path
) -> None:
    film = handed(np.full((700, 1200, 3), 90, np.uint8), tmp_path / "film.mjpeg")
    desk = before_camera(film, "awa", FORBIDDEN)
    desk.open("/desk/")
    desk.page.focus("#open-camera")
    desk.press("Enter")

    expect(desk.page.locator("#progress")).to_contain_text("Autorisez-la")


def test_a_server_that_is_gone_is_said_and_the_film_goes_on_when_it_is_back(
    before_camera: BeforeCamera, tmp_path: Path
) -> None:
    person = traveller(916)
    desk = before_camera(handed(draw(person, "TD3", seed=1), tmp_path / "film.mjpeg"), "awa")
    desk.open("/desk/")
    desk.page.route("**/desk/film", lambda route: route.abort())
    open_camera(desk)
    expect(desk.page.locator("#progress")).to_contain_text("ne répond pas")
    desk.complaints.clear()  # the browser says that nothing answered, and so do we
    desk.page.unroute("**/desk/film")

    desk.at_sheet()
    desk.shows(person.document_number)
    desk.complaints.clear()
