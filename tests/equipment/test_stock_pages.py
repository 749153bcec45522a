"""The pages of stock: allowed, refused, another post's, a bad form, sent twice, exported."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask

from borderpost.roles import Role
from equipment.services import stock_items
from equipment.services.stock_items import ItemFacts
from tests.desk import browser, english, field, post_id
from tests.equipment.store import day, held, item, on_hand, receive
from tests.equipment.test_pages import READING
from tests.equipment.work import World

ACTS = ("receive", "issue", "transfer", "adjust", "count")


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_and_who_writes_stock(machine: Flask, stocked: World, role: Role) -> None:
    with machine.app_context():
        key = item(stocked)
    at, writes = browser(machine, role.value), role in {Role.STOREKEEPER, Role.SUPERVISOR}

    for path in ("", str(key), f"{key}/ledger.csv", "export.xlsx"):
        answer = at.get(f"/equipment/stock/{path}")
        assert answer.status_code == (200 if role in READING else 403)
    for path in ("new", f"{key}/change", *(f"{key}/{act}" for act in ACTS)):
        assert at.get(f"/equipment/stock/{path}").status_code == (200 if writes else 403)


def test_an_item_is_entered_received_issued_found_and_exported(
    machine: Flask, stocked: World
) -> None:
    at = english(machine, "storekeeper")
    page = at.send("/equipment/stock/new", code="sro-1", name="Réhydratation", unit="sachet",
                   kind="consumable", has_expiry="y", least="100", most="400").location  # fmt: skip
    at.send(f"{page}/receive", quantity="120", location_id=stocked.store, lot="l 7",
            expires_on=str(day(-60)), document="BL 12")  # fmt: skip
    at.send(f"{page}/issue", quantity="45", location_id=stocked.store, reason="Infirmerie")
    shown, listed = at.get(page).text, at.get("/equipment/stock/?shown=reorder").text

    for part in ("L 7", "+120", "-45", "Infirmerie", "BL 12", ">75<"):
        assert part in shown
    assert "order 325" in listed
    assert "Réhydratation" in at.get("/equipment/stock/?q=rehydra").text
    assert "Nothing fits this search" in at.get("/equipment/stock/?q=savon").text
    assert "SRO-1,consumable,75,0,sachet,100,400,325" in at.get("/equipment/stock/export.csv").text
    assert "issue,-45,,L 7" in at.get(f"{page}/ledger.csv").text
    for sort in ("name", "-code", "on_hand", "-on_hand", "order_again_below"):
        assert "SRO-1" in at.get(f"/equipment/stock/?sort={sort}").text
    assert "items to order again" in at.get("/home").text


@pytest.mark.parametrize("act", ACTS)
def test_a_refused_form_loses_nothing(machine: Flask, stocked: World, act: str) -> None:
    with machine.app_context():
        key = item(stocked)
        card = receive(stocked, key, 5)
    at = english(machine, "storekeeper")
    sent = {"quantity": "-77" if act != "count" else "77", "card_id": card,
            "location_id": stocked.room, "document": "BL 99", "on": str(day(-1)),
            "reason": "typed"}  # fmt: skip
    answer = at.send(f"/equipment/stock/{key}/{act}", **sent)

    assert answer.status_code == 422
    assert field(answer.text, "document") == "BL 99"
    assert field(answer.text, "reason") == "typed"
    assert field(answer.text, "quantity") == sent["quantity"]
    with machine.app_context():
        assert on_hand(key) == 5


@pytest.mark.parametrize("act", ACTS)
def test_an_empty_form_is_refused(machine: Flask, stocked: World, act: str) -> None:
    with machine.app_context():
        key = item(stocked)
    answer = english(machine, "storekeeper").send(f"/equipment/stock/{key}/{act}")

    assert answer.status_code == 422
    assert "Fill this in." in answer.text


def test_every_act_by_its_form_and_back_again(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = item(stocked)
        card = receive(stocked, key, 20)
    at, page = english(machine, "storekeeper"), f"/equipment/stock/{key}"
    at.send(f"{page}/transfer", card_id=card, location_id=stocked.room, quantity="4")
    at.send(f"{page}/adjust", card_id=card, quantity="-1", reason="broken")
    at.send(f"{page}/count", card_id=card, quantity="14", reason="lost", on=str(day(0)))
    with machine.app_context():
        assert held(key) == {("", "MAG"): 14, ("", "SALLE"): 4}
    way = at.get(page).text.partition('href="/equipment/stock/movements/')[2].partition('"')[0]
    asked = at.get(f"/equipment/stock/movements/{way}").text
    told = at.send(f"/equipment/stock/movements/{way}", reason="").status_code
    at.send(f"/equipment/stock/movements/{way}", reason="counted the wrong shelf")

    assert "Stock counted" in asked
    assert told == 422
    with machine.app_context():
        assert held(key) == {("", "MAG"): 15, ("", "SALLE"): 4}
    assert "counted the wrong shelf" in at.get(page).text


def test_a_form_sent_twice_counts_once(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = item(stocked)
        receive(stocked, key, 20)
    at, form = browser(machine, "storekeeper"), uuid.uuid4()
    for _time in range(2):
        at.send(f"/equipment/stock/{key}/issue", form, quantity="3", reason="patrol",
                location_id=stocked.store)  # fmt: skip

    with machine.app_context():
        assert on_hand(key) == 17


def test_another_posts_stock_is_not_there(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        facts = ItemFacts("SAVON", "Savon", "consumable", "piece")
        key = stock_items.add(post_id("BBB"), facts, by=None).id
    at = browser(machine, "storekeeper")

    for path in ("", "/change", "/ledger.csv", *(f"/{act}" for act in ACTS)):
        assert at.get(f"/equipment/stock/{key}{path}").status_code == 404
    assert at.get(f"/equipment/stock/movements/{uuid.uuid4()}/reverse").status_code == 404
    assert "Savon" not in at.get("/equipment/stock/").text
