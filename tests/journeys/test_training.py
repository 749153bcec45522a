"""A course given in the browser: planned, two people nominated, marked by arrows, closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from borderpost import clock
from tests.journeys.conftest import MakeWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey


def test_a_run_from_its_plan_to_its_closing(walk: MakeWalk) -> None:
    trainer = walk("formation")
    planned(trainer)
    run = trainer.page.url
    send(trainer, "form[action$='/to/open'] button")

    trainer.open(f"{run}/nominate?q=samassa")
    for box in trainer.page.locator("input[name=officer_ids]").all()[:2]:
        box.check()
    send(trainer, "main form[method=post] button.btn-primary")
    expect(trainer.page.locator("h1")).to_contain_text("Essai")
    send(trainer, "form[action$='/to/running'] button")
    send(trainer, "form[action$='/to/closed'] button")
    trainer.shows("2 cases ne sont pas encore remplies")

    marked(trainer, run)
    trainer.open(run)
    send(trainer, "form[action$='/to/closed'] button")
    expect(trainer.page.locator("tfoot td").nth(1)).to_have_text("1")
    trainer.look()


def planned(trainer: Walk, code: str = "ESSAI") -> None:
    """A course, a run of it on these two days, and one session that has begun."""
    page, today = trainer.page, clock.today("Africa/Bamako")
    trainer.open("/training/courses/new")
    for field, text in (("code", code), ("title_fr", "Essai"), ("hours", "1")):
        page.fill(f"#{field}", text)
    send(trainer, "form[data-long] .btn-primary")
    trainer.open("/training/runs/new")
    page.select_option("#course_id", label=f"{code} · Essai (1)")
    days = {"starts_on": today - timedelta(days=1), "ends_on": today}
    for field, day in days.items():
        page.fill(f"#{field}", day.isoformat())
    page.fill("#code", f"{code}-1")
    page.fill("#venue", "Nioro")
    send(trainer, "form[data-long] .btn-primary")
    run = page.url
    trainer.open(f"{run}/sessions/new")
    page.fill("#title", "Zone lisible")
    page.fill("#day", days["starts_on"].isoformat())
    page.fill("#starts", "08:00")
    send(trainer, "form[data-long] .btn-primary")
    trainer.open(run)


def marked(trainer: Walk, run: str) -> None:
    """One is there, one away: a wrong letter first, then down by an arrow."""
    trainer.open(f"{run}/grid")
    cells = trainer.page.locator("input.mark")
    cells.nth(0).focus()
    trainer.type("p")
    trainer.press("ArrowDown")
    expect(cells.nth(1)).to_be_focused()
    trainer.type("x")
    send(trainer, "main form .btn-primary")
    expect(cells.nth(1)).to_have_class("mark is-invalid")
    expect(cells.nth(0)).to_have_value("p")
    cells.nth(1).fill("a")
    send(trainer, "main form .btn-primary")
    expect(cells.nth(0)).to_have_value("P")
    trainer.look()


def send(trainer: Walk, button: str) -> None:
    """Press a button that leads to another page."""
    with trainer.page.expect_navigation():
        trainer.page.locator(button).click()
