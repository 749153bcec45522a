"""Every page once in a browser, languages in rotation: axe-core finds nobody kept out, the
browser has nothing to complain of, and nothing stands wider than the screen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import ViewportSize, expect

from docreader.specimens import specimen_lines
from tests.journeys.conftest import MakeWalk, traveller
from tests.journeys.walk import Walk
from tests.officer import Officer, form_of, sheet_of
from tests.served import PASSWORD, ROOT, Served, command

pytestmark = pytest.mark.journey

SCREEN: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
OLD_REGISTER = "date;nom;prenoms;numero\n2026-01-02;SPECIMEN;AWA;X1234567\n"
DIRECTION = {"fr": "ltr", "en": "ltr", "ar": "rtl"}
# template: who opens it, in which language, where it is or by which links it is reached
PAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "audit/index.html": ("audit", "en", ("/audit/",)),
    "code_lists/edit.html": ("admin", "ar", ("/code-lists/", "tbody a", "main a[href$='/new']")),
    "code_lists/index.html": ("chef", "fr", ("/code-lists/",)),
    "code_lists/show.html": ("admin", "en", ("/code-lists/", "tbody a")),
    "crossings/count.html": ("cheikh", "ar", ("/tally/count",)),
    "crossings/correct.html": ("cheikh", "ar", ("SHEET", "#correct")),
    "crossings/correct_crossing.html": (
        "chef",
        "en",
        ("/register/", "tbody a", "main a[href$='/correct']"),
    ),
    "crossings/desk.html": ("cheikh", "ar", ("/desk/",)),
    "crossings/paper.html": ("chef", "ar", ("/register/", "tbody a", "main a[href*='lang=ar']")),
    "crossings/policies.html": ("chef", "ar", ("/posts/", "main a[href$='/desk-policies/']")),
    "crossings/readers.html": ("chef", "ar", ("/desk/readers/",)),
    "crossings/register.html": ("cheikh", "ar", ("/register/",)),
    "crossings/second_line.html": ("grace", "en", ("/second-line/",)),
    "crossings/sheet.html": ("grace", "en", ("SHEET",)),
    "crossings/show.html": ("cheikh", "ar", ("/register/", "tbody a")),
    "crossings/slip.html": ("chef", "ar", ("/register/", "tbody a", "main a[href*='/slip']")),
    "crossings/tally.html": ("analyste", "fr", ("/register/tally",)),
    "crossings/traveller.html": (
        "grace",
        "en",
        ("/register/", "tbody a", "main a[href*='/travellers/']"),
    ),
    "crossings/typed.html": ("awa", "fr", ("/desk/typed",)),
    "devices/index.html": ("admin", "ar", ("/devices/",)),
    "devices/join.html": ("", "ar", ("/devices/join",)),
    "error.html": ("cheikh", "ar", ("/nowhere",)),
    "home/show.html": ("cheikh", "ar", ("/home",)),
    "imports/index.html": ("chef", "en", ("/imports/",)),
    "imports/new.html": ("chef", "ar", ("/imports/", "a.home-card")),
    "officers/account.html": (
        "admin",
        "ar",
        ("/officers/?account=none", "tbody a", "main a[href$='/account']"),
    ),
    "officers/edit.html": ("admin", "ar", ("/officers/", "tbody a")),
    "officers/index.html": ("admin", "fr", ("/officers/",)),
    "officers/own_account.html": ("awa", "fr", ("/own-account/",)),
    "officers/own_password.html": ("awa", "fr", ("/own-password",)),
    "officers/person.html": ("admin", "en", ("/officers/", "main a[href*='/people/new']")),
    "officers/postings.html": (
        "admin",
        "ar",
        ("/officers/", "tbody a", "main a[href$='/postings']"),
    ),
    "officers/sign_in.html": ("", "ar", ("/sign-in",)),
    "officers/sign_ins.html": ("admin", "en", ("/officers/sign-ins",)),
    "places/edit.html": ("admin", "ar", ("/places/new",)),
    "places/index.html": ("awa", "fr", ("/places/",)),
    "places/show.html": ("grace", "en", ("/places/", "tbody a")),
    "posts/edit.html": ("admin", "en", ("/posts/", "main a[href^='/posts/']:not([href*='lane'])")),
    "posts/edit_lane.html": ("admin", "fr", ("/posts/", "main a[href*='/lanes/']")),
    "posts/letterhead.html": ("admin", "ar", ("/posts/", "main a[href$='/letterhead/']")),
    "posts/letterhead_preview.html": (
        "admin",
        "en",
        ("/posts/", "main a[href$='/letterhead/']", "main a[href*='/preview']"),
    ),
    "posts/index.html": ("admin", "ar", ("/posts/",)),
    "status/show.html": ("chef", "ar", ("/status/",)),
}
ON_A_NETWORK = {"devices/edit.html", "devices/paper.html", "devices/refused.html"}  # lan = true
OWN_TEST = {  # below
    "crossings/reader_token.html",
    "imports/columns.html",
    "imports/show.html",
    "officers/lock.html",
    "officers/first_run.html",
    "officers/recovery_codes.html",
    "officers/resume.html",
    "officers/second_factor.html",
    "officers/second_factor_set_up.html",
    "officers/start_passwords.html",
}
NO_PAGE = {"layout.html"}


@pytest.fixture(scope="module")
def sheet(served: Served) -> str:
    """The address of a working sheet that nobody has decided."""
    officer = Officer(served.address, "grace")
    lines = "\n".join(specimen_lines(traveller(50), "TD1"))
    form = form_of(officer.get("/desk/").text, "/desk/inspect", lines=lines)
    return sheet_of(officer.send(form))


def reached(walk: Walk, path: tuple[str, ...], sheet: str) -> None:
    """Open the first address, then follow each link by its address."""
    walk.open(sheet if path[0] == "SHEET" else path[0])
    for link in path[1:]:
        address = walk.page.locator(link).first.get_attribute("href")
        assert address, link
        walk.open(address)


def speak(walk: Walk, language: str) -> None:
    """Choose the language by its button."""
    walk.page.set_viewport_size(SCREEN)
    walk.open("/home")
    if walk.page.get_attribute("html", "lang") != language:
        walk.page.locator(f"button[name=locale][value={language}]").click()
        expect(walk.page.locator("html")).to_have_attribute("lang", language)
        walk.page.wait_for_load_state("load")


@pytest.fixture
def spoken(walk: MakeWalk) -> Iterator[object]:
    """``spoken("admin", "ar")``: an officer's page in a language, put back afterwards."""
    changed: list[tuple[Walk, str]] = []

    def make(username: str, language: str) -> Walk:
        one = walk(username, locale=language)
        if username:
            one.open("/home")
            changed.append((one, one.page.get_attribute("html", "lang") or "fr"))
            speak(one, language)
        return one

    yield make
    for one, before in changed:
        speak(one, before)


