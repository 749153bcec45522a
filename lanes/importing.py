"""The importer of carriers' lists: one row a traveller, the rows of one plate a manifest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Optional, ValidationError

from borderpost.audit import Actor
from borderpost.forms import at_most
from borderpost.imports.fields import CodeField, CodeList, DayField, RowForm, is_day
from borderpost.imports.importer import Importer
from crossings import codes
from crossings import words as desk_words
from crossings.forms import NUMBER
from crossings.state_names import meant
from lanes import Permission, words
from lanes.announced import Announced, number_key
from lanes.forms import PLATE
from lanes.models import ManifestLine
from lanes.services import loading
from lanes.services.announcing import DRIVEN, ManifestFacts

_REQUIRED = DataRequired(_l("Fill this in."))
_WAYS = CodeList(
    {code: codes.DIRECTIONS[code] for code in "EX"},
    {"in": "E", "arrivée": "E", "out": "X", "départ": "X"},
)
_SEXES = CodeList(codes.SEXES, {"h": "M", "homme": "M", "femme": "F"})
_KINDS = CodeList(
    {code: codes.TRANSPORT[code] for code in DRIVEN}, {"autocar": "BUS", "car": "BUS", "bus": "BUS"}
)


class StateField(StringField):
    """A state: its code, or its name in the page's language. ``data`` is the code."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn ``Mali`` into ``MLI``; what may mean several states, or none, stays."""
        super().process_formdata(valuelist)
        text = (self.data or "").strip()
        found = meant(text) if text else ()
        self.data = found[0] if len(found) == 1 else text

    def pre_validate(self, form: RowForm) -> None:
        """Refuse what is no state."""
        if self.data and len(meant(self.data)) != 1:
            raise ValidationError(_l("Write the state's three letters, such as MLI, or its name."))


class LineForm(RowForm):
    """One traveller of a carrier's list."""

    about: loading.Shelf

    plate = StringField(words.FACTS["plate"], [Optional(), PLATE])
    surname = StringField(desk_words.FIELDS["surname"], [_REQUIRED, at_most(120)])
    given_names = StringField(desk_words.FIELDS["given_names"], [Optional(), at_most(120)])
    document_number = StringField(desk_words.FIELDS["document_number"], [Optional(), NUMBER])
    nationality = StateField(desk_words.FIELDS["nationality"], [Optional()])
    birth_date = DayField(desk_words.FIELDS["birth_date"], [Optional(), is_day])
    sex = CodeField(desk_words.FIELDS["sex"], [Optional()], codes=_SEXES)
    expected_on = DayField(words.FACTS["expected_on"], [Optional(), is_day])
    direction = CodeField(words.FACTS["direction"], [Optional()], codes=_WAYS)
    kind = CodeField(words.FACTS["kind"], [Optional()], codes=_KINDS)
    country = StateField(words.FACTS["country"], [Optional()])
    carrier = StringField(words.FACTS["carrier"], [Optional(), at_most(80)])
    destination = StringField(words.FACTS["destination"], [Optional(), at_most(120)])

    def validate_plate(self, field: StringField) -> None:
        """A vehicle that is open already is gone on with, not opened again by a file."""
        if not field.errors and loading.is_open(self.facts(), self.about):
            raise ValidationError(_l("A manifest of this vehicle is open. Go on with that one."))

    def validate_birth_date(self, field: DayField) -> None:
        """Nobody travels before birth."""
        if not field.errors and field.data > self.about.today.isoformat():
            raise ValidationError(_l("This day is not yet."))

    def facts(self) -> ManifestFacts:
        """The vehicle of the row."""
        told = {name: self._said(name) for name in ("plate", "country", "carrier", "destination")}
        expected = self.expected_on
        day = date.fromisoformat(expected.data) if expected.data and not expected.errors else None
        return ManifestFacts(
            direction=self._said("direction") or "E",
            kind=self._said("kind") or "BUS",
            expected_on=day,
            **told,
        )

    def person(self) -> Announced:
        """The traveller of the row."""
        names = ("surname", "given_names", "birth_date", "sex", "nationality", "document_number")
        return Announced(**{name: self._said(name) for name in names})

    def _said(self, name: str) -> str:
        return (self[name].data or "").strip()


def _write(forms: Sequence[LineForm], import_id: UUID, by: Actor) -> Sequence[ManifestLine]:
    return loading.write([(form.facts(), form.person()) for form in forms], import_id, by)


def _same(form: LineForm) -> dict[str, object]:
    number = number_key(form.document_number.data or "")
    return {"document_number": (form.plate.data, number) if number else None}


IMPORTER = Importer(
    name="manifests",
    label=_l("Carrier’s list of travellers"),
    advice=_l(
        "One row a traveller. The rows of one plate and day become one manifest, which waits for "
        "its vehicle; without a plate the whole file is one, and the plate is written on arrival."
    ),
    permission=Permission.WRITE,
    form=LineForm,
    example={
        "plate": "AB 1234 MD", "surname": "Specimen", "given_names": "Traveller",
        "document_number": "L898902C3", "nationality": "UTO", "birth_date": "1990-01-02",
        "sex": "F", "expected_on": "2026-11-30", "direction": "E", "kind": "BUS",
        "country": "MLI", "carrier": "Sahel Transport", "destination": "Nioro",
    },
    write_of=_write,
    undo=loading.undo,
    prepare=loading.shelf,
    same=_same,
    aliases={
        "plate": ("immatriculation", "plaque", "n° immatriculation", "registration", "bus",
                  "plate number"),
        "surname": ("nom", "name", "noms", "nom et prénom", "nom et prénoms", "full name",
                    "passager", "passenger", "last name"),
        "given_names": ("prénom", "prénoms", "first name", "given name"),
        "document_number": ("numéro du document", "n° document", "no passeport", "n° passeport",
                            "passport", "passport number", "n° pièce", "document", "number"),
        "nationality": ("nationalité",),
        "birth_date": ("date de naissance", "né le", "ddn", "date of birth", "dob"),
        "sex": ("sexe", "genre", "gender"),
        "expected_on": ("date", "jour", "date de voyage", "travel date", "date d'arrivée"),
        "direction": ("sens",),
        "kind": ("type de véhicule", "véhicule", "vehicle"),
        "country": ("pays d'immatriculation",),
        "carrier": ("transporteur", "compagnie", "company"),
        "destination": ("à", "to"),
    },
    next_step=("manifests.index", _l("Manifests")),
)  # fmt: skip
