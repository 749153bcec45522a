"""A test written on screen by keys, its answers from paper typed by arrows, and a run's report."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import MakeWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey
DH = "tbody tr:has-text('DH-1-2026-1') a"


def test_a_test_is_written_with_the_keyboard_alone(walk: MakeWalk) -> None:
    pupil = walk("formation")
    pupil.open("/training/mine")
    begin = pupil.page.locator("form[action$='/begin/pre'] button")
    begin.focus()
    pupil.press("Enter")
    pupil.at(r"/tests/[0-9a-f-]{36}/1$")
    pupil.look()

    pupil.press("Space", "Enter")  # the first option, and on
    pupil.at("/2$")
    pupil.type("4x")
    pupil.press("Enter")
    pupil.shows("Écrivez un nombre")
    expect(pupil.page.locator("#number")).to_have_value("4x")
    pupil.page.locator("#number").fill("")
    pupil.type("44")
    pupil.press("Enter")
    pupil.at("/3$")
    pupil.press("Space", "Tab", "Tab", "Space", "Enter")
    pupil.at("/4$")
    pupil.press("Enter")  # without an answer
    pupil.at("/5$")
    pupil.shows("1 question est sans réponse")
    pupil.look()
    pupil.press("Enter")
    pupil.at("/training/mine$")
    pupil.shows("rendu")
    assert not pupil.pointer_used


def test_sheets_are_typed_by_arrows_and_become_results(walk: MakeWalk) -> None:
    trainer = walk("formation")
    trainer.open("/training/runs/?state=running")
    follow(trainer, DH)
    run = trainer.page.url
    follow(trainer, "main a[href$='/tests']")
    follow(trainer, "main a[href$='/answers']")
    cells = trainer.page.locator("input.mark")
    cells.nth(0).focus()
    for answer in ("a", "44", "x"):
        trainer.type(answer)
        trainer.press("ArrowRight")
    trainer.type("-")
    save(trainer)
    expect(cells.nth(2)).to_have_class(re.compile("is-invalid"))
    expect(cells.nth(1)).to_have_value("44")
    cells.nth(2).fill("ac")
    save(trainer)
    expect(cells.nth(2)).to_have_value("AC")
    trainer.look()

    trainer.open(f"{run}/results")
    trainer.shows("80,0")  # four points of five
    trainer.shows("non défini")
    trainer.look()


def test_a_report_is_read_in_full_and_in_public(walk: MakeWalk) -> None:
    chief = walk("chef")
    chief.open("/training/runs/?state=certified")
    follow(chief, "tbody a")
    follow(chief, "main a[href$='/report']")
    chief.shows("Par pays, service et sexe")
    follow(chief, "main a[href$='public=1']")
    chief.shows("tu")
    chief.look()
    chief.fits()


def follow(walker: Walk, link: str) -> None:
    """Go where a link leads, by Enter."""
    walker.page.locator(link).first.focus()
    with walker.page.expect_navigation():
        walker.press("Enter")


def save(walker: Walk) -> None:
    """Press the button below the grid."""
    walker.page.locator("main form .btn-primary").focus()
    with walker.page.expect_navigation():
        walker.press("Enter")
