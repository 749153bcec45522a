"""A bus before two booths: a robot that swipes, presses one key, parks, and tells how long the
machine took. ``test_manifest.py`` walks it with twelve documents, and every night with sixty."""

from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Response, expect

from docreader.specimens import SpecimenPerson, draw, specimen_lines, specimen_people
from tests.journeys.walk import Walk
from watchlist.demo import traveller as watched
from watchlist.listed import Code

PLATE = "RB {} MD"


@dataclass
class Booth:
    """One officer's browser, the answers that it waited for and the keys that were pressed."""

    desk: Walk
    seconds: list[float] = field(default_factory=list)  # from the server alone
    keys: int = 0

    def listen(self) -> None:
        """Time every answer of the server to a scan or a decision from here on."""
        self.desk.page.on("response", self._answered)

    def _answered(self, response: Response) -> None:
        if response.request.method == "POST" and "/manifests/" in response.url:
            timing = response.request.timing
            self.seconds.append(max(0.0, timing["responseStart"] - timing["requestStart"]) / 1000)

    def press(self, key: str) -> None:
        """One key of the officer's."""
        self.keys += 1
        self.desk.page.keyboard.press(key)


@dataclass(frozen=True)
class Bus:
    """Who is announced: ``readable`` whose zones can be swiped, two whose cannot, one whom a
    watchlist names, and one who is not aboard."""

    readable: Sequence[SpecimenPerson]
    unreadable: Sequence[SpecimenPerson]
    watch_case: SpecimenPerson
    absent: SpecimenPerson

    @property
    def aboard(self) -> int:
        """How many documents there are."""
        return len(self.readable) + len(self.unreadable) + 1


def bus(documents: int) -> Bus:
    """A bus with so many documents aboard."""
    people = specimen_people(6100 + documents, documents, ("MRT",))
    people = [
        replace(one, document_number=f"RB{documents:02}{n:05}") for n, one in enumerate(people)
    ]
    *readable, first, second, absent = people
    # A document of its own: a hit that another walk cleared is cleared for that document alone.
    watch_case = replace(watched(Code.REFER), document_number=f"RW{documents:07}")
    return Bus(readable, (first, second), watch_case, absent)


def carriers_list(found: Bus, file: Path) -> Path:
    """The list that the carrier sent beforehand."""
    people = [*found.readable, *found.unreadable, found.watch_case, found.absent]
    with file.open("w", encoding="utf-8", newline="") as sheet:
        rows = csv.writer(sheet, delimiter=";")
        rows.writerow(("Immatriculation", "Nom", "Prénoms", "N° passeport", "Nationalité",
                       "Date de naissance", "Transporteur"))  # fmt: skip
        plate = PLATE.format(found.aboard)
        for one in people:
            document = (one.document_number, one.nationality, one.birth_date)
            rows.writerow((plate, one.surname, one.given_names, *document, "Robot"))
    return file


def blurred(person: SpecimenPerson) -> bytes:
    """A drawn page whose zone no reader can read."""
    page = cv2.GaussianBlur(draw(person, "TD3", seed=7), (0, 0), 14)
    done, data = cv2.imencode(".jpg", page)
    assert done
    return bytes(np.asarray(data).tobytes())


def damaged(person: SpecimenPerson) -> tuple[str, str]:
    """A zone with a spoilt check digit of the number."""
    first, second = specimen_lines(person, "TD3")
    return first, second[:9] + str((int(second[9]) + 1) % 10) + second[10:]


def arrived(booth: Booth, found: Bus) -> str:
    """The address of the bus, once it is found in the list and is here."""
    desk = booth.desk
    desk.open("/manifests/")
    desk.page.locator("tbody a", has_text=PLATE.format(found.aboard)).first.focus()
    booth.press("Enter")
    desk.at(r"/manifests/[0-9a-f-]{36}$")
    expect(desk.page.locator("button[autofocus]")).to_be_focused()
    booth.press("Enter")  # the vehicle is here
    expect(desk.page.locator("#lines")).to_be_focused()
    return desk.page.url


def scan_and_admit(booth: Booth, person: SpecimenPerson) -> None:
    """A document swiped, and the one key."""
    page = booth.desk.page
    booth.desk.swipe(specimen_lines(person, "TD3"))
    expect(page.locator("#now")).to_contain_text(person.document_number)
    expect(page.locator("#admit-button")).to_be_focused()
    booth.press("Enter")
    expect(page.locator("#now")).to_have_count(0)
    expect(page.locator("#lines")).to_be_focused()


def scan_and_park(booth: Booth, lines: Sequence[str], surname: str) -> None:
    """A document swiped of which one key admits nobody."""
    page = booth.desk.page
    booth.desk.swipe(lines)
    expect(page.locator("#now")).to_contain_text(surname.upper())
    expect(page.locator("#admit-button")).to_have_count(0)


def photographed(booth: Booth, data: bytes) -> None:
    """A picture on which nothing can be read."""
    page = booth.desk.page
    page.set_input_files("#picture", [{"name": "p.jpg", "mimeType": "image/jpeg", "buffer": data}])
    page.focus("#lines-form button")
    booth.press("Enter")
    expect(page.locator("#now .standing")).to_be_visible(timeout=60_000)
    expect(page.locator("#admit-button")).to_have_count(0)


def typed(booth: Booth, address: str, person: SpecimenPerson) -> None:
    """The first parked traveller without a name, typed from the paper and admitted."""
    desk, page = booth.desk, booth.desk.page
    page.locator("tr[data-standing=parked] a").first.focus()
    booth.press("Enter")
    desk.at_sheet()
    booth.press("F4")
    desk.at(r"/correct/$")
    fields = ("surname", "given_names", "document_number", "nationality", "birth_date",
              "expiry_date")  # fmt: skip
    values = {**{name: getattr(person, name) for name in fields}, "issuing_state": "MRT"}
    page.select_option("#document_code", "P")
    page.select_option("#sex", person.sex)
    for name, value in values.items():
        page.fill(f"#{name}", value)
        booth.keys += len(value) + 1
    page.focus(f"#{name}")
    booth.press("Enter")
    desk.at_sheet()
    for tick in page.locator("input[name=compared]").all():
        tick.focus()
        booth.press("Space")
    page.focus("#admit-button")
    booth.press("Enter")
    desk.at(address)


def referred(booth: Booth, address: str) -> None:
    """The watch case, sent to second line from the whole sheet."""
    desk = booth.desk
    desk.page.locator("tr[data-standing=parked] a").first.focus()
    booth.press("Enter")
    desk.at_sheet()
    booth.press("F8")
    desk.type("Signalement")
    booth.press("Enter")
    desk.at(address)


def now() -> float:
    """Seconds of a clock that only goes on."""
    return time.monotonic()
