"""The pages of donations: allowed, refused, another post's, a bad form, sent twice, the paper."""

from __future__ import annotations

import io
import uuid

import pypdfium2
import pytest
from flask import Flask

from borderpost.roles import Role
from equipment.facts import Facts
from equipment.services import donating, register
from equipment.services.register import Start
from tests.desk import browser, english, field, officer, post_id
from tests.equipment.deeds import GIVER, RECEIVER, checked, deed, draft, row, signed, things
from tests.equipment.test_custody import drawn
from tests.equipment.test_pages import READING
from tests.equipment.work import World

HOME = "/equipment/donations"
WRITES = {Role.STOREKEEPER, Role.SUPERVISOR}


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_and_who_writes_donations(machine: Flask, stocked: World, role: Role) -> None:
    with machine.app_context():
        things(stocked, 1)
        key = draft(machine, stocked, "AAA-0001")
    at = browser(machine, role.value)

    for path in ("/", f"/{key}", "/export.csv", f"/{key}/certificate.pdf"):
        assert at.get(HOME + path).status_code == (200 if role in READING else 403)
    for path in ("/new", *(f"/{key}/{one}" for one in ("change", "add", "add-all", "drop"))):
        assert at.get(HOME + path).status_code == (200 if role in WRITES else 403)


def test_from_the_draft_to_the_reversal_by_its_pages(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        things(stocked, 3)
    at, chief = english(machine, "storekeeper"), english(machine, "supervisor")
    new = at.get(f"{HOME}/new").text
    page = at.send(f"{HOME}/new", giver=GIVER, receiver=RECEIVER, fate="stays",
                   giver_name="A", receiver_name="B", codes="AAA-0001").location  # fmt: skip
    at.send(f"{page}/add", codes="AAA-0002\nAAA-0003")
    own = at.send(f"{page}/check", version="2")
    told = at.told()
    line = at.get(page).text.partition("/strike/")[2].partition('"')[0]
    at.send(f"{page}/strike/{line}")
    version = field(chief.get(page).text, "version")
    chief.send(f"{page}/check", version=version)
    shown = chief.get(page).text
    bad = chief.send(f"{page}/sign", giver=drawn(), receiver="", version=version)
    done = chief.send(f"{page}/sign", giver=drawn(), receiver=drawn(), version=version)
    after = chief.get(page).text
    picture = chief.get(f"{page}/signature/giver.png").mimetype
    back = chief.send(f"{page}/reverse", reason="", paper="")
    chief.send(f"{page}/reverse", reason="wrong annex", paper="Lettre 3")

    assert field(new, "giver") == GIVER  # the only owner here
    assert own.status_code == 302
    assert "prepared it or changed it last" in told
    assert "Keep both signatures" in shown
    assert (bad.status_code, done.status_code, picture) == (422, 302, "image/png")
    assert "signed by both" in after
    assert back.status_code == 422
    assert "wrong annex" in chief.get(page).text
    assert "reversed" in at.get(f"{HOME}/?state=reversed&q=police").text
    assert "Nothing fits this search" in at.get(f"{HOME}/?state=open").text
    assert RECEIVER in at.get(f"{HOME}/export.csv").text
    for sort in ("state", "-giver", "receiver", "title_passed_on"):
        assert "AAA-D" in at.get(f"{HOME}/?sort={sort}").text


def test_a_refused_form_loses_nothing(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        things(stocked, 1)
    at = english(machine, "storekeeper")
    sent = {"giver": GIVER, "receiver": RECEIVER, "note": "kept", "codes": "AAA-0001\nNIX"}
    answer = at.send(f"{HOME}/new", fate="stays", **sent)
    same = at.send(f"{HOME}/new", fate="stays", **(sent | {"receiver": GIVER, "codes": ""}))

    assert (answer.status_code, same.status_code) == (422, 422)
    assert "Nothing here has these codes: NIX" in answer.text
    for part in (RECEIVER, "kept", "AAA-0001"):
        assert part in answer.text
    assert "Giver and receiver are one" in same.text


def test_sent_twice_it_is_one_draft_and_signed_once(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        things(stocked, 1)
    at, key = browser(machine, "storekeeper"), uuid.uuid4()
    for _time in range(2):
        at.send(f"{HOME}/new", key, giver=GIVER, receiver=RECEIVER, fate="stays")

    assert at.get(f"{HOME}/export.csv").text.count("AAA-D") == 1


def test_another_posts_certificate_is_not_there(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        other = post_id("BBB")
        key = donating.prepare(other, deed(), by=officer(machine, "storekeeper")).id
    at = browser(machine, "storekeeper")

    for path in ("", "/change", "/add", "/add-all", "/stock", "/drop", "/reverse", "/paper",
                 "/certificate.pdf", "/signature/giver.png"):  # fmt: skip
        assert at.get(f"{HOME}/{key}{path}").status_code == 404
    for path in ("/sign", "/paper", "/check", f"/strike/{uuid.uuid4()}"):
        assert at.send(f"{HOME}/{key}{path}").status_code == 404


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_paper_repeats_its_head_and_numbers_its_pages(
    machine: Flask, stocked: World, language: str
) -> None:
    with machine.app_context():
        keys = things(stocked, 45, model_id=stocked.radio)
        codes = "\n".join(f"AAA-{number:04d}" for number in range(1, len(keys) + 1))
        key = signed(machine, stocked, codes)
        number = row(key).number
    answer = browser(machine, "storekeeper").get(f"{HOME}/{key}/certificate.pdf?lang={language}")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.data)]

    assert len(pages) > 1
    for place, text in enumerate(pages, 1):
        assert f"{place} / {len(pages)}" in text
        assert number in text
    assert all(f"AAA-{one:04d}" in "".join(pages) for one in (1, 23, 45))
    if language == "en":
        tabled = [text for text in pages if "AAA-00" in text]
        assert all("Serial or lot" in text for text in tabled)
        assert "110,250.00 EUR" in "".join(pages)


def test_the_page_of_a_thing_names_its_certificate(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        (thing,) = things(stocked, 1)
        key = checked(machine, stocked, "AAA-0001")
    at = english(machine, "storekeeper")
    before = at.get(f"/equipment/{thing}").text
    at.send(f"{HOME}/{key}/paper", version="1", paper=(io.BytesIO(b"%PDF-1.7 x"), "a.pdf"))
    after = at.get(f"/equipment/{thing}").text

    assert f"{HOME}/{key}" in before
    assert "title passed on" in after
    assert "Title passed; it stays here" in after
    assert at.get(f"{HOME}/{key}/paper").data == b"%PDF-1.7 x"


def test_a_foreign_thing_is_not_put_on_it(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        facts = Facts(stocked.reader, owner=GIVER)
        register.enter(post_id("BBB"), facts, Start("ZZZ-1", location_id=stocked.other_store),
                       by=None)  # fmt: skip
        key = draft(machine, stocked, "")
    answer = english(machine, "storekeeper").send(f"{HOME}/{key}/add", codes="ZZZ-1")

    assert answer.status_code == 422
    assert "ZZZ-1" in answer.text
