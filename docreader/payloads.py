"""What barcodes hold: told apart, read, compared with the zone, and seals answered for.

A copy of the zone or a licence proves nothing by itself, but two things that differ show that
one of them was altered or misread. Only a seal is signed; see ``seal_answers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from docreader import aamva, agreement, seal_json
from docreader.certificates import Certificate
from docreader.reading import Answer, Barcode, Copy, Kind, Payload, Reading
from docreader.seal import BadSeal, Seal, is_seal, read_seal
from docreader.seal_answers import found
from docreader.signers import Signers
from docreader.text import recognise

DIFFERS, SEAL_DIFFERS, SEAL_ALTERED = "barcode_differs", "seal_differs", "seal_altered"
_SHAPES = ((30, 3), (36, 2), (44, 2))  # characters of a line, lines (ICAO 9303-4, -5, -6)
_ON_LICENCES = ("surname", "given_names", "birth_date", "sex")  # what may also be in a zone


def weighed(reading: Reading, today: date | None = None, signers: Signers | None = None) -> Reading:
    """The reading with what its barcodes say: one that differs leaves nothing sure, nor does a
    seal that was altered.

    May be done again, with the ``signers`` that were not at hand the first time. ``today`` as
    in ``read_text``.
    """
    day, known = today or datetime.now(UTC).date(), signers or Signers()
    payloads = tuple(payload_of(code, reading, day, known) for code in reading.barcodes)
    said = [warning for payload in payloads for warning in _warnings(payload)]
    ours = (DIFFERS, SEAL_DIFFERS, SEAL_ALTERED)
    others = [code for code in reading.warnings if code not in ours]
    return replace(
        reading,
        payloads=payloads,
        sure=reading.sure and not said,
        warnings=tuple(dict.fromkeys([*others, *said])),
    )


def payload_of(code: Barcode, reading: Reading, today: date, signers: Signers) -> Payload:
    """What one barcode says beside this reading. Never raises, whatever the bytes are."""
    kind = _kind(code)
    if kind in (Kind.SEAL, Kind.SEAL_JSON):
        try:
            seal = _seal(kind, code)
            return _answered(_sealed(kind, seal, reading, today), seal, signers, today)
        except BadSeal as trouble:
            return Payload(kind, answer=Answer.UNREADABLE, trouble=trouble.code)
    if kind is Kind.LICENCE:
        said = aamva.licence_in(code.text)
        copy, differs = agreement.with_fields(said, reading, _ON_LICENCES)
        return Payload(kind, said, copy=copy, differs=differs)
    return _zone(zone_in(code.text), reading, today) if kind is Kind.ZONE else Payload(kind)


def zone_in(text: str) -> tuple[str, ...]:
    """The lines of a zone that a payload holds, on lines of their own or in one; else ()."""
    for length, count in _SHAPES:
        line = rf"[A-Z0-9<]{{{length}}}"
        found = re.search(rf"(?<![A-Z0-9<])(?:{line}\s*){{{count}}}(?![A-Z0-9<])", text)
        joined = re.sub(r"\s", "", found.group()) if found else ""
        if joined and "<" in joined and joined[0] in "ACIPV":
            return tuple(joined[at : at + length] for at in range(0, length * count, length))
    return ()


def _kind(code: Barcode) -> Kind:
    if is_seal(code.data):
        return Kind.SEAL
    if seal_json.is_seal_json(code.text):
        return Kind.SEAL_JSON
    if aamva.is_licence(code.text):
        return Kind.LICENCE
    return Kind.ZONE if zone_in(code.text) else Kind.TEXT


def _seal(kind: Kind, code: Barcode) -> Seal:
    return read_seal(code.data) if kind is Kind.SEAL else seal_json.read_seal_json(code.text)


def _zone(zone: Sequence[str], reading: Reading, today: date) -> Payload:
    format = recognise(zone).format
    said = agreement.values_of(zone, format, today)
    copy, differs = agreement.with_lines(zone, format, len("".join(zone)), reading, today)
    return Payload(Kind.ZONE, said, tuple(zone), copy, differs)


def _sealed(kind: Kind, seal: Seal, reading: Reading, today: date) -> Payload:
    """What the seal says beside the reading, before anybody asks who signed it."""
    copy, differs = agreement.with_seal(seal, reading, today)
    head = {
        "profile": seal.profile,
        "issued_by": seal.country,
        "issued_on": seal.issued.isoformat() if seal.issued else "",
        "signed_on": seal.signed.isoformat() if seal.signed else "",
    }
    in_zone = agreement.values_of(seal.zone, seal.format, today)
    says = {name: value for name, value in (dict(seal.says) | in_zone | head).items() if value}
    return Payload(kind, says, seal.zone, copy, differs, signer=f"{seal.signer} {seal.reference}")


def _answered(payload: Payload, seal: Seal, signers: Signers, today: date) -> Payload:
    finding = found(seal, signers, today)
    whose = finding.certificate
    if whose is None:
        return replace(payload, answer=finding.answer)
    return replace(
        payload,
        answer=finding.answer,
        signer=payload.signer if seal.signer else _name(whose),
        first_day=whose.first_day.isoformat(),
        last_day=whose.last_day.isoformat(),
    )


def _name(certificate: Certificate) -> str:
    return f"{certificate.signer} {certificate.number}"


def _warnings(payload: Payload) -> Iterator[str]:
    is_seal = payload.answer is not None
    if payload.answer is Answer.ALTERED:
        yield SEAL_ALTERED
    if payload.copy is Copy.DIFFERS:
        yield SEAL_DIFFERS if is_seal else DIFFERS
