"""The pages of distributions: who reads counts, who reads names, refusals that lose nothing."""

from __future__ import annotations

import base64
import io
import struct
import uuid
from datetime import timedelta
from uuid import UUID

import pypdfium2
import pytest
import sqlalchemy as sa
from flask import Flask
from python_calamine import CalamineWorkbook

from borderpost import clock
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.roles import Role
from equipment import Act
from equipment.models import HouseholdSheet, SignedList
from equipment.queries.stock import coded
from equipment.reconciliation import released
from equipment.services import distributing, households
from equipment.services.distributing import Plan
from tests.desk import browser, english, field, post_id
from tests.equipment.store import day, item, receive
from tests.equipment.work import World

ROOT = "/equipment/distributions"
COUNTS = {Role.STOREKEEPER, Role.SUPERVISOR, Role.WORKS_MANAGER, Role.AUDITOR, Role.ANALYST,
          Role.PROTECTION}  # fmt: skip
WRITES = {Role.STOREKEEPER, Role.SUPERVISOR}
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", 60, 20) + bytes(20)
DRAWN = "data:image/png;base64," + base64.b64encode(PNG).decode()


@pytest.fixture
def page(machine: Flask, stocked: World) -> str:
    """The address of a distribution of 20 kits, all of which have left by a waybill."""
    with machine.app_context():
        key = item(stocked, "KIT")
        receive(stocked, key, 50)
    at = english(machine, "storekeeper")
    plan = {"site": "Stade", "planned_on": str(day(-3)), "households": "20", "item_1": key,
            "number_1": "1", "latitude": "12.65", "longitude": "-8.0"}  # fmt: skip
    found = at.send(f"{ROOT}/new", **plan).location
    at.send(f"{found}/set-aside", item_id=key, quantity="20")
    sent = {f"out_{key.hex}": "20", "location_id": stocked.store, "carrier": "Moussa"}
    at.send(f"{found}/waybill", **sent)
    return str(found)


def kit(machine: Flask) -> UUID:
    with machine.app_context():
        found = coded("KIT", post_id())
        assert found is not None
        return found.id


def served(machine: Flask, **more: str) -> dict[str, str]:
    """The form of a household that received."""
    key = kit(machine).hex
    return {"name": "Fanta Specimen", f"got_{key}": "1", "count_f_18-59": "1",
            "count_m_0-4": "2", "signed_how": "drawn", "signature": DRAWN, **more}  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_counts_who_writes_and_who_reads_names(
    machine: Flask, page: str, role: Role
) -> None:
    at = browser(machine, role.value)
    for path in (f"{ROOT}/", page, f"{ROOT}/export.csv", f"{ROOT}/counts-restricted.xlsx"):
        assert at.get(path).status_code == (200 if role in COUNTS else 403)
    for step in ("set-aside", "waybill", "return", "loss", "household", "totals", "list", "cancel"):
        assert at.get(f"{page}/{step}").status_code == (200 if role in WRITES else 403)
    names = at.get(f"{page}/households").status_code
    assert names == (200 if role is Role.PROTECTION else 403)