def test_every_page_is_walked() -> None:
    """A new page gets its row in ``PAGES``."""
    folder = ROOT / "templates"
    pages = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.html")
        if not path.name.startswith("_") and path.parent.name != "components"
    }

    assert pages == PAGES.keys() | OWN_TEST | ON_A_NETWORK | NO_PAGE


@pytest.mark.parametrize("template", PAGES)
def test_a_page_is_open_to_everybody(template: str, spoken: object, sheet: str) -> None:
    username, language, path = PAGES[template]
    assert callable(spoken)
    page = spoken(username, language)

    reached(page, path, sheet)

    assert page.page.get_attribute("html", "lang") == language
    assert page.page.get_attribute("html", "dir") == DIRECTION[language]
    page.look()
    for window in (SCREEN, PHONE):
        page.page.set_viewport_size(window)
        page.fits()


def end_latest_sign_in(served: Served) -> None:
    """End it behind the browser's back, cookies and all others left as they are: a cookie that
    was cleared could come back with an answer that is still under way."""
    with sqlite3.connect(served.instance / "borderpost.db", timeout=30) as database:
        database.execute(
            "UPDATE sign_ins SET ended_at = seen_at"
            " WHERE id = (SELECT id FROM sign_ins ORDER BY created_at DESC LIMIT 1)"
        )


