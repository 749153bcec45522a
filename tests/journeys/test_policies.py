"""What a post's policies ask of the desk, walked: a photo by the camera, a page seen later, a
certificate that somebody must have looked at."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from docreader.specimens import specimen_lines
from tests.journeys.camera import picture
from tests.journeys.conftest import MakeWalk, traveller
from tests.journeys.walk import Walk
from tests.officer import Officer, form_of
from tests.served import Served

pytestmark = pytest.mark.journey

DEMONSTRATION = {"page": "never", "face": "off", "health": "offered", "health_directions": "E"}
PHONE = {"width": 390, "height": 844}

SetPolicy = Callable[..., None]


@pytest.fixture
def policy(served: Served) -> Iterator[SetPolicy]:
    """``policy(face="asked")``: the supervisor changes the post's policies, put back after."""
    chef = Officer(served.address, "chef")
    posts = chef.get("/posts/").text
    page = posts.partition("/desk-policies/")[0].rpartition('"')[2] + "/desk-policies/"

    def change(**chosen: str) -> None:
        form = form_of(chef.get(page).text, page, **{**DEMONSTRATION, **chosen})
        assert chef.send(form).status_code == 302

    yield change
    change()


def test_a_photo_is_taken_by_keys_and_seen_with_the_kept_page(
    walk: MakeWalk, policy: SetPolicy
) -> None:
    policy(page="always", face="asked", health="off")
    person = traveller(810)
    desk = walk("awa")
    desk.open("/desk/")
    image = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture(person)}
    desk.page.set_input_files("#picture", image)
    desk.at_sheet()
    desk.page.fill("#destination", "Nioro")
    desk.page.click("#admit-button")  # nobody is admitted without a photo or a reason
    expect(desk.page.locator("#refusal")).to_be_visible()
    desk.page.wait_for_load_state("load")
    desk.count()

    desk.press("F6")
    desk.page.wait_for_selector("#shoot-face:visible")
    expect(desk.page.locator("#shoot-face")).to_be_focused()
    desk.page.wait_for_timeout(300)  # the lens opens
    desk.press("Space")
    expect(desk.page.locator(".face-picture")).to_be_visible()

    assert desk.keys == 2
    assert desk.page.input_value("#destination") == "Nioro"  # nothing typed is lost
    expect(desk.page.locator("input[name=without_face]")).to_have_count(0)
    desk.look()
    desk.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    desk.fits()
    desk.page.focus("#admit-button")
    desk.press("Enter")
    desk.at(r"/desk/$")

    desk.page.locator("aside .latest a").first.click()
    desk.at(r"/register/[0-9a-f-]{36}$")
    look_at_kept(desk)


def asked_by_the_way(desk: Walk) -> None:
    """The protection questions, on the way to a refusal for the certificate: what was seen of
    it is still there afterwards."""
    expect(desk.page.locator("#refuse .gate-way")).to_be_focused()
    desk.press("Enter")
    desk.at(r"/protection/questions/")
    desk.press("2", "2", "2", "2", "Enter")
    desk.at(r"open=refuse$")
    assert desk.page.input_value("#health_outcome") == "not_shown"
    desk.page.focus("#refuse-health")
    desk.press("Enter")


def test_nobody_is_admitted_before_somebody_looked_at_the_certificate(
    walk: MakeWalk, served: Served, policy: SetPolicy
) -> None:
    policy(health="asked")
    person = traveller(811)
    desk = walk("cheikh")
    desk.open("/desk/")
    desk.swipe(specimen_lines(person, "TD3"))
    desk.at_sheet()
    desk.page.focus("#admit-button")
    desk.press("Enter")
    expect(desk.page.locator("#refusal")).to_be_visible()
    desk.page.wait_for_load_state("load")
    expect(desk.page.locator("#health_outcome")).to_be_focused()

    desk.page.select_option("#health_outcome", "not_shown")
    expect(desk.page.locator(".health-warning").first).to_be_visible()
    desk.fits()
    desk.page.focus("#refuse-health")
    desk.press("Enter")
    asked_by_the_way(desk)
    assert desk.page.is_checked("#refuse input[value=ML-05]")
    assert desk.page.input_value("#refused_health_outcome") == "not_shown"
    desk.look()
    desk.press("Enter")
    desk.at(r"/refusals/")
    desk.open("/desk/")

    assert desk.page.locator("aside .decision-refuse").count() >= 1
    text = Officer(served.address, "chef").get("/register/export.csv").content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    (row,) = [row for row in rows if row["document_number"] == person.document_number]
    assert (row["decision"], row["health_outcome"]) == ("refuse", "not_shown")
    assert row["reason_codes"] == "ML-05"


def test_a_camera_that_fails_leaves_the_file_and_the_reason(
    walk: MakeWalk, policy: SetPolicy
) -> None:
    policy(face="asked", health="off")
    person = traveller(812)
    desk = walk("awa")
    desk.page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no camera'))"
    )
    desk.open("/desk/")
    desk.swipe(specimen_lines(person, "TD3"))
    desk.at_sheet()

    desk.press("F6")
    expect(desk.page.locator("#photo")).to_be_focused()
    assert desk.page.locator("#face-progress").inner_text()
    desk.page.fill("#without_face", "Caméra en panne")
    desk.press("Enter")
    desk.at(r"/desk/$")

    assert desk.found(person.document_number) == 1


def look_at_kept(desk: Walk) -> None:
    """Open the page and the photo kept with the crossing, which must be pictures."""
    for kind in ("page", "face"):
        desk.page.click(f"#kept-{kind} summary")
        shown = desk.page.locator(f"#kept-{kind} img")
        expect(shown).to_be_visible()
        expect(shown).to_have_js_property("complete", True)
        assert shown.evaluate("(one) => one.naturalWidth") > 300
    desk.fits()