def test_another_posts_distribution_is_not_there(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        other = post_id("BBB")
        key = item(World(**{**vars(stocked), "post": other}), "KIT-B")
        row = distributing.plan(other, Plan("Elsewhere", day(0), 5, {key: 1}), by=None).id
    at = browser(machine, "storekeeper")

    for path in ("", "/household", "/waybill", "/list"):
        assert at.get(f"{ROOT}/{row}{path}").status_code == 404
    assert browser(machine, "protection_focal_point").get(
        f"{ROOT}/{row}/households").status_code == 404  # fmt: skip
    assert "Elsewhere" not in at.get(f"{ROOT}/").text
    assert at.get(f"{ROOT}/waybills/{uuid.uuid4()}.pdf").status_code == 404


def test_a_distribution_from_the_plan_to_the_close(machine: Flask, page: str) -> None:
    at, key = english(machine, "storekeeper"), kit(machine)
    at.send(f"{page}/household", **served(machine))
    at.send(f"{page}/totals", households="15", no_shows="3", signed_how="thumb",
            **{f"got_{key.hex}": "15", "count_f_60+": "40", "count_m_5-11": "7"})  # fmt: skip
    at.send(f"{page}/loss", item_id=key, kind="damaged", quantity="2", reason="wet")
    refused = at.send(f"{page}/close")
    told = at.told(refused.location)
    lot = at.get(f"{page}/return").text.partition('name="back_')[2].partition('"')[0]
    at.send(f"{page}/return", location_id=place(at, page), **{f"back_{lot}": "2"})
    paper = {"paper": (io.BytesIO(b"%PDF-1.7 list"), "list.pdf")}
    at.send(f"{page}/list", **paper)
    at.send(f"{page}/close")
    shown, listed = at.get(page).text, at.get(f"{ROOT}/?stage=closed").text

    assert "20 issued, but 16 received, 0 returned, 0 lost and 2 damaged make 18" in told
    assert "the other 2" in told
    for part in ("closed, reconciled", "Thumb print", ">50<", "did not come: 3"):
        assert part in shown
    assert "Stade" in listed
    assert "Nothing fits this search" in at.get(f"{ROOT}/?stage=planned").text
    assert "Fanta" not in shown
    for sort in ("number", "-day", "site", "state", "-people", "households_received"):
        assert "Stade" in at.get(f"{ROOT}/?sort={sort}").text


def test_refusals_lose_nothing_that_was_typed(machine: Flask, page: str) -> None:
    at, key = english(machine, "storekeeper"), kit(machine)
    unsigned = at.send(f"{page}/household", **served(machine, signature="", card="C-77"))
    again = at.send(f"{page}/household", **served(machine, **{f"got_{key.hex}": "21"}))
    bad = at.send(f"{ROOT}/new", site="Marché", planned_on=str(day(0)), households="9",
                  latitude="95", item_1=key, number_1="1")  # fmt: skip
    nothing = at.send(f"{ROOT}/new", site="Marché", planned_on=str(day(0)), households="9")

    assert {one.status_code for one in (unsigned, again, bad, nothing)} == {422}
    assert "Have the receiver sign here" in unsigned.text
    assert (field(unsigned.text, "card"), field(unsigned.text, "count_m_0-4")) == ("C-77", "2")
    assert "at most 20 are left" in again.text
    assert field(bad.text, "site") == "Marché"
    assert "Latitudes are from -90 to 90." in bad.text
    assert "at least one item" in nothing.text


def test_a_form_sent_twice_counts_once(machine: Flask, page: str) -> None:
    at, form_key = english(machine, "storekeeper"), uuid.uuid4()
    for _time in range(2):
        at.send(f"{page}/household", key=form_key, **served(machine))
    assert "received so far: 1 of 20" in at.get(f"{page}/household").text


def test_each_look_at_names_has_its_purpose_and_its_line(machine: Flask, page: str) -> None:
    keeper = english(machine, "storekeeper")
    keeper.send(f"{page}/household", **served(machine))
    keeper.send(f"{page}/list", paper=(io.BytesIO(b"%PDF-1.7 list"), "list.pdf"))
    at = english(machine, "protection_focal_point")
    before = at.get(f"{page}/households").text
    empty = at.send(f"{page}/households", purpose=" ")
    shown = at.send(f"{page}/households", purpose="complaint of a household").text
    drawn = at.get(way(shown, "/signature.png"))
    scan = at.get(way(shown, "/households/lists/"))

    assert "Fanta" not in before
    assert "Fanta" not in empty.text
    assert empty.status_code == 422
    assert "Fanta Specimen" in shown
    assert drawn.data == PNG
    assert scan.data == b"%PDF-1.7 list"
    acts = (Act.HOUSEHOLDS_READ, Act.SIGNATURE_READ, Act.LIST_READ)
    with machine.app_context():
        lines = db.session.scalars(sa.select(AuditLine).where(AuditLine.act.in_(acts))).all()
        everything = db.session.scalars(sa.select(AuditLine.details)).all()
    assert [one.act for one in lines] == list(acts)
    assert lines[0].details["purpose"] == "complaint of a household"
    assert "Fanta" not in str(everything)
    for path in (way(shown, "/signature.png"), way(shown, "/households/lists/")):
        assert keeper.get(path).status_code == 403


def test_names_are_erased_when_their_time_is_over_and_counts_stay(
    machine: Flask, page: str
) -> None:
    at = english(machine, "storekeeper")
    at.send(f"{page}/household", **served(machine, **{f"got_{kit(machine).hex}": "20"}))
    at.send(f"{page}/list", paper=(io.BytesIO(b"%PDF-1.7 list"), "list.pdf"))
    with machine.app_context():
        assert households.purge(timedelta(days=-1)) == 0  # not closed: kept
    at.send(f"{page}/close")
    with machine.app_context():
        assert households.purge(timedelta(days=1)) == 0
        assert households.purge(timedelta(days=-1)) == 2
        left = [db.session.scalar(sa.select(sa.func.count()).select_from(one))
                for one in (HouseholdSheet, SignedList)]  # fmt: skip
    assert left == [0, 0]
    assert ">3<" in at.get(page).text


def test_small_counts_do_not_leave_the_post(machine: Flask, page: str) -> None:
    at, key = english(machine, "storekeeper"), kit(machine).hex
    at.send(f"{page}/totals", households="3", no_shows="0", signed_how="paper",
            **{f"got_{key}": "3", "count_f_0-4": "2", "count_f_18-59": "9", "count_m_60+": "8"},
            )  # fmt: skip
    file = at.get(f"{ROOT}/counts-restricted.xlsx").data
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    told = dict(zip(rows[0], rows[1], strict=True))

    assert told["f_0-4"] == told["f_18-59"] == told["m_60+"] == ""
    assert (told["f_all"], told["m_all"], told["people_all"]) == (11, 8, 19)
    assert told["suppressed"] == "yes"
    assert "Fanta" not in str(rows)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({("f", "a"): 9, ("f", "b"): 8, ("m", "a"): 7, ("m", "b"): 0}, ([9, 8, 7, 0], [17, 7], 24)),
        ({("f", "a"): 9, ("f", "b"): 3, ("m", "a"): 7, ("m", "b"): 0}, ([None] * 4, [12, 7], 19)),
        ({("f", "a"): 3, ("f", "b"): 0, ("m", "a"): 7, ("m", "b"): 0},
         ([None] * 4, [None, None], 10)),
        ({("f", "a"): 1, ("f", "b"): 0, ("m", "a"): 1, ("m", "b"): 0},
         ([None] * 4, [None, None], None)),
        ({("f", "a"): 9, ("m", "a"): 3}, ([None] * 2, [None, None], 12)),
        ({("f", "a"): 0, ("m", "a"): 0}, ([0, 0], [0, 0], 0)),
    ],
)  # fmt: skip
def test_no_small_count_is_worked_out_from_what_is_shown(
    cells: dict[tuple[str, str], int], shown: tuple[list[object], list[object], object]
) -> None:
    found = released(cells)

    assert (list(found.cells.values()), list(found.by_sex.values()), found.total) == shown
    assert found.is_suppressed is (None in shown[0])


