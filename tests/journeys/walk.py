"""An officer at a browser: a keyboard that counts its keys, a page that may not complain."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response, expect

from tests.served import PASSWORD

READER_GAP = 0.008  # seconds between two keys of a swipe reader
WRITES = {"Enter": "\r", "Tab": ""}  # what a key of a name writes
HAND = 45  # ms between two keys of a very quick hand
SERIOUS = {"serious", "critical"}
KEPT_OUT = "Service Worker registration blocked by Playwright"  # said by the robot itself
# Of a long table the first rows: the others are made alike, and the contrast of a page of fifty
# takes ten seconds.
AXE_LOOKS_AT = {"exclude": [["tbody tr:nth-child(n+9)"]]}
# What a page cannot say by itself: that its policy was broken, that a pointer was used.
WATCH = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
addEventListener("pointerdown", () => console.debug("pointer used"), true);
"""
# The innermost elements that stand out of a window that has become wider than its frame.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1);
  }).slice(-3).map((one) => `${innerWidth}: ${one.outerHTML.slice(0, 100)}`)"""


def until(page: Page, expression: str, patience: float = 120.0) -> None:
    """Wait until an expression holds in the page. Asked from here each time: a page that asked
    itself again would break the policy that it may not make code of a text."""
    ends = time.monotonic() + patience
    while not page.evaluate(expression):
        assert time.monotonic() < ends, f"{page.url}: not in time: {expression}"
        page.wait_for_timeout(50)


class Walk:
    """One officer's page. ``keys`` counts the keys pressed since ``count()``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.pointer_used = False
        self.complaints: list[str] = []
        self._answered: set[str] = set()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("response", self._noted)

    def open(self, path: str) -> None:
        """Go to a page by its address."""
        self.page.goto(path)

    def sign_in(self, username: str) -> None:
        """Through the sign-in page, with the keyboard alone."""
        self.open("/sign-in")
        expect(self.page.locator("input[name=username]")).to_be_focused()
        self.type(username)
        self.press("Tab")
        self.type(PASSWORD)
        self.press("Enter")
        self.at(r"/home$")

    def at(self, address: str) -> None:
        """Wait until the browser stands at an address that fits the pattern, page and scripts
        loaded: a key pressed before that goes nowhere, as on every machine."""
        expect(self.page).to_have_url(re.compile(address))
        self.page.wait_for_load_state("load")

    def at_sheet(self) -> None:
        """Wait for a traveller's sheet."""
        self.at(r"/desk/[0-9a-f-]{36}$")
        expect(self.page.locator("#admit-button")).to_be_visible()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as a hand does."""
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text, each letter one key, no faster than a hand."""
        self.keys += len(text)
        self.page.keyboard.type(text, delay=HAND)

    def count(self) -> None:
        """Count keys from here on."""
        self.keys = 0

    def swipe(self, lines: Sequence[str]) -> None:
        """A swipe reader types the lines, Enter after each; no finger counts these keys.

        The keys carry the reader's own times, so that a slow machine does not make the
        reader look like a hand.
        """
        self.reader_keys([key for line in lines for key in (*line, "Enter")])

    def reader_keys(self, keys: Sequence[str]) -> None:
        """Keys that follow each other as only a reader's do."""
        keyboard = self.page.context.new_cdp_session(self.page)
        instant = time.time()
        for key in keys:
            instant += READER_GAP
            press = {"key": key, "text": WRITES.get(key, key), "timestamp": instant}
            if key in WRITES:
                press |= {"code": key, "windowsVirtualKeyCode": 13 if key == "Enter" else 9}
            keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **press})
            up = {"type": "keyUp", "key": key, "timestamp": instant + READER_GAP / 2}
            keyboard.send("Input.dispatchKeyEvent", up)
        keyboard.detach()
        time.sleep(max(0.0, instant - time.time()))  # the next key comes after the reader's last

    def shows(self, text: str) -> None:
        """Wait until the page's main part shows a text."""
        expect(self.page.locator("main")).to_contain_text(text)

    def found(self, number: str) -> int:
        """Rows of the register for a document number, searched as an officer does."""
        self.press("F3")
        self.at(r"/register/$")
        self.type(number)
        self.press("Enter")
        self.at(rf"[?&]q={number}")
        return self.page.locator("tbody tr", has_text=number).count()

    def exported(self) -> list[dict[str, str]]:
        """The register as the supervisor's CSV file has it."""
        self.open("/register/")
        with self.page.expect_download() as download:
            self.page.locator("a[href*='export.csv']").click()
        text = download.value.path().read_text("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), dialect=csv.Sniffer().sniff(text[:300])))

    def look(self) -> None:
        """Have axe-core look at the page, its colours loaded: nobody is kept out."""
        self.page.wait_for_load_state("load")
        found = Axe().run(self.page, AXE_LOOKS_AT, {"resultTypes": ["violations"]})
        serious = [
            f"{rule['id']}: {', '.join(node['html'][:120] for node in rule['nodes'])}"
            for rule in found.response["violations"]
            if rule["impact"] in SERIOUS
        ]
        assert serious == [], f"{self.page.url}: {serious}"

    def fits(self) -> None:
        """Check that nothing stands wider than the window, so that nobody scrolls sideways."""
        wide = self.page.evaluate(TOO_WIDE)
        assert wide == [], f"{self.page.url}: {wide}"

    def _noted(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self._answered.add(response.url.partition("#")[0])

    def _heard(self, message: ConsoleMessage) -> None:
        if message.text == "pointer used":
            self.pointer_used = True
        if message.text == KEPT_OUT:
            return
        refused_page = (
            message.location["url"].partition("#")[0] in self._answered
        )  # a page may answer 422
        if message.type in {"error", "warning"} and not (
            refused_page and message.text.startswith("Failed to load resource")
        ):
            self.complaints.append(message.text)
