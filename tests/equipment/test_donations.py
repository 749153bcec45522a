"""Donations: a draft, its check, both signatures, the title that passes, and its reversal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from borderpost import clock
from borderpost.db import db
from borderpost.refusal import Refused
from equipment import schedule
from equipment.models import Donation
from equipment.services import donating, kit_parts, recording, register
from equipment.services.conveying import Reversal
from tests.desk import officer
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
from tests.equipment.work import World, asset, kinds, person, step

CODES = "AAA-0001\nBP1:A:AAA-0002\naaa-0003"
WHY = Reversal("the wrong list was annexed", "Lettre 14/2026, DG")


def test_one_certificate_makes_many_things_the_receivers_and_they_go_on_serving(
    inside: Flask, world: World
) -> None:
    keys = things(world, 3)
    step(inside, keys[0], "place", location_id=world.lane)
    step(inside, keys[1], "give", holder_id=person("officer"))
    step(inside, keys[2], "fault", reason="cracked")
    key = signed(inside, world, CODES)

    assert row(key).number == f"AAA-D{clock.today().year}-00001"
    assert [asset(one).owner for one in keys] == [RECEIVER] * 3
    assert [asset(one).status for one in keys] == ["in_service", "in_service", "out_of_service"]
    assert asset(keys[0]).location_id == world.lane
    assert asset(keys[1]).holder_id == person("officer")
    assert {asset(one).title_transfer_on for one in keys} == {clock.today()}
    assert kinds(keys[0]) == ["register", "place", "title"]
    assert healthy()


def test_a_kit_leaves_with_its_parts_and_no_part_leaves_without_it(
    inside: Flask, world: World
) -> None:
    kit, part = things(world, 2)
    keeper = officer(inside, "storekeeper")
    kit_parts.join(part, kit, by=keeper)
    with pytest.raises(Refused, match="AAA-0002 is a part of AAA-0001"):
        draft(inside, world, "AAA-0002", leaves=True)
    key = draft(inside, world, "AAA-0001", leaves=True)

    assert {line.asset_id for line in row(key).lines} == {kit, part}

    alone = next(line.id for line in row(key).lines if line.asset_id == part)
    donating.strike(key, alone, by=keeper)
    donating.check(key, None, by=officer(inside, "supervisor"))
    with pytest.raises(Refused, match="AAA-0002 is a part of AAA-0001"):
        sign(inside, key)

    assert asset(kit).status == asset(part).status == "in_store"
    assert healthy()


def test_what_leaves_the_post_is_transferred(inside: Flask, world: World) -> None:
    (key,) = things(world, 1)
    step(inside, key, "place", location_id=world.lane)
    signed(inside, world, "AAA-0001", leaves=True)
    now = asset(key)

    assert (now.status, now.owner, now.location_id) == ("transferred", RECEIVER, None)
    assert kinds(key)[-1] == "transfer"
    assert healthy()


@pytest.mark.parametrize(
    ("steps", "told"),
    [(("miss",), "missing"), (("miss", "lose"), "lost"), (("steal",), "stolen"),
     (("dispose",), "disposed")],
)  # fmt: skip
def test_what_is_not_here_is_refused_by_its_name(
    inside: Flask, world: World, steps: tuple[str, ...], told: str
) -> None:
    gone, _here = things(world, 2)
    for name in steps:
        step(inside, gone, name, reason="because", document="PV 1")

    with pytest.raises(Refused, match=f"AAA-0001 is “{told}"):
        draft(inside, world, "AAA-0002\nAAA-0001")
    assert db.session.query(Donation).count() == 0  # all or nothing, no number spent


def test_anothers_thing_is_refused_and_so_is_one_whose_owner_nobody_knows(
    inside: Flask, world: World
) -> None:
    things(world, 1, owner="Somebody else")
    things(world, 1, owner="")

    with pytest.raises(Refused, match="AAA-0001 belongs to Somebody else, not to OIM"):
        draft(inside, world, "AAA-0001")
    with pytest.raises(Refused, match="does not say whose AAA-0002 is"):
        draft(inside, world, "AAA-0002")


def test_two_drafts_never_have_the_same_thing(inside: Flask, world: World) -> None:
    things(world, 2)
    first = draft(inside, world, "AAA-0001")
    with pytest.raises(Refused, match="AAA-0001 is on certificate AAA-D.*-00001"):
        draft(inside, world, "AAA-0001\nAAA-0002")
    donating.drop(first, "wrong receiver", by=officer(inside, "storekeeper"))
    draft(inside, world, "AAA-0001")

    assert row(first).state == "dropped"


def test_what_somebody_holds_leaves_only_after_it_came_back(inside: Flask, world: World) -> None:
    (key,) = things(world, 1)
    step(inside, key, "give", holder_id=person("officer"))
    with pytest.raises(Refused, match="AAA-0001 is with Test Officer"):
        draft(inside, world, "AAA-0001", leaves=True)
    step(inside, key, "return", location_id=world.store)
    deed_id = checked(inside, world, "AAA-0001", leaves=True)
    step(inside, key, "give", holder_id=person("officer"))  # meanwhile
    with pytest.raises(Refused, match="AAA-0001 is with Test Officer"):
        sign(inside, deed_id)

    assert row(deed_id).state == "checked"
    assert asset(key).owner == GIVER


def test_who_prepared_it_does_not_check_it_and_nothing_unchecked_is_signed(
    inside: Flask, world: World
) -> None:
    things(world, 1)
    key = draft(inside, world, "AAA-0001")
    with pytest.raises(Refused, match="prepared it or changed it last"):
        donating.check(key, None, by=officer(inside, "storekeeper"))
    with pytest.raises(Refused, match="is to be checked before it is signed"):
        sign(inside, key)
    donating.check(key, row(key).version, by=officer(inside, "supervisor"))
    donating.change(key, deed(note="anew"), None, by=officer(inside, "storekeeper"))

    assert row(key).state == "draft"  # what was changed is checked anew
    donating.change(key, deed(note="by the chief"), None, by=officer(inside, "supervisor"))
    with pytest.raises(Refused, match="changed it last"):
        donating.check(key, None, by=officer(inside, "supervisor"))
    donating.check(key, None, by=officer(inside, "storekeeper"))


def test_an_empty_schedule_is_not_checked(inside: Flask, world: World) -> None:
    key = donating.prepare(world.post, deed(), by=officer(inside, "storekeeper")).id

    with pytest.raises(Refused, match="Nothing is on the schedule"):
        donating.check(key, None, by=officer(inside, "supervisor"))


def test_what_was_changed_meanwhile_is_not_signed(inside: Flask, world: World) -> None:
    things(world, 2)
    key = checked(inside, world, "AAA-0001")
    seen = row(key).version
    donating.add(key, "AAA-0002", by=officer(inside, "storekeeper"))
    donating.check(key, None, by=officer(inside, "supervisor"))

    with pytest.raises(Refused, match="changed meanwhile"):
        sign(inside, key, version=seen)
    with pytest.raises(Refused, match="still to come"):
        sign(inside, key, title_on=clock.today() + timedelta(days=2))


def test_a_signed_one_is_neither_changed_nor_dropped_nor_signed_again(
    inside: Flask, world: World
) -> None:
    things(world, 2)
    key, by = signed(inside, world, "AAA-0001"), officer(inside, "storekeeper")
    line = row(key).lines[0].id
    changes = (
        lambda: donating.change(key, deed(note="x"), None, by=by),
        lambda: donating.add(key, "AAA-0002", by=by),
        lambda: donating.strike(key, line, by=by),
        lambda: donating.drop(key, "x", by=by),
        lambda: donating.check(key, None, by=officer(inside, "supervisor")),
        lambda: sign(inside, key),
    )
    for change in changes:
        with pytest.raises(Refused, match="signed"):
            change()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE donations SET receiver = 'x'",
        "UPDATE donations SET state = 'draft', signed_at = NULL",
        "UPDATE donations SET state = 'dropped', ended_why = 'x'",
        "DELETE FROM donations",
        "UPDATE donation_lines SET told = '{}'",
        "DELETE FROM donation_lines",
        "INSERT OR REPLACE INTO donation_lines SELECT * FROM donation_lines",
        "INSERT OR REPLACE INTO donations SELECT * FROM donations",
    ],
)
def test_the_database_itself_keeps_what_was_signed(
    inside: Flask, world: World, statement: str
) -> None:
    things(world, 1)
    signed(inside, world, "AAA-0001")

    with pytest.raises(Exception, match="never|stays"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_the_certificate_stays_as_it_was_signed_whatever_is_described_later(
    inside: Flask, world: World
) -> None:
    (key,) = things(world, 1, serial="SN-1", **paid())
    deed_id = signed(inside, world, "AAA-0001")
    step(inside, key, "fault", reason="fell", condition="broken")
    (entry,) = schedule.entries(row(deed_id))

    assert (entry.tag, entry.serial, entry.condition) == ("AAA-0001", "SN-1", "new")
    assert (entry.project, entry.line, entry.donor) == ("P1", "L-P1", "Fund P1")


def test_totals_are_by_currency_and_what_is_not_known_is_counted_apart(
    inside: Flask, world: World
) -> None:
    things(world, 2)
    things(world, 1, cost=None, currency="")
    things(world, 1, currency="XOF")
    key = draft(inside, world, "AAA-0001\nAAA-0002\nAAA-0003\nAAA-0004")
    found = schedule.totals(schedule.entries(row(key)))

    assert [(code, str(sum_)) for code, sum_ in found.sums] == [
        ("EUR", "4900.00"), ("XOF", "2450.00"),
    ]  # fmt: skip
    assert found.unknown == 1


def test_no_description_says_otherwise_than_a_signed_certificate(
    inside: Flask, world: World
) -> None:
    (key,) = things(world, 1)
    signed(inside, world, "AAA-0001")
    by, now = officer(inside, "storekeeper"), asset(key)
    facts = recording.facts_of(now)
    with pytest.raises(Refused, match="by a signed certificate"):
        register.describe(key, replace(facts, owner="me"), None, by=by)
    register.describe(key, replace(facts, note="n", title_transfer_on=None), None, by=by)

    assert asset(key).title_transfer_on == clock.today()


def test_a_plain_step_passes_no_title(inside: Flask, world: World) -> None:
    (key,) = things(world, 1)

    with pytest.raises(Refused, match="certificate under “Donations”"):
        step(inside, key, "transfer", document="a letter")
