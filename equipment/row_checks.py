"""Checking one row of a file of equipment: what its cells mean, and every fault at its cell.

The lookups stand in a ``Shelf`` that is filled once for a file, so that 5,000 rows are checked
in a moment. A fault has a code for programs and a sentence for people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _l

from borderpost.officers.models import folded
from equipment import cell_checks, codes, words
from equipment.rows import Fault, Row, Shelf
from equipment.states import EXPECTED, STEPS
from projects import money

ACTIONS: Mapping[str, str] = {  # what a row may say, folded -> what is done
    **dict.fromkeys(("", "register", "inscrire", "entree"), ""),
    **dict.fromkeys(("out", "give", "check out", "checkout", "sortie", "remise"), "give"),
    **dict.fromkeys(("in", "return", "check in", "checkin", "retour"), "return"),
    **dict.fromkeys(("audit", "check", "seen", "inventaire", "vu"), "check"),
}
LONGEST: Mapping[str, int] = {
    "tag": 24, "manufacturer": 80, "model": 80, "number": 60, "serial": 60, "former_tag": 60,
    "owner": 80, "note": 300, "reason": 200,
}  # fmt: skip
DAYS = ("received_on", "warranty_until", "calibrated_until")
_EXACT = ("tag", "serial", "former_tag", "number")
_NOBODY = _l("A command has no hands: load hand-overs and returns on the page “Imports”.")


def checked(values: Mapping[str, str], shelf: Shelf) -> tuple[Row, list[Fault]]:
    """What a row says and what is wrong with it."""
    cells = cell_checks.plain(values, (*DAYS, "cost"))
    row, faults = Row(), list(cell_checks.damaged(cells, _EXACT, LONGEST))
    hurt = {fault.field for fault in faults}
    for part in (_tag, _action, _model, _serial, _money, _days, _where, _who, _paid):
        for fault in part(cells, row, shelf):
            if fault.field not in hurt:
                hurt.add(fault.field)
                faults.append(fault)
    for name in ("owner", "note", "former_tag"):
        if cells.get(name):
            row.facts[name] = cells[name]
    faults += _title(row)
    row.reason = cells.get("reason", "")
    return row, faults


def _title(row: Row) -> Iterator[Fault]:
    """A signed certificate says whose a thing is; no file says otherwise."""
    if row.known is None or not row.known.facts.get("title_transfer_on"):
        return
    if "owner" in row.changes:
        yield Fault("owner", "donated", _l("A signed certificate made it %(owner)s's. Reverse the "
                                           "donation first.",
                                           owner=row.known.facts["owner"]))  # fmt: skip


def survey(rows: Iterator[Mapping[str, str]], shelf: Shelf) -> None:
    """Note the columns of days where some row has the month first."""
    shelf.month_first = cell_checks.month_first(rows, DAYS)


def _tag(cells: Mapping[str, str], row: Row, shelf: Shelf) -> Iterator[Fault]:
    row.tag = codes.normal(cells.get("tag", ""))
    if not row.tag:
        return
    if not codes.is_tag(row.tag):
        yield Fault("tag", "not_a_tag", _l("A tag is 2 to 24 letters, digits, points or dashes, "
                                           "such as GOG-0042."))  # fmt: skip
    elif row.tag in shelf.spent:
        yield Fault("tag", "spent", _l("%(tag)s was given by a file that was undone. Take another "
                                       "tag.", tag=row.tag))  # fmt: skip
    row.known = shelf.known.get(row.tag)
    if row.known is not None and row.known.post_id != shelf.post_id:
        yield Fault("tag", "other_post", _l("%(tag)s belongs to another post.", tag=row.tag))


def _action(cells: Mapping[str, str], row: Row, shelf: Shelf) -> Iterator[Fault]:
    said = folded(cells.get("action", ""))
    if said not in ACTIONS:
        yield Fault("action", "unknown", _l("Write out, in, audit, or nothing."))
        return
    row.action = ACTIONS[said]
    if not row.action:
        return
    if row.known is None:
        yield Fault("tag", "not_known", _l("The register has no such tag. Enter it first."))
        return
    if row.action in ("give", "return") and not shelf.is_person:
        yield Fault("action", "nobody", _NOBODY)
    if row.action == "give" and row.known.holder_id is not None:
        yield Fault("action", "held", _l("Somebody holds it already. Take it back first."))
    if row.action == "return" and row.known.holder_id is None:
        yield Fault("action", "not_held", _l("Nobody holds it."))
    if row.known.status not in _ALLOWED[row.action]:
        status = words.STATUSES[row.known.status]
        yield Fault("action", "state", _l("It is “%(status)s”, which does not allow this.",
                                          status=status))  # fmt: skip


_ALLOWED: Mapping[str, frozenset[str]] = {
    "give": STEPS["give"].sources,
    "return": STEPS["return"].sources | STEPS["bring"].sources,  # broken, it comes back as it is
    "check": EXPECTED,
}


def _model(cells: Mapping[str, str], row: Row, shelf: Shelf) -> Iterator[Fault]:
    maker, name = cells.get("manufacturer", ""), cells.get("model", "")
    if not name:
        if row.known is None:
            yield Fault("model", "required", _l("Fill this in."))
        elif maker:
            yield Fault("model", "required", _l("A maker needs its model."))
        return
    found = shelf.models.get((folded(maker), folded(name)))
    same_name = shelf.by_name.get(folded(name), [])
    if found is None and not maker and len(same_name) == 1:
        found = same_name[0]
    category = shelf.categories.get(folded(cells.get("category", "")), "")
    if cells.get("category") and not category:
        yield Fault("category", "unknown", _l("%(value)s is not on the list.",
                                              value=cells["category"][:40]))  # fmt: skip
    if found is not None:
        row.model_id = row.facts["model_id"] = found
    elif not maker:
        yield Fault("manufacturer", "required", _l("This model is not known. Name its maker."))
    elif not category and not cells.get("category"):
        yield Fault("category", "required", _l("This model is not known. Name its category."))
    else:
        row.new_model = (category, maker, name, cells.get("number", ""))


def _serial(cells: Mapping[str, str], row: Row, shelf: Shelf) -> Iterator[Fault]:
    serial = cells.get("serial", "")
    if not serial:
        return
    row.facts["serial"] = serial
    model = row.model_id or (row.known.model_id if row.known else None)
    bearer = shelf.serials.get((model, codes.serial_key(folded(serial)))) if model else None
    if bearer is not None and bearer != row.tag:
        yield Fault("serial", "duplicate", _l("%(tag)s has this serial number of this model "
                                              "already.", tag=bearer))  # fmt: skip


def _money(cells: Mapping[str, str], row: Row, shelf: Shelf) -> Iterator[Fault]:
    cost, currency = cells.get("cost", ""), cells.get("currency", "").upper()
    if cost:
        found = cell_checks.amount("cost", cost)
        if isinstance(found, Fault):
            yield found
        else:
            row.facts["cost"] = found
    if currency:
        if currency not in money.CURRENCIES:
            yield Fault("currency", "unknown", _l("%(value)s is not on the list.",
                                                  value=currency[:40]))  # fmt: skip
        row.facts["currency"] = currency
    has = {name: bool(row.known and row.known.facts.get(name)) for name in ("cost", "currency")}
    if cost and not currency and not has["currency"]:
        yield Fault("currency", "required", _l("A cost needs its currency."))
    if currency and not cost and not has["cost"]:
        yield Fault("cost", "required", _l("A currency needs its cost."))


def _days(cells: Mapping[str, str], row: Row, shelf: Shelf) -> Iterator[Fault]:
    for name in DAYS:
        text = cells.get(name, "")
        found = cell_checks.day(name, text, shelf.month_first) if text else None
        if isinstance(found, Fault):
            yield found
        elif found is not None and name == "received_on" and found > shelf.today:
            yield cell_checks.impossible(name)
        elif found is not None:
            row.facts[name] = found


def _where(cells: Mapping[str, str], row: Row, shelf: Shelf) -> Iterator[Fault]:
    said = cells.get("condition", "")
    if said and folded(said) not in shelf.conditions:
        yield Fault("condition", "unknown", _l("%(value)s is not on the list.", value=said[:40]))
    row.condition = shelf.conditions.get(folded(said), "")
    code = cells.get("location", "").upper()
    if not code:
        if row.known is None or row.action == "return":
            row.location_id = shelf.store
            if shelf.store is None:
                yield Fault("location", "required", _l("Name the store where it lies."))
        return
    found = shelf.locations.get(code)
    if found is None:
        yield Fault("location", "unknown", _l("%(value)s is no location of this post.",
                                              value=code[:40]))  # fmt: skip
    elif not found[1] and (row.known is None or row.action == "return"):
        yield Fault("location", "not_a_store", _l("Name a store: things are put in service later."))
    elif row.known is None or row.action == "return":
        row.location_id = found[0]
    else:
        row.elsewhere = found[0] != row.known.location_id


def _who(cells: Mapping[str, str], row: Row, shelf: Shelf) -> Iterator[Fault]:
    said = cells.get("holder", "")
    if row.action != "give":
        return
    if not said:
        yield Fault("holder", "required", _l("Name who receives it: username, number or name."))
    elif folded(said) not in shelf.people:
        yield Fault("holder", "unknown", _l("Nobody posted here is called “%(name)s”.",
                                            name=said[:40]))  # fmt: skip
    elif shelf.people[folded(said)] is None:
        yield Fault("holder", "ambiguous", _l("Several people have this name. Write the service "
                                              "number."))  # fmt: skip
    else:
        row.holder_id = shelf.people[folded(said)]


def _paid(cells: Mapping[str, str], row: Row, shelf: Shelf) -> Iterator[Fault]:
    for name, table in (("project", shelf.projects), ("donor", shelf.donors)):
        code = cells.get(name, "").upper()
        if code and code not in table:
            yield Fault(name, "unknown", _l("%(value)s is not in the ledger.", value=code[:40]))
        elif code:
            row.facts[f"{name}_id"] = table[code]
    code = cells.get("budget_line", "").upper()
    if not code:
        return
    project = row.facts.get("project_id")
    found = shelf.lines.get((project, code)) if project else None
    if project is None:
        yield Fault("project", "required", _l("A budget line needs its project."))
    elif found is None:
        yield Fault(
            "budget_line", "unknown", _l("%(value)s is not in the ledger.", value=code[:40])
        )
    elif row.facts.setdefault("donor_id", found[1]) != found[1]:
        yield Fault("donor", "contradicts", _l("This budget line is another donor's."))
    else:
        row.facts["budget_line_id"] = found[0]
