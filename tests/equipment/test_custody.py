"""Hand-overs, returns, signatures, loans and reservations; and two who want one thing."""

from __future__ import annotations

import io
import threading
import uuid
from base64 import b64encode
from datetime import timedelta

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from borderpost import clock, listing
from borderpost.db import db
from borderpost.refusal import Refused
from equipment import verification
from equipment.models import AssetEvent, CustodyAct
from equipment.queries import custody as queries
from equipment.services import bulk, custody, reserving, signing
from equipment.services.bulk import Order
from equipment.services.custody import HandOver, TakeBack
from equipment.services.reserving import Wish
from tests.desk import browser, officer
from tests.equipment.work import World, asset, kinds, person, step


def drawn() -> str:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "white").save(out, "PNG")
    return "data:image/png;base64," + b64encode(out.getvalue()).decode()


def test_forty_things_are_one_act_with_a_receipt_and_come_back_as_one(
    inside: Flask, world: World
) -> None:
    keys = [world.asset() for _number in range(40)]
    by, awa = officer(inside, "storekeeper"), person("officer")
    act = custody.hand_over(keys, HandOver(awa, purpose="patrol"), by=by)
    number, out = act.number, [asset(key).holder_id for key in keys]
    (back,) = custody.take_back(keys, TakeBack(world.store), by=by)
    closed = [line.closes_id for line in db.session.get_one(CustodyAct, back.id).lines]

    assert number == f"AAA-H{clock.today().year}-00001"
    assert out == [awa] * 40
    assert None not in closed
    assert len(set(closed)) == 40
    assert db.session.scalars(queries.open_acts(world.post)).all() == []
    assert list(verification.faults()) == []


def test_a_thing_in_other_hands_is_refused_with_the_name_and_nothing_is_given(
    inside: Flask, world: World
) -> None:
    free, held = world.asset(), world.asset()
    step(inside, held, "give", holder_id=person("supervisor"))

    with pytest.raises(Refused, match="AAA-0002 is with Test Supervisor already"):
        custody.hand_over(
            [free, held], HandOver(person("officer")), by=officer(inside, "storekeeper")
        )
    assert asset(free).holder_id is None


def test_hands_pass_a_thing_on_when_its_holder_gives_it(inside: Flask, world: World) -> None:
    key, awa, chief = world.asset(), person("officer"), person("supervisor")
    step(inside, key, "give", holder_id=awa)
    custody.hand_over([key], HandOver(chief, giver_id=awa), by=officer(inside, "storekeeper"))
    acts = db.session.scalars(queries.open_acts(world.post)).all()

    assert asset(key).holder_id == chief
    assert [(act.giver_id, act.receiver_id) for act in acts] == [(awa, chief)]


@pytest.mark.parametrize("state", ["out of service", "in repair", "missing", "lost"])
def test_what_does_not_work_or_is_not_there_is_not_handed_over(
    inside: Flask, world: World, state: str
) -> None:
    key = world.asset()
    way = {"out of service": ("fault",), "in repair": ("fault", "repair"), "missing": ("miss",),
           "lost": ("miss", "lose")}  # fmt: skip
    for name in way[state]:
        step(inside, key, name, reason="because")

    with pytest.raises(Refused, match=state):
        step(inside, key, "give", holder_id=person("officer"))


def test_what_fails_in_somebodys_hands_comes_back_by_an_act(inside: Flask, world: World) -> None:
    key = world.asset()
    step(inside, key, "give", holder_id=person("officer"))
    step(inside, key, "fault", who="officer", reason="fell")
    with pytest.raises(Refused, match="is with Test Officer"):
        step(inside, key, "repair")
    step(inside, key, "return", location_id=world.workshop)
    step(inside, key, "repair")

    assert kinds(key) == ["register", "give", "fault", "bring", "repair"]


def test_what_nobody_holds_is_not_taken_back(inside: Flask, world: World) -> None:
    key = world.asset()

    with pytest.raises(Refused, match="with nobody"):
        step(inside, key, "return", location_id=world.store)
    with pytest.raises(Refused, match="one person"):
        step(inside, key, "give", holder_id=person("storekeeper"))