@pytest.mark.parametrize(("lang", "word"), [("fr", "KIT"), ("en", "Waybill"), ("ar", "KIT")])
def test_the_waybill_is_a_paper_in_three_languages(
    machine: Flask, page: str, lang: str, word: str
) -> None:
    at = english(machine, "storekeeper")
    number = way(at.get(page).text, ".pdf").partition("?")[0]
    answer = at.get(f"{number}?lang={lang}")
    text = pypdfium2.PdfDocument(answer.data)[0].get_textpage().get_text_bounded()

    assert answer.mimetype == "application/pdf"
    for part in (word, "AAA-W", f"N{clock.today().year}" if lang != "ar" else "AAA", "20"):
        assert part in text


def test_an_empty_list_says_what_to_do_first(machine: Flask) -> None:
    assert "No distribution yet." in english(machine, "storekeeper").get(f"{ROOT}/").text


def place(at: object, page: str) -> str:
    """The id of the store, as the form of a return offers it."""
    text = at.get(f"{page}/return").text  # type: ignore[attr-defined]
    options = text.partition('name="location_id"')[2].partition("</select>")[0]
    return str(next(part.partition('"')[0] for part in options.split('value="')[2:]))


def way(text: str, part: str) -> str:
    """The first address on a page that has a part."""
    return next(one.partition('"')[0] for one in text.split('href="')[1:]
                if part in one.partition('"')[0]).replace("&amp;", "&")  # fmt: skip
