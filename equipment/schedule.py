"""The schedule of a certificate: its entries, as the register has them now or as they were signed,
and what they come to in each currency."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from equipment.facts import as_text
from equipment.models import Donation, DonationLine

_TOLD = ("tag", "serial", "title", "condition", "quantity", "unit", "project", "line", "donor",
         "cost", "currency")  # fmt: skip
_DIGESTED = ("number", "giver", "receiver", "giver_name", "receiver_name", "leaves", "reference",
             "signed_how", "title_on")  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One line of a schedule. ``cost`` None: not known. ``tag`` is '' for stock, whose ``unit``
    says what is counted and ``serial`` its lot."""

    line_id: UUID
    asset_id: UUID | None
    tag: str
    serial: str
    title: str
    condition: str
    quantity: int
    unit: str
    project: str
    line: str
    donor: str
    cost: Decimal | None
    currency: str

    def plain(self) -> dict[str, str]:
        """As the signed line keeps it: text by name, '' for nothing."""
        return {name: as_text(getattr(self, name)) for name in _TOLD}


@dataclass(frozen=True)
class Totals:
    """What entries come to: a sum by currency, and how many have no known cost."""

    sums: Sequence[tuple[str, Decimal]]
    unknown: int


def entries(donation: Donation) -> list[Entry]:
    """The lines in their order; of a signed certificate as they were signed."""
    return [_told(one) if one.told else present(one) for one in donation.lines]


def present(line: DonationLine) -> Entry:
    """A line as the register has it now."""
    if line.asset is not None:
        thing = line.asset
        return Entry(
            line.id, thing.id, thing.tag, thing.serial, thing.model.title, thing.condition, 1, "",
            thing.project.code if thing.project else "",
            thing.budget_line.code if thing.budget_line else "",
            thing.donor.name if thing.donor else "", thing.cost, thing.currency,
        )  # fmt: skip
    card, paid = line.card, line.budget_line
    if card is None:
        raise ValueError("a line names a thing or a lot")  # the table has one of both
    return Entry(
        line.id, None, "", card.lot.code, f"{card.item.code} {card.item.name}", "", line.quantity,
        card.item.unit, paid.project.code if paid else "", paid.code if paid else "",
        paid.donor.name if paid else "", line.cost, line.currency,
    )  # fmt: skip


def totals(rows: Iterable[Entry]) -> Totals:
    """Sums by currency; amounts of different currencies are never added."""
    sums: dict[str, Decimal] = {}
    unknown = 0
    for row in rows:
        if row.cost is None:
            unknown += 1
        else:
            sums[row.currency] = sums.get(row.currency, Decimal(0)) + row.cost
    return Totals(sorted(sums.items()), unknown)


def digest(donation: Donation) -> str:
    """SHA-256 over what both sides signed: the certificate's head and every line."""
    content: dict[str, object] = {name: getattr(donation, name) for name in _DIGESTED}
    content["lines"] = sorted(
        (str(one.asset_id or one.card_id), sorted(one.told.items())) for one in donation.lines
    )
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _told(line: DonationLine) -> Entry:
    told = line.told
    texts = {name: told[name] for name in _TOLD if name not in ("cost", "quantity")}
    cost = Decimal(told["cost"]) if told["cost"] else None
    entry = Entry(line_id=line.id, asset_id=line.asset_id, cost=cost, quantity=1, **texts)
    return replace(entry, quantity=int(told["quantity"]))
