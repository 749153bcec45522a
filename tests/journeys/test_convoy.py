"""A convoy at night on a telephone, in French and in Arabic: its list loaded, ticked off, two
missing, one unexpected, needs asked, handed over with two signatures, closed."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from docreader.specimens import SpecimenPerson, specimen_people
from tests.journeys.conftest import MakeWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}
MISSING = 2


def people(seed: int, come: int) -> list[SpecimenPerson]:
    """Invented Malians, each of another surname, so that a part of it finds one."""
    drawn = specimen_people(seed, come + MISSING, ("MLI",))
    return [
        replace(one, surname=f"{one.surname}{'BCDFGHJKLMNPQR'[place]}x{place}")
        for place, one in enumerate(drawn)
    ]


def written(found: list[SpecimenPerson], reference: str, file: Path) -> Path:
    """The list that the other side sent."""
    with file.open("w", encoding="utf-8", newline="") as sheet:
        rows = csv.writer(sheet, delimiter=";")
        rows.writerow(("Convoi", "Nom", "Prénoms", "Sexe", "Année de naissance", "Nationalité",
                       "Nature", "Autorité"))  # fmt: skip
        for one in found:
            rows.writerow((reference, one.surname, one.given_names, one.sex, one.birth_date[:4],
                           "Mali", "Expulsion", "Police nationale"))  # fmt: skip
    return file


@pytest.mark.parametrize(("username", "come", "seed"), [("awa", 8, 5701), ("cheikh", 2, 5702)])
def test_a_convoy_from_its_list_to_its_end(
    walk: MakeWalk, tmp_path: Path, username: str, come: int, seed: int
) -> None:
    desk, found, reference = walk(username), people(seed, come), f"NDB-{seed}"
    desk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    load(walk("chef"), written(found, reference, tmp_path / "liste.csv"))
    desk.open(f"/convoys/?q={reference}")
    desk.page.click("tbody a")
    desk.at(r"/convoys/[0-9a-f-]{36}$")
    desk.look()
    desk.page.click("form[action$='/arrive'] button")
    expect(desk.page.locator("#q")).to_be_focused()
    desk.page.wait_for_load_state("load")
    address = desk.page.url

    tick(desk.page, found[:come])
    miss(desk.page, address)
    unexpected(desk, address)
    desk.look()
    desk.fits()
    for _place in range(come + 1):
        ask_and_admit(desk, address)
    signed(desk, address, come + 1)
    desk.page.fill("#counted", str(come + 1))
    desk.page.press("#counted", "Enter")
    close(walk, address)


def load(desk: Walk, file: Path) -> None:
    """The file through the one engine: put in, looked at, loaded."""
    page = desk.page
    desk.open("/imports/new/convoys")
    page.set_input_files("input[type=file]", file)
    page.click("main form button.btn-primary")
    desk.at(r"/columns$")
    page.click("main form button.btn-primary")
    desk.at(r"/imports/[0-9a-f-]{36}$")
    page.click("button[name=whole]")
    page.wait_for_load_state("load")


def tick(page: Page, found: list[SpecimenPerson]) -> None:
    """Each by a part of the name and Enter."""
    for number, one in enumerate(found, 1):
        page.keyboard.type(one.surname[-4:])
        page.keyboard.press("Enter")
        if number % 2:  # a quick hand waits for no answer
            continue
        expect(page.locator("#members .member[data-standing=here]")).to_have_count(number)
        expect(page.locator("#q")).to_be_focused()


def miss(page: Page, address: str) -> None:
    """Whoever was not ticked did not come."""
    page.goto(address)
    for box in page.locator("input[form=missing][type=checkbox]").all():
        box.check()
    page.fill("#why", "restés à Ayoun")
    page.press("#why", "Enter")
    expect(page.locator("#members .member[data-standing=missing]")).to_have_count(MISSING)


def unexpected(desk: Walk, address: str) -> None:
    """Somebody who is on no list."""
    desk.page.click("main a[href$='/unexpected']")
    for name, value in {"surname": "Inattendu", "born": "19", "nationality": "MLI"}.items():
        desk.page.fill(f"#{name}", value)
    desk.page.select_option("#sex", "M")
    desk.page.press("#born", "Enter")
    desk.at(re.escape(address))


def ask_and_admit(desk: Walk, address: str) -> None:
    """The first who waits: asked in private, then decided on the desk's own sheet."""
    page = desk.page
    page.locator(".member button[value=needs]").first.click()
    desk.at(r"/protection/questions/.*/needs$")
    for name in ("fear", "alone", "coercion", "medical"):
        page.locator(f"input[name={name}][value=no]").check()
    page.locator("input[name=needs][value=none]").check()
    page.click("#seal")
    desk.at(re.escape(address))
    page.locator(".member[data-standing=at_desk] button[value=desk]").first.click()
    desk.at_sheet()
    for box in page.locator("input[name=compared]").all():
        box.check()
    page.click("#admit-button")
    desk.at(re.escape(address))


def signed(desk: Walk, address: str, people: int) -> None:
    """All of them on one sheet, signed by both with a finger."""
    page = desk.page
    page.click("main a[href$='/hand-over']")
    for box in page.locator("input[name=members]").all():
        box.check()
    page.select_option("#receiver_kind", "red_cross")
    page.fill("#receiver", "Croix-Rouge malienne")
    page.fill("#received_by", "Specimen Receiver")
    desk.look()
    page.click("main form button.btn-primary")
    desk.at(r"/convoys/hand-overs/")
    for pad in page.locator("canvas.signature").all():
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
        page.mouse.up()
    desk.look()
    page.click("#sign-form button.btn-primary")
    expect(page.locator("article img")).to_have_count(2)
    page.goto(address)
    expect(page.locator(".member[data-standing=handed]")).to_have_count(people)


def close(walk: MakeWalk, address: str) -> None:
    """The supervisor ends it."""
    chief = walk("chef")
    chief.open(address)
    chief.page.click("#close")
    chief.at(re.escape(address))
    expect(chief.page.locator("#close")).to_have_count(0)
