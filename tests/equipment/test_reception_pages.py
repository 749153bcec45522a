"""The pages of receptions: allowed, refused, another post's, a bad form, sent twice, a photo."""

from __future__ import annotations

import io
import uuid

import pypdfium2
import pytest
import segno
import xlsxwriter
from flask import Flask
from PIL import Image

from borderpost.roles import Role
from equipment.services import receiving
from equipment.services.receiving import Consignment
from tests.desk import browser, english, officer, post_id
from tests.equipment import store
from tests.equipment.deeds import paid
from tests.equipment.test_pages import READING
from tests.equipment.test_receptions import LIST, expected, row, things
from tests.equipment.work import World

HOME = "/equipment/receptions"
WRITES = {Role.STOREKEEPER, Role.SUPERVISOR}


def prepared(app: Flask, world: World) -> uuid.UUID:
    with app.app_context():
        paid()
        store.item(world)
        return expected(app, world)


def sheet(*codes: str) -> io.BytesIO:
    """A picture with a QR code of each."""

    page = Image.new("RGB", (420 * len(codes), 460), "white")
    for place, code in enumerate(codes):
        out = io.BytesIO()
        segno.make(code, error="m").save(out, kind="png", scale=10, border=4)
        page.paste(Image.open(out).convert("RGB"), (420 * place + 20, 40))
    kept = io.BytesIO()
    page.save(kept, "PNG")
    kept.seek(0)
    return kept


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_and_who_writes_receptions(machine: Flask, stocked: World, role: Role) -> None:
    key, at = prepared(machine, stocked), browser(machine, role.value)

    for path in ("/", f"/{key}", "/export.csv", f"/{key}/report.csv"):
        assert at.get(HOME + path).status_code == (200 if role in READING else 403)
    for path in ("/new", *(f"/{key}/{one}" for one in ("change", "line", "list", "scan", "count",
                                                       "confirm", "drop"))):  # fmt: skip
        assert at.get(HOME + path).status_code == (200 if role in WRITES else 403)


