"""Filing a decided traveller: person, document, and the words the register finds them by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from borderpost.audit import Actor
from borderpost.db import db, new_id
from crossings import codes
from crossings import sheet as sheets
from crossings.models import Crossing, CrossingName, CrossingZone, Document, Inspection, Person
from crossings.queries.register import number_key
from crossings.rules.matching import own_number
from crossings.rules.supporting import SupportingKind, lack_of
from crossings.sheet import Sheet
from crossings.supporting import Attached
from docreader.dates import precision
from docreader.names import search_key

_RESIDENCE_CARD = "CSJ"
_OWNED = {"P", "I", "A", "C"}  # a visa's optional data are the visa's


def identity(
    inspection: Inspection, sheet: Sheet, known: Document | None, by: Actor
) -> dict[str, Any]:
    """The crossing's columns of person and document: of the ``known`` document of the sheet, or
    of files that are opened now."""
    person, document = _file(inspection, sheet, known, by)
    return {
        "person_id": person.id,
        "document_id": document.id if document else None,
        **identity_columns(sheet),
        "name_mrz": sheets.name_in_zone(sheet, inspection.reading),
        "name_truncated": "name_truncated" in inspection.reading["warnings"],
    }


def identity_columns(sheet: Sheet) -> dict[str, Any]:
    """What the sheet says of person and document, in the crossing's columns."""
    number = sheet["document_number"].value
    return {
        "surname": sheet["surname"].value,
        "given_names": sheet["given_names"].value,
        "name_key": _name_key(sheet),
        "sex": sheet["sex"].value or "U",
        "birth_date": sheet["birth_date"].value,
        "birth_precision": _birth_precision(sheet),
        "nationality": sheet["nationality"].value,
        "document_kind": codes.kind_of(sheet["document_code"].value),
        "document_issuer": sheet["issuing_state"].value,
        "document_number": number,
        "document_number_key": number_key(number),
        "document_expiry": sheet["expiry_date"].value,
    }


def _birth_precision(sheet: Sheet) -> str:
    """``A`` for a year worked out from an age, else what the date itself says."""
    born = sheet["birth_date"]
    return "A" if born.estimated else precision(born.value)


def evidence(
    inspection: Inspection, sheet: Sheet, compared: frozenset[str], without_face: str = ""
) -> dict[str, Any]:
    """The crossing's columns that say what the decision rested on; ``without_face`` is why
    there is no photo where one was asked for."""
    reading = inspection.reading
    return {
        "mrz_format": reading["format"] or "NONE",
        "mrz_checks": {name: check["verdict"] for name, check in reading["checks"].items()},
        "evidence": {
            "fields": sheets.to_plain(sheet),
            "warnings": reading["warnings"],
            "compared": sorted(compared & sheet.keys()),
            **_told(reading),
            **_printed(reading),
            **({"without_face": without_face} if without_face else {}),
        },
    }


def permit(
    found: Sequence[Attached], sheet: Sheet, country: str, day: date, *, enters: bool
) -> dict[str, Any]:
    """Whether the stay that begins is under a residence permit of the country: a linked one
    that holds, or the residence card that is itself the document. Else NULL."""
    linked = any(
        one.is_linked
        and one.kind == SupportingKind.PERMIT
        and not lack_of(one.ruled(), country, day)
        for one in found
    )
    own = codes.kind_of(sheet["document_code"].value) == _RESIDENCE_CARD
    is_its_own = (
        own and sheet["issuing_state"].value == country and not sheets.is_expired(sheet, day)
    )
    return {"under_permit": True if enters and (linked or is_its_own) else None}


def _told(reading: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader program said, without the lines: the raw zone goes sooner than the crossing."""
    if "told" not in reading:
        return {}
    return {"told": {name: said for name, said in reading["told"].items() if name != "lines"}}


def _printed(reading: Mapping[str, Any]) -> dict[str, Any]:
    """What the page's print said beside the zone; nothing where it was not compared."""
    if "printed" not in reading:
        return {}
    fields = reading["printed"]["fields"].items()
    return {"printed": {name: {key: one[key] for key in ("state", "read")} for name, one in fields}}


def name_words(crossing: Crossing) -> Iterator[CrossingName]:
    """One row for each different word of the folded name."""
    for word in dict.fromkeys(crossing.name_key.split()):
        yield CrossingName(
            word=word[:60], crossing_id=crossing.id, occurred_on=crossing.occurred_on
        )


def zone_of(crossing: Crossing, inspection: Inspection) -> Iterator[CrossingZone]:
    """The raw lines to keep for their own period, if a zone was read."""
    if lines := inspection.reading["mrz"]:
        yield CrossingZone(crossing_id=crossing.id, occurred_on=crossing.occurred_on, lines=lines)


def _file(
    inspection: Inspection, sheet: Sheet, known: Document | None, by: Actor
) -> tuple[Person, Document | None]:
    columns = identity_columns(sheet)
    if not columns["document_number"]:  # a declared identity: there is no document to file
        return opened_person(columns, sheets.name_in_zone(sheet, inspection.reading), by), None
    number = own_number_of(inspection, sheet)
    if known:
        known.personal_number = number or known.personal_number
        return known.person, known
    person, document = opened(columns, sheets.name_in_zone(sheet, inspection.reading), by)
    document.personal_number = number or None
    db.session.flush()
    return person, document


def own_number_of(inspection: Inspection, sheet: Sheet) -> str:
    """The holder's own number that the zone of a passport or card carries, '' where it has none
    or its digit does not agree."""
    found = inspection.reading["fields"].get("optional_data")
    if not found or found["check"] == "bad" or sheet["document_code"].value[:1] not in _OWNED:
        return ""
    return own_number(found["value"])


def opened(columns: Mapping[str, Any], name_mrz: str, by: Actor) -> tuple[Person, Document]:
    """A new file of person and document, in the session, from the crossing's columns."""
    person = opened_person(columns, name_mrz, by)
    document = Document(
        id=new_id(),
        person=person,
        kind=columns["document_kind"],
        issuer=columns["document_issuer"],
        number=columns["document_number"],
        number_key=columns["document_number_key"],
        expiry_date=columns["document_expiry"],
        created_by=by.officer_id,
    )
    db.session.add(document)
    return person, document


def opened_person(columns: Mapping[str, Any], name_mrz: str, by: Actor) -> Person:
    """A new file of a person alone, in the session."""
    person = Person(
        id=new_id(),
        surname=columns["surname"],
        given_names=columns["given_names"],
        name_mrz=name_mrz,
        name_key=columns["name_key"],
        sex=columns["sex"],
        birth_date=columns["birth_date"],
        birth_precision=columns["birth_precision"],
        nationality=columns["nationality"],
        created_by=by.officer_id,
    )
    db.session.add(person)
    return person


def _name_key(sheet: Sheet) -> str:
    return search_key(f"{sheet['surname'].value} {sheet['given_names'].value}")[:240]
