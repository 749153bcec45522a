"""Hand-overs between two others, and signatures that an error does not wipe away."""

from __future__ import annotations

import pytest
from flask import Flask

from borderpost.db import db
from borderpost.refusal import Refused
from equipment.models import CustodyAct
from equipment.services import bulk, custody
from equipment.services.bulk import Order
from equipment.services.custody import HandOver
from tests.desk import browser, officer
from tests.equipment.test_custody import drawn
from tests.equipment.work import World, asset, person, step


def test_the_keeper_writes_down_what_one_officer_gave_another(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        key, awa, other = stocked.asset(), person("officer"), person("second_line_officer")
        step(machine, key, "give", holder_id=awa)
    at = browser(machine, "storekeeper")
    sent = {"codes": "AAA-0001", "action": "give", "receiver_id": other}
    refused = at.send("/equipment/custody/scan", **sent)
    done = at.send("/equipment/custody/scan", giver_id=awa, **sent)

    assert (refused.status_code, done.status_code) == (422, 302)
    with machine.app_context():
        act = db.session.query(CustodyAct).order_by(CustodyAct.serial.desc()).first()
        assert act is not None and (act.giver_id, act.receiver_id) == (awa, other)
        assert asset(key).holder_id == other


def test_nobody_gives_what_lies_in_the_store(inside: Flask, world: World) -> None:
    world.asset()
    by, awa = officer(inside, "storekeeper"), person("officer")
    order = Order("give", person("second_line_officer"), giver_id=awa)
    with pytest.raises(Refused, match="AAA-0001 is not with"):
        bulk.carry_out("AAA-0001", order, by.post_id, by=by)


def test_the_one_signature_that_was_drawn_is_kept_when_the_other_lacks(
    machine: Flask, stocked: World
) -> None:
    with machine.app_context():
        said = HandOver(person("officer"))
        act = custody.hand_over([stocked.asset()], said, by=officer(machine, "storekeeper"))
        address = f"/equipment/custody/{act.id}/sign"
    answer = browser(machine, "storekeeper").send(address, giver=drawn(), receiver="")

    assert answer.status_code == 422
    assert f'name="giver" value="{drawn()}"' in answer.text
