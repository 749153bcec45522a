"""PURE: whom training reached, by country, agency and sex; for donors, and for the public.

For the public few people are not told apart (``scores.withheld``): here, before anything is
shown, and every table by itself. Without withholding each table sums to the total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.numbers import SEXES, Reach, Seat, by_sex, reach
from training.scores import LEAST, withheld

DIMENSIONS = ("sex", "country", "agency", "post")


@dataclass(frozen=True)
class Place:
    """Somebody in a run, and where they came from on the day of nomination."""

    seat: Seat
    country: str = ""
    agency: str = ""
    post: str = ""

    def group(self, dimension: str) -> str:
        """Which row of a table this is in; '' not recorded."""
        return self.seat.sex if dimension == "sex" else str(getattr(self, dimension))


@dataclass(frozen=True)
class Line:
    """One row: a group, its persons and completions; None: withheld, for they are few."""

    group: str
    persons: int | None
    completions: int | None

    @property
    def is_withheld(self) -> bool:
        """Whether a number of it is kept back."""
        return self.persons is None or self.completions is None


@dataclass(frozen=True)
class Table:
    """The rows of a dimension; what is not recorded stands last."""

    dimension: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Cell:
    """One row of country and agency, with persons by sex."""

    country: str
    agency: str
    sexes: Mapping[str, int]
    completions: int

    @property
    def persons(self) -> int:
        """All of them."""
        return sum(self.sexes.values())


@dataclass(frozen=True)
class Aim:
    """How many persons of a country a project is to train, and how many it has."""

    country: str
    target: int | None
    reached: int

    @property
    def share(self) -> float | None:
        """Of the target; None without one."""
        return self.reached / self.target if self.target else None


def total(places: Sequence[Place]) -> Reach:
    """Persons, participations, completions: three numbers that are never one."""
    return reach(place.seat for place in places)


def table(places: Sequence[Place], dimension: str, *, is_public: bool = False) -> Table:
    """Persons by a dimension. A person with several rows is in the group of the last one."""
    groups = _grouped(places, dimension)
    persons = {name: one.persons for name, one in groups.items()}
    done = {name: _completed(places, dimension, name) for name in groups}
    told = withheld(persons) if is_public else dict(persons)
    lines = [Line(name, told[name], None if is_public else done[name]) for name in groups]
    return Table(dimension, lines)


def crossed(places: Sequence[Place]) -> list[Cell]:
    """Persons by country, agency and sex; for the partners of a run, never for the public."""
    last = {place.seat.person: place for place in places}
    rows: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in last.values():
        rows[place.country, place.agency].append(place)
    done = {place.seat.person for place in places if place.seat.is_completed}
    return [
        Cell(country, agency, _sexes(some), sum(one.seat.person in done for one in some))
        for (country, agency), some in sorted(rows.items(), key=lambda row: _last(*row[0]))
    ]


def aims(places: Sequence[Place], targets: Mapping[str, int]) -> list[Aim]:
    """By country: persons reached, each once however many runs they sat in, of its target."""
    found = {line.group: line.persons or 0 for line in table(places, "country").lines}
    return [Aim(country, targets.get(country), found.get(country, 0))
            for country in sorted(targets.keys() | found.keys(), key=_last)]  # fmt: skip


def is_few(many: int) -> bool:
    """Whether so many people are not told apart in public."""
    return 0 < many < LEAST


def _grouped(places: Sequence[Place], dimension: str) -> dict[str, Reach]:
    if dimension == "sex":
        return by_sex([place.seat for place in places])
    last = {place.seat.person: place.group(dimension) for place in places}
    rows: dict[str, list[Seat]] = defaultdict(list)
    for place in places:
        rows[last[place.seat.person]].append(place.seat)
    return {name: reach(rows[name]) for name in sorted(rows, key=_last)}


def _completed(places: Sequence[Place], dimension: str, name: str) -> int:
    """Persons of a group who completed at least once."""
    last = {place.seat.person: place.group(dimension) for place in places}
    known = {one if one in SEXES else "" for one in (name,)} if dimension == "sex" else {name}
    return len({place.seat.person for place in places if place.seat.is_completed
                and _as_row(last[place.seat.person], dimension) in known})  # fmt: skip


def _as_row(group: str, dimension: str) -> str:
    return group if dimension != "sex" or group in SEXES else ""


def _sexes(places: Iterable[Place]) -> dict[str, int]:
    found = dict.fromkeys(SEXES, 0)
    for place in places:
        found[_as_row(place.seat.sex, "sex")] += 1
    return found


def _last(*names: str) -> tuple[tuple[bool, str], ...]:
    """Sorted by name, what is not recorded last."""
    return tuple((not name, name) for name in names)