def test_a_form_of_an_ended_session_is_sent_again(walk: MakeWalk, served: Served) -> None:
    person = traveller(51)
    desk = walk()
    desk.sign_in("awa")
    desk.open("/desk/")
    desk.page.fill("#lines", "\n".join(specimen_lines(person, "TD3")))
    desk.page.wait_for_selector("#live .tag")
    end_latest_sign_in(served)
    desk.page.click("#lines-form .btn-primary")

    desk.page.wait_for_selector("input[name=carried]", state="attached")
    desk.look()
    desk.page.fill("#username", "awa")
    desk.page.fill("#password", PASSWORD)
    desk.press("Enter")
    desk.page.wait_for_selector("ul.typed")
    desk.look()
    desk.page.click("main .btn-primary")

    desk.at_sheet()
    desk.shows(person.document_number)


def test_a_file_is_mapped_and_previewed(walk: MakeWalk) -> None:
    chef = walk("chef")
    chef.open("/imports/")
    chef.page.locator("a.home-card").first.click()
    file = {"name": "old.csv", "mimeType": "text/csv", "buffer": OLD_REGISTER.encode()}
    chef.page.set_input_files("#file", file)
    chef.page.click("main .btn-primary")

    chef.at(r"/columns$")
    chef.look()
    chef.page.click("main .btn-primary")
    chef.at(r"/imports/[0-9a-f-]{36}$")
    chef.look()


def test_a_list_of_people_is_loaded_and_start_passwords_are_made(walk: MakeWalk) -> None:
    admin = walk("admin")
    admin.open("/imports/new/officers")
    people = "Nom;Prénoms;Identifiant;Rôles\nDembélé;Sira;sira.d;Agent\n".encode()
    file = {"name": "agents.csv", "mimeType": "text/csv", "buffer": people}
    admin.page.set_input_files("#file", file)
    admin.page.click("main .btn-primary")
    admin.page.click("main .btn-primary")
    admin.page.click("main .btn-success")
    admin.page.click("a[href*='/start-passwords/']")
    admin.look()
    admin.page.click("main .btn-primary")
    admin.shows("sira.d")
    admin.look()


def test_a_locked_sign_in_asks_for_its_officer(walk: MakeWalk) -> None:
    officer = walk()
    officer.sign_in("audit")
    form = officer.page.locator("form[action='/lock/']")
    form.evaluate("(one) => one.submit()")

    officer.at(r"/lock/$")
    officer.look()


@pytest.fixture
def new_machine(tmp_path: Path) -> Iterator[Served]:
    """A live machine that nobody has used."""
    served = Served(tmp_path, mode="live", second_factor="required")
    command(tmp_path, "set-up-code")  # gives it its tables
    served.start()
    yield served
    served.stop()


def test_a_new_machine_asks_for_its_first_administrator_and_a_second_factor(
    walk: MakeWalk, new_machine: Served
) -> None:
    stranger = walk(locale="fr", base_url=new_machine.address)

    stranger.open(new_machine.command("set-up-code").stdout.strip())
    stranger.look()
    for name, text in (("given_names", "Sira"), ("surname", "Test"), ("username", "sira")):
        stranger.page.fill(f"[name={name}]", text)
    for name in ("password", "again"):
        stranger.page.fill(f"[name={name}]", PASSWORD)
    stranger.press("Enter")
    code = second_factor_is_set_up(stranger)
    stranger.page.context.clear_cookies()
    stranger.open("/sign-in")
    stranger.page.fill("#username", "sira")
    stranger.page.fill("#password", PASSWORD)
    stranger.press("Enter")
    stranger.page.wait_for_selector("#code")
    stranger.look()
    stranger.type(code)
    stranger.press("Enter")
    stranger.at(r"/home$")


def second_factor_is_set_up(stranger: Walk) -> str:
    """Take the key over from the page, confirm it, and keep one of the printed codes."""
    stranger.at(r"/set-up")
    stranger.look()
    key = stranger.page.locator("bdi.zone-lines").inner_text().replace(" ", "")
    stranger.page.fill("[name=code]", pyotp.TOTP(key).now())
    stranger.press("Enter")
    stranger.page.wait_for_selector("ol.zone-lines")
    stranger.look()
    return stranger.page.locator("ol.zone-lines bdi").first.inner_text()
