"""Three buses for the demonstration: released, here with travellers parked, and expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from borderpost import clock
from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import demo_rules, reading
from crossings import sheet as sheets
from crossings.demo_days import DemoOfficer
from crossings.models import Inspection
from crossings.models.inspection import Source
from crossings.services import deciding
from crossings.services.deciding import Order
from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people
from lanes import demo_convoys, demo_modes, demo_passes, demo_shifts, demo_vehicles
from lanes.announced import Announced
from lanes.models import Manifest
from lanes.services import announcing, receiving, scanning
from lanes.services.announcing import ManifestFacts

SEED = 2032
_EXPIRED = "2021-03-31"


def fill(say: Callable[[str], object]) -> None:
    """Write the convoys, passes, modes, shifts, buses and vehicles once."""
    demo_convoys.fill(say)
    demo_passes.fill(say)
    demo_modes.fill(say)
    demo_shifts.fill(say)
    post, account = posts.this_post(), officers.account_named("awa")
    if post is None or account is None or db.session.scalar(select(Manifest.id).limit(1)):
        return
    lanes = posts.open_lanes(post.id)
    if not lanes:
        return
    by = DemoOfficer(account.officer_id, post.id, lanes[0].id, "E")
    people = specimen_people(SEED, 26, ("MRT", "MRT", "MLI"))
    _released(post, people[:4], by)
    _here(post, people[4:14], by)
    _expected(post, people[14:], by)
    demo_vehicles.fill(post, by)
    say("Three buses: one released, one here, one expected; and vehicles at the desk.")


def _released(post: Post, people: Sequence[SpecimenPerson], by: DemoOfficer) -> None:
    row = _arrived(ManifestFacts("E", "BUS", "BK 4821 MD", "MLI", "Sahel Transport", "Nioro"),
                   people, 47, by)  # fmt: skip
    for person in people:
        _admit(row, person, by)
    receiving.count(row.id, len(people), by=by)
    receiving.release(row.id, by=by)


def _here(post: Post, people: Sequence[SpecimenPerson], by: DemoOfficer) -> None:
    """Some are decided, one document has expired, one was misread, the others are awaited."""
    row = _arrived(ManifestFacts("E", "BUS", "1187 AB 00", "MRT", "Assaba Voyages", "Bamako"),
                   people, 18, by)  # fmt: skip
    for person in people[:3]:
        _admit(row, person, by)
    _scan(row, specimen_lines(replace(people[3], expiry_date=_EXPIRED), "TD3"), by)
    first, second = specimen_lines(people[4], "TD3")
    _scan(row, (first, second[:9] + str((int(second[9]) + 1) % 10) + second[10:]), by)
    receiving.count(row.id, len(people), by=by)


def _expected(post: Post, people: Sequence[SpecimenPerson], by: DemoOfficer) -> None:
    tomorrow = clock.today(post.zone) + timedelta(days=1)
    facts = ManifestFacts("E", "BUS", "CD 0770 MD", "MLI", "Nioro Express", "Kayes", tomorrow)
    row = announcing.announce(facts, by=by)
    announcing.name(row.id, [_announced(one) for one in people], by=by)


def _arrived(
    facts: ManifestFacts, people: Sequence[SpecimenPerson], minutes: int, by: DemoOfficer
) -> Manifest:
    row = announcing.announce(facts, by=by)
    announcing.name(row.id, [_announced(one) for one in people], by=by)
    return receiving.arrive(row.id, clock.now() - timedelta(minutes=minutes), by=by)


def _announced(person: SpecimenPerson) -> Announced:
    return Announced(
        person.surname,
        person.given_names,
        person.birth_date,
        person.sex,
        person.nationality,
        person.document_number,
    )


def _scan(row: Manifest, lines: Sequence[str], by: DemoOfficer) -> Inspection:
    arrival = reading.lines("\n".join(lines), Source.WEDGE)
    (found,) = scanning.scan(row.id, arrival, by=by, keep_days=30)
    return db.session.get_one(Inspection, found.inspection_id)


def _admit(row: Manifest, person: SpecimenPerson, by: DemoOfficer) -> None:
    inspection = _scan(row, specimen_lines(person, "TD3"), by)
    sheet = sheets.from_plain(inspection.sheet)
    order = Order(
        decision="admit",
        version=inspection.version,
        compared=frozenset(sheets.to_compare(sheet, inspection.reading)),
        purpose="VFR",
        destination=row.destination,
        transport=row.kind,
        rule_shown=demo_rules.shown(sheet, inspection),
        specimens_allowed=True,
    )
    deciding.decide(inspection.id, order, by=by)
