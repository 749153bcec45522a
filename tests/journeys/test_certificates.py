"""Certificates in the browser: issued for a run by keyboard, then verified by typing the code."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import MakeWalk
from tests.journeys.test_training import marked, planned, send
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey


def test_a_certificate_from_its_run_to_the_page_that_anybody_opens(walk: MakeWalk) -> None:
    trainer = walk("formation")
    closed(trainer)
    send(trainer, "main a[href$='/certificates'].btn-primary")
    trainer.look()
    name = trainer.page.locator("input[lang=ar]").first
    name.focus()
    trainer.type("عوا")
    trainer.press("Tab")
    trainer.page.locator("form[data-long] .btn-primary").focus()
    with trainer.page.expect_navigation():
        trainer.press("Enter")
    trainer.shows("1 certificat est délivré.")
    send(trainer, "tbody a")
    trainer.look()
    code = trainer.page.locator("strong bdi[dir=ltr]").last.inner_text()

    trainer.open("/certificates/")
    trainer.page.locator("#code").focus()
    trainer.type(code.lower().replace("-", " "))
    with trainer.page.expect_navigation():
        trainer.press("Enter")

    expect(trainer.page.locator("main .alert-success")).to_be_visible()
    trainer.shows("عوا")
    trainer.look()
    trainer.fits()


def closed(trainer: Walk) -> None:
    """A run of two, of whom one was there, closed."""
    planned(trainer, "CERTIFIE")
    run = trainer.page.url
    send(trainer, "form[action$='/to/open'] button")
    trainer.open(f"{run}/nominate?q=samassa")
    for box in trainer.page.locator("input[name=officer_ids]").all()[:2]:
        box.check()
    send(trainer, "main form[method=post] button.btn-primary")
    send(trainer, "form[action$='/to/running'] button")
    marked(trainer, run)
    trainer.open(run)
    send(trainer, "form[action$='/to/closed'] button")
