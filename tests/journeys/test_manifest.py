"""A bus through two browsers at once: two unreadable documents, one watch case, one person missing;
reconciled, and released only then."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import bus as robot
from tests.journeys.bus import Booth
from tests.journeys.conftest import MakeWalk
from tests.served import Served, command

pytestmark = pytest.mark.journey
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("documents", [12, pytest.param(60, marks=pytest.mark.nightly)])
def test_a_bus_before_two_booths(
    walk: MakeWalk, served: Served, tmp_path: Path, documents: int
) -> None:
    found = robot.bus(documents)
    file = robot.carriers_list(found, tmp_path / "liste.csv")
    done = command(served.instance, "crossings", "import-manifest", str(file), "--json")
    assert json.loads(done.stdout)["written"] == documents + 1, done.stderr
    first, second = Booth(walk("awa")), Booth(walk("cheikh"))
    address = robot.arrived(first, found)
    second.desk.open(address)
    first.desk.look()
    for booth in (first, second):
        booth.listen()

    started = robot.now()
    for place, person in enumerate(found.readable):
        robot.scan_and_admit((first, second)[place % 2], person)
    robot.scan_and_park(first, robot.damaged(found.unreadable[0]), found.unreadable[0].surname)
    robot.photographed(second, robot.blurred(found.unreadable[1]))
    robot.scan_and_park(
        first, robot.specimen_lines(found.watch_case, "TD3"), found.watch_case.surname
    )
    wall = robot.now() - started
    scanning_keys = first.keys + second.keys
    machine = sum(first.seconds) + sum(second.seconds)

    first.desk.look()
    first.desk.fits()
    reconcile(walk, first, address, found)
    told = f"{documents} documents: {machine:.1f} s of answers, {wall:.1f} s in all, "
    keys = f"{scanning_keys} keys to scan and admit, {first.keys + second.keys} in all\n"
    sys.stdout.write(f"\n{told}{keys}")
    assert machine < 150  # ten times the aim
    assert scanning_keys <= documents + 5
    assert not (first.desk.pointer_used or second.desk.pointer_used)


def reconcile(walk: MakeWalk, booth: Booth, address: str, found: robot.Bus) -> None:
    """The parked are decided, the missing told, the heads counted, the bus released."""
    desk, page = booth.desk, booth.desk.page
    desk.open(address)
    expect(page.locator("tr[data-standing=parked]")).to_have_count(3)
    expect(page.locator("tr[data-standing=awaited]")).to_have_count(2)  # one is not read yet
    for person in found.unreadable:
        robot.typed(booth, re.escape(address), person)
    robot.referred(booth, re.escape(address))
    expect(page.locator("tr[data-standing=awaited]")).to_have_count(1)

    page.focus("#release")
    booth.press("Enter")
    expect(page.locator("#messages")).not_to_be_empty()  # the watch case is in second line
    expect(page.locator("#release")).to_have_count(1)
    withdrawn(walk, found)
    page.reload()
    page.focus("button[form=missing]")
    booth.press("Enter")
    expect(page.locator("tr[data-standing=missing]")).to_have_count(1)
    page.focus("#counted")
    desk.type(str(found.aboard))
    booth.press("Enter")
    expect(page.locator("#release")).to_be_focused()
    booth.press("Enter")
    expect(page.locator("#release")).to_have_count(0)
    expect(page.locator("tr[data-standing=decided]")).to_have_count(found.aboard)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    desk.fits()


def withdrawn(walk: MakeWalk, found: robot.Bus) -> None:
    """Second line clears the hit and lets the watch case pass."""
    second = walk("grace")
    second.open("/second-line/")
    name = found.watch_case.surname.upper()
    second.page.locator("tbody tr", has_text=name).locator("a").first.click()
    second.at_sheet()
    second.page.fill(".hit-clear input[name=reason]", "Another father, another month")
    second.page.click(".hit-clear button")
    expect(second.page.locator(".hit")).to_have_count(0)
    for seen in second.page.locator("[name=rule_seen]").all():
        seen.check()
    second.page.click("#admit-button")
    second.at(r"/second-line/")


def test_the_page_says_what_to_do_in_three_languages(walk: MakeWalk) -> None:
    for username in ("awa", "grace", "cheikh"):
        desk = walk(username)
        desk.open("/manifests/here")
        desk.at(r"/manifests/")
        desk.look()
        desk.fits()
        desk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        desk.fits()
