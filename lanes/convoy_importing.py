"""The importer of the other side's lists: one row a person, the rows of one reference a convoy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Optional, ValidationError

from borderpost.audit import Actor
from borderpost.forms import at_most
from borderpost.imports.fields import (
    CodeField,
    CodeList,
    DayField,
    RowForm,
    TimeField,
    is_day,
    is_time,
)
from borderpost.imports.importer import Importer
from crossings import codes
from crossings import words as desk_words
from crossings.forms import NUMBER
from lanes import Permission
from lanes import convoy_words as words
from lanes.convoy_forms import declared, is_birth, not_after
from lanes.convoy_kinds import KINDS
from lanes.declared import Declared
from lanes.importing import StateField
from lanes.models import ConvoyMember
from lanes.services import convoy_loading as loading
from lanes.services.convoys import ConvoyFacts, reference_key

_REQUIRED = DataRequired(_l("Fill this in."))
_SEXES = CodeList(codes.SEXES, {"h": "M", "homme": "M", "femme": "F", "ذكر": "M", "أنثى": "F"})
_KINDS = CodeList(
    KINDS,
    {"expulsés": "EXP", "reconduite": "EXP", "réadmis": "RDM", "retour volontaire": "AVR",
     "avrr": "AVR", "assisted return": "AVR", "retour assisté": "AVR"},
)  # fmt: skip
_PERSON = ("surname", "given_names", "sex", "born", "nationality", "document_number", "family")


class BornField(DayField):
    """A birth: a day, a year, or an age with or without its word."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn ``34 ans`` into ``34``; what is not understood stays."""
        super().process_formdata(valuelist)
        found = re.fullmatch(r"(\d{1,3})(?:\.0)?\s*(?:ans?|years?|سنة)?", (self.data or "").strip())
        self.data = found[1] if found else self.data


class MemberForm(RowForm):
    """One person of the other side's list."""

    about: loading.Shelf

    reference = StringField(words.FACTS["reference"], [_REQUIRED, at_most(40)])
    surname = StringField(desk_words.FIELDS["surname"], [_REQUIRED, at_most(120)])
    given_names = StringField(desk_words.FIELDS["given_names"], [Optional(), at_most(120)])
    sex = CodeField(desk_words.FIELDS["sex"], [Optional()], codes=_SEXES)
    born = BornField(words.PERSON["born"], [Optional(), is_birth])
    nationality = StateField(words.PERSON["nationality"], [Optional()])
    document_number = StringField(words.PERSON["document_number"], [Optional(), NUMBER])
    family = StringField(words.PERSON["family"], [Optional(), at_most(60)])
    kind = CodeField(words.FACTS["kind"], [Optional()], codes=_KINDS)
    authority = StringField(words.FACTS["authority"], [Optional(), at_most(120)])
    from_place = StringField(words.FACTS["from_place"], [Optional(), at_most(120)])
    expected_on = DayField(_l("Expected on"), [Optional(), is_day])
    expected_time = TimeField(_l("Expected at"), [Optional(), is_time])
    leader = StringField(words.FACTS["leader"], [Optional(), at_most(120)])
    plates = StringField(words.FACTS["plates"], [Optional(), at_most(200)])
    basis = StringField(words.FACTS["basis"], [Optional(), at_most(300)])

    def validate_reference(self, field: StringField) -> None:
        """A convoy that has ended takes nobody any more."""
        if reference_key(field.data or "") in self.about.ended:
            raise ValidationError(_l("The convoy of this reference has ended. Write another one."))

    def validate_born(self, field: BornField) -> None:
        """Nobody travels before birth."""
        if not field.errors:
            not_after(field.data or "", self.about.today)

    def validate(self, extra_validators: Any = None) -> bool:
        """Who stands on the convoy already is not written twice."""
        if not super().validate(extra_validators):
            return False
        named = self.about.named.get(reference_key(self.reference.data or ""), frozenset())
        if self.person().key not in named:
            return True
        self.surname.errors = [_l("This person stands on the convoy already.")]
        return False

    def facts(self) -> ConvoyFacts:
        """The convoy of the row."""
        names = ("reference", "kind", "authority", "from_place", "leader", "plates", "basis")
        return ConvoyFacts(expected_at=self._expected(), **{x: self._said(x) for x in names})

    def person(self) -> Declared:
        """The person of the row."""
        return declared({name: self._said(name) for name in _PERSON}, self.about.today)

    def _expected(self) -> datetime | None:
        if self.expected_on.errors or self.expected_time.errors or not self.expected_on.data:
            return None
        at = time.fromisoformat(self._said("expected_time") or "00:00")
        day = date.fromisoformat(self._said("expected_on"))
        return datetime.combine(day, at, ZoneInfo(self.about.zone))

    def _said(self, name: str) -> str:
        return (self[name].data or "").strip()


def _write(forms: Sequence[MemberForm], import_id: UUID, by: Actor) -> Sequence[ConvoyMember]:
    return loading.write([(form.facts(), form.person()) for form in forms], import_id, by)


def _same(form: MemberForm) -> dict[str, object]:
    if form.born.errors or form.surname.errors:
        return {}
    return {"surname": (reference_key(form.reference.data or ""), form.person().key)}


IMPORTER = Importer(
    name="convoys",
    label=_l("List of a convoy"),
    advice=_l(
        "One row a person. The rows of one reference become one convoy, or join the one that is "
        "written down; an age, a year or a day of birth will do, and a document is not needed."
    ),
    permission=Permission.CONVOY_WRITE,
    form=MemberForm,
    example={
        "reference": "NDB-2026-118", "surname": "Specimen", "given_names": "Traveller",
        "sex": "F", "born": "34", "nationality": "UTO", "document_number": "",
        "family": "A", "kind": "EXP", "authority": "Police nationale", "from_place": "Kobenni",
        "expected_on": "2026-11-30", "expected_time": "21:30", "leader": "Specimen Leader",
        "plates": "1187 AB 00", "basis": "Decision 118/2026",
    },
    write_of=_write,
    undo=loading.undo,
    prepare=loading.shelf,
    same=_same,
    aliases={
        "reference": ("référence", "convoi", "n° convoi", "numéro du convoi", "convoy", "المرجع"),
        "surname": ("nom", "name", "noms", "nom et prénom", "nom et prénoms", "full name",
                    "last name", "الاسم"),
        "given_names": ("prénom", "prénoms", "first name", "given name"),
        "sex": ("sexe", "genre", "gender", "الجنس"),
        "born": ("date de naissance", "né le", "année de naissance", "âge", "age", "ddn",
                 "date of birth", "year of birth", "تاريخ الميلاد", "العمر"),
        "nationality": ("nationalité", "الجنسية"),
        "document_number": ("numéro du document", "n° document", "n° pièce", "pièce",
                            "passeport", "passport", "document"),
        "family": ("famille", "groupe", "group", "العائلة"),
        "kind": ("type", "nature", "mesure"),
        "authority": ("autorité", "service", "from"),
        "from_place": ("poste", "provenance", "poste de départ", "lieu"),
        "expected_on": ("date", "jour", "date d'arrivée"),
        "expected_time": ("heure", "heure d'arrivée", "time"),
        "leader": ("chef de convoi", "chef", "escorte"),
        "plates": ("immatriculation", "plaque", "plaques", "véhicules"),
        "basis": ("décision", "base légale", "motif", "arrêté"),
    },
    next_step=("convoys.index", _l("Convoys")),
)  # fmt: skip
