"""The browser that every test of one process shares: two of them cannot run in one thread."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from docreader.specimens import specimen_people
from tests.journeys.camera import film

PATIENCE = 30_000  # ms for one step on a machine that has much else to do
FLAGS = (
    "--no-sandbox --headless --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --use-fake-ui-for-media-stream --use-fake-device-for-media-stream"
).split()
FILMED = 900  # the traveller whose passport lies under the fake camera


@pytest.fixture(scope="session")
def browser(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The browser, a passport lying under its camera."""
    (person,) = specimen_people(FILMED, 1, ("MRT",))
    filmed = film(person, tmp_path_factory.mktemp("camera") / "passport.mjpeg")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=chromium_path,
            args=[*FLAGS, f"--use-file-for-fake-video-capture={filmed}"],
        )
        yield found
        found.close()
