"""What is erased when its time is over, and what waits."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from borderpost import clock
from borderpost.db import Base, db
from crossings.models import Crossing, CrossingZone, Inspection, Referral
from crossings.services import deciding, referring, retention
from crossings.verification import faults
from tests.crossings.work import crossed, opened, order
from tests.desk import browser, officer

MONTH = timedelta(days=30)


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_sheets_go_after_their_time_and_crossings_stay(inside: Flask) -> None:
    awa = officer(inside, "officer")
    crossed(awa)
    opened(awa)
    early = retention.purge_inspections(MONTH)
    with clock.standing_at(clock.now() + timedelta(days=31)):
        opened(awa)
        late = retention.purge_inspections(MONTH)

    assert (early, late) == (0, 2)
    assert (count(Inspection), count(Crossing)) == (1, 1)
    assert list(faults()) == []


def test_who_still_waits_in_second_line_stays(inside: Flask) -> None:
    awa, chief = officer(inside, "officer"), officer(inside, "supervisor")
    sheet = opened(awa)
    referring.refer(sheet.id, "Photo", version=1, by=awa)
    with clock.standing_at(clock.now() + timedelta(days=31)):
        while_waiting = retention.purge_inspections(MONTH)
        deciding.decide(sheet.id, order(sheet), by=chief)
        afterwards = retention.purge_inspections(MONTH)

    assert (while_waiting, afterwards) == (0, 1)
    assert (count(Inspection), count(Referral), count(Crossing)) == (0, 0, 1)


def test_the_raw_zone_goes_before_the_crossing(inside: Flask) -> None:
    crossed(officer(inside, "officer"))
    early = retention.purge_zones(timedelta(days=90))
    with clock.standing_at(clock.now() + timedelta(days=92)):
        late = retention.purge_zones(timedelta(days=90))

    assert (early, late) == (0, 1)
    assert (count(CrossingZone), count(Crossing)) == (0, 1)
    assert list(faults()) == []


def test_a_crossing_without_its_zone_is_still_shown(machine: Flask) -> None:
    with machine.app_context():
        row = crossed(officer(machine, "officer"))
        path = f"/register/{row.id}"
        db.session.execute(db.delete(CrossingZone))
        db.session.commit()
    page = browser(machine, "supervisor").get(path)

    assert page.status_code == 200
    assert "P&lt;MLI" not in page.text


def test_one_command_erases_every_class(machine: Flask) -> None:
    result = machine.test_cli_runner().invoke(args=["purge"])

    assert result.exit_code == 0, result.output
    for name in ("inspections", "zones", "ended sign-ins", "form keys"):
        assert f"{name}: 0 erased" in result.output
