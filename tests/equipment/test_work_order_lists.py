"""The list of work orders, and where a closed one leads."""

from __future__ import annotations

from flask import Flask

from tests.desk import english
from tests.equipment.test_work_orders import broken, order_of
from tests.equipment.work import World


def test_orders_are_searched_sorted_and_exported_as_found(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        path = f"/equipment/work-orders/{order_of(broken(machine, stocked)).id}"
        other = stocked.asset(tag="GOG-2")
    at, lists = english(machine, "storekeeper"), "/equipment/work-orders/"
    at.send(f"/equipment/{other}/fault", reason="Antenne pliée")
    found = at.get(f"{lists}?q=antenne+gog&sort=-tag").text
    for sort in ("number", "-model", "down_from_utc", "-up_at_utc"):
        assert "GOG-2" in at.get(f"{lists}?sort={sort}").text

    assert "GOG-2" in found
    assert path not in found
    assert 'aria-sort="descending"' in found
    assert "Nothing fits this search" in at.get(f"{lists}?q=antenne&closed=1").text
    assert "GOG-2" not in at.get(f"{lists}export.csv?q=vitre").text
    assert "vitre" in at.get(f"{lists}export.csv?q=vitre").text


def test_a_closed_order_leads_back_to_the_lane(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key = broken(machine, stocked, in_repair=True)
        path = f"/equipment/work-orders/{order_of(key).id}"
    at, way = english(machine, "storekeeper"), f'href="/equipment/{key}/step/place"'
    assert way not in at.get(path).text
    at.send(f"{path}/test", result="passed", finding="ten passports")
    at.send(f"{path}/close", cause="dust", location_id=stocked.store)

    assert way in at.get(path).text
