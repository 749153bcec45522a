"""The screen after a decision: what is due of who has just passed, and one press to the receipt."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from borderpost import clock
from borderpost.db import db, transaction
from borderpost.fees import Passed, Traveller
from borderpost.officers.models import Account, RoleGrant
from borderpost.roles import Role
from cashdesk import dues
from cashdesk.models import Tariff, Unit
from cashdesk.queries import receipts
from cashdesk.services import issuing, voiding
from tests.cashdesk.desk import tariff, till
from tests.crossings.work import admit, all_crossings, crossed, inspect
from tests.desk import Browser, english, officer, post_id

PASSED = Passed("AAA-20261127-0001-K", Traveller("E", "MRT"))


@pytest.fixture
def both(machine: Flask) -> Flask:
    """The officer of the desk takes money too, as at a small post."""
    with machine.app_context(), transaction() as session:
        account = session.scalars(select(Account).where(Account.username == "officer")).one()
        session.add(RoleGrant(account_id=account.id, role=Role.CASHIER.value))
    return machine


def after(at: Browser) -> str:
    """What the desk says after an admission."""
    assert admit(at, inspect(at), purpose="VFR", destination="Nioro") == 302
    return note(at)


def note(at: Browser) -> str:
    """What stands above the desk."""
    page = at.get("/desk/").text
    return unescape(
        " ".join(re.findall(r'<div class="alert alert-info desk-note.*?</div>', page, re.S))
    )


def test_one_press_writes_the_receipt_of_the_only_fee(both: Flask) -> None:
    with both.app_context():
        tariff()
        tariff(code="CAR", unit=Unit.VEHICLE)
        mine = till(officer(both, "officer"))
    at = english(both, "officer")
    told = after(at)
    address = re.findall(r'action="(/cash/after/[^"]*)"', told)[0]
    key = uuid4()
    first, second = at.send(address, key), at.send(address, key)
    third = at.send(address)
    with both.app_context():
        (row,) = receipts.of_till(mine)
        reference = all_crossings(both)[-1].human_ref

    assert f"{reference}: to pay: Test visa 5\u202f000 XOF." in told
    assert 'data-key="Shift+F6"' in told and "<kbd>Shift+F6</kbd>" in told
    assert (row.about, row.amount, row.tariff.code) == (reference, 5000, "VISA-30")
    assert first.location == second.location == f"/cash/receipts/{row.id}"
    assert "written for this crossing already" in at.told() and third.status_code == 302
    shown = note(at)
    assert f"receipt {row.number} is written" in shown and "/cash/after/" not in shown


def test_a_free_passage_is_said_and_has_its_receipt_by_the_same_press(both: Flask) -> None:
    with both.app_context():
        mine = till(officer(both, "officer"))
    at = english(both, "officer")
    empty = after(at)
    with both.app_context():
        tariff(code="PASS", amount=0)
    told = note(at)
    at.send(re.findall(r'action="(/cash/after/[^"]*)"', told)[0])

    assert "nothing to pay, passage is free" in empty and "data-key" not in empty
    assert "nothing to pay, passage is free" in told
    with both.app_context():
        assert [row.amount for row in receipts.of_till(mine)] == [0]


def test_several_fees_are_chosen_among_and_the_reference_goes_along(both: Flask) -> None:
    with both.app_context():
        tariff()
        tariff(code="HEALTH", amount=1000)
        till(officer(both, "officer"))
    at = english(both, "officer")
    address = re.findall(r'href="(/cash/\?about=[^"]*)"', after(at))[0]

    assert f'value="{address.partition("=")[2]}"' in at.get(address).text


def test_without_a_till_the_key_opens_one(both: Flask) -> None:
    with both.app_context():
        tariff()

    assert 'href="/cash/open"' in after(english(both, "officer"))


def test_who_takes_no_money_is_told_where_it_is_paid(machine: Flask) -> None:
    with machine.app_context():
        tariff()
    told = after(english(machine, "officer"))

    assert "It is paid at the cash desk." in told and "data-key" not in told
    assert english(machine, "officer").send(f"/cash/after/{uuid4()}").status_code == 403


def test_nobody_pays_who_did_not_pass(both: Flask) -> None:
    with both.test_request_context():
        tariff()
        at_desk = officer(both, "officer")
        till(at_desk)
        crossed(at_desk, decision="withdrawn")

    assert "to pay" not in note(english(both, "officer"))


def test_nobody_is_asked_long_afterwards(both: Flask) -> None:
    with both.app_context():
        tariff()
        till(officer(both, "officer"))
    at = english(both, "officer")
    assert "to pay" not in note(at)
    assert "to pay" in after(at)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert "to pay" not in note(at)


CONCERNED = [
    ({"direction": "E"}, True), ({"direction": "X"}, False), ({"states": "MRT SEN"}, True),
    ({"states": "SEN"}, False), ({"direction": "E", "states": "MRT"}, True),
    ({"unit": Unit.ANIMAL}, False),
]  # fmt: skip


@pytest.mark.parametrize(("told", "is_asked"), CONCERNED)
def test_the_line_is_the_one_for_this_traveller(
    inside: Flask, told: dict[str, str], is_asked: bool
) -> None:
    tariff(**told)

    assert bool(dues.concerning(post_id(), PASSED.traveller)) == is_asked


def test_of_whom_a_fee_is_asked_is_never_altered(inside: Flask) -> None:
    row = tariff(states="MRT")

    with pytest.raises(DatabaseError, match="never altered"), transaction() as session:
        session.get_one(Tariff, row).states = ""


def test_a_void_receipt_lets_another_be_written(both: Flask) -> None:
    with both.app_context():
        cashier, chief = officer(both, "officer"), officer(both, "supervisor")
        visa = tariff()
        till(cashier)
        first = issuing.issue_after(visa, PASSED.reference, by=cashier)
        asked = voiding.ask(first.id, "paid twice", by=cashier)
        voiding.answer(asked.id, "", approves=True, by=chief)
        second = issuing.issue_after(visa, PASSED.reference, by=cashier)
        found = receipts.about(PASSED.reference, post_id())

        assert found is not None and found.id == second.id != first.id


@pytest.mark.parametrize(
    ("states", "status", "kept"), [("mrt sen", 302, "MRT SEN"), ("MRT XQX", 422, None)]
)
def test_nationalities_are_typed_as_codes(
    machine: Flask, states: str, status: int, kept: str | None
) -> None:
    with machine.app_context():
        sent = {
            "post_id": str(post_id()), "code": "VISA-30", "label_fr": "Visa", "label_en": "Visa",
            "label_ar": "تأشيرة", "amount": "5 000", "currency": "XOF", "unit": "person",
            "direction": "E", "starts_on": clock.today("Africa/Bamako").isoformat(),
            "basis": "Texte inventé", "states": states,
        }  # fmt: skip
    answer = english(machine, "administrator").send("/cash/tariffs/new", **sent)
    with machine.app_context():
        rows: list[UUID | str] = [row.states for row in db.session.scalars(select(Tariff))]

    assert answer.status_code == status and rows == ([kept] if kept else [])
    assert kept or "XQX is no state" in answer.text
