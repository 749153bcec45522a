"""What a traveller has to pay here, and what is free: whoever keeps a tariff says it, and the desk
shows it beside the sheet without knowing whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup

from borderpost import features


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


def due(post_id: UUID | None) -> Due | None:
    """What a traveller has to pay at a post today; None where nobody keeps a table of fees."""
    told = [ask(post_id) for ask in features.contributions("fees")]
    return Due([fee for fees in told for fee in fees]) if told and post_id else None
