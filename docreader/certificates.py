"""A certificate of someone who signs seals: what it says, and what it can be used for.

X.509 is taken apart by ``cryptography``, which is loaded only when there is a certificate to
read.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from docreader import der, signatures

if TYPE_CHECKING:
    from cryptography import x509

    from docreader.signatures import Key

LARGEST = 64 * 1024  # bytes of one file; a certificate has two or three thousand
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)
_ECDSA = bytes.fromhex("2a8648ce3d0403")  # 1.2.840.10045.4.3, above each ecdsa-with-SHA…


class BadCertificate(ValueError):
    """A certificate that cannot be used. ``code``: not_a_certificate, key or too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Certificate:
    """What is needed of a certificate. ``signer`` is its country and common name, as a seal
    names it; the first and the last day of its life both belong to it."""

    signer: str
    number: str  # hexadecimal
    subject: str
    issuer: str
    first_day: date
    last_day: date
    is_authority: bool
    usages: frozenset[str]  # extended key usages, dotted
    der: bytes = field(repr=False)
    signed: bytes = field(repr=False)  # the part that the issuer signed
    key: Key = field(repr=False, compare=False)

    @property
    def country(self) -> str:
        """The two letters of the signer's country."""
        return self.signer[:2]

    def lives_on(self, day: date) -> bool:
        """Whether the certificate was or is in force on that day."""
        return self.first_day <= day <= self.last_day

    def holds(self, message: bytes, signature: bytes, digest: str = "") -> bool:
        """Whether this key signed the message; see ``signatures.holds``."""
        return signatures.holds(self.key, message, signature, digest)

    def issued(self, other: Certificate) -> bool:
        """Whether this authority's key signed the other certificate."""
        from cryptography.exceptions import UnsupportedAlgorithm

        if not self.is_authority or self.subject != other.issuer:
            return False
        try:
            return signatures.issued(self.key, _loaded(other.der), other.signed)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            return False


def read_certificates(data: bytes) -> tuple[Certificate, ...]:
    """The certificates of one file, DER or PEM. Raises BadCertificate for a file that holds
    none, or one whose key nobody here can compute with."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm

    if len(data) > LARGEST:
        raise BadCertificate("too_large")
    try:
        return tuple(map(_certificate, _each(data)))
    except BadCertificate:
        raise
    except (
        ValueError,
        TypeError,
        OverflowError,
        UnsupportedAlgorithm,
        x509.InvalidVersion,
        x509.DuplicateExtension,
        x509.UnsupportedGeneralNameType,
    ) as error:
        raise BadCertificate("not_a_certificate") from error


def _each(data: bytes) -> list[bytes]:
    """The certificates in DER. Raises ValueError where PEM is broken, or holds none."""
    if b"-----BEGIN" not in data:
        return [data]
    found = [b64decode(one, validate=False) for one in _PEM.findall(data)]
    if not found:
        raise ValueError("no certificate")
    return found


def _loaded(data: bytes) -> x509.Certificate:
    """The library's certificate, the signatures' algorithm written as the library wants it.

    ECDSA has no parameters (RFC 5758 §3.2). There are authorities that write an empty one,
    ICAO's own example of VDS-NC among them: it says nothing, and what the issuer signed is
    kept as it was.
    """
    from cryptography import x509

    signed, algorithm, signature = der.inside(data)
    version, number, inner, *rest = der.values(signed.content)
    if not der.number(number):  # RFC 5280 §4.1.2.2
        raise ValueError("a number that is not positive")
    if inner != algorithm:  # RFC 5280 §4.1.1.2; the outer one is not signed
        raise ValueError("two algorithms for one signature")
    if signature.content[:1] != b"\0":
        raise ValueError("a signature that does not end with a byte")
    plain = _without_null(algorithm)
    parts = der.sequence([version, number, plain, *rest])
    whole = der.sequence([parts, plain, signature])
    return x509.load_der_x509_certificate(der.encoded(whole))


def _without_null(algorithm: der.Value) -> der.Value:
    parts = der.values(algorithm.content) if algorithm.tag == der.SEQUENCE else []
    is_ecdsa = len(parts) == 2 and parts[0].content.startswith(_ECDSA)
    return der.sequence(parts[:1]) if is_ecdsa and parts[1].tag == der.NULL else algorithm


def _certificate(data: bytes) -> Certificate:
    theirs = _loaded(data)
    key = signatures.key_of(theirs)
    if key is None:
        raise BadCertificate("key")
    last = theirs.not_valid_after_utc - timedelta(seconds=1)
    return Certificate(
        signer=_signer(theirs.subject),
        number=f"{theirs.serial_number:x}",
        subject=theirs.subject.rfc4514_string(),
        issuer=theirs.issuer.rfc4514_string(),
        first_day=theirs.not_valid_before_utc.date(),
        last_day=last.date(),
        is_authority=_is_authority(theirs),
        usages=_usages(theirs),
        der=data,
        signed=der.encoded(der.inside(data)[0]),
        key=key,
    )


def _signer(subject: x509.Name) -> str:
    """Country and common name, as the header of a seal joins them."""
    from cryptography.x509.oid import NameOID

    parts = [
        subject.get_attributes_for_oid(oid) for oid in (NameOID.COUNTRY_NAME, NameOID.COMMON_NAME)
    ]
    return "".join(str(found[0].value) if found else "" for found in parts).upper()


def _is_authority(theirs: x509.Certificate) -> bool:
    from cryptography import x509

    try:
        return theirs.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _usages(theirs: x509.Certificate) -> frozenset[str]:
    from cryptography import x509

    try:
        found = theirs.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return frozenset()
    return frozenset(usage.dotted_string for usage in found.value)
