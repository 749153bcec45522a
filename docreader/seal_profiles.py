"""What the numbered features of a digital seal mean, as data.

ICAO 9303-13 §9 (visas) and §10 (emergency travel documents); BSI TR-03137 part 1 §6 to §10 for
the German papers that travellers carry. A feature that no profile names is told by its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Coding(StrEnum):
    """How a feature's bytes are to be read."""

    ZONE = "zone"  # C40, the lines of a zone; ``Feature.format`` says of which
    TEXT = "text"  # C40
    UTF8 = "utf8"
    ENTRIES = "entries"  # a number; 0 is any number of entries
    STAY = "stay"  # a byte each for days, months and years
    HEX = "hex"


@dataclass(frozen=True)
class Feature:
    """The name of a feature and how it is written. ``cells``: characters of a zone in it."""

    name: str
    coding: Coding = Coding.TEXT
    format: str = ""
    cells: int = 0


@dataclass(frozen=True)
class Profile:
    """One kind of document: its name and its features by their tags."""

    name: str
    features: Mapping[int, Feature]


def _zone(format: str, cells: int) -> Feature:
    return Feature("zone", Coding.ZONE, format, cells)


_TD2 = _zone("TD2", 72)

PROFILES: Mapping[int, Profile] = {
    0x5D: Profile(
        "visa",
        {
            1: _zone("MRVA", 72),  # the optional data is left out: 44 + 28 cells
            2: _zone("MRVB", 64),  # and here 36 + 28
            3: Feature("entries", Coding.ENTRIES),
            4: Feature("stay", Coding.STAY),
            5: Feature("passport_number"),
            6: Feature("visa_type", Coding.HEX),
        },
    ),
    0x5E: Profile("emergency_travel_document", {2: _TD2}),
    0xFD: Profile("arrival_attestation", {2: _TD2, 3: Feature("register_number")}),
    0xFC: Profile(
        "social_insurance_card",
        {
            1: Feature("document_number"),
            2: Feature("surname", Coding.UTF8),
            3: Feature("given_names", Coding.UTF8),
            4: Feature("birth_name", Coding.UTF8),
        },
    ),
    0xFB: Profile("residence_permit", {2: _TD2, 3: Feature("passport_number")}),
    0xFA: Profile("supplementary_sheet", {4: _TD2, 5: Feature("sheet_number")}),
    0xF9: Profile(
        "address_sticker",
        {1: Feature("document_number"), 2: Feature("municipality"), 3: Feature("address")},
    ),
    0xF8: Profile(
        "residence_sticker",
        {1: Feature("passport_number"), 2: Feature("municipality"), 3: Feature("postal_code")},
    ),
}
"""By the document feature definition reference of the header."""
