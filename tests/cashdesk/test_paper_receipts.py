"""Receipts written by hand in an outage: numbers reserved, captured once, each accounted for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.exc import DatabaseError

from borderpost import clock
from borderpost.db import db, transaction
from borderpost.refusal import Refused
from cashdesk.models import PaperFate, PaperReceipt, Till
from cashdesk.queries import paper_receipts as papers
from cashdesk.queries import receipts, takings, tills
from cashdesk.services import paper_capture, paper_receipts, tariffs, voiding
from cashdesk.services import tills as till_services
from cashdesk.services.paper_capture import Written
from cashdesk.verification import faults
from tests.cashdesk.desk import paid, tariff, till, today
from tests.desk import officer, post_id

BAMAKO = ZoneInfo("Africa/Bamako")


@pytest.fixture
def yesterday(inside: Flask) -> date:
    """The day of the outage; the fees of these tests hold since the day before it."""
    return today() - timedelta(days=1)


def printed(many: int, by: Any) -> list[UUID]:
    """Blank receipts of three days ago."""
    with clock.standing_at(clock.now() - timedelta(days=3)):
        return [row.id for row in paper_receipts.print_ahead(many, by=by)]


def fee(**other: Any) -> UUID:
    """A fee in force since three days ago."""
    first = today() - timedelta(days=3)
    with clock.standing_at(clock.now() - timedelta(days=3)):
        return tariff(starts_on=first, **other)


def written(day: date, tariff_id: UUID, writer: Any, **other: Any) -> Written:
    """What the hand wrote."""
    told: dict[str, Any] = {
        "day": day, "at": time(17, 40), "tariff_id": tariff_id, "quantity": 1, "amount": 5000,
        "officer_id": writer.officer_id,
    }  # fmt: skip
    return Written(**told | other)


def test_a_block_of_numbers_is_kept_from_live_receipts(inside: Flask) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    mine, visa = till(cashier), tariff()
    before = paid(cashier, mine, visa)
    block = paper_receipts.print_ahead(3, by=chief)
    after = paid(cashier, mine, visa)

    assert before.serial == 1 and [row.serial for row in block] == [2, 3, 4]
    assert after.serial == 5
    assert receipts.gaps(post_id()) == []
    assert list(faults()) == []


@pytest.mark.parametrize("many", [0, -1, 101])
def test_a_number_of_papers_that_makes_no_sense_reserves_none(inside: Flask, many: int) -> None:
    with pytest.raises(Refused, match="from 1 to 100"):
        paper_receipts.print_ahead(many, by=officer(inside, "supervisor"))

    assert sum(papers.fates(post_id()).values()) == 0


def test_a_paper_is_captured_into_the_till_which_closes_at_zero(
    inside: Flask, yesterday: date
) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    visa, (first, second) = fee(), printed(2, chief)
    mine = till(cashier, change=1000)
    live = paid(cashier, mine, visa)
    row = paper_capture.capture(second, written(yesterday, visa, chief), by=cashier)
    till_services.count(mine, 11_000, "", by=cashier)
    till_services.close(mine, 11_000, by=chief)
    sum_up = tills.balance(db.session.get_one(Till, mine))
    paper = db.session.get_one(PaperReceipt, second)

    assert (row.number, paper.fate) == (paper.number, PaperFate.USED)
    assert row.taken_at == datetime.combine(yesterday, time(17, 40), BAMAKO)
    assert paper.officer_id == chief.officer_id and row.created_by == cashier.officer_id
    assert (sum_up.live, sum_up.by_hand, sum_up.left) == (5000, 5000, 0)
    assert [one.id for one in papers.unexplained(post_id())] == [first]
    assert live.paper is None and list(faults()) == []


def test_a_number_is_captured_once(inside: Flask, yesterday: date) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    visa, (only,) = fee(), printed(1, chief)
    mine = till(cashier)
    paper_capture.capture(only, written(yesterday, visa, cashier), by=cashier)

    with pytest.raises(Refused, match="captured already"):
        paper_capture.capture(only, written(yesterday, visa, cashier), by=cashier)
    assert len(receipts.of_till(mine)) == 1


def test_a_captured_paper_is_never_altered(inside: Flask, yesterday: date) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    visa, (only,) = fee(), printed(1, chief)
    till(cashier)
    paper_capture.capture(only, written(yesterday, visa, cashier), by=cashier)

    with pytest.raises(DatabaseError, match="never altered"), transaction() as session:
        session.get_one(PaperReceipt, only).taken_at = clock.now()
    with pytest.raises(DatabaseError, match="never altered"), transaction() as session:
        session.delete(session.get_one(PaperReceipt, only))
    for fate in (PaperFate.RETURNED, PaperFate.SPOILED, PaperFate.MISSING):
        with pytest.raises(Refused, match="changed meanwhile"):
            paper_receipts.account(only, fate, "coffee", by=chief)


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "a time to come": ({"day": date(2199, 1, 1)}, "still to come", "at"),
    "before the printing": ({"day": date(2020, 1, 1)}, "printed later", "at"),
    "no such tariff": ({"tariff_id": UUID(int=1)}, "tariff of the list", "tariff"),
    "nobody of the post": ({"officer_id": UUID(int=1)}, "officer of this post", "officer_id"),
    "another sum": ({"amount": 4000}, "By the tariff this is", "why"),
    "a negative sum": ({"amount": -1}, "no amount", "amount"),
    "none of it": ({"quantity": 0}, "from 1 to 500", "quantity"),
}


@pytest.mark.parametrize("told", WRONG.values(), ids=WRONG)
def test_what_cannot_be_on_the_paper_is_refused(
    inside: Flask, yesterday: date, told: tuple[dict[str, Any], str, str]
) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    visa, (only,) = fee(), printed(1, chief)
    mine = till(cashier)
    told_wrong = replace(written(yesterday, visa, cashier), **told[0])

    with pytest.raises(Refused, match=told[1]) as refused:
        paper_capture.capture(only, told_wrong, by=cashier)
    assert refused.value.field == told[2]
    assert list(receipts.of_till(mine)) == []


def test_another_sum_than_the_tariffs_is_taken_with_what_explains_it(
    inside: Flask, yesterday: date
) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    visa, (only,) = fee(), printed(1, chief)
    mine = till(cashier, change=0)
    told = written(yesterday, visa, cashier, amount=4000, why="Had only 4,000 with him")
    paper_capture.capture(only, told, by=cashier)

    assert tills.balance(db.session.get_one(Till, mine)).expected == 4000
    assert db.session.get_one(PaperReceipt, only).why == "Had only 4,000 with him"
    assert list(faults()) == []


def test_the_tariff_is_the_one_of_the_papers_day(inside: Flask, yesterday: date) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    old, (first, second) = fee(), printed(2, chief)
    tariffs.end(old, yesterday, by=None)
    new = tariff(amount=7000)
    till(cashier)
    row = paper_capture.capture(first, written(yesterday, old, cashier), by=cashier)

    assert row.amount == 5000
    with pytest.raises(Refused, match="not in force on that day"):
        told = written(yesterday, new, cashier, amount=7000)
        paper_capture.capture(second, told, by=cashier)


def test_a_till_of_the_currency_must_be_open_unless_nothing_was_paid(
    inside: Flask, yesterday: date
) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    visa, free = fee(), fee(code="PASS", amount=0)
    first, second = printed(2, chief)

    with pytest.raises(Refused, match="no open till in XOF"):
        paper_capture.capture(first, written(yesterday, visa, cashier), by=cashier)
    mine = till(cashier, currency="EUR", change=0)
    with pytest.raises(Refused, match="no open till in XOF"):
        paper_capture.capture(first, written(yesterday, visa, cashier), by=cashier)
    paper_capture.capture(second, written(yesterday, free, cashier, amount=0), by=cashier)

    assert len(receipts.of_till(mine)) == 1


def test_a_lost_number_is_captured_only_once_it_was_found(inside: Flask, yesterday: date) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    visa, (only,) = fee(), printed(1, chief)
    till(cashier)
    paper_receipts.account(only, PaperFate.MISSING, "not in the drawer", by=chief)

    with pytest.raises(Refused, match="Say first that it was found"):
        paper_capture.capture(only, written(yesterday, visa, cashier), by=cashier)
    paper_receipts.account(only, PaperFate.RETURNED, "", by=chief)
    paper_capture.capture(only, written(yesterday, visa, cashier), by=cashier)


@pytest.mark.parametrize("fate", [PaperFate.SPOILED, PaperFate.MISSING])
def test_a_lost_number_needs_words_and_nobody_writes_off_their_own(
    inside: Flask, fate: PaperFate
) -> None:
    chief = officer(inside, "supervisor")
    (only,) = printed(1, chief)

    with pytest.raises(Refused, match="what happened"):
        paper_receipts.account(only, fate, "  ", by=chief)
    paper_receipts.hand_out(only, chief.officer_id, by=chief)
    with pytest.raises(Refused, match="held this paper yourself"):
        paper_receipts.account(only, fate, "rain", by=chief)


def test_another_posts_papers_are_left_alone(inside: Flask, yesterday: date) -> None:
    chief, stranger = officer(inside, "supervisor"), officer(inside, "stranger")
    visa, (only,) = fee(), printed(1, chief)

    with pytest.raises(Refused, match="officer of this post"):
        paper_receipts.hand_out(only, stranger.officer_id, by=chief)
    with pytest.raises(Refused, match="another post"):
        paper_receipts.account(only, PaperFate.SPOILED, "rain", by=stranger)
    with pytest.raises(Refused, match="another post"):
        paper_capture.capture(only, written(yesterday, visa, stranger), by=stranger)


def test_a_captured_paper_is_made_void_as_any_receipt(inside: Flask, yesterday: date) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    visa, (only,) = fee(), printed(1, chief)
    mine = till(cashier, change=0)
    row = paper_capture.capture(only, written(yesterday, visa, cashier), by=cashier)
    asked = voiding.ask(row.id, "another's paper", by=cashier)
    voiding.answer(asked.id, "", approves=True, by=chief)

    assert tills.balance(db.session.get_one(Till, mine)).expected == 0


def test_lists_and_takings_keep_live_and_paper_apart(inside: Flask, yesterday: date) -> None:
    cashier, chief = officer(inside, "cashier"), officer(inside, "supervisor")
    visa, (only,) = fee(), printed(1, chief)
    live = paid(cashier, till(cashier), visa)
    paper = paper_capture.capture(only, written(yesterday, visa, cashier), by=cashier)

    def found(way: str) -> set[str]:
        wanted = receipts.listed(receipts.Sought(way=way), post_id())
        return {row.number for row in db.session.scalars(wanted)}

    post = db.session.get_one(PaperReceipt, only).post
    rows = {(row.day, row.way): row.amount for row in takings.takings(post, 7)}

    assert (found("live"), found("paper")) == ({live.number}, {paper.number})
    assert rows == {(today(), "live"): 5000, (yesterday, "paper"): 5000}


def test_verify_tells_of_a_number_that_is_gone(inside: Flask) -> None:
    chief = officer(inside, "supervisor")
    printed(2, chief)
    with transaction() as session:  # what no page can do
        session.connection().exec_driver_sql("DROP TRIGGER paper_receipts_refuse_delete")
        session.delete(session.get_one(PaperReceipt, papers.run(_run(), post_id())[0].id))

    assert any("missing" in one for one in faults())


def _run() -> UUID:
    row = db.session.scalars(db.select(PaperReceipt)).first()
    return row.run_id if row else uuid4()
