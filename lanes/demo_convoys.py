"""Two convoys for the demonstration: forty people half received, and one that is expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from uuid import UUID

from sqlalchemy import select

from borderpost import clock, gates
from borderpost.db import db
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import sheet as sheets
from crossings.demo_days import DemoOfficer
from crossings.demo_rules import shown
from crossings.models import Inspection
from crossings.services import deciding
from crossings.services.deciding import Order
from docreader.specimens import SpecimenPerson, specimen_people
from lanes.declared import Declared
from lanes.models import Convoy, ConvoyMember
from lanes.services import convoy_desk, convoy_hand_over, convoys
from lanes.services import convoy_ticking as ticking
from lanes.services.convoy_hand_over import HandingOver
from lanes.services.convoys import ConvoyFacts

SEED, PEOPLE = 2057, 41
_FAMILIES = {2: "A", 3: "A", 4: "A", 11: "B", 12: "B"}  # by place in the list, from 0


def fill(say: Callable[[str], object]) -> None:
    """Write the convoys once."""
    post, account = posts.this_post(), officers.account_named("awa")
    if post is None or account is None or db.session.scalar(select(Convoy.id).limit(1)):
        return
    lanes = posts.open_lanes(post.id)
    if not lanes:
        return
    by = DemoOfficer(account.officer_id, post.id, lanes[0].id, "E")
    drawn = specimen_people(SEED, PEOPLE + 9, ("MLI", "MLI", "MLI", "SEN"))
    _here([_declared(one, place) for place, one in enumerate(drawn[:PEOPLE])], by)
    _expected(post, [_declared(one, -1) for one in drawn[PEOPLE:]], by)
    say("Two convoys: one half received, one expected.")


def _declared(person: SpecimenPerson, place: int) -> Declared:
    """Half know their year of birth alone, most have no document."""
    chance = Random(f"{SEED} {person.surname} {place}")
    born = person.birth_date[:4] if chance.random() < 0.6 else person.birth_date
    return Declared(
        person.surname,
        person.given_names,
        person.sex,
        born,
        person.nationality,
        family=_FAMILIES.get(place, ""),
        estimated=len(born) == 4 and chance.random() < 0.5,
    )


def _here(people: Sequence[Declared], by: DemoOfficer) -> None:
    facts = ConvoyFacts(
        "NDB-2026-118", "EXP", "Police nationale", "Kobenni", "Specimen Leader",
        "1187 AB 00, 1188 AB 00", "Decision 118/2026", "BUS", clock.now() - timedelta(hours=2),
    )  # fmt: skip
    row_id = convoys.announce(facts, by=by).id
    convoys.name(row_id, people[:-1], by=by)
    convoys.arrive(row_id, clock.now() - timedelta(minutes=50), by=by)
    wanted = select(ConvoyMember.id).where(ConvoyMember.convoy_id == row_id)
    listed = db.session.scalars(wanted.order_by(ConvoyMember.place)).all()
    ticking.tick(row_id, listed[:22], by=by)
    ticking.miss(row_id, listed[-2:-1], "left the convoy at Ayoun, says its leader", by=by)
    ticking.unexpected(row_id, people[-1], by=by)
    for member_id in listed[:5]:
        _received(row_id, member_id, by)
    order = HandingOver(listed[:2], "red_cross", "Croix-Rouge", "Specimen Receiver",
                        with_them={listed[0]: "one bag"})  # fmt: skip
    convoy_hand_over.hand_over(row_id, order, by=by)


def _received(row_id: UUID, member_id: UUID, by: DemoOfficer) -> None:
    """Asked, and admitted as at the desk."""
    sheet_id = convoy_desk.open_sheet(row_id, member_id, by=by, keep_days=30)
    gated = gates.sheet_of(sheet_id, by.post_id)
    if gated:
        gates.rehearse(gated, by.post_id, by.officer_id)
    inspection = db.session.get_one(Inspection, sheet_id)
    sheet = sheets.from_plain(inspection.sheet)
    order = Order(
        decision="admit",
        version=inspection.version,
        compared=frozenset(sheets.to_compare(sheet, inspection.reading)),
        purpose="EXP",
        transport="BUS",
        rule_shown=shown(sheet, inspection),
        specimens_allowed=True,
    )
    deciding.decide(sheet_id, order, by=by)


def _expected(post: Post, people: Sequence[Declared], by: DemoOfficer) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    facts = ConvoyFacts("OIM-AVR-31", "AVR", "OIM Mauritanie", "Nouakchott", "Specimen Guide",
                        "CD 0770 MD", "Voluntary return declarations", "BUS", tomorrow)  # fmt: skip
    row_id = convoys.announce(facts, by=by).id
    convoys.name(row_id, people, by=by)
