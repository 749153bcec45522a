"""People through the post: four numbers side by side, never added, with what was not as usual."""

from __future__ import annotations

import csv
import io
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from borderpost import clock
from borderpost.db import db
from borderpost.officers.identity import SignedIn
from borderpost.posts import statuses
from borderpost.posts.models import Lane, Status
from borderpost.posts.statuses import Told
from crossings.models import Crossing, TallyCount
from crossings.models.desk_mode import Mode
from crossings.services import counting, switching
from crossings.services.counting import Tap
from crossings.services.switching import Switch
from docreader.specimens import specimen_lines, specimen_people
from lanes.queries import through
from lanes.queries.through import Asked
from lanes.services import announcing, outages, receiving
from lanes.services.announcing import ManifestFacts
from lanes.services.outages import OutageFacts
from tests.crossings.work import crossed
from tests.desk import browser, english, lane_id, officer, post_id, remembered

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # 08:00 at the post too
HOUR = timedelta(hours=1)
PERSON = timedelta(seconds=8)
PAGE = "/through/?since=2026-11-22&until=2026-11-25"


def entered(by: SignedIn, people: int, since: datetime, seed: int) -> None:
    """So many travellers registered one after the other."""
    for n, person in enumerate(specimen_people(seed, people, ("MLI", "MRT", "SEN"))):
        with clock.standing_at(since + n * PERSON):
            crossed(by, "\n".join(specimen_lines(person, "TD3")))


def tapped(by: SignedIn, people: int, since: datetime) -> None:
    """So many people counted: women and men one by one, and every tenth coach as a whole."""
    left, place = people, 0
    while left:
        group = min(60, left) if place % 10 == 9 else 1
        tap = Tap("E", "U" if group > 1 else "WM"[place % 2], people=group, is_rough=group > 1,
                  at=since + place * PERSON)  # fmt: skip
        counting.count(tap, by=by)
        left, place = left - group, place + 1


def switched(by: SignedIn, at: datetime, told: Switch) -> None:
    with clock.standing_at(at):
        switching.switch(told, by=by)


def surge(app: Flask, people: int) -> None:
    """Two days: half of the people counted, half registered with the essential alone, then full.
    On Tuesday somebody had tapped one too many, and took it back."""
    awa = officer(app, "officer")
    half, quarter = people // 2, people // 4
    switched(awa, MONDAY, Switch(Mode.ESSENTIAL, "surge", "80 coaches from Nouakchott"))
    entered(awa, quarter, MONDAY, 11)
    switched(awa, MONDAY + 6 * HOUR, Switch(Mode.COUNT))
    with clock.standing_at(MONDAY + 15 * HOUR):
        tapped(awa, quarter, MONDAY + 6 * HOUR)
    tuesday = MONDAY + 24 * HOUR
    with clock.standing_at(tuesday + 6 * HOUR):
        tapped(awa, half - quarter, tuesday)
        counting.count(Tap("E", "W"), by=awa)
        counting.undo(Tap(), None, by=awa)
    switched(awa, tuesday + 6 * HOUR, Switch(Mode.ESSENTIAL, "surge", "80 coaches from Nouakchott"))
    entered(awa, half - quarter, tuesday + 6 * HOUR, 12)
    switched(awa, tuesday + 12 * HOUR, Switch(Mode.FULL))
    entered(awa, 3, tuesday + 13 * HOUR, 13)


def rows(app: Flask, who: str = "analyst") -> dict[str, dict[str, str]]:
    """The file of the four days, by day."""
    text = english(app, who).get(PAGE.replace("?", "export.csv?")).text
    found = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    return {row["day"]: row for row in found}


@pytest.mark.parametrize(
    "people", [48, pytest.param(4800, marks=[pytest.mark.nightly, pytest.mark.timeout(900)])]
)
def test_a_surge_of_two_days_is_counted_once_and_the_report_shows_the_modes(
    machine: Flask, people: int
) -> None:
    with machine.app_context():
        surge(machine, people)
        registered = db.session.scalar(select(func.count()).select_from(Crossing))
        counted = db.session.scalar(select(func.sum(TallyCount.number * TallyCount.people)))

    half, quarter = people // 2, people // 4
    assert (registered, counted) == (half + 3, half)  # each person in one of them, and in one place
    found = rows(machine)
    numbers = {
        day: tuple(int(row[name]) for name in
                   ("registered_full", "registered_essential", "from_paper", "counted_estimate"))
        for day, row in found.items()
    }  # fmt: skip
    assert numbers == {
        "2026-11-22": (0, 0, 0, 0),
        "2026-11-23": (0, quarter, 0, quarter),
        "2026-11-24": (3, half - quarter, 0, half - quarter),
        "2026-11-25": (0, 0, 0, 0),
    }
    assert sum(essential + estimate for _f, essential, _p, estimate in numbers.values()) == people
    assert found["2026-11-23"]["not_as_usual"] == "essential count"
    assert not any("total" in name for name in found["2026-11-23"])
    page = english(machine, "analyst").get(PAGE).text
    shown = re.findall(r'home-card-figure">(\d+)<', page)
    assert shown == ["3", str(half), "0", str(half)]
    notes = page.partition('id="notes"')[2].partition("</table>")[0]
    for told in ("Essential only", "Count only", "80 coaches", "08:00", "14:00", "20:00"):
        assert told in notes


