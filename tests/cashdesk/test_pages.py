"""The pages of the cash desk: who opens them, a fee in three keys, papers and files."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID, uuid4

import pytest
from flask import Flask

from borderpost.db import db
from borderpost.roles import Role
from cashdesk.queries import receipts, tills
from tests.cashdesk.desk import paid, tariff, till, today
from tests.desk import Browser, browser, english, lane_id, officer, post_id

SEES = {Role.OFFICER, Role.SECOND_LINE, Role.CASHIER, Role.SUPERVISOR, Role.AUDITOR,
        Role.ANALYST, Role.ADMINISTRATOR}  # fmt: skip
READS = {Role.CASHIER, Role.SUPERVISOR, Role.AUDITOR}
COUNTS = {Role.SUPERVISOR, Role.AUDITOR, Role.ANALYST}


@pytest.mark.parametrize("role", list(Role))
def test_who_opens_what(machine: Flask, role: Role) -> None:
    at = browser(machine, role.value)

    def opens(path: str) -> bool:
        return at.get(path).status_code in {200, 302}

    assert opens("/cash/tariffs/") == (role in SEES)
    assert opens("/cash/tariffs/wall") == (role in SEES)
    assert opens("/cash/tariffs/new") == (role is Role.ADMINISTRATOR)
    assert opens("/cash/receipts/") == opens("/cash/tills/") == (role in READS)
    assert opens("/cash/") == opens("/cash/open") == (role is Role.CASHIER)
    assert opens("/cash/takings/") == (role in COUNTS)
    assert at.send(f"/cash/receipts/voids/{uuid4()}").status_code == (
        404 if role is Role.SUPERVISOR else 403
    )


def opened(machine: Flask, **other: object) -> Browser:
    """The cashier with an open till and a tariff in force."""
    with machine.app_context():
        tariff(**other)
        till(officer(machine, "cashier"))
    return english(machine, "cashier")


def test_a_fee_in_three_keys(machine: Flask) -> None:
    """The number, Enter, Enter: the page of the till has the focus in the number's field, the
    next one on the button, and the receipt on its print button."""
    at = opened(machine)
    page = at.get("/cash/", follow_redirects=True).text
    action = re.findall(r'action="(/cash/tills/[^"]*/fee)"', page)[0]
    looked = at.get(f"{action}?tariff=1&quantity=1&about=aaa-20261127-0001-k").text
    sent = dict(re.findall(r'name="(tariff_id|quantity|about)" value="([^"]*)"', looked))
    answer = at.send(action, **sent)
    receipt = at.get(answer.location).text

    assert re.search(r'<input[^>]*autofocus[^>]*name="tariff"', page)
    assert "5\u202f000 XOF" in looked and re.search(r"<button[^>]*autofocus", looked)
    assert f"AAA-Q{today().year}-00001-" in receipt and "AAA-20261127-0001-K" in receipt
    assert re.search(r'id="print"[^>]*autofocus', receipt)


def test_looking_writes_nothing_and_a_second_click_nothing_more(machine: Flask) -> None:
    at = opened(machine)
    with machine.app_context():
        mine = tills.open_at(post_id())[0].id
        chosen = str(tariff(code="B-1"))
    at.get(f"/cash/tills/{mine}/fee?tariff=VISA-30")
    key = uuid4()
    first = at.send(f"/cash/tills/{mine}/fee", key, tariff_id=chosen, quantity="1", about="")
    second = at.send(f"/cash/tills/{mine}/fee", key, tariff_id=chosen, quantity="1", about="")

    assert (first.status_code, second.status_code) == (302, 302)
    with machine.app_context():
        assert len(receipts.of_till(mine)) == 1


NONSENSE = ("tariff=9", "tariff=", "tariff=NONE", "tariff=1&quantity=0", "tariff=1&quantity=x",
            "tariff=1&quantity=501")  # fmt: skip


@pytest.mark.parametrize("query", NONSENSE)
def test_a_fee_that_makes_no_sense_stays_on_the_page(machine: Flask, query: str) -> None:
    at = opened(machine)
    with machine.app_context():
        mine = tills.open_at(post_id())[0].id

    assert at.get(f"/cash/tills/{mine}/fee?{query}").status_code == 422


def test_a_forged_fee_is_refused(machine: Flask) -> None:
    at = opened(machine)
    with machine.app_context():
        mine = tills.open_at(post_id())[0].id
        theirs = str(tariff(post_id=post_id("BBB")))

    assert at.send(f"/cash/tills/{mine}/fee", tariff_id="x").status_code == 400
    assert at.send(f"/cash/tills/{mine}/fee", tariff_id=theirs, quantity="1").status_code == 302
    assert "tariff of the list" in at.told()
    assert at.send(f"/cash/tills/{uuid4()}/fee", tariff_id=theirs).status_code == 404


def test_a_till_is_opened_counted_and_closed_on_the_pages(machine: Flask) -> None:
    cashier, chief = english(machine, "cashier"), english(machine, "supervisor")
    with machine.app_context():
        lane = str(lane_id())
        tariff()
    cashier.send("/cash/open", currency="XOF", float_amount="1 000", lane_id=lane)
    with machine.app_context():
        mine = tills.open_at(post_id())[0].id
        paid(officer(machine, "cashier"), mine, _tariff())
    blind = cashier.get(f"/cash/tills/{mine}").text
    wrong = cashier.send(f"/cash/tills/{mine}/count", counted="5 900", reason="")
    counted = cashier.send(f"/cash/tills/{mine}/count", counted="6 000", reason="")
    own = cashier.send(f"/cash/tills/{mine}/close", received="6 000")
    short = chief.send(f"/cash/tills/{mine}/close", received="5 999")
    closed = chief.send(f"/cash/tills/{mine}/close", received="6 000")
    page = chief.get(f"/cash/tills/{mine}").text

    assert "6\u202f000" not in blind and "Count what lies in the till first" in blind
    assert wrong.status_code == 422 and 'value="5 900"' in wrong.text
    assert (counted.status_code, own.status_code, closed.status_code) == (302, 403, 302)
    assert short.status_code == 422 and "Count together" in unescape(short.text)
    assert "closed at zero" in page and '<strong><bdi dir="ltr">0 XOF</bdi></strong>' in page


def _tariff() -> UUID:
    from cashdesk.queries.tariffs import in_force

    return in_force(post_id(), today())[0].id


@pytest.mark.parametrize("typed", ["", "abc", "-1", "1.5", "25.000"])
def test_an_amount_that_is_none_is_kept_and_refused(machine: Flask, typed: str) -> None:
    answer = english(machine, "cashier").send("/cash/open", currency="XOF", float_amount=typed)

    assert answer.status_code == 422 and "Write an amount such as 5 000." in answer.text
    assert f'value="{typed}"' in answer.text


def test_a_shift_does_not_end_over_an_open_till_without_a_reason(machine: Flask) -> None:
    at = opened(machine)
    kept = at.send("/sign-out")
    left = at.send("/sign-out", left_reason="the generator stopped")

    assert kept.status_code == 409 and "Your till in XOF is not closed" in kept.text
    assert left.status_code == 302


def test_a_void_is_asked_and_answered_on_the_pages(machine: Flask) -> None:
    cashier, chief = english(machine, "cashier"), english(machine, "supervisor")
    with machine.app_context():
        who = officer(machine, "cashier")
        row = paid(who, till(who), tariff()).id
    empty = cashier.send(f"/cash/receipts/{row}/void", reason="")
    cashier.send(f"/cash/receipts/{row}/void", reason="twice for one traveller")
    with machine.app_context():
        asked = receipts.voids_asked(post_id())[0].id
    card = chief.get("/home").text
    unsaid = chief.send(f"/cash/receipts/voids/{asked}", answer="reject", note="")
    done = chief.send(f"/cash/receipts/voids/{asked}", answer="approve", note="")
    paper = chief.get(f"/cash/receipts/{row}").text

    assert empty.status_code == 422
    assert "wait for your answer" in card
    assert unsaid.status_code == 422 and "Say why it stays good" in unsaid.text
    assert done.status_code == 302 and "VOID" in paper and "twice for one traveller" in paper
    assert "No void waits" in chief.get("/cash/receipts/voids").text


def test_a_missing_number_is_shown_to_who_reads_receipts(machine: Flask) -> None:
    with machine.app_context():
        who = officer(machine, "cashier")
        mine, visa = till(who), tariff()
        for _ in range(3):
            paid(who, mine, visa)
        db.session.execute(db.text("DROP TRIGGER receipts_refuse_delete"))
        db.session.execute(db.text("DELETE FROM receipts WHERE serial = 2"))
        db.session.commit()
    auditor = english(machine, "auditor")

    assert f"Receipt 2 of {today().year} is missing" in auditor.get("/cash/receipts/").text
    assert "numbers are missing" in auditor.get("/home").text
    answer = machine.test_cli_runner().invoke(args=["verify"])
    assert answer.exit_code != 0 and "2 missing" in answer.output


def test_the_list_is_searched_filtered_and_taken_along(machine: Flask) -> None:
    at = opened(machine)
    with machine.app_context():
        who, mine = officer(machine, "cashier"), tills.open_at(post_id())[0].id
        paid(who, mine, _tariff())
        paid(who, mine, tariff(code="PASS", amount=0))
    free = at.get("/cash/receipts/?state=free").text
    lines = at.get("/cash/receipts/export.csv?state=good").text.splitlines()

    assert "FREE" in free and "00002" in free and "00001" not in free
    assert len(lines) == 2 and ",5000,XOF,good," in lines[1]
    assert at.get("/cash/receipts/export.xlsx").status_code == 200
    assert at.get("/cash/tills/export.csv").status_code == 200


def test_nobody_of_another_post_sees_receipts_or_tills(machine: Flask) -> None:
    with machine.app_context():
        who = officer(machine, "cashier")
        mine = till(who)
        row = paid(who, mine, tariff()).id
        stranger = officer(machine, "stranger")
        assert receipts.receipt(row, stranger.post_id) is None
        assert tills.till(mine, stranger.post_id) is None
    assert browser(machine, "stranger").get(f"/cash/receipts/{row}").status_code == 403
