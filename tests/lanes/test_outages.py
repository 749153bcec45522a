"""Outages: one button when something goes, one when it is back, and what the machine noticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from borderpost import clock, heartbeat
from borderpost.db import db
from borderpost.heartbeat import Gap
from borderpost.refusal import Refused
from lanes.models import Outage
from lanes.queries import outages as queries
from lanes.services import outages
from lanes.services.outages import OutageFacts
from tests.crossings.work import acts
from tests.desk import browser, english, officer, post_id

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_two_buttons_write_when_the_power_went_and_came_back(machine: Flask) -> None:
    desk = english(machine, "officer")
    assert "The power is gone" in desk.get("/outages/").text
    desk.send("/outages/gone", kind="power")
    page = desk.get("/outages/").text
    assert "The power is back" in page
    assert "The power is gone" not in page
    desk.send("/outages/back", kind="power")

    with machine.app_context():
        (row,) = db.session.scalars(queries.listed(post_id())).all()
        assert row.kind == "power"
        assert row.ended_at is not None
        assert acts()[-2:] == ["lanes:outage:write", "lanes:outage:end"]


def test_what_is_gone_does_not_go_again_and_what_is_not_gone_does_not_come_back(
    machine: Flask,
) -> None:
    desk = english(machine, "officer")
    desk.send("/outages/back", kind="link")
    assert "Nobody wrote that this is gone" in desk.told("/outages/")
    for _press in range(2):
        desk.send("/outages/gone", kind="link")
    assert "End that outage first" in desk.told("/outages/")

    with machine.app_context():
        assert len(db.session.scalars(queries.listed(post_id())).all()) == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (OutageFacts("weather"), "kind"),
        (OutageFacts("power", NOON + HOUR), "begun_at"),
        (OutageFacts("power", NOON - HOUR, NOON - 2 * HOUR), "ended_at"),
        (OutageFacts("power", NOON - HOUR, NOON + HOUR), "ended_at"),
        (OutageFacts("power", NOON - HOUR, NOON, Decimal(-1)), "fuel_litres"),
    ],
)
def test_an_outage_that_makes_no_sense_is_refused(
    inside: Flask, facts: OutageFacts, field: str
) -> None:
    with clock.standing_at(NOON), pytest.raises(Refused) as refused:
        outages.write(facts, by=officer(inside, "officer"))

    assert refused.value.field == field
    assert db.session.scalars(queries.listed(post_id())).all() == []


def test_a_correction_leaves_what_was_said_before_in_the_log(inside: Flask) -> None:
    awa = officer(inside, "officer")
    with clock.standing_at(NOON):
        row = outages.write(OutageFacts("power", NOON - HOUR, NOON), by=awa)
        outages.correct(
            row.id, OutageFacts("generator", NOON - HOUR, NOON, Decimal("12.5")), by=awa
        )

    assert row.kind == "generator"
    assert acts()[-1] == "lanes:outage:correct"


def test_a_mistake_stays_in_the_list_and_counts_nowhere(inside: Flask) -> None:
    awa = officer(inside, "officer")
    with clock.standing_at(NOON):
        row = outages.write(OutageFacts("power", NOON - HOUR), by=awa)
        with pytest.raises(Refused):
            outages.drop(row.id, " ", by=awa)
        outages.drop(row.id, "the switch was off", by=awa)

        assert queries.lasting(post_id()) == []
        assert queries.months(post_id(), "Africa/Bamako") == []
        assert [one.id for one in db.session.scalars(queries.listed(post_id()))] == [row.id]
        with pytest.raises(Refused):
            outages.correct(row.id, OutageFacts("power"), by=awa)


def test_an_outage_over_midnight_of_the_first_counts_in_both_months(inside: Flask) -> None:
    awa = officer(inside, "officer")
    first = datetime(2026, 11, 1, tzinfo=UTC)
    facts = OutageFacts("power", first - HOUR, first + 2 * HOUR, Decimal(20))
    with clock.standing_at(NOON):
        outages.write(facts, by=awa)
        found = queries.months(post_id(), "Africa/Bamako")

    assert [(one.month.month, one.minutes, one.fuel_litres) for one in found] == [
        (11, 120, Decimal(0)),
        (10, 60, Decimal(20)),
    ]


def signs(instance: Path, *moments: datetime) -> None:
    for moment in moments:
        with clock.standing_at(moment):
            heartbeat.beat(instance)


def test_signs_of_life_that_stop_without_a_word_are_a_gap(tmp_path: Path) -> None:
    signs(tmp_path, NOON, NOON + timedelta(minutes=1), NOON + HOUR)
    with clock.standing_at(NOON + 2 * HOUR):
        heartbeat.stop(tmp_path)
    signs(tmp_path, NOON + 5 * HOUR)  # stopped on purpose: no gap

    assert heartbeat.gaps(tmp_path) == [Gap(NOON + timedelta(minutes=1), NOON + HOUR)]


def test_a_line_torn_by_the_cut_hides_no_other_gap(tmp_path: Path) -> None:
    signs(tmp_path, NOON, NOON + HOUR)
    with (tmp_path / heartbeat.GAPS).open("a") as file:
        file.write('{"since": "2026-')
    (tmp_path / heartbeat.NAME).write_text("")

    assert heartbeat.beat(tmp_path) is None
    assert len(heartbeat.gaps(tmp_path)) == 1


def test_a_gap_waits_until_somebody_says_what_it_was(machine: Flask) -> None:
    signs(Path(machine.config["INSTANCE"]), NOON, NOON + HOUR, NOON + 9 * HOUR)
    desk = english(machine, "officer")
    assert desk.get("/outages/").text.count('name="since"') == 2
    desk.send("/outages/gap", since=NOON.isoformat(), kind="power")
    desk.send("/outages/gap", since=(NOON + HOUR).isoformat(), kind="")
    assert 'name="since"' not in desk.get("/outages/").text
    again = desk.send("/outages/gap", since=NOON.isoformat(), kind="power")

    assert again.status_code == 404
    with machine.app_context():
        rows = db.session.scalars(queries.listed(post_id()).order_by(None)).all()
        assert {(row.begun_at, row.ended_at, row.source) for row in rows} == {
            (NOON, NOON + HOUR, "gap"),
            (NOON + HOUR, NOON + 9 * HOUR, "gap"),
        }
        assert [row.kind for row in rows if not row.dropped_why] == ["power"]


def test_the_pages_write_correct_and_take_out(machine: Flask) -> None:
    desk = english(machine, "officer")
    told = {"kind": "power", "begun_at": "2026-11-20T08:00", "ended_at": "2026-11-20T09:30"}
    assert desk.send("/outages/new", **told, fuel_litres="3.5", note="fuse").status_code == 302
    wrong = desk.send("/outages/new", **{**told, "ended_at": "2026-11-20T07:00"}, note="typed")
    assert wrong.status_code == 422
    assert 'value="typed"' in wrong.text
    with machine.app_context():
        row = db.session.scalars(queries.listed(post_id())).one()
        address = f"/outages/{row.id}"
    page = desk.get(address).text
    assert 'value="2026-11-20T08:00"' in page
    assert desk.send(address, **told, note="cable").status_code == 302
    assert "1 h 30 min" in desk.get("/outages/").text
    assert "cable" in desk.get("/outages/export.csv").text
    assert "90" in desk.get("/outages/months.csv").text
    assert desk.send(f"{address}/mistake", why="a test").status_code == 302
    assert "does not count" in desk.get("/outages/").text
    assert browser(machine, "stranger").get(address).status_code == 404


def test_an_analyst_reads_and_writes_nothing(machine: Flask) -> None:
    analyst = browser(machine, "analyst")
    assert analyst.get("/outages/").status_code == 200
    assert analyst.send("/outages/gone", kind="power").status_code == 403
    assert browser(machine, "storekeeper").get("/outages/").status_code == 403


def test_an_outage_written_by_the_model_alone_needs_its_end_after_its_begin(inside: Flask) -> None:
    row = Outage(post_id=post_id(), kind="power", begun_at=NOON, ended_at=NOON - HOUR)
    db.session.add(row)
    with pytest.raises(Exception, match="ck_outages_ended"):
        db.session.flush()
    db.session.rollback()
