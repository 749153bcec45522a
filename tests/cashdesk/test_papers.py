"""What hangs on the wall, what is printed, what anybody verifies, what was taken."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from borderpost import post_key
from cashdesk import receipt_codes
from cashdesk.models import Receipt
from cashdesk.services import tills as services
from cashdesk.services import voiding
from tests.cashdesk.desk import paid, tariff, till, today
from tests.cashdesk.test_pages import opened
from tests.desk import browser, english, lane_id, officer, post_id, visitor

ROW = {
    "code": "visa-30", "label_fr": "Visa", "label_en": "Visa", "label_ar": "تأشيرة",
    "amount": "25 000", "currency": "XOF", "unit": "person", "basis": "Arrêté inventé",
}  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("size", ["58", "80", "a4", "elephant"])
def test_a_receipt_prints_in_the_travellers_language(
    machine: Flask, language: str, size: str
) -> None:
    with machine.app_context():
        who = officer(machine, "cashier")
        row = paid(who, till(who), tariff())
        number, address = row.number, f"/cash/receipts/{row.id}?lang={language}&size={size}"
    page = browser(machine, "cashier").get(address).text

    assert f'lang="{language}"' in page and number in page
    assert {"fr": "Visa d&#39;essai", "en": "Test visa", "ar": "تأشيرة اختبار"}[language] in page


def test_a_free_passage_is_said_on_its_receipt(machine: Flask) -> None:
    with machine.app_context():
        who = officer(machine, "cashier")
        row = paid(who, till(who), tariff(amount=0)).id

    page = english(machine, "cashier").get(f"/cash/receipts/{row}").text
    assert "FREE PASSAGE" in page and "nothing was paid" in page


def test_the_administrator_writes_and_ends_the_table(machine: Flask) -> None:
    at = english(machine, "administrator")
    with machine.app_context():
        own = str(post_id())
    sent = {**ROW, "post_id": own, "starts_on": today().isoformat()}
    bad = at.send("/cash/tariffs/new", **{**sent, "basis": ""})
    past = at.send("/cash/tariffs/new", **{**sent, "starts_on": "2020-01-01"})
    good = at.send("/cash/tariffs/new", **sent)
    twice = at.send("/cash/tariffs/new", **sent)
    page = at.get("/cash/tariffs/").text
    end = re.findall(r"/cash/tariffs/[0-9a-f-]{36}/end", page)[0]
    yesterday = (today() - timedelta(days=1)).isoformat()

    assert (bad.status_code, past.status_code, good.status_code) == (422, 422, 302)
    assert twice.status_code == 422 and "has a row for these days" in twice.text
    assert "25\u202f000 XOF" in page and at.get(end).status_code == 200
    assert at.send(end, ends_on="2020-01-01").status_code == 422
    assert at.send(end, ends_on=yesterday).status_code == 302
    assert "withdrawn" in at.get("/cash/tariffs/").text


def test_the_table_ships_empty_and_the_wall_says_that_passage_is_free(machine: Flask) -> None:
    at = english(machine, "supervisor")

    assert "The table is empty" in at.get("/cash/tariffs/").text
    assert (
        "No fee is in force at this post. Nobody may ask you for money."
        in at.get("/cash/tariffs/wall").text
    )
    assert (
        "No tariff is in force today"
        in opened(machine, starts_on=today() + timedelta(1))
        .get("/cash/", follow_redirects=True)
        .text
    )


def test_the_wall_shows_fees_and_what_is_free_from_the_same_table(machine: Flask) -> None:
    with machine.app_context():
        tariff()
        tariff(code="PASS", amount=0, label_en="Passage")
        tariff(code="OLD", label_en="Later", starts_on=today() + timedelta(days=3))
    page = english(machine, "supervisor").get("/cash/tariffs/wall").text
    arabic = english(machine, "supervisor").get("/cash/tariffs/wall?lang=ar").text

    assert "Test visa" in page and "5\u202f000 XOF" in page and "Passage" in page and "FREE" in page
    assert "Later" not in page
    assert 'dir="rtl"' in arabic and "تأشيرة اختبار" in arabic


def test_the_wall_is_a_pdf_with_a_page_in_each_language(machine: Flask) -> None:
    import pypdfium2

    with machine.app_context():
        tariff()
    answer = browser(machine, "supervisor").get("/cash/tariffs/wall.pdf")
    paper = pypdfium2.PdfDocument(answer.data)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in paper]

    assert len(texts) == 3 and "Visa d'essai" in texts[0] and "Test visa" in texts[1]
    assert (round(paper[0].get_width()), round(paper[0].get_height())) == (595, 842)


def test_anybody_verifies_a_receipt_on_the_posts_page(machine: Flask) -> None:
    with machine.app_context():
        who, chief = officer(machine, "cashier"), officer(machine, "supervisor")
        row = paid(who, till(who), tariff())
        code, row_id = _code(row), row.id
    at = visitor(machine)
    at.send("/language", locale="en")
    good = at.get("/receipt-check/", query_string={"code": code}).text
    bad = at.get("/receipt-check/", query_string={"code": code.replace(":5000:", ":5001:")}).text
    with machine.app_context():
        asked = voiding.ask(row_id, "double", by=who).id
        voiding.answer(asked, "", approves=True, by=chief)
    void = at.get("/receipt-check/", query_string={"code": code}).text

    assert "VALID." in good and "5000 XOF" in good and "NOT VALID" not in good
    assert "NOT VALID" in bad and "5001" not in bad.partition("<form")[0]
    assert "made it void since" in void


def test_a_signed_receipt_that_is_not_in_the_list_is_told(machine: Flask) -> None:
    with machine.app_context():
        who = officer(machine, "cashier")
        row = paid(who, till(who), tariff())
        other = receipt_codes.receipt_number("AAA", 2026, 99)
        said = receipt_codes.verified(_code(row), post_key.public())
        assert said
        forged = receipt_codes.ReceiptText(other, "1", "XOF", "X", said.at)
        code = receipt_codes.signed(forged, post_key.secret())
    at = visitor(machine)
    at.send("/language", locale="en")

    assert "not in its list" in at.get("/receipt-check/", query_string={"code": code}).text


def test_takings_by_day_and_lane_leave_out_what_is_void(machine: Flask) -> None:
    with machine.app_context():
        who, chief = officer(machine, "cashier"), officer(machine, "supervisor")
        from cashdesk.services.tills import Opening

        mine = services.open_till(Opening("XOF", 0, lane_id()), by=who).id
        visa = tariff()
        paid(who, mine, visa, 2)
        paid(who, mine, tariff(code="PASS", amount=0))
        asked = voiding.ask(paid(who, mine, visa).id, "double", by=who).id
        voiding.answer(asked, "", approves=True, by=chief)
    at = english(machine, "analyst")
    page = at.get("/cash/takings/").text
    lines = at.get("/cash/takings/export.csv").text.splitlines()

    assert "10\u202f000 XOF" in page and "<svg" in page
    assert lines[1] == f"{today()},Piétons,XOF,live,1,1,1,10000"
    assert at.get("/cash/takings/export.xlsx").status_code == 200


def _code(row: Receipt) -> str:
    from cashdesk.views.receipts import code_of

    return code_of(row)
