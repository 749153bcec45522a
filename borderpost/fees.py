"""What a traveller has to pay here, and what is free: whoever keeps a tariff says it, and the desk
shows it beside the sheet, and after the decision with the way to the receipt, without knowing whose
it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup

from borderpost import features
from borderpost.audit import Actor
from borderpost.desk_notes import Note


@dataclass(frozen=True)
class Fee:
    """One thing that may be asked of a traveller: what for, how much, and by what text."""

    label: str
    price: Markup | str  # the sum with its currency, or that it is free
    basis: str
    is_free: bool


@dataclass(frozen=True)
class Due:
    """Everything that the table in force today says of one traveller; ``fees`` empty: nothing may
    be asked."""

    fees: Sequence[Fee]

    @property
    def is_free(self) -> bool:
        """Whether nothing is to pay."""
        return all(one.is_free for one in self.fees)


@dataclass(frozen=True)
class Traveller:
    """Whom a fee would be asked of: E or X, and a code of ICAO 9303-3 §5."""

    direction: str
    nationality: str


@dataclass(frozen=True)
class Passed:
    """Whom the officer has just let pass: the crossing's reference, and the traveller."""

    reference: str
    traveller: Traveller


def due(post_id: UUID | None, traveller: Traveller) -> Due | None:
    """What a traveller has to pay at a post today; None where nobody keeps a table of fees."""
    told = [ask(post_id, traveller) for ask in features.contributions("fees")]
    return Due([fee for fees in told for fee in fees]) if told and post_id else None


def after(passed: Passed | None, officer: Actor) -> Sequence[Note]:
    """What is said on the screen that follows a decision, with the one key to the receipt."""
    if passed is None:
        return ()
    found = (note(passed, officer) for note in features.contributions("fees_after"))
    return [one for one in found if one is not None]
