"""A full-page reader at a lane: the sheet opens by itself, and takes no other sheet away."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import expect

from docreader.specimens import specimen_lines
from tests import needs
from tests.journeys.camera import picture
from tests.journeys.conftest import MakeWalk, traveller
from tests.journeys.walk import Walk
from tests.officer import Officer, form_of
from tests.served import ROOT, Served

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def token(served: Served) -> Iterator[str]:
    """The token of a reader at the lane of the officers, revoked afterwards."""
    chief = Officer(served.address, "chef")
    page = chief.get("/desk/readers/").text
    lane = re.search(r'<option value="([0-9a-f-]{36})"', page)
    assert lane
    opening = page.replace('<form method="post">', '<form method="post" action="/desk/readers/">')
    form = form_of(opening, "/desk/readers/", name="Page reader", lane=lane[1])
    shown = re.search(r'class="token">([^<]+)<', chief.send(form).text)
    assert shown
    yield shown[1]
    page = chief.get("/desk/readers/").text
    address = re.search(r'action="(/desk/readers/[0-9a-f-]{36}/revoke)"', page)
    assert address
    chief.send(form_of(page, address[1]))


@pytest.fixture
def folder(served: Served, token: str, tmp_path: Path) -> Iterator[Path]:
    """A folder whose pictures the sample program sends."""
    watched = tmp_path / "scans"
    watched.mkdir()
    program = subprocess.Popen(
        [sys.executable, ROOT / "scripts/folder_reader.py", watched, served.address],
        env=os.environ | {"BORDERPOST_TOKEN": token},
        stdout=subprocess.DEVNULL,
    )
    yield watched
    program.terminate()
    program.wait(30)


def scan(folder: Path, seed: int) -> str:
    """A page laid on the scanner; the number of its document."""
    person = traveller(seed)
    written = folder / f"{seed}.part"  # whole at once: a busy machine may stop half way
    written.write_bytes(picture(person))
    written.rename(folder / f"{seed}.jpg")
    return person.document_number


def empty_desk(walk: MakeWalk, username: str) -> Walk:
    desk = walk(username)
    desk.open("/desk/")
    desk.count()
    return desk


def admit(desk: Walk) -> None:
    desk.page.locator("#admit-button").click()


@pytest.mark.parametrize("username", ["awa", "cheikh"])
def test_a_scanned_page_opens_its_sheet_with_no_key(
    walk: MakeWalk, folder: Path, username: str
) -> None:
    desk = empty_desk(walk, username)

    number = scan(folder, 700 + len(username))
    desk.at_sheet()

    desk.shows(number)
    assert desk.keys == 0
    assert list(folder.iterdir()) == []
    desk.look()
    desk.fits()


def test_a_new_page_waits_until_the_officer_has_decided(walk: MakeWalk, folder: Path) -> None:
    desk = empty_desk(walk, "awa")
    first = scan(folder, 710)
    desk.at_sheet()
    here = desk.page.url

    second = scan(folder, 711)
    announced = desk.page.locator("#reader .alert")
    expect(announced).to_be_visible()
    assert desk.page.url == here
    desk.shows(first)
    desk.look()

    admit(desk)
    desk.at_sheet()
    desk.shows(second)


def test_lines_being_typed_are_not_taken_away(walk: MakeWalk, folder: Path) -> None:
    desk = empty_desk(walk, "awa")
    desk.page.focus("#lines")
    desk.type("P<UTO")

    number = scan(folder, 720)
    button = desk.page.locator("#reader button")
    expect(button).to_be_visible()
    assert desk.page.input_value("#lines") == "P<UTO"
    desk.look()

    button.click()
    desk.at_sheet()
    desk.shows(number)


@needs.curl
def test_the_example_of_the_manual_is_taken(
    served: Served, walk: MakeWalk, token: str, tmp_path: Path
) -> None:
    empty_desk(walk, "awa")
    person = traveller(730)
    (tmp_path / "page.jpg").write_bytes(picture(person))
    (tmp_path / "zone.txt").write_text("\n".join(specimen_lines(person, "TD3")))
    manual = (ROOT / "docs/device-agent.md").read_text()
    example = re.search(r"```sh\n(curl .*?)```", manual, re.S)
    assert example

    done = subprocess.run(
        ["sh", "-c", example[1]],
        cwd=tmp_path,
        env=os.environ | {"TOKEN": token, "POST": served.address},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    again = requests.get(
        f"{served.address}/desk/agent", headers={"Authorization": f"Bearer {token}"}, timeout=60
    )
    assert '"state":"waiting"' in done.stdout.replace(" ", "")
    assert again.json()["officer_present"] is True


@pytest.mark.parametrize("width", [1280, 390])
def test_a_token_is_made_and_revoked_at_any_width(walk: MakeWalk, width: int) -> None:
    chief = walk("chef", viewport={"width": width, "height": 844})
    chief.open("/desk/readers/")
    chief.page.fill("#name", "Spare reader")
    chief.page.locator("main form:not(.d-inline) button").click()
    expect(chief.page.locator(".token")).to_be_visible()
    chief.look()
    chief.fits()

    chief.open("/desk/readers/")
    row = chief.page.locator("tr", has_text="Spare reader").first
    row.locator("button").click()
    chief.shows("Spare reader")
    expect(chief.page.locator("#messages .alert")).to_be_visible()
    chief.look()
    chief.fits()
