"""The demonstration's watchlists: nobody here exists.

One list by hand, with an alert for each code; one from a file; one of document numbers. Whoever is
meant is an invented traveller of Utopia whose passport can be swiped at the desk.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from borderpost import clock
from borderpost.db import new_id
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from docreader.specimen_people import SpecimenPerson, specimen_people
from watchlist import shelf
from watchlist.listed import Code, Listed, Name
from watchlist.models import Holds
from watchlist.queries import lists
from watchlist.services import forcing, keeping, loading, proposing
from watchlist.services.keeping import ListFacts
from watchlist.services.receiving import Source

SEEDS = {Code.STOP: 731, Code.REFER: 732, Code.DISCREET: 733, Code.INFORM: 734}
STOLEN_SEED = 735
_LAW = "Exemple inventé: aucune loi, personne n'est recherché"
_NAMES = "Abarchi Bagayo Chegou Dandano Elhadji Gado Hassoumi Idrissa Kollo Laouali".split()
_GIVEN = "Zoubeïr Ousseini Nafissa Balkissa Rabiou Mahamane Hadiza Salamatou".split()
_ENTRIES = 240


@dataclass(frozen=True)
class _Manager:
    officer_id: UUID
    post_id: UUID


def fill(say: Callable[[str], object]) -> None:
    """Make the lists once."""
    post = posts.this_post()
    accounts = [officers.account_named(name) for name in ("veille", "controle")]
    if post is None or None in accounts or lists.every():
        return
    one, other = (_Manager(row.officer_id, post.id) for row in accounts if row)
    say(f"A watchlist by hand: {_by_hand(one, other)} alerts, one proposal.")
    say(f"A watchlist from a file: {_from_a_file()} entries.")
    say(f"Stolen and lost documents: {_numbers()} numbers.")


def traveller(code: Code) -> SpecimenPerson:
    """Whom the demonstration's alert of this code means."""
    return specimen_people(SEEDS[code], 1)[0]


def _by_hand(one: _Manager, other: _Manager) -> int:
    facts = ListFacts("signalements", "Signalements nationaux (exemple)", _LAW)
    list_id = keeping.create(facts, by=one).id
    made = [proposing.propose_new(list_id, _alert(code), "Demande d'exemple", by=one).id
            for code in SEEDS]  # fmt: skip
    proposing.approve(made, by=other)
    waiting = Listed(
        key="", names=(Name("Balkissa Kollo", "Kollo", "Balkissa"),), birth_dates=("1984",),
        code=Code.REFER, reason="Exemple inventé", legal_basis=_LAW, expires_on=_in_days(200),
    )  # fmt: skip
    proposing.propose_new(list_id, waiting, "Attend une deuxième personne", by=one)
    return len(made)


def _alert(code: Code) -> Listed:
    who = traveller(code)
    note = {Code.INFORM: "Remettre au voyageur la lettre qui l'attend au poste."}.get(code, "")
    return Listed(
        key="",
        names=(Name(f"{who.given_names} {who.surname}", who.surname, who.given_names),),
        # Of the one to refer only the year is known: the hit is amber.
        birth_dates=(who.birth_date[:4] if code is Code.REFER else who.birth_date,),
        nationalities=("UTO",),
        sex=who.sex,
        code=code,
        note=note,
        reason="Exemple inventé pour la démonstration",
        legal_basis=_LAW,
        expires_on=_in_days(360),
    )


def _from_a_file() -> int:
    dice = random.Random(2014)
    rows = ["id,surname,given,birth date,nationality,sex"]
    for number in range(_ENTRIES):
        year = dice.randrange(1950, 2000)
        born = dice.choice((f"{year}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}",
                            f"{year}", ""))  # fmt: skip
        name, given = dice.choice(_NAMES), dice.choice(_GIVEN)
        rows.append(f"e{number},{name},{given},{born},NER,{dice.choice('MF')}")
    facts = ListFacts("exemple-onu", "Liste d'un fichier (exemple)", _LAW, stale_days=30)
    return _load(facts, "\n".join(rows), "csv")


def _numbers() -> int:
    who = specimen_people(STOLEN_SEED, 1)[0]
    rows = ["issuer,kind,number", f"UTO,P,{who.document_number}"]
    rows += [f"UTO,P,{one.document_number}" for one in specimen_people(STOLEN_SEED + 1, 60)]
    facts = ListFacts("documents-voles", "Documents volés ou perdus (exemple)", _LAW,
                      holds=Holds.DOCUMENTS)  # fmt: skip
    return _load(facts, "\n".join(rows), "documents")


def _load(facts: ListFacts, text: str, kind: str) -> int:
    list_id = keeping.create(facts, by=None).id
    path: Path = shelf.incoming() / str(new_id())
    path.write_text(text + "\n", encoding="utf-8")
    source = Source(path, kind, "exemple.csv", issued_at=clock.now() - timedelta(days=9))
    row = forcing.put_in_force(loading.load(list_id, source, by=None).id, by=None)
    path.unlink()
    return row.entries


def _in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()
