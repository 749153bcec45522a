"""A family at the desk: a child, the adults, and what officers say of them, in one line each."""

from __future__ import annotations

from uuid import UUID

from borderpost.officers.identity import SignedIn
from crossings import reading
from crossings.accompaniment import Adult, Authorisation
from crossings.models import Inspection
from crossings.services import accompanying, inspecting
from docreader.specimens import SpecimenPerson
from tests.crossings.documents import FANTA, zone
from tests.crossings.work import at_lane, opened
from tests.desk import lane_id

CHILD = SpecimenPerson(
    surname="Cisse",
    given_names="Bintou",
    sex="F",
    nationality="MLI",
    issuing_state="MLI",
    birth_date="2017-05-04",
    expiry_date="2029-06-30",
    document_number="AB7654321",
)
FATHER = SpecimenPerson(
    surname="Cisse",
    given_names="Modibo",
    sex="M",
    nationality="MLI",
    issuing_state="MLI",
    birth_date="1984-09-21",
    expiry_date="2031-06-30",
    document_number="AB1112223",
)
PAPER = Authorisation(
    state="seen", number="112/2026", issuer="Mairie de Nioro", day="2026-10-02", signed_by="Père"
)
TYPED = Adult(
    relation="teacher",
    surname="DIARRA",
    given_names="Oumou",
    birth_date="1979",
    nationality="MLI",
    document_kind="CNI",
    document_issuer="MLI",
    document_number="0099",
)


def leaving(by: SignedIn) -> SignedIn:
    """The officer at the lane, in the direction of those who leave."""
    return at_lane(by, lane_id(), "X")


def child(by: SignedIn, **changes: str) -> Inspection:
    """The sheet of a child."""
    return opened(by, zone(CHILD, **changes))


def mother(by: SignedIn) -> Inspection:
    """The sheet of the child's mother."""
    return opened(by, zone(FANTA))


def father(by: SignedIn) -> Inspection:
    """The sheet of the child's father."""
    return opened(by, zone(FATHER))


def unknown_age(by: SignedIn, birth_date: str = "") -> Inspection:
    """The sheet of somebody of Mauritania whose birth date is not fully known."""
    fields = {
        "surname": "TRAORE", "given_names": "Salif", "document_code": "P", "issuing_state": "MRT",
        "document_number": "C1234567", "nationality": "MRT", "birth_date": birth_date,
        "sex": "M", "expiry_date": "2030-01-02",
    }  # fmt: skip
    return inspecting.open_inspection(reading.by_hand(fields, {}), by=by, keep_days=30)


def linked(sheet: Inspection, adult: UUID, by: SignedIn, relation: str = "mother") -> Inspection:
    """The child's sheet once the adult is linked."""
    accompanying.link(sheet.id, adult, relation, version=sheet.version, by=by)
    return sheet


def authorised(sheet: Inspection, by: SignedIn, said: Authorisation = PAPER) -> Inspection:
    """The child's sheet once something is said of the authorisation."""
    accompanying.say_authorisation(sheet.id, said, version=sheet.version, by=by)
    return sheet
