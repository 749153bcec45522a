"""The importer of equipment: its columns, and how a row becomes a thing, a change or an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from borderpost.audit import Actor
from borderpost.imports.fields import RowForm
from borderpost.imports.importer import Importer
from borderpost.officers.models import folded
from equipment import Permission, codes, row_checks, row_notes, words
from equipment.rows import CheckedLine, Row, Shelf
from equipment.services import loading
from equipment.services.shelf import shelf


class LineForm(RowForm):
    """The columns. Their cells are checked together by ``equipment.row_checks``."""

    tag = StringField(_l("Tag"))
    manufacturer = StringField(_l("Maker"))
    model = StringField(_l("Model"))
    category = StringField(_l("Category"))
    number = StringField(_l("Maker's number"))
    serial = StringField(words.FACTS["serial"])
    location = StringField(_l("Location"))
    condition = StringField(_l("Condition"))
    project = StringField(_l("Project"))
    budget_line = StringField(words.FACTS["budget_line_id"])
    donor = StringField(_l("Donor"))
    owner = StringField(words.FACTS["owner"])
    cost = StringField(words.FACTS["cost"])
    currency = StringField(words.FACTS["currency"])
    received_on = StringField(words.FACTS["received_on"])
    warranty_until = StringField(words.FACTS["warranty_until"])
    calibrated_until = StringField(words.FACTS["calibrated_until"])
    former_tag = StringField(words.FACTS["former_tag"])
    action = StringField(_l("Act: out, in, audit"))
    holder = StringField(_l("Person"))
    reason = StringField(_l("Reason"))
    note = StringField(words.FACTS["note"])


Line = CheckedLine[Row, Shelf]


def _line(values: Mapping[str, str], about: Shelf) -> Line:
    row, faults = row_checks.checked(values, about)
    return Line(row, faults, about)


def _write(lines: Sequence[Line], by: Actor) -> Sequence[loading.Written]:
    return loading.write([line.row for line in lines], lines[0].about, by)


def _same(line: Line) -> dict[str, object]:
    row = line.row
    found: dict[str, object] = {}
    if row.tag:
        found["tag"] = row.tag
    serial = codes.serial_key(folded(str(row.facts.get("serial", ""))))
    if serial:
        model = row.model_id or (row.new_model and row.new_model[1:3])
        found["serial"] = (str(model or (row.known and row.known.model_id)), serial)
    return found


IMPORTER = Importer(
    name="equipment",
    label=_l("Equipment"),
    advice=_l(
        "A register of things from another program or a list. A known tag changes what the row "
        "says; a column “Act” hands over (out), takes back (in) or notes that a thing was seen "
        "(audit)."
    ),
    permission=Permission.WRITE,
    form=LineForm,
    example={
        "tag": "GOG-0042", "manufacturer": "Sahara", "model": "P1", "category": "READER",
        "serial": "SN-7001", "location": "MAG", "condition": "new", "project": "DM-0042",
        "budget_line": "EQ-1", "owner": "OIM", "cost": "2450.00", "currency": "EUR",
        "received_on": "2026-05-31", "warranty_until": "2028-05-31",
    },
    row=_line,
    write=_write,
    undo=loading.undo,
    prepare=shelf,
    survey=row_checks.survey,
    same=_same,
    outcome=lambda line: line.row.outcome,
    notes=row_notes.replaced,
    aliases={
        "tag": ("asset tag", "étiquette", "code", "n° inventaire", "numéro d'inventaire", "id"),
        "manufacturer": ("marque", "fabricant", "brand", "make", "fournisseur"),
        "model": ("modèle", "désignation", "item name", "name", "nom", "article", "matériel"),
        "category": ("catégorie", "type", "famille"),
        "number": ("model number", "référence", "part number", "model no"),
        "serial": ("numéro de série", "n° de série", "serial no", "s/n", "sn"),
        "location": ("lieu", "emplacement", "store", "magasin", "site"),
        "condition": ("état", "etat physique", "state"),
        "project": ("projet", "project code", "code projet"),
        "budget_line": ("ligne budgétaire", "wbs", "budget"),
        "donor": ("bailleur", "donateur", "fonds"),
        "owner": ("propriétaire",),
        "cost": ("prix", "coût", "purchase cost", "valeur", "price", "montant"),
        "currency": ("devise", "monnaie"),
        "received_on": ("date de réception", "purchase date", "date d'achat", "acquis le", "date"),
        "warranty_until": ("garantie jusqu'au", "warranty expires", "fin de garantie", "garantie"),
        "calibrated_until": ("étalonné jusqu'au", "fin d'étalonnage"),
        "former_tag": ("ancien numéro", "old tag", "ancienne étiquette"),
        "action": ("mouvement", "opération", "act"),
        "holder": ("détenteur", "affecté à", "checked out to", "assigned to", "agent", "username"),
        "reason": ("motif", "purpose"),
        "note": ("notes", "remarques", "observations", "commentaire"),
    },
)  # fmt: skip
