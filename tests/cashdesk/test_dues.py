"""The desk's sheet says what may be asked of the traveller, and says as clearly that nothing is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from cashdesk.models import Unit
from tests.cashdesk.desk import tariff, today
from tests.crossings.work import inspect
from tests.desk import english, post_id

FREE = "Nothing to pay: free passage."
ASKED = "What may be asked of a traveller here"


def told(machine: Flask) -> str:
    """What the sheet of a traveller says of fees."""
    awa = english(machine, "officer")
    page = awa.get(inspect(awa)).text
    return page.partition('id="fees"')[2].partition("</p>")[0]


def test_an_empty_table_is_a_free_passage(machine: Flask) -> None:
    assert FREE in told(machine)


def test_a_fee_stands_on_the_sheet_with_its_price_and_its_text(machine: Flask) -> None:
    with machine.app_context():
        tariff(code="VISA", amount=5_000, unit=Unit.PERSON)

    shown = told(machine)

    assert ASKED in shown
    assert "5 000 XOF" in shown.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Nothing else may be asked." in shown
    assert FREE not in shown


def test_a_row_of_the_table_that_is_free_is_said_free(machine: Flask) -> None:
    with machine.app_context():
        tariff(code="PASS", amount=0)

    shown = told(machine)

    assert FREE in shown
    assert "FREE" in shown


@pytest.mark.parametrize(
    "other",
    [
        {"unit": Unit.VEHICLE},
        {"unit": Unit.ANIMAL},
        {"starts_on": today() + timedelta(days=1)},
        {"post": "BBB"},
    ],
)
def test_what_is_not_this_travellers_is_not_on_the_sheet(
    machine: Flask, other: dict[str, object]
) -> None:
    with machine.app_context():
        more = {"post_id": post_id(str(other.pop("post")))} if "post" in other else {}
        tariff(code="X", amount=5_000, **{"unit": Unit.PERSON, **other, **more})

    assert FREE in told(machine)
    assert ASKED not in told(machine)
