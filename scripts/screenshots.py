"""Photographs the desk and a traveller's sheet in three languages, and on a telephone.

The demonstration fills a folder of its own; everybody in the pictures is invented.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docreader.specimens import specimen_people  # noqa: E402
from tests.journeys.camera import picture  # noqa: E402
from tests.needs import find_chromium  # noqa: E402
from tests.officer import Officer, form_of, sheet_of  # noqa: E402
from tests.served import PASSWORD, Served, demonstration  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
SCREEN: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 844}
SHOTS = (  # language, window, how the file's name ends
    ("fr", SCREEN, ""),
    ("en", SCREEN, ""),
    ("ar", SCREEN, ""),
    ("fr", PHONE, "-phone"),
    ("ar", PHONE, "-phone"),
)
COLOURS = 128  # of a picture; more than that nobody sees in a page of text
MOST = 250_000  # bytes of a file


def main() -> int:
    """Start the demonstration, take every picture, say how large each is."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="borderpost-screenshots-") as folder:
        served = Served(demonstration(Path(folder)))
        served.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
                )
                photograph(browser, served, known_traveller(served.address))
                browser.close()
        finally:
            served.stop()
    files = sorted(FOLDER.glob("*.png"))
    for file in files:
        print(f"{file.relative_to(ROOT)} {file.stat().st_size // 1000} kB")
    return 1 if any(file.stat().st_size > MOST for file in files) else 0


def known_traveller(address: str) -> str:
    """The sheet of somebody who crosses for the second time, by a picture of the document."""
    officer = Officer(address, "grace")
    person = specimen_people(2026, 1)[0]

    def shown() -> str:
        form = form_of(officer.get("/desk/").text, "/desk/inspect")
        form.files["picture"] = ("passport.jpg", picture(person), "image/jpeg")
        return sheet_of(officer.send(form))

    sheet = shown()
    page = officer.get(sheet).text
    chosen = {"decision": "admit", "purpose": "TRD", "destination": "Nioro", "transport": "BUS"}
    officer.send(form_of(page, f"{sheet}/decide", **chosen))
    return shown()


def photograph(browser: Browser, served: Served, sheet: str) -> None:
    """Every shot of the list: the desk and the sheet."""
    for language, window, ending in SHOTS:
        context = browser.new_context(
            base_url=served.address, viewport=window, locale=language, color_scheme="light"
        )
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("#username", "grace")
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/home")
        if page.get_attribute("html", "lang") != language:
            page.set_viewport_size(SCREEN)  # the menu of a telephone folds the languages away
            page.click(f"button[name=locale][value={language}]")
            page.wait_for_selector(f"html[lang={language}]", state="attached")
            page.set_viewport_size(window)
        for name, address in (("desk", "/desk/"), ("sheet", sheet)):
            page.goto(address)
            page.wait_for_load_state("networkidle")
            whole = window is PHONE  # on a screen the decision stays at the window's foot
            keep(page.screenshot(full_page=whole), FOLDER / f"{name}-{language}{ending}.png")
        context.close()


def keep(taken: bytes, path: Path) -> None:
    """Save a picture with few colours: it is a page of text."""
    few = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS)
    few.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
