"""The pages of paper receipts: who opens them, capturing by the form, and asking by the number."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from flask import Flask

from borderpost.roles import Role
from cashdesk.models import PaperFate
from cashdesk.queries import paper_receipts as papers
from cashdesk.queries import receipts
from cashdesk.receipt_codes import receipt_number
from cashdesk.services import paper_capture, paper_receipts, voiding
from tests.cashdesk.desk import till, today
from tests.cashdesk.test_paper_receipts import fee, printed, written
from tests.desk import browser, english, officer, post_id, visitor

ENGLISH = {"Accept-Language": "en"}


@pytest.mark.parametrize("role", list(Role))
def test_who_opens_what(machine: Flask, role: Role) -> None:
    with machine.app_context():
        (only,) = printed(1, officer(machine, "supervisor"))
    at = browser(machine, role.value)
    reads = role in {Role.CASHIER, Role.SUPERVISOR, Role.AUDITOR}

    assert (at.get("/cash/paper/").status_code == 200) == reads
    assert (at.get(f"/cash/paper/{only}").status_code == 200) == reads
    prints = at.send("/cash/paper/", many="2").status_code
    assert prints == (302 if role is Role.SUPERVISOR else 403)
    captures = at.send(f"/cash/paper/{only}/capture").status_code
    assert captures == (422 if role is Role.CASHIER else 403)


def form_of(visa: UUID, writer: UUID, **other: str) -> dict[str, str]:
    """What a cashier types."""
    told = {
        "day": f"{today():%d/%m/%Y}", "at": "0h01", "tariff": str(visa), "quantity": "1",
        "amount": "5 000", "officer_id": str(writer), "about": "aa 123", "why": "",
    }  # fmt: skip
    return told | other


def test_a_paper_is_found_by_its_number_and_captured(machine: Flask) -> None:
    with machine.app_context():
        cashier, chief = officer(machine, "cashier"), officer(machine, "supervisor")
        visa, (only,) = fee(), printed(1, chief)
        mine = till(cashier)
        number = papers.run(_run(only), post_id())[0].number
    at = english(machine, "cashier")
    found = at.get(f"/cash/paper/?q={number.lower()}")
    page = at.get(found.location).text
    wrong = at.send(
        f"{found.location}/capture", **form_of(visa, cashier.officer_id, amount="4 000")
    )
    key = uuid4()
    sent = form_of(visa, cashier.officer_id)
    first = at.send(f"{found.location}/capture", key, **sent)
    second = at.send(f"{found.location}/capture", key, **sent)
    again = at.send(f"{found.location}/capture", **sent)
    shown = at.get(found.location).text

    assert 'id="capture"' in page and found.status_code == 302
    assert wrong.status_code == 422 and 'value="4 000"' in wrong.text
    assert "write what explains it" in unescape(wrong.text)
    assert (first.status_code, second.status_code, again.status_code) == (302, 302, 422)
    assert "captured already" in again.text and 'id="captured"' in shown
    with machine.app_context():
        (row,) = receipts.of_till(mine)
        assert (row.number, row.about) == (number, "AA 123")
    paper = at.get(f"/cash/receipts/{row.id}").text
    assert "Written by hand by" in paper and "BPR1:" not in paper


WRONG = {"day": "31/31/2026", "at": "25:00", "tariff": "x", "quantity": "", "amount": "abc",
         "officer_id": ""}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_slip_of_the_hand_is_told_at_its_field_and_loses_nothing(
    machine: Flask, name: str
) -> None:
    with machine.app_context():
        cashier = officer(machine, "cashier")
        visa, (only,) = fee(), printed(1, officer(machine, "supervisor"))
        till(cashier)
    sent = form_of(visa, cashier.officer_id, **{name: WRONG[name]})
    answer = english(machine, "cashier").send(f"/cash/paper/{only}/capture", **sent)

    assert answer.status_code == 422 and f'id="{name}-told"' in answer.text
    assert 'value="AA 123"' in answer.text or 'value="aa 123"' in answer.text


def test_papers_are_printed_handed_out_and_accounted_for_on_the_pages(machine: Flask) -> None:
    chief = english(machine, "supervisor")
    with machine.app_context():
        clerk = officer(machine, "officer").officer_id
    run = chief.send("/cash/paper/", many="3").location
    chief.get(run)
    paper = chief.get(f"{run}/paper")
    none = chief.send("/cash/paper/", many="0")
    with machine.app_context():
        rows = papers.run(UUID(run.rpartition("/")[2]), post_id())
        first, second = (f"/cash/paper/{row.id}" for row in rows[:2])
    chief.send(f"{first}/hand", handed_to=str(clerk))
    silent = chief.send(f"{second}/fate", fate="spoiled", why="")
    chief.send(f"{second}/fate", fate="spoiled", why="Rain")
    listed = chief.get("/cash/paper/").text
    file = chief.get("/cash/paper/export.csv").text

    assert paper.status_code == 200 and none.status_code == silent.status_code == 422
    assert "3 numbers were printed:" in listed and "Rain" in file
    with machine.app_context():
        fates = papers.fates(post_id())
    assert (fates[PaperFate.OUT], fates[PaperFate.SPOILED], fates[PaperFate.PRINTED]) == (1, 1, 1)


def test_anybody_asks_by_the_number_and_hears_what_the_post_knows(machine: Flask) -> None:
    with machine.app_context():
        cashier, chief = officer(machine, "cashier"), officer(machine, "supervisor")
        visa, keys = fee(), printed(3, chief)
        till(cashier)
        paper_receipts.account(keys[1], PaperFate.MISSING, "gone", by=chief)
        day = today() - timedelta(days=1)
        row = paper_capture.capture(keys[2], written(day, visa, cashier), by=cashier)
        blank, lost, used = (
            papers.run(_run(keys[0]), post_id())[place].number for place in (0, 1, 2)
        )
    at = visitor(machine)

    def said(number: str) -> str:
        page = at.get("/receipt-check/", query_string={"code": number}, headers=ENGLISH)
        return unescape(page.text)

    assert "Not captured yet" in said(blank.lower())
    assert "spoiled or missing" in said(lost) and "gone" not in said(lost)
    assert "WRITTEN BY HAND" in said(used) and "5\u202f000 XOF" in said(used)
    assert "No receipt written by hand" in said(receipt_number("AAA", 2026, 4711))
    assert "NOT VALID" in said(f"{used[:-1]}{'A' if used[-1] != 'A' else 'B'}")
    with machine.app_context():
        asked = voiding.ask(row.id, "twice", by=cashier)
        voiding.answer(asked.id, "", approves=True, by=chief)
    assert "VOID." in said(used)


def test_the_command_says_where_a_number_alone_is_asked(machine: Flask) -> None:
    number = receipt_number("AAA", 2026, 7)
    result = machine.test_cli_runner().invoke(args=["crossings", "verify-receipt", number])

    assert result.exit_code == 2 and "/receipt-check/" in result.output


def _run(paper_id: UUID) -> UUID:
    row = papers.one(paper_id, post_id())
    assert row is not None
    return row.run_id