def test_a_plain_step_takes_nothing_out_of_hands(inside: Flask, world: World) -> None:
    key = world.asset()
    step(inside, key, "give", holder_id=person("officer"))

    with pytest.raises(Refused, match="Take it back"):
        step(inside, key, "store", location_id=world.store)
    assert asset(key).holder_id == person("officer")


def test_two_at_once_one_wins_and_the_other_is_told(machine: Flask, stocked: World) -> None:
    two_at_once(machine, stocked)


def two_at_once(app: Flask, world: World) -> None:
    with app.app_context():
        key = world.asset()
        by, receivers = officer(app, "storekeeper"), [person("officer"), person("supervisor")]
    said: list[str] = []
    begin = threading.Barrier(2)

    def check_out(receiver: uuid.UUID) -> None:
        with app.app_context():
            begin.wait()
            try:
                custody.hand_over([key], HandOver(receiver, versions={key: 1}), by=by)
                said.append("won")
            except Refused as refused:
                said.append(str(refused.sentence))

    threads = [threading.Thread(target=check_out, args=(one,)) for one in receivers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        count = select(func.count()).select_from(AssetEvent).where(AssetEvent.kind == "give")
        assert db.session.scalar(count) == 1
        assert asset(key).holder_id in receivers
    (refusal,) = [sentence for sentence in said if sentence != "won"]
    assert "AAA-0001" in refusal  # the thing is named, in whatever language


def test_both_sign_on_the_screen_once(inside: Flask, world: World) -> None:
    step(inside, world.asset(), "give", holder_id=person("officer"))
    act = db.session.scalars(select(CustodyAct)).one().id
    by = officer(inside, "storekeeper")
    for giver, receiver in ((drawn(), ""), ("x", drawn()), ("data:image/png;base64,AAAA", drawn())):
        with pytest.raises(Refused, match="Both have to sign"):
            signing.sign(act, giver, receiver, by=by)
    signing.sign(act, drawn(), drawn(), by=by)
    with pytest.raises(Refused, match="signed already"):
        signing.sign(act, drawn(), drawn(), by=by)
    raw = db.session.connection().exec_driver_sql("SELECT giver_signature FROM custody_acts")

    assert not raw.scalar_one().startswith(b"\x89PNG")  # sealed
    assert db.session.get_one(CustodyAct, act).giver_signature.startswith(b"\x89PNG")  # type: ignore[union-attr]


def test_the_signed_paper_may_be_scanned_instead(inside: Flask, world: World) -> None:
    step(inside, world.asset(), "give", holder_id=person("officer"))
    act, by = db.session.scalars(select(CustodyAct)).one().id, officer(inside, "storekeeper")
    for content in (b"MZ" * 20, b"<html>", b"%PDF-" + bytes(5 * 1024 * 1024)):
        with pytest.raises(Refused):
            signing.attach(act, content, by=by)
    signing.attach(act, b"%PDF-1.7 signed", by=by)
    answer = browser(inside, "storekeeper").get(f"/equipment/custody/{act}/paper")

    assert answer.data == b"%PDF-1.7 signed"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_loan_has_an_end_or_none_and_an_overdue_one_is_told(inside: Flask, world: World) -> None:
    by, today = officer(inside, "storekeeper"), clock.today()
    first, second = world.asset(), world.asset()
    custody.hand_over([first], HandOver(person("officer"), due_on=today), by=by)
    custody.hand_over([second], HandOver(person("officer")), by=by)
    with pytest.raises(Refused, match="This day is over"):
        late = HandOver(person("officer"), due_on=today - timedelta(days=2))
        custody.hand_over([world.asset()], late, by=by)

    assert listing.count(queries.overdue(world.post, today)) == 0
    assert listing.count(queries.overdue(world.post, today + timedelta(days=1))) == 1


def test_what_is_reserved_goes_to_whom_it_is_reserved_for(inside: Flask, world: World) -> None:
    key, by, today = world.asset(), officer(inside, "storekeeper"), clock.today()
    awa, chief = person("officer"), person("supervisor")
    wish = reserving.ask(key, Wish(awa, today), by=officer(inside, "officer")).id  # without an end
    step(inside, key, "give", holder_id=chief)  # only asked for yet
    step(inside, key, "return", location_id=world.store)
    reserving.decide(wish, True, by=by)
    with pytest.raises(Refused, match="reserved for Test Officer"):
        step(inside, key, "give", holder_id=chief)
    with pytest.raises(Refused, match="reserved for Test Officer"):
        reserving.ask(key, Wish(chief, today + timedelta(days=400)), by=by)
    step(inside, key, "give", holder_id=awa)

    assert queries.reservations(key) == []


def test_bulk_does_all_or_nothing(inside: Flask, world: World) -> None:
    keys, by = [world.asset() for _number in range(3)], officer(inside, "storekeeper")
    codes = "BP1:A:AAA-0001\naaa-0002\n\nAAA-0003\nAAA-0001\n"
    with pytest.raises(Refused, match="AAA-0099"):
        order = Order("place", location_id=world.lane)
        bulk.carry_out(codes + "AAA-0099", order, world.post, by=by)
    assert kinds(keys[0]) == ["register"]
    bulk.carry_out(codes, Order("place", location_id=world.lane), world.post, by=by)
    assert [kinds(key) for key in keys] == [["register", "place"]] * 3
    with pytest.raises(Refused, match="does not allow"):
        bulk.carry_out(codes, Order("repair"), world.post, by=by)


def test_the_pages_of_an_act(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        stocked.asset(), stocked.asset()
        awa = person("officer")
    at = browser(machine, "storekeeper")
    lost = at.send("/equipment/custody/scan", codes="AAA-0001\nNIX", action="give", receiver_id=awa)
    done = at.send("/equipment/custody/scan", codes="AAA-0001\nAAA-0002", action="give",
                   receiver_id=awa)  # fmt: skip
    page = at.get(done.location).text
    bad = at.send(f"{done.location}/sign", giver="", receiver=drawn())
    signed = at.send(f"{done.location}/sign", giver=drawn(), receiver=drawn())
    picture = at.get(f"{done.location}/signature/giver.png")
    receipt = at.get(f"{done.location}/receipt.pdf")

    assert lost.status_code == 422
    assert "NIX" in lost.text
    assert "AAA-0002" in page
    assert (bad.status_code, signed.status_code, picture.mimetype) == (422, 302, "image/png")
    assert receipt.data.startswith(b"%PDF")
    assert "AAA-H" in at.get("/equipment/custody/").text
    for path in (done.location, f"{done.location}/receipt.pdf"):
        assert browser(machine, "stranger").get(path).status_code == 404
    assert browser(machine, "officer").get("/equipment/custody/scan").status_code == 403


def test_a_reservation_from_asking_to_approving(machine: Flask, stocked: World) -> None:
    with machine.app_context():
        key, awa = stocked.asset(), person("officer")
    wish = {"officer_id": awa, "starts_on": "2027-01-01"}
    mine, ask = browser(machine, "officer"), f"/equipment/custody/reserve/{key}"
    asked = mine.send(ask, **wish, ends_on="2026-01-01")
    mine.send(ask, **wish)
    with machine.app_context():
        (row,) = queries.reservations(key)
        address = f"/equipment/custody/reservations/{row.id}"
    at = browser(machine, "storekeeper")

    assert asked.status_code == 422
    assert browser(machine, "officer").send(address, decision="approve").status_code == 403
    assert browser(machine, "stranger").send(address, decision="approve").status_code in (403, 404)
    at.send(address, decision="approve")
    assert "custody/reservations" in at.get("/equipment/custody/").text
    with machine.app_context():
        assert queries.reservations(key)[0].state == "approved"