def test_each_page_keeps_the_estimate_apart(machine: Flask) -> None:
    with machine.app_context():
        surge(machine, 48)
    page = english(machine, "analyst").get("/register/tally?day=2026-11-23").text

    registered, _sep, estimate = page.partition("Counted without registering")
    assert re.search(r'home-card-figure">12<', registered)
    assert "never added" in estimate
    assert not re.search(r">24<", page)


def test_a_filter_by_lane_and_direction_takes_all_four_alike(inside: Flask) -> None:
    awa = officer(inside, "officer")
    surge(inside, 8)
    days = (date(2026, 11, 23), date(2026, 11, 24))
    lane, nowhere = lane_id(), uuid.uuid4()
    assert db.session.get(Lane, lane)

    def sums(**more: object) -> list[int]:
        asked = Asked(post_id(), *days, **more)  # type: ignore[arg-type]
        return [sum(x) for x in zip(*(d.values for d in through.by_day(asked)), strict=True)]

    assert sums() == sums(lane_id=lane) == sums(direction="E") == [3, 4, 0, 4]
    assert sums(lane_id=nowhere) == sums(direction="X") == [0, 0, 0, 0]
    assert sum(through.by_day(Asked(post_id("BBB"), *days))[0].values) == 0
    with clock.standing_at(MONDAY + 20 * HOUR):
        assert awa.post_id == post_id()


def test_whoever_was_refused_or_taken_back_did_not_go_through(inside: Flask) -> None:
    awa = officer(inside, "officer")
    with clock.standing_at(MONDAY):
        crossed(awa, decision="refuse")
    day = MONDAY.date()

    assert through.by_day(Asked(post_id(), day, day))[0].values == (0, 0, 0, 0)


def night(app: Flask) -> None:
    """Monday: the power goes, a bus waits through it, and the post closes."""
    awa, chief = officer(app, "officer"), officer(app, "supervisor")
    with clock.standing_at(MONDAY):
        outages.write(OutageFacts("power", note="storm"), by=awa)
    with clock.standing_at(MONDAY + HOUR):
        row = announcing.announce(ManifestFacts("E", "BUS", "AB 12"), by=awa)
        receiving.arrive(row.id, None, by=awa)
    with clock.standing_at(MONDAY + 3 * HOUR):
        outages.end("power", by=awa)
        statuses.say(post_id(), Told(Status.CLOSED, "Curfew"), by=chief)
    with clock.standing_at(MONDAY + 4 * HOUR):
        statuses.say(post_id(), Told(Status.OPEN), by=chief)


def test_an_outage_and_a_queue_are_on_the_same_picture(machine: Flask) -> None:
    remembered(machine, night)
    page = english(machine, "officer").get("/through/?since=2026-11-23&until=2026-11-23").text

    picture = page.partition('class="day-chart"')[2].partition("</svg>")[0]
    assert "AB 12" in picture
    assert "Power storm" in picture
    assert "Closed Curfew" in picture
    notes = page.partition('id="notes"')[2].partition("</table>")[0]
    for told in ("Outages: Power", "Post status: Closed", "Curfew", "08:00", "11:00", "12:00"):
        assert told in notes


def test_what_was_not_as_usual_comes_as_a_file(machine: Flask) -> None:
    remembered(machine, night)
    asked = "since=2026-11-23&until=2026-11-23"
    text = english(machine, "officer").get(f"/through/notes.csv?{asked}").text

    assert [line.split(",")[0].lstrip("\ufeff") for line in text.splitlines()] == [
        "what",
        "outage-power",
        "closed",
    ]
    book = english(machine, "officer").get(f"/through/export.xlsx?{asked}")
    assert book.data[:2] == b"PK"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("since=2026-11-25&until=2026-11-22", "turned round"),
        ("since=2020-01-01&until=2026-11-22", "At most 92 days"),
        ("since=yesterday&until=9999-99-99", ""),
        ("lane=nonsense&direction=Z", ""),
        ("until=9999-12-31", ""),
        ("until=0001-01-01", ""),
    ],
)
def test_days_that_make_no_sense_are_put_right_and_said(
    machine: Flask, asked: str, told: str
) -> None:
    answer = english(machine, "officer").get(f"/through/?{asked}")

    assert answer.status_code == 200
    assert told in answer.text


def test_an_empty_post_says_that_nothing_was_unusual(machine: Flask) -> None:
    page = english(machine, "officer").get("/through/").text

    assert "the desk asked everything" in page
    assert "Four numbers side by side" in page


def test_who_reads_the_numbers(machine: Flask) -> None:
    for role, status in (("officer", 200), ("analyst", 200), ("storekeeper", 403)):
        assert browser(machine, role).get("/through/").status_code == status
