"""Checking one row of a file of stock: what its cells mean, and every fault at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost.officers.models import folded
from equipment import cell_checks
from equipment.rows import Fault
from equipment.services.stock import Lot
from equipment.services.stock_items import CODE, ItemFacts
from equipment.services.stock_writing import MOST, Said
from equipment.stock_rows import StockRow, StockShelf

LONGEST: Mapping[str, int] = {
    "code": 24, "name": 80, "unit": 20, "lot": 40, "document": 120, "reason": 300,
}  # fmt: skip
DAYS = ("expires_on", "on")
_LEVELS = ("least", "most")
_NUMBERS = (*DAYS, *_LEVELS, "quantity")
_FACTS = ("name", "kind", "unit", *_LEVELS)
_REQUIRED = _l("Fill this in.")


def checked(values: Mapping[str, str], shelf: StockShelf) -> tuple[StockRow, list[Fault]]:
    """What a row says and what is wrong with it."""
    cells = cell_checks.plain(values, _NUMBERS)
    row, faults = StockRow(), list(cell_checks.damaged(cells, ("code", "lot"), LONGEST))
    hurt = {fault.field for fault in faults}
    for part in (_code, _item, _lot, _place, _quantity, _paper):
        for fault in part(cells, row, shelf):
            if fault.field not in hurt:
                hurt.add(fault.field)
                faults.append(fault)
    return row, faults


def survey(rows: Iterator[Mapping[str, str]], shelf: StockShelf) -> None:
    """Note the columns of days where some row has the month first."""
    shelf.month_first = cell_checks.month_first(rows, DAYS)


def _code(cells: Mapping[str, str], row: StockRow, shelf: StockShelf) -> Iterator[Fault]:
    row.code = "".join(cells.get("code", "").split()).upper()
    if not row.code:
        yield Fault("code", "required", _REQUIRED)
    elif not CODE.fullmatch(row.code):
        yield Fault("code", "not_a_code", _l("A code is 2 to 24 letters, digits, points or dashes, "
                                             "such as SAVON-200."))  # fmt: skip
    row.known = shelf.items.get(row.code)


def _item(cells: Mapping[str, str], row: StockRow, shelf: StockShelf) -> Iterator[Fault]:
    """The item: what is known of it stands, and what is new is said by its first row."""
    said = {name: cells[name] for name in _FACTS if cells.get(name)}
    if "kind" in said:
        kind = shelf.kinds.get(folded(said["kind"]), "")
        if not kind:
            yield Fault("kind", "unknown", _l("%(value)s is not on the list.",
                                              value=said["kind"][:40]))  # fmt: skip
        said["kind"] = kind
    for name in _LEVELS:
        level = cell_checks.whole(name, said[name], MOST) if name in said else None
        if isinstance(level, Fault):
            yield level
        elif level is not None:
            said[name] = str(level)
    before = row.known.facts if row.known else shelf.named.setdefault(row.code, {})
    for name, text in said.items():
        if before.get(name) and folded(text) != folded(before[name]):
            yield Fault(name, "contradicts", _otherwise(before[name]))
    if row.known is None:
        yield from _new(cells, said, row, shelf)


def _otherwise(value: str) -> LazyString:
    return _l("It is “%(value)s” already: by its page, or by an earlier row. Leave the cell empty, "
              "or change the item on its page.", value=value)  # fmt: skip


def _new(
    cells: Mapping[str, str], said: Mapping[str, str], row: StockRow, shelf: StockShelf
) -> Iterator[Fault]:
    named = shelf.named[row.code]
    if "has_expiry" in named:
        for name in said.keys() - named.keys():
            yield Fault(name, "late", _l("Say this in the first row of this code."))
    else:
        named |= {**said, "has_expiry": "1" if cells.get("expires_on") else ""}
    yield from (Fault(name, "required", _REQUIRED) for name in _FACTS[:3] if not named.get(name))
    least, most = (_level(named.get(name, "")) for name in _LEVELS)
    if most is not None and least is None:
        yield Fault("least", "required", _l("Say first below which level it is ordered again."))
    elif most is not None and least is not None and most < least:
        yield Fault("most", "too_low", _l("It is ordered up to at least the level below which it "
                                          "is ordered again."))  # fmt: skip
    else:
        row.facts = ItemFacts(
            row.code, named.get("name", ""), named.get("kind", ""), named.get("unit", ""),
            bool(named["has_expiry"]), least, most,
        )  # fmt: skip


def _level(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _lot(cells: Mapping[str, str], row: StockRow, shelf: StockShelf) -> Iterator[Fault]:
    code, text = cells.get("lot", "").upper(), cells.get("expires_on", "")
    ends = cell_checks.day("expires_on", text, shelf.month_first) if text else None
    if isinstance(ends, Fault):
        yield ends
        ends = None
    row.lot = Lot(code, ends)
    if not cells.get("quantity"):
        if code or text:
            yield Fault("quantity", "required", _l("Say how many lie there of this lot."))
        return
    expires = row.known.has_expiry if row.known else bool(row.facts and row.facts.has_expiry)
    if expires and not code:
        yield Fault("lot", "required", _l("This item expires. Name the lot as its label says."))
    if expires and not text:
        yield Fault("expires_on", "required", _l("This item expires. Write the lot's last good "
                                                 "day as its label says."))  # fmt: skip
    elif not expires and text:
        yield Fault("expires_on", "contradicts", _l("This item does not expire: by its page, or by "
                                                    "its first row here."))  # fmt: skip
    yield from _known_lot(row, ends, shelf)


def _known_lot(row: StockRow, ends: date | None, shelf: StockShelf) -> Iterator[Fault]:
    if ends is None:
        return
    key = (row.code, row.lot.code)
    before = shelf.lots.get(key) or shelf.ends.setdefault(key, ends)
    if before != ends:
        words = _l("This lot has another last good day already: %(day)s.", day=before.isoformat())
        yield Fault("expires_on", "contradicts", words)


def _place(cells: Mapping[str, str], row: StockRow, shelf: StockShelf) -> Iterator[Fault]:
    code = cells.get("location", "").upper()
    row.location_id = shelf.locations.get(code) if code else shelf.store
    if code and row.location_id is None:
        yield Fault("location", "unknown", _l("%(value)s is no location of this post.",
                                              value=code[:40]))  # fmt: skip
    elif row.location_id is None and cells.get("quantity"):
        yield Fault("location", "required", _l("Name the place where it lies."))


def _quantity(cells: Mapping[str, str], row: StockRow, shelf: StockShelf) -> Iterator[Fault]:
    text = cells.get("quantity", "")
    found = cell_checks.whole("quantity", text, MOST) if text else None
    if isinstance(found, Fault):
        yield found
        return
    row.quantity = found
    if not found or row.location_id is None:
        return
    held = shelf.held.get((row.code, row.lot.code, row.location_id))
    row.is_there = held == found
    if held is not None and not row.is_there:
        words = _l("The ledger has %(held)s of it there already. Receive or count it on the item's "
                   "page.", held=held)  # fmt: skip
        yield Fault("quantity", "there", words)


def _paper(cells: Mapping[str, str], row: StockRow, shelf: StockShelf) -> Iterator[Fault]:
    text, code = cells.get("on", ""), cells.get("project", "").upper()
    on = cell_checks.day("on", text, shelf.month_first) if text else None
    if isinstance(on, Fault):
        yield on
        on = None
    elif on is not None and on > shelf.today:
        yield cell_checks.impossible("on")
    if code and code not in shelf.projects:
        yield Fault("project", "unknown", _l("%(value)s is not in the ledger.", value=code[:40]))
    reason, document = (cells.get(name, "") for name in ("reason", "document"))
    row.said = Said(on, reason, document, shelf.projects.get(code))
