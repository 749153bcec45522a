"""A bus and its travellers, who do not exist; call it inside a context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from borderpost.officers.identity import SignedIn
from crossings import reading
from crossings.models.inspection import Source
from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people
from lanes.announced import Announced
from lanes.models import Manifest
from lanes.services import announcing, receiving, scanning
from lanes.services.announcing import ManifestFacts
from lanes.services.scanning import Scanned

FACTS = ManifestFacts("E", "BUS", "AB 1234 MD", "MLI", "Sahel Transport", "Nioro")


def travellers(number: int, seed: int = 41) -> list[SpecimenPerson]:
    """Invented Mauritanians, of whom the rules ask no visa (R06)."""
    return specimen_people(seed, number, ("MRT",))


def announced(person: SpecimenPerson) -> Announced:
    """How a carrier's list has somebody."""
    return Announced(
        person.surname,
        person.given_names,
        person.birth_date,
        person.sex,
        person.nationality,
        person.document_number,
    )


def here(
    by: SignedIn, people: Sequence[SpecimenPerson] = (), facts: ManifestFacts = FACTS
) -> Manifest:
    """A bus that has arrived, with its list."""
    row = announcing.announce(facts, by=by)
    if people:
        announcing.name(row.id, [announced(one) for one in people], by=by)
    return receiving.arrive(row.id, None, by=by)


def zone(person: SpecimenPerson, **changes: str) -> str:
    """The lines of a passport."""
    return "\n".join(specimen_lines(replace(person, **changes), "TD3"))


def swiped(row: Manifest, lines: str, by: SignedIn) -> Scanned:
    """A document swiped from the manifest."""
    arrival = reading.lines(lines, Source.WEDGE)
    return scanning.scan(row.id, arrival, by=by, keep_days=30)[0]
