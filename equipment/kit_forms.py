"""Forms of kits: what one holds, assembling, unpacking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from borderpost.forms import at_most, choices
from equipment.models import KitBill, StockCard, StockItem
from equipment.offers import key
from equipment.services.stock_writing import MOST
from equipment.stock_forms import MoveForm, lot_name

_REQUIRED = DataRequired(_l("Fill this in."))
_SOME = NumberRange(1, MOST, _l("Enter a whole number."))
_MORE = 4  # empty rows beyond the parts that there are


def bill_form(bill: KitBill | None, items: list[StockItem]) -> Any:
    """The form of a bill: a row for each part in force, and some empty ones."""
    lines = list(bill.lines) if bill else []
    rows = range(1, len(lines) + _MORE + 1)
    parts = choices([(str(one.id), f"{one.code} · {one.name}") for one in items], empty="–")
    fields: dict[str, Any] = {}
    for row in rows:
        fields[f"part_{row}"] = SelectField(_l("Part %(row)s", row=row), [Optional()],
                                            choices=parts)  # fmt: skip
        fields[f"number_{row}"] = IntegerField(
            _l("How many of part %(row)s in one kit", row=row), [Optional(), _SOME]
        )
    fields["reason"] = StringField(_l("Why it changes"), [Optional(), at_most(300)])
    told: dict[str, Any] = {}
    for row, line in enumerate(lines, start=1):
        told |= {f"part_{row}": str(line.part_id), f"number_{row}": line.quantity}
    return type("BillForm", (FlaskForm,), fields)(data=told)


def parts_of(form: Any) -> dict[UUID, int]:
    """The parts that a form of a bill names; the same part twice is added up."""
    found: dict[UUID, int] = {}
    for name in form.data:
        part = key(form[name].data) if name.startswith("part_") else None
        if part is not None:
            found[part] = found.get(part, 0) + (form[f"number_{name[5:]}"].data or 0)
    return found


class AssembleForm(MoveForm):
    """So many kits are made of what lies at a place."""

    quantity = IntegerField(_l("How many kits"), [InputRequired(_l("Fill this in.")), _SOME])
    location_id = SelectField(_l("At which place"), [_REQUIRED])


class UnpackForm(MoveForm):
    """So many kits of a lot are taken apart."""

    quantity = IntegerField(_l("How many kits"), [InputRequired(_l("Fill this in.")), _SOME])


def unpack_form(bill: KitBill) -> Any:
    """The form of an unpacking: what was found of each part."""
    fields = {
        f"found_{line.part_id.hex}": IntegerField(
            _l("Found of %(part)s, %(number)s in each kit", part=line.part.name,
               number=line.quantity),
            [InputRequired(_l("Fill this in.")), NumberRange(0, MOST, _l("Enter a whole number."))],
        )
        for line in bill.lines
    }  # fmt: skip
    return type("CountedForm", (UnpackForm,), fields)()


def found_in(form: Any) -> Mapping[UUID, int]:
    """What was found of each part."""
    return {
        UUID(hex=name[6:]): value or 0
        for name, value in form.data.items()
        if name.startswith("found_")
    }


def kits_at(card: StockCard) -> str:
    """Kits of a lot at a place, as people say it."""
    return f"{card.location.code} · {lot_name(card)} · {card.on_hand}"
