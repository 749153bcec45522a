"""Seals written as JSON: ICAO's VDS-NC, for paper and screens that have the room.

``{"data": {"hdr": {"t", "v", "is"}, "msg": {...}}, "sig": {"alg", "sigvl", "cer"}}``. The
signature is over the canonical form (RFC 8785) of ``data``; the signer's certificate comes
inside, which proves nothing until an authority that is known has issued it.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from docreader.canonical_json import canonical, parsed
from docreader.seal import BadSeal, Seal

HASHES: Mapping[str, str] = {"ES256": "sha256", "ES384": "sha384", "ES512": "sha512"}
_MOST_SAID, _LONGEST = 64, 200  # members told, and characters of one
_KNOWN: Mapping[str, str] = {  # members that stand for a field of a zone
    "pid.n": "name",
    "pid.dob": "birth_date",
    "pid.sex": "sex",
    "pid.i": "document_number",
    "pid.dn": "document_number",
}


def is_seal_json(text: str) -> bool:
    """Whether a payload looks like such a seal; it may still be none that can be read."""
    return text.lstrip().startswith("{") and '"sig"' in text and '"data"' in text


def read_seal_json(text: str) -> Seal:
    """The seal in a payload's text. Raises BadSeal, and nothing else, for any text."""
    try:
        whole = parsed(text)
        data, sig = whole["data"], whole["sig"]
        header, message = data["hdr"], data["msg"]
        kind, country, version = header["t"], header["is"], header["v"]
        algorithm, value, certificate = sig["alg"], sig["sigvl"], sig["cer"]
        signed = canonical(data)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadSeal("text") from error
    if not isinstance(message, dict) or not isinstance(version, int):
        raise BadSeal("text")
    if not all(isinstance(one, str) for one in (kind, country, algorithm, value, certificate)):
        raise BadSeal("text")
    if algorithm not in HASHES:
        raise BadSeal("signature")
    signature, inside = _decoded(value, "signature"), _decoded(certificate, "certificate")
    if len(signature) < 2 or len(signature) % 2:
        raise BadSeal("signature")
    if not inside:
        raise BadSeal("certificate")
    return Seal(
        version=version,
        country=country[:3],
        issued=None,
        signed=None,
        profile=kind[:_LONGEST],
        says=_said(message),
        message=signed,
        signature=signature,
        certificate=inside,
        hash=HASHES[algorithm],
    )


def _decoded(text: str, code: str) -> bytes:
    """The bytes of base64url, whose padding may be left out."""
    digits = text.rstrip("=")
    try:
        return urlsafe_b64decode(digits.encode() + b"=" * (-len(digits) % 4))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise BadSeal(code) from error


def _said(message: Mapping[str, Any]) -> dict[str, str]:
    """The members as text, those of a zone's fields under the fields' names."""
    said: dict[str, str] = {}
    for path, value in _leaves("", message):
        name = _KNOWN.get(path, path)
        said.setdefault(path if name in said else name, value[:_LONGEST])
        if len(said) == _MOST_SAID:
            break
    return said


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(f"{path}.{name}"[-_LONGEST:].lstrip("."), inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _leaves(f"{path}.{number}"[-_LONGEST:].lstrip("."), inner)
    elif value is not None:
        yield path, str(value)
