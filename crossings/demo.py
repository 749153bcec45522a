"""The past days of people who do not exist, and specimens to try the desk with."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select

from borderpost import clock, gates
from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.officers.models import Officer
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import codes, demo_rules, demo_sheets, demo_stays, demo_stickers, gated
from crossings import sheet as sheets
from crossings.demo_days import (
    A_DAY,
    DESTINATIONS,
    PURPOSES,
    TRANSPORT,
    DemoOfficer,
    Pair,
    minutes,
    traders,
    write_day,
)
from crossings.demo_families import fill_families
from crossings.demo_second_line import fill_second_line
from crossings.health import HealthCheck
from crossings.models import Crossing
from crossings.models.inspection import Source
from crossings.policies import Ask, Policy
from crossings.queries import files
from crossings.services import deciding, inspecting, policies
from crossings.services.deciding import Order
from crossings.services.inspecting import Arrival
from docreader import read_text
from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people

SEED = 2014


def fill(say: Callable[[str], object]) -> None:
    """Write the past days of both posts once, and draw the specimens."""
    post = posts.this_post()
    if post is None:
        return
    say(f"Rule book: {demo_rules.fill()} rules and groups, one proposal.")
    if not db.session.scalar(select(Crossing.id).limit(1)):
        people = specimen_people(SEED, A_DAY * 6, ("MLI", "MRT", "SEN", "MLI"))
        days = current_app.config["DEMO_DAYS"]
        say(f"{demo_stays.fill(post, SEED)} crossings of travellers with a story.")
        demo_stickers.fill(post, SEED, say)
        say(f"{_past(days, post, people)} crossings of {days} days.")
        demo_sheets.fill(post, SEED, say)
        policies.change(post.id, Policy(health=Ask.OFFERED), by=None)
        for instant, person, who in _today(post, people):
            with clock.standing_at(instant):
                _cross(person, who)
        fill_second_line(post, say)
        fill_families(post, say)
    say(f"Specimens to try: {draw_specimens()} pictures, on the desk's page.")


def _past(days: int, post: Post, people: Sequence[SpecimenPerson]) -> int:
    """The days before today at both posts; the number of crossings."""
    cast = traders(people, SEED)
    pair = [_staffed(found) for found in posts.all_posts()]
    today, written = clock.today(post.zone), 0
    for back in range(days, 0, -1):
        for place in pair:
            if place.officers and place.lanes:
                written += write_day(place, today - timedelta(days=back), cast, SEED)
    return written


def _staffed(post: Post) -> Pair:
    working = select(Officer.id).where(Officer.post_id == post.id).order_by(Officer.id)
    return Pair(post, posts.open_lanes(post.id), db.session.scalars(working).all())


def draw_specimens() -> int:
    """Draw the pictures that a newcomer drops on the desk; the number of pictures there."""
    import cv2

    from docreader.specimens import draw

    folder = Path(current_app.config["INSTANCE"]) / "specimens"
    folder.mkdir(exist_ok=True)
    people = specimen_people(SEED, 4)
    for person, (kind, turn, skew) in zip(people, _SHOTS, strict=True):
        path = folder / f"{kind.lower()}-{person.surname.split()[0].lower()}-{turn}.jpg"
        if not path.exists():
            cv2.imwrite(str(path), draw(person, kind, seed=SEED, turn=turn, skew=skew))
    return len(list(folder.glob("*.jpg")))


_SHOTS = (("TD3", 0, 0.0), ("TD1", 0, 2.0), ("TD3", 90, -3.0), ("MRVA", 0, 1.0))


def _today(
    post: Post, people: Sequence[SpecimenPerson]
) -> Iterator[tuple[datetime, SpecimenPerson, DemoOfficer]]:
    """Who crossed today until now, before whom: by the desk itself, with working sheets."""
    dice = random.Random(SEED)
    cast = [officers.account_named(name) for name in ("awa", "cheikh", "grace")]
    lanes, day = posts.open_lanes(post.id), clock.today(post.zone)
    for minute in minutes(dice):
        instant = datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(post.zone))
        lane, account = dice.choice(lanes), dice.choice(cast)
        if account is None or instant > clock.now():
            continue
        who = DemoOfficer(account.officer_id, post.id, lane.id, lane.default_direction)
        yield instant, dice.choice(people), who


def _cross(person: SpecimenPerson, who: DemoOfficer) -> None:
    kind = "TD1" if person.document_number[-1] in "02468" else "TD3"
    read = read_text(specimen_lines(person, kind), today=clock.today())
    arrival = Arrival(read, Source.WEDGE, sheets.from_reading(read))
    inspection = inspecting.open_inspection(arrival, by=who, keep_days=30)
    dice = random.Random(f"{person.document_number}{clock.now()}")
    sheet = sheets.from_plain(inspection.sheet)
    known = files.document(
        sheet["document_number"].value,
        sheet["issuing_state"].value,
        codes.kind_of(sheet["document_code"].value),
        sheet["birth_date"].value,
    )
    foreign = sheet["nationality"].value != inspection.lane.post.country
    refused = foreign and dice.random() < 0.06
    if refused:
        gates.rehearse(gated.of(inspection), who.post_id, who.officer_id)
    last = files.last_crossing(known.person_id, who.post_id) if known else None
    order = Order(
        decision="refuse" if refused else "admit",
        version=inspection.version,
        compared=frozenset(sheets.to_compare(sheet, inspection.reading)),
        reasons=("ML-05",) if refused else (),
        purpose=last.purpose if last else dice.choice(PURPOSES),
        destination=last.destination if last else dice.choice(DESTINATIONS),
        transport=last.transport if last else dice.choice(TRANSPORT),
        health=_certificate(dice, refused=refused),
        rule_shown=demo_rules.shown(sheet, inspection),
        specimens_allowed=True,
    )
    deciding.decide(inspection.id, order, by=who)


def _certificate(dice: random.Random, *, refused: bool) -> HealthCheck:
    """What is mostly seen where the certificate is offered; now and then nobody looks, and the
    refused ones have none."""
    seen = ("shown_valid", "shown_valid", "shown_valid", "exempt", "not_checked")
    outcome = "not_shown" if refused else dice.choice(seen)
    return HealthCheck(outcome, "YF" if outcome in {"shown_valid", "not_shown"} else "")
