"""Every page once in a browser, languages in rotation: axe-core finds nobody kept out, the
browser has nothing to complain of, and nothing stands wider than the screen.

An officer's page stays open from test to test: the rows are taken officer by officer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import ViewportSize, expect

from docreader.specimens import specimen_lines
from tests.journeys.conftest import OpenPage, traveller
from tests.journeys.walk import Walk
from tests.journeys.walked import NO_PAGE, ON_A_NETWORK, OWN_TEST, PAGES
from tests.officer import Officer, form_of, sheet_of
from tests.served import ROOT, Served

pytestmark = pytest.mark.journey

SCREEN: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
DIRECTION = {"fr": "ltr", "en": "ltr", "ar": "rtl"}
ROWS = sorted(PAGES, key=lambda template: PAGES[template][:2])

Speaker = Callable[[str, str], Walk]


@pytest.fixture(scope="module")
def sheet(served: Served) -> str:
    """The address of a working sheet that nobody has decided."""
    officer = Officer(served.address, "grace")
    lines = "\n".join(specimen_lines(traveller(50), "TD1"))
    form = form_of(officer.get("/desk/").text, "/desk/inspect", lines=lines)
    return sheet_of(officer.send(form))


@pytest.fixture(scope="module")
def speaker(open_page: OpenPage) -> Iterator[Speaker]:
    """``speaker("admin", "ar")``: an officer's page in a language, put back at the end;
    ``speaker("", "ar")``: a stranger's."""
    opened: dict[tuple[str, str], Walk] = {}
    with ExitStack() as stack:

        def make(username: str, language: str) -> Walk:
            key = (username, "" if username else language)
            if key not in opened:
                opened[key] = one = stack.enter_context(open_page(username, locale=language))
                if username:
                    one.open("/home")
                    stack.callback(speak, one, one.page.get_attribute("html", "lang") or "fr")
            opened[key].page.set_viewport_size(SCREEN)
            if username:
                speak(opened[key], language)
            return opened[key]

        yield make


def speak(walk: Walk, language: str) -> None:
    """Choose the language by its button, unless the page speaks it."""
    if walk.page.get_attribute("html", "lang") == language:
        return
    walk.page.set_viewport_size(SCREEN)
    walk.open("/home")
    walk.page.locator(f"button[name=locale][value={language}]").click()
    expect(walk.page.locator("html")).to_have_attribute("lang", language)
    walk.page.wait_for_load_state("load")


def reached(walk: Walk, path: tuple[str, ...], sheet: str) -> None:
    """Open the first address, then follow each link by its address."""
    walk.open(sheet if path[0] == "SHEET" else path[0])
    for link in path[1:]:
        address = walk.page.locator(link).first.get_attribute("href")
        assert address, link
        walk.open(address)


def test_every_page_is_walked() -> None:
    """A new page gets its row in ``PAGES``. A paper is drawn, and no browser opens it."""
    folder = ROOT / "templates"
    pages = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.html")
        if not path.name.startswith("_")
        and path.parent.name != "components"
        and '{% extends "pdf.html" %}' not in path.read_text()
    }

    assert pages == PAGES.keys() | OWN_TEST | ON_A_NETWORK | NO_PAGE


@pytest.mark.parametrize("template", ROWS)
def test_a_page_is_open_to_everybody(template: str, speaker: Speaker, sheet: str) -> None:
    username, language, path = PAGES[template]
    page = speaker(username, language)

    reached(page, path, sheet)

    assert page.page.get_attribute("html", "lang") == language
    assert page.page.get_attribute("html", "dir") == DIRECTION[language]
    page.look()
    for window in (SCREEN, PHONE):
        page.page.set_viewport_size(window)
        page.fits()
    complaints = [page.complaints.pop() for _each in tuple(page.complaints)]
    assert complaints == []
