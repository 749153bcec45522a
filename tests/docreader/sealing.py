"""Makes seals and the certificates that sign them, for the tests: keys are made anew.

The packing of letters is written here a second time, from the standard's own words, so that
what reads it is not tested with itself.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from docreader.signers import SEAL_SIGNER

TODAY = date(2026, 11, 23)
START, END = date(2024, 1, 1), date(2034, 1, 1)
VISA = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4UTO7408122F3001014<<<<<<<<")
_ORDER = "\0\0\0 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HASHES = {224: hashes.SHA224(), 256: hashes.SHA256(), 384: hashes.SHA384()}


@dataclass(frozen=True)
class Signer:
    """A key, its certificate, and the names by which a seal calls it."""

    key: ec.EllipticCurvePrivateKey
    certificate: bytes
    name: str = "UTTS"
    number: str = "32"


def signer(
    curve: ec.EllipticCurve | None = None,
    *,
    country: str = "UT",
    start: date = START,
    end: date = END,
    issuer: Authority | None = None,
    usages: tuple[str, ...] = (SEAL_SIGNER,),
    digest: hashes.HashAlgorithm | None = None,
) -> Signer:
    """Somebody who signs seals, self-made or with the certificate of an authority."""
    key = ec.generate_private_key(curve or ec.SECP256R1())
    who = _name(country, "TS")
    made = _builder(who, issuer.subject if issuer else who, 0x32, start, end)
    if usages:
        eku = x509.ExtendedKeyUsage([x509.ObjectIdentifier(one) for one in usages])
        made = made.add_extension(eku, critical=True)
    made = made.public_key(key.public_key())
    signed = made.sign(issuer.key if issuer else key, digest or hashes.SHA256())
    der = signed.public_bytes(Encoding.DER)
    return Signer(key, der, f"{country}TS")


@dataclass(frozen=True)
class Authority:
    """A state's authority that issues the certificates of signers."""

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: bytes
    subject: x509.Name


def authority(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | None = None,
    *,
    country: str = "UT",
    end: date = END,
    is_authority: bool = True,
) -> Authority:
    """One with a certificate of its own making."""
    key = key or ec.generate_private_key(ec.SECP384R1())
    who = _name(country, "CSCA")
    constraints = x509.BasicConstraints(ca=is_authority, path_length=None)
    made = _builder(who, who, 1, START, end).add_extension(constraints, critical=True)
    made = made.public_key(key.public_key())
    der = made.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)
    return Authority(key, der, who)


def seal(
    by: Signer,
    *,
    version: int = 3,
    country: str = "UTO",
    signed: date = date(2026, 1, 2),
    definition: int = 0x5D,
    features: dict[int, bytes] | None = None,
) -> bytes:
    """A visible digital seal, by default of a visa that holds ``VISA``."""
    number = by.number if version == 3 else by.number.rjust(5, "0")
    length = f"{len(number):02X}" if version == 3 else ""
    header = (
        bytes([0xDC, version])
        + packed(country)
        + packed(by.name + length + number)
        + day(date(2026, 1, 1))
        + day(signed)
        + bytes([definition, 1])
    )
    chosen = {2: packed("".join(VISA)[:64])} if features is None else features
    message = header + b"".join(bytes([tag, len(v)]) + v for tag, v in chosen.items())
    signature = raw_signature(by.key, message)
    return message + bytes([0xFF, len(signature)]) + signature


def raw_signature(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """``r`` and ``s`` side by side, the digest as the key's size asks."""
    hash = _HASHES.get(key.curve.key_size, hashes.SHA512())
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hash)))
    size = (key.curve.key_size + 7) // 8
    return r.to_bytes(size) + s.to_bytes(size)


def digest_of(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """What such a key signs of a message."""
    digest = hashes.Hash(_HASHES.get(key.curve.key_size, hashes.SHA512()))
    digest.update(message)
    return digest.finalize()


def seal_json(by: Signer, person: dict[str, str] | None = None, country: str = "UTO") -> str:
    """A seal in JSON; its data has one canonical form, which is what ``json`` writes here."""
    who = person or {"dob": "1974-08-12", "i": "L898902C3", "n": "ERIKSSON ANNA MARIA", "sex": "F"}
    data: dict[str, Any] = {
        "hdr": {"is": country, "t": "icao.test", "v": 1},
        "msg": {"pid": dict(sorted(who.items())), "utci": "U01932"},
    }
    canonical = json.dumps(data, separators=(",", ":")).encode()
    sig = {
        "alg": "ES256",
        "cer": _url(by.certificate),
        "sigvl": _url(raw_signature(by.key, canonical)),
    }
    return json.dumps({"sig": sig, "data": data}, indent=1)


def packed(text: str) -> bytes:
    """C40, as BSI TR-03137 part 1 annex B spells it out."""
    text, out = text.replace("<", " "), b""
    for at in range(0, len(text), 3):
        three = [_ORDER.rindex(char) for char in text[at : at + 3]]
        if len(three) == 1:
            return out + bytes([0xFE, ord(text[at]) + 1])
        a, b, c = (*three, 0)[:3]
        out += (1600 * a + 40 * b + c + 1).to_bytes(2)
    return out


def day(when: date) -> bytes:
    """A date in three bytes: month, day, year."""
    return int(when.strftime("%m%d%Y")).to_bytes(3)


def _builder(
    who: x509.Name, issuer: x509.Name, number: int, start: date, end: date
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(issuer)
        .serial_number(number)
        .not_valid_before(datetime(start.year, start.month, start.day, tzinfo=UTC))
        .not_valid_after(datetime(end.year, end.month, end.day, tzinfo=UTC))
    )


def _name(country: str, name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _url(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
