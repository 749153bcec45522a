"""A room in the browser: the code on the wall and a phone with a wrong clock, a badge at the door,
a signed sheet that comes back as a scan. The keyboard alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import expect

from docreader import read_codes
from tests.journeys.conftest import MakeWalk, OpenPage
from tests.journeys.walk import Walk, until

pytestmark = pytest.mark.journey
RUN = "DH-1-2026-2"  # of the demonstration: its session is held now
PHONE = {"width": 390, "height": 844}
PERSONAL = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b")
BADGE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{13}\b")
WRONG_BY = timedelta(minutes=10)


def test_the_code_on_the_wall_and_a_phone_whose_clock_is_wrong(
    walk: MakeWalk, open_page: OpenPage
) -> None:
    trainer = walk("formation")
    personal = codes_of(trainer, PERSONAL)[0]
    follow(trainer, "main td a[href$='/wall']")
    trainer.look()
    trainer.fits()
    address, brought = on_wall(trainer)

    with open_page("", viewport=PHONE, is_mobile=True, locale="en") as phone:
        phone.page.clock.set_fixed_time(datetime.now(UTC) - WRONG_BY)
        phone.open(f"/check-in#{brought}")
        expect(phone.page.locator("#personal")).to_be_focused()
        expect(phone.page.locator("#code")).to_have_value(brought)
        assert address.endswith("/check-in")
        assert phone.page.url.endswith("/check-in")  # the code is out of the address
        phone.type("ABCDE-FGHJK")
        sent(phone)
        phone.shows("This is no personal code")
        phone.look()
        phone.fits()
        phone.page.fill("#code", on_wall(trainer)[1])  # a slow machine took its time
        phone.page.fill("#personal", "")
        phone.page.focus("#personal")
        phone.type(personal.lower())
        sent(phone)
        phone.shows("is marked in Entretien de protection")
        phone.look()

    until(trainer.page, "document.querySelector('.wall-count').textContent.trim()[0] === '1'")


def test_a_hand_scanner_at_the_door(walk: MakeWalk) -> None:
    trainer = walk("formation")
    badge = codes_of(trainer, BADGE)[-1]
    follow(trainer, "main td a[href$='/badges']")
    field = trainer.page.locator("#badge")
    for told in (": ", "est déjà pointé"):
        expect(field).to_be_focused()
        trainer.type(f"BPB1:{badge}")
        sent(trainer)
        trainer.shows(told)
    expect(trainer.page.locator("ol li")).to_have_count(1)
    assert not trainer.pointer_used
    trainer.look()


def test_a_signed_sheet_comes_back_and_is_typed_beside_its_picture(walk: MakeWalk) -> None:
    trainer = walk("formation")
    at_run(trainer)
    follow(trainer, "main a[href$='/sheets']")
    page = trainer.page
    paper = page.locator("main td a[href$='/sheet']").get_attribute("href")
    page.set_input_files("#files", {
        "name": "scan.jpg", "mimeType": "image/jpeg", "buffer": scanned(trainer, paper or ""),
    })  # fmt: skip
    page.focus("main form .btn-primary")
    sent(trainer)
    trainer.shows("1 page est rangée à sa séance.")
    trainer.look()

    follow(trainer, "main td a[href*='/scans/']")
    cells = page.locator("input.mark")
    empty = [place for place in range(cells.count()) if not cells.nth(place).input_value()]
    cells.nth(empty[0]).focus()
    trainer.type("p")
    page.focus("main form .btn-primary")
    sent(trainer)
    expect(cells.nth(empty[0])).to_have_value("P")
    trainer.look()
    trainer.fits()


def on_wall(trainer: Walk) -> tuple[str, str]:
    """The address and the code that a camera reads off the wall now."""
    (code,) = read_codes(trainer.page.screenshot())
    address, _sign, brought = code.text.partition("#")
    return address, brought


def at_run(trainer: Walk) -> None:
    """The page of the run that is held now."""
    trainer.open(f"/training/runs/?q={RUN}")
    follow(trainer, "tbody a")


def codes_of(trainer: Walk, shape: re.Pattern[str]) -> list[str]:
    """The codes of this shape on the printed badges; then the page of the run again."""
    at_run(trainer)
    run = trainer.page.url
    answer = trainer.page.request.get(f"{run}/badges/paper?lang=fr")
    document = pypdfium2.PdfDocument(answer.body())
    texts = [page.get_textpage().get_text_range() for page in document]
    return [code for text in texts for code in shape.findall(text)]


def scanned(trainer: Walk, paper: str) -> bytes:
    """The sheet as a scanner sees it, upside down and askew."""
    answer = trainer.page.request.get(paper)
    page = pypdfium2.PdfDocument(answer.body())[0].render(scale=150 / 72).to_pil()
    out = BytesIO()
    turned = page.convert("RGB").rotate(175, Image.Resampling.BICUBIC, expand=True,
                                        fillcolor="white")  # fmt: skip
    turned.save(out, "JPEG", quality=75)
    return out.getvalue()


def follow(trainer: Walk, link: str) -> None:
    """Go on by the first link of this kind, with the keyboard."""
    trainer.page.locator(link).first.focus()
    with trainer.page.expect_navigation():
        trainer.press("Enter")


def sent(walker: Walk) -> None:
    """Send the form with Enter."""
    with walker.page.expect_navigation():
        walker.press("Enter")
