"""Who waits in the demonstration's second line, and one refusal with its form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from borderpost import clock, gates
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from crossings import gated
from crossings import sheet as sheets
from crossings.demo_days import DemoOfficer
from crossings.models import Inspection
from crossings.models.inspection import Source
from crossings.queries import refusals
from crossings.services import deciding, inspecting, interviewing, issuing, referring
from crossings.services.deciding import Order
from crossings.services.inspecting import Arrival
from crossings.services.issuing import Printing
from docreader import read_text
from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people

_SEED = 2026  # other people than those who crossed


def fill_second_line(post: Post, say: Callable[[str], object]) -> None:
    """Two travellers wait, one of them in interview; a third was refused on paper."""
    lanes = posts.open_lanes(post.id)
    desk, second = officers.account_named("awa"), officers.account_named("grace")
    if not lanes or desk is None or second is None:
        return
    awa = DemoOfficer(desk.officer_id, post.id, lanes[0].id, "E")
    grace = DemoOfficer(second.officer_id, post.id, lanes[0].id, "E")
    first, other, third = specimen_people(_SEED, 3, ("SEN", "MRT", "MRT"))
    post_id, post_country = post.id, post.country
    _wait(first, awa, 12, "Photo douteuse")
    taken = _wait(other, awa, 34, "Motif du voyage peu clair")
    interviewing.take(taken, by=grace)
    if post_country != third.nationality:
        _refuse(third, grace, post_id)
    say("Two referrals in second line, and a refusal with its form.")


def _sheet(person: SpecimenPerson, who: DemoOfficer) -> Inspection:
    read = read_text(specimen_lines(person, "TD3"), today=clock.today())
    arrival = Arrival(read, Source.WEDGE, sheets.from_reading(read))
    return inspecting.open_inspection(arrival, by=who, keep_days=30)


def _wait(person: SpecimenPerson, who: DemoOfficer, minutes: int, why: str) -> UUID:
    with clock.standing_at(clock.now() - timedelta(minutes=minutes)):
        inspection = _sheet(person, who)
        return referring.refer(inspection.id, why, version=1, by=who).id


def _refuse(person: SpecimenPerson, who: DemoOfficer, post_id: UUID) -> None:
    inspection = _sheet(person, who)
    key, version = inspection.id, inspection.version
    gates.rehearse(gated.of(inspection), post_id, who.officer_id)
    order = Order(
        decision="refuse",
        version=version,
        reasons=("ML-03", "ML-05"),
        reason_text="Ni visa ni exemption connue ; pas de certificat",
        transport="MINI",
        form_language="ar",
        specimens_allowed=True,
    )
    crossing = deciding.decide(key, order, by=who)
    form = refusals.of_crossing(crossing.id)
    if form is not None:
        paper = Printing("ar", traveller=1, file=1, transporter=0, read_out="Hassaniya")
        form_id = form.id
        issuing.print_copies(form_id, paper, by=who)
        issuing.sign(form_id, "signed", "", by=who)
