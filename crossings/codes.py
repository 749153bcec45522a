"""Code lists of the crossing record: decisions, purposes, transport, documents, reasons.

Documents with a zone are named by its first letter (ICAO 9303), the others by codes of our
own. Refusal reasons and health certificates are dated, cited data in ``data/``. An administrator
may change and end codes (``borderpost.code_lists``), but for sexes, which ICAO 9303-3 §4.6 and
the register fix.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost.code_lists.lists import Code, CodeList, shipped

DIRECTIONS: Mapping[str, LazyString] = {
    "E": _l("Entry"),
    "X": _l("Exit"),
    "T": _l("Transit"),
    "R": _l("Return after refusal"),
}
# The keys of the counting keypad: what an eye sees, not what a document says.
COUNTED_WAYS = ("E", "X")
COUNTED: Mapping[str, LazyString] = {
    "W": _l("Woman"),
    "M": _l("Man"),
    "G": _l("Girl under 18"),
    "B": _l("Boy under 18"),
    "U": _l("Not told apart"),
}
DECISIONS: Mapping[str, LazyString] = {
    "admit": _l("Admitted"),
    "exit_ok": _l("Left the country"),
    "refuse": _l("Refused"),
    "withdrawn": _l("Withdrew"),
    "detain": _l("Detained"),
    "hand_over": _l("Handed over"),
}
TAKEN_BACK = _l("Taken back")
# How second line ends; the crossing of somebody protected says what it says of anybody.
OUTCOMES: Mapping[str, LazyString] = {**DECISIONS, "protect": _l("Protected")}
_PURPOSES: Mapping[str, LazyString] = {
    "HOL": _l("Leisure"),
    "VFR": _l("Family or friends"),
    "BUS": _l("Business or profession"),
    "TRD": _l("Petty trade"),
    "WRK": _l("Employment"),
    "STU": _l("Study"),
    "MED": _l("Health"),
    "REL": _l("Religion"),
    "TRN": _l("Transit"),
    "PAS": _l("Herding"),
    "RET": _l("Return home"),
    "EXP": _l("Expelled or returned"),
    "ASY": _l("Seeking protection"),
    "OFF": _l("Official"),
    "FUN": _l("Ceremonies or funeral"),
    "CRW": _l("Driver or crew at work"),
    "OTH": _l("Other purpose"),
}
CREW = "CRW"  # who drives or serves a vehicle that shuttles: statistics tell them apart
_TRANSPORT: Mapping[str, LazyString] = {
    "FOOT": _l("On foot"),
    "CART": _l("Cart"),
    "ANIM": _l("Animal"),
    "MOTO": _l("Motorbike"),
    "CAR": _l("Car"),
    "MINI": _l("Minibus"),
    "BUS": _l("Coach"),
    "TRK": _l("Lorry"),
    "PIR": _l("Pirogue"),
    "OTH": _l("Other transport"),
}
_DOCUMENTS: Mapping[str, LazyString] = {
    "P": _l("Passport"),
    "I": _l("Identity card"),
    "A": _l("Identity card (A)"),
    "C": _l("Identity card (C)"),
    "V": _l("Visa"),
    "ETC": _l("ECOWAS travel certificate"),
    "CNI": _l("Paper identity card"),
    "NINA": _l("NINA slip"),
    "CC": _l("Consular card"),
    "LP": _l("Emergency laissez-passer"),
    "LPI": _l("Laissez-passer of an organisation"),
    "BC": _l("Birth certificate"),
    "CTD": _l("Convention travel document"),
    "HCR": _l("UNHCR certificate"),
    "CSJ": _l("Residence card"),
    "BRP": _l("Border-resident pass"),
    "MIL": _l("Military card"),
    "DL": _l("Driving licence"),
    "NONE": _l("No document: declared identity"),
}
HEALTH: Mapping[str, LazyString] = {
    "not_checked": _l("Certificate not checked"),
    "shown_valid": _l("Certificate shown, valid"),
    "shown_expired": _l("Certificate shown, expired"),
    "not_shown": _l("No certificate shown"),
    "exempt": _l("Exempt from the certificate"),
}
_SEXES: Mapping[str, LazyString] = {
    "F": _l("Female"),
    "M": _l("Male"),
    "X": _l("Unspecified (X)"),
    "U": _l("Not stated"),
}


def _cited(file_name: str, table: str) -> Iterator[Code]:
    path = Path(__file__).parent / "data" / file_name
    rows = tomllib.loads(path.read_text(encoding="utf-8"))[table]
    for place, row in enumerate(rows):
        yield Code(**row, position=10 * (place + 1))


PURPOSES = CodeList("purposes", _l("Purposes"), shipped(_PURPOSES), longest=3)
TRANSPORT = CodeList("transport", _l("Means of transport"), shipped(_TRANSPORT), longest=4)
DOCUMENTS = CodeList("documents", _l("Documents"), shipped(_DOCUMENTS), longest=4)
SEXES = CodeList("sexes", _l("Sexes"), shipped(_SEXES), longest=1, is_fixed=True)
REFUSAL_REASONS = CodeList(
    "refusal-reasons",
    _l("Reasons of the refusal"),
    _cited("refusal_reasons.toml", "reason"),
    longest=8,
    is_cited=True,
)
HEALTH_CERTIFICATES = CodeList(
    "health-certificates",
    _l("Health certificates"),
    _cited("health_certificates.toml", "certificate"),
    longest=4,
    is_cited=True,
)


def decided(decision: str, undone: bool | None) -> LazyString:
    """How a crossing was decided; a decision that its officer took back is none."""
    return TAKEN_BACK if undone else DECISIONS[decision]


def refusal_reasons() -> Mapping[str, Code]:
    """Every reason that is or was, by code: an old refusal keeps its words."""
    return REFUSAL_REASONS.known()


def kind_of(document_code: str) -> str:
    """The kind of a document: one of our own codes, or the first letter of the zone's code."""
    return document_code if document_code in DOCUMENTS else document_code[:1]
