"""Pages that are reached by doing something, looked at as those of ``test_every_page.py`` are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest

from docreader.specimens import specimen_lines
from tests.journeys.conftest import MakeWalk, traveller
from tests.journeys.walk import Walk
from tests.served import PASSWORD, Served, command

pytestmark = pytest.mark.journey

OLD_REGISTER = "date;nom;prenoms;numero\n2026-01-02;SPECIMEN;AWA;X1234567\n"


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


def test_who_leaves_something_open_is_asked_first(walk: MakeWalk) -> None:
    awa = walk()
    awa.sign_in("awa")  # two travellers whom she referred wait in second line
    awa.page.locator("form[action='/sign-out']").evaluate("(one) => one.submit()")

    awa.page.wait_for_selector("input[name=left_reason]")
    awa.look()
    awa.fits()


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
