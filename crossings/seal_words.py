"""Words for what barcodes say: payloads, seals and the answers that are given for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from crossings.words import FIELDS
from docreader.reading import Answer, Copy, Kind, Payload

ANSWERS: Mapping[str, LazyString] = {
    "holds": _l("The signature holds, and the signer is known."),
    "altered": _l("This seal was altered: the signature does not fit what it says."),
    "unknown_signer": _l("The signer is not known here: the signature was not checked."),
    "expired": _l("The signature holds, but the certificate was in force on other days."),
    "unreadable": _l("This seal cannot be read. Take the picture again, nearer and sharp."),
}
_TONES: Mapping[Answer, str] = {
    Answer.HOLDS: "proven",
    Answer.ALTERED: "stop",
    Answer.UNKNOWN: "unchecked",
    Answer.EXPIRED: "look",
    Answer.UNREADABLE: "look",
}
PROFILES: Mapping[str, LazyString] = {
    "visa": _l("visa"),
    "emergency_travel_document": _l("emergency travel document"),
    "arrival_attestation": _l("proof of arrival"),
    "social_insurance_card": _l("social insurance card"),
    "residence_permit": _l("residence permit"),
    "supplementary_sheet": _l("supplementary sheet"),
    "address_sticker": _l("address sticker"),
    "residence_sticker": _l("residence sticker"),
    "icao.vacc": _l("proof of vaccination"),
    "icao.test": _l("proof of a health test"),
}
SAYS: Mapping[str, LazyString] = {
    **FIELDS,
    "name": _l("Name"),
    "birth_name": _l("Name at birth"),
    "passport_number": _l("Passport number"),
    "issued_by": _l("Issued by"),
    "issued_on": _l("Issued on"),
    "signed_on": _l("Signed on"),
    "entries": _l("Entries"),
    "stay": _l("Stay (days-months-years)"),
    "visa_type": _l("Kind of visa"),
    "register_number": _l("Register number"),
    "sheet_number": _l("Sheet number"),
    "municipality": _l("Municipality"),
    "address": _l("Address"),
    "postal_code": _l("Postal code"),
    "classes": _l("Classes"),
    "jurisdiction": _l("State or province"),
}


def tone(payload: Payload) -> str:
    """How the line of evidence looks; what differs from the zone always stops the eye."""
    if payload.copy is Copy.DIFFERS:
        return "stop"
    if payload.answer:
        return _TONES[payload.answer]
    return "proven" if payload.kind is Kind.ZONE and payload.copy is Copy.AGREES else "plain"


def beyond(payload: Payload, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a payload says that the zone, whose fields these are, does not say the same way."""
    return [
        (name, value)
        for name, value in payload.says.items()
        if name != "profile" and fields.get(name, {}).get("value") != value
    ]


def named(field: str) -> str:
    """The word for something that a payload says; its own name where there is none."""
    return str(SAYS.get(field, field))
