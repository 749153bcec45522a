"""A robot that keeps to the keyboard and counts what its finger presses, case by case.

``scripts/bench keystrokes`` prints the figures; ``test_keystrokes.py`` holds them to
``keystrokes.toml``. A reader's keys are nobody's. Of a field, its letters and the Enter that
ends it are its own; what is counted *beyond* is all the rest, from the desk to the saved
decision.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from docreader.specimens import SpecimenPerson, specimen_lines, specimen_people
from tests.journeys.walk import Walk

TABLE = Path(__file__).with_name("keystrokes.toml")
PAPER = r"/refusals/papers/[0-9a-f-]{36}$"
_SEEDS: Iterator[int] = count(7001)  # another traveller for each case


@dataclass(frozen=True)
class Figure:
    """What the table says of a case: its figure of today, and what it may be at most."""

    keys: int
    most: int
    what: str


def table() -> Mapping[str, Figure]:
    """The committed figures."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: Figure(**row) for name, row in rows.items()}


def swiped(desk: Walk, person: SpecimenPerson) -> None:
    """The traveller's sheet, opened by a reader; keys count from here."""
    desk.open("/desk/")
    desk.swipe(specimen_lines(person, "TD3"))
    desk.at_sheet()
    desk.count()


def somebody(state: str) -> SpecimenPerson:
    """A traveller whom nobody knows. Of Mauritania no visa is asked (R06), of Utopia one is."""
    seed = next(_SEEDS)
    found = specimen_people(seed, 1, (state,))[0]
    return replace(found, document_number=f"KS{seed:07}")


def journey(desk: Walk) -> None:
    """Purpose and transport by keys, from the field that has the focus, and the decision."""
    desk.press("ArrowDown", "Tab", "Tab", "ArrowDown", "Enter")
    desk.at(r"/desk/$")


def saw_a_visa(desk: Walk) -> None:
    """The tick, and past the health certificate: no other reason is asked for then."""
    desk.press("Space", "Tab", "Tab")


def new_exempt(desk: Walk) -> int:
    """A new traveller with a zone, of whom the rule asks nothing more."""
    swiped(desk, somebody("MRT"))
    journey(desk)
    return desk.keys


def new_with_visa(desk: Walk) -> int:
    """A new traveller with a zone, who shows the visa that the rule asks for."""
    swiped(desk, somebody("UTO"))
    saw_a_visa(desk)
    journey(desk)
    return desk.keys


def known_exempt(desk: Walk) -> int:
    """A known traveller of whom the rule asks nothing more."""
    person = somebody("MRT")
    swiped(desk, person)
    journey(desk)
    swiped(desk, person)
    desk.press("Enter")
    desk.at(r"/desk/$")
    return desk.keys


def known_with_visa(desk: Walk) -> int:
    """A known traveller who shows the visa that the rule asks for."""
    person = somebody("UTO")
    swiped(desk, person)
    saw_a_visa(desk)
    journey(desk)
    swiped(desk, person)
    desk.press("Enter")  # one key admits nobody against the rule
    desk.page.wait_for_selector("#refusal")
    desk.page.wait_for_load_state("load")
    desk.count()
    desk.press("Space", "Enter")
    desk.at(r"/desk/$")
    return desk.keys


def without_zone(desk: Walk, key: str, code: str, fields: Sequence[str]) -> int:
    """A paper without a zone: the keys beyond its fields."""
    desk.open("/desk/")
    desk.count()
    desk.press(key)
    desk.at(rf"/desk/papers/{code}$")
    for text in fields:
        desk.type(text)
        desk.press("Enter")
    desk.at_sheet()
    own = sum(len(text) + 1 for text in fields)
    journey(desk)
    return desk.keys - own


def declared(desk: Walk) -> int:
    """No document at all: name, sex, age; the nationality stands there already."""
    return without_zone(desk, "0", "NONE", ("DEM", "AISSATA", "F", "38", ""))


def paper_card(desk: Walk) -> int:
    """A paper identity card of the post's country."""
    number = f"CNI{next(_SEEDS)}"
    return without_zone(desk, "2", "CNI", ("", number, "BA", "OUMAR", "M", "1971", "2031"))


def travel_certificate(desk: Walk) -> int:
    """An ECOWAS travel certificate, its issuer by the beginning of the name."""
    number = f"ETC{next(_SEEDS)}"
    fields = ("SENEGAL", number, "FALL", "AWA", "F", "1988-02-13", "2028")
    return without_zone(desk, "1", "ETC", fields)


def refusal(desk: Walk) -> int:
    """A refusal with its questions, reason, form and print; no free text."""
    swiped(desk, somebody("MRT"))
    desk.press("F10")
    desk.at(r"/protection/questions/[0-9a-f-]{36}$")
    desk.press("2", "2", "2", "2", "Enter")
    desk.at(r"open=refuse$")
    desk.press("Space", "Enter")
    desk.at(r"/refusals/[0-9a-f-]{36}$")
    desk.press("Enter")
    desk.at(PAPER)
    desk.press("Enter")  # the browser prints
    return desk.keys


def taken_back(desk: Walk) -> int:
    """The last decision taken back."""
    swiped(desk, somebody("MRT"))
    journey(desk)
    desk.count()
    desk.press("Control+z")
    desk.at_sheet()
    return desk.keys


CASES: Mapping[str, Callable[[Walk], int]] = {
    one.__name__: one
    for one in (
        known_exempt, known_with_visa, new_exempt, new_with_visa, declared, paper_card,
        travel_certificate, refusal, taken_back,
    )
}  # fmt: skip
