"""Reading a packing list: a pasted or loaded table becomes lines, or every fault at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost.imports.reading import Grid
from borderpost.officers.models import folded
from equipment import cell_checks, codes, row_checks
from equipment.queries import assets, stock
from equipment.rows import Fault
from equipment.services.stock_writing import MOST
from projects import money
from projects import queries as ledger

# Headings as lists of suppliers have them, folded -> what the column says.
HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(("item", "article", "model", "modele", "designation", "description", "code",
                     "الصنف", "الطراز"), "item"),
    **dict.fromkeys(("quantity", "quantite", "qty", "qte", "nombre", "الكمية"), "quantity"),
    **dict.fromkeys(("serials", "serial", "serial numbers", "serial number", "numero de serie",
                     "numeros de serie", "n de serie", "sn", "الرقم التسلسلي"), "serials"),
    **dict.fromkeys(("project", "projet", "المشروع"), "project"),
    **dict.fromkeys(("budget line", "ligne budgetaire", "ligne", "بند الميزانية"), "line"),
    **dict.fromkeys(("donor", "bailleur", "donateur", "المانح"), "donor"),
    **dict.fromkeys(("cost", "unit cost", "price", "unit price", "cout", "cout unitaire", "prix",
                     "prix unitaire", "التكلفة"), "cost"),
    **dict.fromkeys(("currency", "devise", "monnaie", "العملة"), "currency"),
    **dict.fromkeys(("lot", "batch", "الدفعة"), "lot"),
    **dict.fromkeys(("expires on", "expiry", "expiry date", "peremption", "date de peremption",
                     "تاريخ الانتهاء"), "expires_on"),
}  # fmt: skip
_BETWEEN = re.compile(r"[\s,;|]+")


@dataclass
class Wanted:
    """One line of a packing list; ``cost`` is that of one."""

    model_id: UUID | None = None
    item_id: UUID | None = None
    quantity: int = 0
    serials: list[str] = field(default_factory=list)
    project_id: UUID | None = None
    budget_line_id: UUID | None = None
    donor_id: UUID | None = None
    cost: Decimal | None = None
    currency: str = ""
    lot: str = ""
    expires_on: date | None = None


@dataclass(frozen=True)
class Read:
    """The lines of a table, and its faults by the row that a spreadsheet shows."""

    lines: Sequence[Wanted]
    faults: Sequence[tuple[int, Fault]]


def read(grid: Grid, post_id: UUID) -> Read:
    """The lines of a table. A heading that says nothing to us is a fault: nothing is dropped."""
    named = [HEADINGS.get(_plain(one), "") for one in grid.headings]
    faults = [
        (1, Fault(heading, "heading", _l("No column of a packing list is called so.")))
        for heading, name in zip(grid.headings, named, strict=True)
        if not name
    ]
    for name in ("item", "quantity"):
        if named.count(name) != 1:
            faults.append((1, Fault(name, "heading", _l("Exactly one column says it."))))
    lines = []
    for number, row in grid.rows if not faults else ():
        cells = {name: text for name, text in zip(named, row, strict=True) if text}
        line = Wanted()
        faults += [(number, fault) for fault in checked(cells, line, post_id)]
        lines.append(line)
    return Read(lines, faults)


def typed(cells: Mapping[str, str], line: Wanted, post_id: UUID) -> Iterator[Fault]:
    """As ``checked``, for a line whose model, project and donor were chosen from lists."""
    for part in (_many, _serials, _money, _lot):
        yield from part(cells, line, post_id)


def as_text(grid: Grid) -> str:
    """A table as it may be pasted: cells between tabs."""
    rows = [grid.headings, *(row for _number, row in grid.rows)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def checked(cells: Mapping[str, str], line: Wanted, post_id: UUID) -> Iterator[Fault]:
    """Fill a line from its cells; what is wrong with them."""
    for part in (_what, _many, _serials, _paid, _money, _lot):
        yield from part(cells, line, post_id)


def _plain(heading: str) -> str:
    return " ".join(folded(heading).replace("°", " ").replace(".", " ").split())


def _what(cells: Mapping[str, str], line: Wanted, post_id: UUID) -> Iterator[Fault]:
    text = " ".join(cells.get("item", "").split())
    if not text:
        yield Fault("item", "required", _l("Say which model or item of stock it is."))
        return
    item = stock.coded(text.upper(), post_id) or stock.named(text, post_id)
    if item is not None:
        line.item_id = item.id
        return
    sought = folded(text)
    found = [
        one for one in assets.all_models()
        if sought in (folded(one.title), folded(one.name), folded(one.number))
    ]  # fmt: skip
    if len(found) == 1:
        line.model_id = found[0].id
    elif found:
        yield Fault("item", "several", _l("Several models are called so. Name the maker too."))
    else:
        yield Fault("item", "unknown", _l("No model and no item of stock is called so. Enter it "
                                          "first."))  # fmt: skip


def _many(cells: Mapping[str, str], line: Wanted, _post_id: UUID) -> Iterator[Fault]:
    text = cells.get("quantity", "").strip().removesuffix(".0")
    if text.isascii() and text.isdigit() and 0 < int(text) <= MOST:
        line.quantity = int(text)
    else:
        yield Fault("quantity", "number", _l("Enter a whole number from 1 to %(most)s.",
                                             most=MOST))  # fmt: skip


def _serials(cells: Mapping[str, str], line: Wanted, _post_id: UUID) -> Iterator[Fault]:
    found = [one for one in _BETWEEN.split(cells.get("serials", "")) if one]
    if found and line.item_id is not None:
        yield Fault("serials", "stock", _l("Stock has no serial numbers."))
        return
    keys = [codes.serial_key(folded(one)) for one in found]
    if any(cell_checks.is_shortened(one) for one in found):
        yield Fault("serials", "shortened", cell_checks.SHORTENED)
    elif len(set(keys)) != len(keys) or not all(keys):
        yield Fault("serials", "twice", _l("A serial number stands here twice, or is none."))
    elif any(len(one) > row_checks.LONGEST["serial"] for one in found):
        yield Fault("serials", "too_long", _l("At most %(number)s characters.",
                                              number=row_checks.LONGEST["serial"]))  # fmt: skip
    elif line.quantity and len(found) > line.quantity:
        yield Fault("serials", "many", _l("More serial numbers than things."))
    line.serials = found


def _paid(cells: Mapping[str, str], line: Wanted, _post_id: UUID) -> Iterator[Fault]:
    if code := cells.get("project"):
        project = ledger.project_coded(code)
        if project is None:
            yield Fault("project", "unknown", _l("No project has this code."))
        line.project_id = project.id if project else None
    if code := cells.get("donor"):
        donor = ledger.donor_coded(code)
        if donor is None:
            yield Fault("donor", "unknown", _l("No donor has this code."))
        line.donor_id = donor.id if donor else None
    if code := cells.get("line"):
        same = [one for one in ledger.all_lines() if one.code.casefold() == code.casefold()
                and line.project_id in (None, one.project_id)]  # fmt: skip
        if len(same) != 1 or line.donor_id not in (None, same[0].donor_id):
            yield Fault("line", "unknown", _l("No single budget line of this project and donor "
                                              "has this code."))  # fmt: skip
            return
        line.budget_line_id = same[0].id
        line.project_id, line.donor_id = same[0].project_id, same[0].donor_id


def _money(cells: Mapping[str, str], line: Wanted, _post_id: UUID) -> Iterator[Fault]:
    text, currency = cells.get("cost", ""), cells.get("currency", "").strip().upper()
    if text:
        try:
            line.cost = money.parsed(text)
        except ValueError:
            yield Fault("cost", "number", _l("Write an amount such as 1250.50."))
            return
    if bool(text) != bool(currency):
        yield Fault("cost", "currency", _l("A cost needs its currency, and a currency its cost."))
    elif currency and currency not in money.CURRENCIES:
        yield Fault("currency", "unknown", _l("Use one of %(codes)s.",
                                              codes=", ".join(money.CURRENCIES)))  # fmt: skip
    line.currency = currency


def _lot(cells: Mapping[str, str], line: Wanted, _post_id: UUID) -> Iterator[Fault]:
    text, lot = cells.get("expires_on", "").strip(), cells.get("lot", "").strip()
    if (text or lot) and line.item_id is None:
        yield Fault("lot", "thing", _l("Only stock has lots."))
        return
    line.lot = lot[:40]
    if text:
        try:
            line.expires_on = date.fromisoformat(text[:10])
        except ValueError:
            yield Fault("expires_on", "date", _l("Write the day as 2026-03-31."))
