"""A post with its cast, a browser, and officers who walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from docreader.specimens import SpecimenPerson, specimen_people
from tests.browser import FLAGS, PATIENCE
from tests.crash.warm import WarmServed
from tests.journeys.phone import LONG, PHONE
from tests.journeys.walk import WATCH, Walk
from tests.served import Served, demonstration, furnish

MakeWalk = Callable[..., Walk]
OpenPage = Callable[..., AbstractContextManager[Walk]]
Opened = Callable[[], BrowserContext]
BeforeCamera = Callable[..., Walk]


def traveller(seed: int, state: str = "MRT") -> SpecimenPerson:
    """An invented traveller; another seed, another traveller. A Mauritanian enters without a
    visa (rule R06); one of Utopia, the specimens' state, needs one (rule R15)."""
    return specimen_people(seed, 1, (state,))[0]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration's post, answering."""
    post = Served(demonstration(tmp_path_factory.mktemp("post")))
    post.start()
    yield post
    post.stop()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, served: Served) -> Callable[[str], Any]:
    """The cookies of an officer of the cast, who signs in once."""
    kept: dict[str, Any] = {}

    def state(username: str) -> Any:
        if username not in kept:
            context = browser.new_context(base_url=served.address)
            context.set_default_timeout(PATIENCE)
            Walk(context.new_page()).sign_in(username)
            kept[username] = context.storage_state()
            context.close()
        return kept[username]

    return state


@pytest.fixture(scope="session")
def open_page(browser: Browser, served: Served, signed_in: Callable[[str], Any]) -> OpenPage:
    """``with open_page("awa") as walk``: a page of a signed-in officer, of a stranger by ``""``."""

    @contextmanager
    def opened(username: str, **options: Any) -> Iterator[Walk]:
        state = signed_in(username) if username else None
        # Colours that fade in would be measured half way. What a device keeps for when it has
        # no network is filled anew by every page of a new context: `phone` is the one to try it.
        quiet = {"reduced_motion": "reduce", "service_workers": "block"}
        options = {"base_url": served.address, **quiet, **options}
        context = browser.new_context(storage_state=state, **options)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH)
        yield Walk(context.new_page())
        context.close()

    return opened


@pytest.fixture
def walk(open_page: OpenPage) -> Iterator[MakeWalk]:
    """``walk("awa")``: a page of a signed-in officer; ``walk()``: of a stranger.

    A page that complained during the test fails it.
    """
    walks: list[Walk] = []
    with ExitStack() as stack:

        def make(username: str = "", **options: Any) -> Walk:
            walks.append(stack.enter_context(open_page(username, **options)))
            return walks[-1]

        yield make
    assert [complaint for one in walks for complaint in one.complaints] == []


@pytest.fixture
def before_camera(
    browser: Browser, chromium_path: str, served: Served, signed_in: Callable[[str], Any]
) -> Iterator[BeforeCamera]:
    """``before_camera(film, "awa")``: an officer whose camera shows that film."""
    opened: list[Browser] = []
    walks: list[Walk] = []

    def make(film: Path, username: str, script: str = "") -> Walk:
        flags = [*FLAGS, f"--use-file-for-fake-video-capture={film}"]
        opened.append(browser.browser_type.launch(executable_path=chromium_path, args=flags))
        context = opened[-1].new_context(
            base_url=served.address, storage_state=signed_in(username), reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH + script)
        walks.append(Walk(context.new_page()))
        return walks[-1]

    yield make
    for one in opened:
        one.close()
    assert [complaint for one in walks for complaint in one.complaints] == []


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Served]:
    """A post of its own, which a test may kill."""
    (tmp_path / "post").mkdir()
    furnish(tmp_path / "post", 2)
    served = WarmServed(tmp_path / "post")
    served.start()
    yield served
    served.kill()
    served.close()


@pytest.fixture
def phone(post: Served, browser: Browser, chromium_path: str, tmp_path: Path) -> Iterator[Opened]:
    """Opens the phone's browser, again and again on the same storage."""
    opened: list[BrowserContext] = []

    def start() -> BrowserContext:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=chromium_path,
            args=FLAGS,
            base_url=post.address,
            viewport=PHONE,
        )
        context.set_default_timeout(LONG)
        opened.append(context)
        return context

    yield start
    for context in opened:
        context.close()