def test_from_the_list_to_the_settlement_by_its_pages(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        paid()
        store.item(stocked)
    at = english(machine, "storekeeper")
    page = at.send(f"{HOME}/new", supplier="Dune", document="BL 9", owner="OIM").location
    at.send(f"{page}/list", text=LIST.replace(";", "\t"))
    at.send(f"{page}/line", item=f"model {stocked.radio}", quantity="1", cost="12,50",
            currency="EUR")  # fmt: skip
    at.send(f"{page}/scan", codes="SN-1\nBP1:A:OIM-5\nSN-2")
    shown = at.get(page).text
    at.send(f"{page}/count", line_id=row_line(machine, page, 1), quantity="25")
    way = shown.partition("/damage/")[2].partition('"')[0]
    at.send(f"{page}/damage/{way}", note="dented", photo=(io.BytesIO(b"\x89PNG\r\n"), "p.png"))
    asked = at.get(f"{page}/confirm").text
    bad = at.send(f"{page}/confirm")
    done = at.send(f"{page}/confirm", location_id=stocked.store)
    after = at.get(page).text
    settle = after.partition("/settle/")[2].partition('"')[0]
    lost = at.send(f"{page}/settle/{settle}", settlement="", reason="kept words")
    at.send(f"{page}/settle/{settle}", settlement="arrived_later", reason="call of 3 May")
    report = at.get(f"{page}/report.pdf")
    pages = [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(report.data)]

    assert "OIM-5" in shown
    assert "stays on record" in asked
    assert (bad.status_code, done.status_code, lost.status_code) == (422, 302, 422)
    assert "kept words" in lost.text
    assert "dented" in after
    assert at.get(f"{page}/photo/{way}").mimetype == "image/png"
    assert "call of 3 May" in at.get(page).text
    assert "over" in pages[0]
    assert "call of 3 May" in "".join(pages)
    assert at.get(f"{HOME}/?state=unsettled&q=dune").text.count("AAA-P") >= 1
    assert "Nothing fits this search" in at.get(f"{HOME}/?state=dropped").text
    for sort in ("state", "-sender", "expected_on", "received_on"):
        assert "AAA-P" in at.get(f"{HOME}/?sort={sort}").text
    assert "Sahara P1,3,2,1,0,1" in at.get(f"{page}/report.csv").text


def row_line(app: Flask, page: str, place: int) -> uuid.UUID:
    with app.app_context():
        return row(uuid.UUID(page.rpartition("/")[2])).lines[place].id


def test_a_photo_of_a_sheet_of_codes_is_read_at_once(machine: Flask, stocked: World) -> None:
    key, at = prepared(machine, stocked), english(machine, "storekeeper")
    answer = at.send(f"{HOME}/{key}/scan", picture=(sheet("SN-1", "SN-2"), "sheet.png"))
    strange = at.send(f"{HOME}/{key}/scan", codes="typed", picture=(sheet("SN-9"), "sheet.png"))

    assert answer.status_code == 302
    assert strange.status_code == 422
    assert "SN-9" in strange.text
    assert "typed" in strange.text
    with machine.app_context():
        assert sorted(one.serial for one in row(key).lines[0].arrivals) == ["SN-1", "SN-2"]


def test_a_file_that_is_refused_comes_back_as_a_table(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = receiving.prepare(stocked.post, Consignment("Dune"),
                                by=officer(machine, "storekeeper")).id  # fmt: skip
    at, held = english(machine, "storekeeper"), io.BytesIO()
    book = xlsxwriter.Workbook(held)
    tab = book.add_worksheet()
    for place, cells in enumerate((("Model", "Qty"), ("Sahara P1", 4), ("Nix 9", 2))):
        tab.write_row(place, 0, cells)
    book.close()
    held.seek(0)
    answer = at.send(f"{HOME}/{key}/list", file=(held, "list.xlsx"))
    nothing = at.send(f"{HOME}/{key}/list")
    again = at.send(f"{HOME}/{key}/list", text="Model\tQty\nSahara P1\t4\nHarmattan HF 100\t2")

    assert answer.status_code == 422
    assert "Nix 9\t2" in answer.text
    assert "Row 3, item:" in answer.text
    assert (nothing.status_code, again.status_code) == (422, 302)
    with machine.app_context():
        assert [(one.title, one.quantity) for one in row(key).lines] == [
            ("Sahara P1", 4), ("Harmattan HF 100", 2),
        ]  # fmt: skip


def test_a_refused_form_loses_nothing(machine: Flask, stocked: World) -> None:
    key, at = prepared(machine, stocked), english(machine, "storekeeper")
    scanned = at.send(f"{HOME}/{key}/scan", codes="SN-1\nNIX-3")
    typed = at.send(f"{HOME}/{key}/line", item=f"model {stocked.radio}", quantity="2",
                    serials="A B C", cost="7")  # fmt: skip
    counted = at.send(f"{HOME}/{key}/count", line_id=row_line(machine, f"/{key}", 0),
                      quantity="3", is_damaged="y")  # fmt: skip

    assert [one.status_code for one in (scanned, typed, counted)] == [422] * 3
    assert "SN-1\nNIX-3" in scanned.text
    assert "A B C" in typed.text
    assert "Say what is damaged" in counted.text


def test_sent_twice_it_is_in_the_books_once(machine: Flask, stocked: World) -> None:
    key, at = prepared(machine, stocked), browser(machine, "storekeeper")
    at.send(f"{HOME}/{key}/scan", codes="SN-1")
    form = uuid.uuid4()
    answers = [at.send(f"{HOME}/{key}/confirm", form, location_id=stocked.store)
               for _time in range(2)]  # fmt: skip
    other = at.send(f"{HOME}/{key}/confirm", location_id=stocked.store)

    assert [one.status_code for one in answers] == [302, 302]
    assert other.status_code == 422
    with machine.app_context():
        assert len(things()) == 1


def test_another_posts_reception_is_not_there(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = receiving.prepare(post_id("BBB"), Consignment("Dune"),
                                by=officer(machine, "storekeeper")).id  # fmt: skip
    at, some = browser(machine, "storekeeper"), uuid.uuid4()

    for path in ("", "/change", "/line", "/list", "/scan", "/count", "/confirm", "/drop",
                 "/report.csv", "/report.pdf", f"/settle/{some}", f"/damage/{some}",
                 f"/photo/{some}"):  # fmt: skip
        assert at.get(f"{HOME}/{key}{path}").status_code == 404
    for path in (f"/strike/{some}", f"/take-off/{some}"):
        assert at.send(f"{HOME}/{key}{path}").status_code == 404
