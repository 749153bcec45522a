"""The invented holders of fictional documents.

Nobody here exists: names are random pairs from short lists of common West African names,
numbers and dates are random.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

_SURNAMES = (
    "Traore Diallo Keita Coulibaly Cisse Sylla Sow Ndiaye Diarra Konate Sidibe Toure Kante "
    "Dembele Fofana Camara Sangare Maiga Ba Kone Samake Doumbia Niang Wane Gaye Tall"
).split() + ["Ould Mohamed", "Mint Ely", "Ag Alhassane", "Ould Sidi"]
_GIVEN: Mapping[str, tuple[str, ...]] = {
    "F": tuple("Aminata Fatoumata Mariam Oumou Kadiatou Awa Rokia Zeinabou Hawa Djeneba".split()),
    "M": tuple("Moussa Bakary Amadou Ibrahima Sidi Modibo Cheikh Yacouba Seydou Lamine".split()),
}


@dataclass(frozen=True)
class SpecimenPerson:
    """An invented holder with an invented document; dates are ISO, states as in the zone."""

    surname: str
    given_names: str
    sex: str  # M, F or '<'
    nationality: str
    issuing_state: str
    birth_date: str
    expiry_date: str
    document_number: str
    optional_data: str = ""


def specimen_people(seed: int, n: int, states: tuple[str, ...] = ("UTO",)) -> list[SpecimenPerson]:
    """``n`` invented people with documents of ``states``; the same seed, the same people."""
    rng = random.Random(seed)
    return [_invented(rng, rng.choice(states)) for _ in range(n)]


def _invented(rng: random.Random, state: str) -> SpecimenPerson:
    sex = rng.choice("FM")
    number = rng.choice("ABCEHKMPT") + "".join(rng.choices("0123456789", k=8))
    return SpecimenPerson(
        surname=rng.choice(_SURNAMES),
        given_names=" ".join(rng.sample(_GIVEN[sex], rng.choice((1, 1, 2)))),
        sex=sex,
        nationality=state,
        issuing_state=state,
        birth_date=f"{rng.randint(1950, 2007)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        expiry_date=f"{rng.randint(2027, 2035)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        document_number=number,
        optional_data="".join(rng.choices("0123456789", k=rng.choice((0, 0, 7)))),
    )
