"""A family of the demonstration that left together, a child alone who waits, and a hand-over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from borderpost import clock
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import Permission
from crossings import sheet as sheets
from crossings.accompaniment import Authorisation, Relation, Seen
from crossings.demo_days import DemoOfficer
from crossings.models import Inspection
from crossings.models.inspection import Source
from crossings.services import accompanying, deciding, guiding, handing_over, inspecting, referring
from crossings.services.deciding import Order
from crossings.services.inspecting import Arrival
from docreader import read_text
from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people

_SEED = 2027
GUIDANCE = {
    "body_fr": "Mairie du domicile (texte d’essai) : pièces d’identité des parents, acte de "
    "naissance de l’enfant.",
    "body_en": "Town hall where you live (invented text): the parents’ identity documents, the "
    "child’s birth certificate.",
    "body_ar": "بلدية محل السكن (نص تجريبي): وثائق هوية الوالدين وشهادة ميلاد الطفل.",
    "cite": "",
}


@dataclass(frozen=True)
class _Relief(DemoOfficer):
    """A colleague who takes over at the end of a shift."""

    permissions: frozenset[str] = frozenset({Permission.INSPECT, Permission.SECOND_LINE})


def fill_families(post: Post, say: Callable[[str], object]) -> None:
    """A mother leaves with her daughter and an authorisation; a boy waits alone in second line;
    a sheet went from one officer to the next."""
    lanes = posts.open_lanes(post.id)
    cast = [officers.account_named(name) for name in ("awa", "grace")]
    if not lanes or None in cast:
        return
    awa, grace = (
        _Relief(account.officer_id, post.id, lanes[0].id, "X") for account in cast if account
    )
    post_id = post.id
    mother, girl, boy, man = specimen_people(_SEED, 4, ("SEN", "SEN", "MRT", "MRT"))
    guiding.change(post_id, GUIDANCE, by=None)
    _leave_together(mother, _aged(girl, mother, 8), awa)
    with clock.standing_at(clock.now() - timedelta(minutes=18)):
        alone = _sheet(_aged(boy, boy, 13), awa)
        referring.refer(alone.id, "Voyage sans adulte", version=1, by=awa)
    _hand_over(man, awa, grace)
    say("A family that left together, a child alone in second line, a hand-over.")


def _aged(person: SpecimenPerson, family: SpecimenPerson, years: int) -> SpecimenPerson:
    """The same person as a child of a family."""
    born = clock.today() - timedelta(days=years * 365 + 100)
    return replace(person, surname=family.surname, birth_date=_plain(born))


def _plain(day: date) -> str:
    """No first of January: that is what clerks write for some day."""
    return (day + timedelta(days=1) if (day.month, day.day) == (1, 1) else day).isoformat()


def _sheet(person: SpecimenPerson, who: DemoOfficer) -> Inspection:
    read = read_text(specimen_lines(person, "TD3"), today=clock.today())
    arrival = Arrival(read, Source.WEDGE, sheets.from_reading(read))
    return inspecting.open_inspection(arrival, by=who, keep_days=30)


def _leave_together(mother: SpecimenPerson, girl: SpecimenPerson, awa: DemoOfficer) -> None:
    hers, theirs = _sheet(mother, awa).id, _sheet(girl, awa).id
    accompanying.link(theirs, hers, Relation.MOTHER, version=1, by=awa)
    day = clock.today().isoformat()
    seen = Authorisation(Seen.SEEN, "112/2026", "Mairie (essai)", day, "Père")
    accompanying.say_authorisation(theirs, seen, version=2, by=awa)
    for sheet_id, version in ((hers, 1), (theirs, 3)):
        _let_leave(sheet_id, version, awa)


def _let_leave(sheet_id: UUID, version: int, awa: DemoOfficer) -> None:
    order = Order("admit", version, purpose="VFR", transport="BUS", specimens_allowed=True)
    deciding.decide(sheet_id, order, by=awa)


def _hand_over(man: SpecimenPerson, awa: _Relief, grace: _Relief) -> None:
    with clock.standing_at(clock.now() - timedelta(minutes=2)):
        sheet_id = _sheet(man, awa).id
        offer = handing_over.offer([f"sheet:{sheet_id}"], grace.officer_id, "Relève", by=awa).id
        handing_over.accept(offer, by=grace)
        inspecting.leave(sheet_id, by=grace)
