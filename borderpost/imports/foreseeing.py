"""What a file would do, told before anything is written: how many of its rows are new, change
something or change nothing, and what each change on the page replaces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from borderpost.audit import Actor
from borderpost.db import db
from borderpost.imports import queries
from borderpost.imports.checking import Checker
from borderpost.imports.importer import Importer
from borderpost.imports.models import Import, State

COUNTED = {
    "new": _l("new rows"),
    "changed": _l("rows that change what is there"),
    "same": _l("rows that change nothing"),
}
OUTCOMES = {"new": _l("new"), "changed": _l("changes"), "same": _l("changes nothing")}


@dataclass(frozen=True)
class Foreseen:
    """Good rows by outcome; of the rows on the page, by line: the outcome, notes by field."""

    counts: Mapping[str, int]
    outcomes: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


def foreseen(
    importer: Importer, one: Import, numbers: Collection[int], *, by: Actor
) -> Foreseen | None:
    """What a checked file would do to what is there now; None where the importer cannot say."""
    if importer.outcome is None or one.state != State.CHECKED:
        return None
    checker = Checker(importer, one.headings, one.mapping, by, one.dialect)
    every = db.session.execute(queries.cells(one.id)).all()
    importer.survey((checker.values(cells) for _number, cells in every), checker.about)
    counts: Counter[str] = Counter()
    outcomes, notes = {}, {}
    for number, cells in every:
        row, errors = checker.check(number, cells)
        if errors:
            continue
        outcome = importer.outcome(row)
        counts[outcome] += 1
        if number in numbers:
            outcomes[number], notes[number] = outcome, importer.notes(row)
    return Foreseen({name: counts[name] for name in OUTCOMES}, outcomes, notes)
