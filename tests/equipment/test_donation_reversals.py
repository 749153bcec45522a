"""What follows a signed certificate: reversals, stock that left, the scanned paper, the check of
the books; and filling a schedule with everything of a project."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from borderpost import clock
from borderpost.db import db
from borderpost.imports import loading
from borderpost.imports.reading import read
from borderpost.imports.trial import mapping_of
from borderpost.refusal import Refused
from equipment import donation_verification, schedule, trial
from equipment.importing import IMPORTER
from equipment.services import conveying, donating, stock
from equipment.services.conveying import Reversal, Signed
from equipment.services.donating import Supply
from tests.desk import officer
from tests.equipment import store
from tests.equipment.deeds import (
    GIVER,
    RECEIVER,
    checked,
    deed,
    draft,
    healthy,
    paid,
    row,
    sign,
    signed,
    things,
)
from tests.equipment.test_custody import drawn
from tests.equipment.test_importing import loaded
from tests.equipment.work import World, asset, kinds, step

CODES = "AAA-0001\nBP1:A:AAA-0002\naaa-0003"
WHY = Reversal("the wrong list was annexed", "Lettre 14/2026, DG")


def test_a_reversal_gives_the_title_back_by_new_events(inside: Flask, world: World) -> None:
    keys, by = things(world, 2), officer(inside, "supervisor")
    stays = signed(inside, world, "AAA-0001")
    leaves = signed(inside, world, "AAA-0002", leaves=True)
    for bad in (Reversal(" ", "x"), Reversal("x", " ")):
        with pytest.raises(Refused):
            conveying.reverse(stays, bad, by=by)
    with pytest.raises(Refused, match="Choose the store"):
        conveying.reverse(leaves, WHY, by=by)
    conveying.reverse(stays, WHY, by=by)
    conveying.reverse(leaves, Reversal(WHY.reason, WHY.paper, world.store), by=by)
    with pytest.raises(Refused, match="is not in force"):
        conveying.reverse(stays, WHY, by=by)

    assert [asset(one).owner for one in keys] == [GIVER] * 2
    assert [asset(one).title_transfer_on for one in keys] == [None] * 2
    assert [asset(one).status for one in keys] == ["in_store"] * 2
    assert [kinds(one)[-1] for one in keys] == ["title", "reclaim"]
    assert row(stays).state == "reversed"
    assert healthy()


def test_a_title_that_passed_on_is_not_reversed_under_its_new_owner(
    inside: Flask, world: World
) -> None:
    things(world, 1)
    first, by = signed(inside, world, "AAA-0001"), officer(inside, "storekeeper")
    on = donating.prepare(world.post, deed(giver=RECEIVER, receiver="A third"), "AAA-0001", by=by)
    second = on.id
    donating.check(second, None, by=officer(inside, "supervisor"))
    sign(inside, second)

    with pytest.raises(Refused, match="title of AAA-0001 passed on since: AAA-D.*-00002"):
        conveying.reverse(first, WHY, by=by)


def test_everything_of_a_project_is_added_but_what_is_not_here(inside: Flask, world: World) -> None:
    facts, by = paid(), officer(inside, "storekeeper")
    keys = things(world, 4, **facts)
    things(world, 1)
    step(inside, keys[3], "miss", reason="gone")
    draft(inside, world, "AAA-0001")
    key = donating.prepare(world.post, deed(), by=by).id
    many = donating.add_all(key, facts["project_id"], None, by=by)  # type: ignore[arg-type]

    assert many == 2
    assert [one.tag for one in schedule.entries(row(key))] == ["AAA-0002", "AAA-0003"]
    with pytest.raises(Refused, match="has nothing of it here"):
        donating.add_all(key, None, facts["donor_id"], by=by)  # type: ignore[arg-type]


def test_stock_leaves_the_shelf_when_both_have_signed_and_comes_back_by_a_reversal(
    inside: Flask, world: World
) -> None:
    item, by = store.item(world), officer(inside, "storekeeper")
    card = store.receive(world, item, 20, lot="L1")
    staying = draft(inside, world, "")
    with pytest.raises(Refused, match="stock has no owner"):
        donating.add_stock(staying, Supply(card, 5), by=by)
    key = draft(inside, world, "", leaves=True)
    with pytest.raises(Refused, match="Only 20 of Savon"):
        donating.add_stock(key, Supply(card, 21), by=by)
    donating.add_stock(key, Supply(card, 15), by=by)
    donating.check(key, None, by=officer(inside, "supervisor"))
    before = store.on_hand(item)
    sign(inside, key)
    after, act_id = store.on_hand(item), row(key).lines[0].act_id
    (movement,) = stock.stock.of_act(act_id)
    with pytest.raises(Refused, match="It left by certificate AAA-D"):
        stock.reverse(movement.id, "x", by=by)
    conveying.reverse(key, Reversal(WHY.reason, WHY.paper, world.store), by=by)

    assert (before, after, store.on_hand(item)) == (20, 5, 20)
    assert healthy()


def test_the_signed_paper_may_be_scanned_instead(inside: Flask, world: World) -> None:
    (thing,) = things(world, 1)
    key, by = checked(inside, world, "AAA-0001"), officer(inside, "storekeeper")
    yesterday = clock.today() - timedelta(days=1)
    for content in (b"MZ" * 20, b"%PDF-" + bytes(5 * 1024 * 1024)):
        with pytest.raises(Refused):
            conveying.attach(key, Signed(), content, by=by)
    with pytest.raises(Refused, match="Both have to sign"):
        conveying.sign(key, Signed(), drawn(), "", by=by)
    conveying.attach(key, Signed(title_on=yesterday), b"%PDF-1.7 signed", by=by)

    assert asset(thing).title_transfer_on == yesterday
    assert row(key).paper == b"%PDF-1.7 signed"


def test_verify_names_a_certificate_that_was_altered(inside: Flask, world: World) -> None:
    things(world, 1)
    signed(inside, world, "AAA-0001")
    for name in ("donations_refuse_update", "donations_refuse_end", "donation_lines_refuse_update"):
        db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.execute(text("UPDATE donations SET receiver = 'me'"))
    found = list(donation_verification.faults())
    db.session.rollback()

    assert any("was altered after it was signed" in one for one in found)


def test_a_file_does_not_change_the_owner_of_what_was_donated(inside: Flask, world: World) -> None:
    things(world, 1)
    signed(inside, world, "AAA-0001")
    grid = read(b"tag;owner;note\nAAA-0001;Somebody;new\n")
    mapping = mapping_of(IMPORTER, grid, None)
    found = trial.tried(IMPORTER, grid, mapping, officer(inside, "storekeeper"))

    assert [(one["row"], one["column"], one["code"]) for one in found["errors"]] == [  # type: ignore[attr-defined]
        (2, "owner", "donated")
    ]


def test_a_file_is_not_undone_once_a_thing_of_it_is_on_a_certificate(
    inside: Flask, world: World
) -> None:
    by = officer(inside, "storekeeper")
    one = loaded(f"tag;manufacturer;model;owner\nA-1;Sahara;P1;{GIVER}\n", by)
    draft(inside, world, "A-1")

    with pytest.raises(Refused, match="rows 2"):
        loading.undo(IMPORTER, one.id, by=by)
