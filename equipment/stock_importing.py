"""The importer of stock: items, their lots, and what lies of them where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from borderpost.audit import Actor
from borderpost.imports.fields import RowForm
from borderpost.imports.importer import Importer
from equipment import Permission, stock_row_checks
from equipment.rows import CheckedLine
from equipment.services import stock_loading
from equipment.services.stock_shelf import shelf
from equipment.stock_rows import StockRow, StockShelf


class LineForm(RowForm):
    """The columns. Their cells are checked together by ``equipment.stock_row_checks``."""

    code = StringField(_l("Code"))
    name = StringField(_l("Item"))
    kind = StringField(_l("Kind"))
    unit = StringField(_l("Unit"))
    least = StringField(_l("Order again below"))
    most = StringField(_l("Order up to"))
    lot = StringField(_l("Lot"))
    expires_on = StringField(_l("Last good day"))
    location = StringField(_l("Location"))
    quantity = StringField(_l("Quantity"))
    on = StringField(_l("Day it lay there"))
    project = StringField(_l("Project"))
    document = StringField(_l("Paper"))
    reason = StringField(_l("Reason"))


Line = CheckedLine[StockRow, StockShelf]


def _line(values: Mapping[str, str], about: StockShelf) -> Line:
    row, faults = stock_row_checks.checked(values, about)
    return Line(row, faults, about)


def _write(lines: Sequence[Line], by: Actor) -> Sequence[stock_loading.Written]:
    return stock_loading.write([line.row for line in lines], lines[0].about, by)


def _same(line: Line) -> dict[str, object]:
    row = line.row
    place = (row.code, row.lot.code, row.location_id) if row.quantity is not None else (row.code,)
    return {"quantity" if row.quantity is not None else "code": place}


IMPORTER = Importer(
    name="stock",
    label=_l("Stock"),
    advice=_l(
        "What is counted and has no tag: a row for each item, or for each lot and place with the "
        "quantity that lies there now. An item that is new expires when its first row has a last "
        "good day. What the ledger has at a place already is not received again."
    ),
    permission=Permission.WRITE,
    form=LineForm,
    example={
        "code": "ORS-1", "name": "Sels de réhydratation", "kind": "consumable", "unit": "sachet",
        "least": "100", "most": "400", "lot": "L-2031", "expires_on": "2031-05-31",
        "location": "MAG", "quantity": "250", "on": "2026-05-31", "project": "DM-0042",
        "document": "Inventaire 2026/3",
    },
    row=_line,
    write=_write,
    undo=stock_loading.undo,
    prepare=shelf,
    survey=stock_row_checks.survey,
    same=_same,
    outcome=lambda line: line.row.outcome,
    aliases={
        "code": ("référence", "ref", "n°", "numéro", "sku", "item code", "code article"),
        "name": ("article", "désignation", "libellé", "description", "item name", "nom", "produit"),
        "kind": ("type", "catégorie", "category", "nature"),
        "unit": ("unité", "uom", "conditionnement", "unité de mesure"),
        "least": ("stock minimum", "minimum", "min", "seuil", "seuil d'alerte", "reorder level"),
        "most": ("stock maximum", "maximum", "max"),
        "lot": ("n° de lot", "numéro de lot", "batch", "lot number", "lot no"),
        "expires_on": ("péremption", "date de péremption", "expiration", "expiry", "expiry date",
                       "date d'expiration", "ddp", "exp"),
        "location": ("lieu", "emplacement", "magasin", "store", "warehouse", "entrepôt", "site"),
        "quantity": ("quantité", "qté", "qty", "stock", "solde", "on hand", "balance", "en stock"),
        "on": ("date", "date d'inventaire", "au", "as of", "opening date"),
        "project": ("projet", "project code", "code projet"),
        "document": ("pièce", "bon", "document", "waybill", "bordereau"),
        "reason": ("motif", "remarques", "observations", "note", "notes"),
    },
)  # fmt: skip
