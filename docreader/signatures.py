"""Signatures under seals and certificates, checked with the keys that certificates hold.

``cryptography`` computes where it can; keys on the curves that it refuses are ``elliptic``'s.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from docreader import elliptic

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    Key = elliptic.Key | EllipticCurvePublicKey | RSAPublicKey

_DIGESTS: Mapping[int, str] = {224: "sha224", 256: "sha256", 384: "sha384"}  # bits of the key
_SOUND = {*_DIGESTS.values(), "sha512"}  # under md5 and sha1 two certificates may be alike


def key_of(theirs: x509.Certificate) -> Key | None:
    """The key of a certificate, None where nobody here can compute with it."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    try:
        key = theirs.public_key()
    except (ValueError, UnsupportedAlgorithm):
        try:
            return elliptic.key_of(theirs.tbs_certificate_bytes)
        except ValueError:
            return None
    return key if isinstance(key, EllipticCurvePublicKey | RSAPublicKey) else None


def holds(key: Key, message: bytes, signature: bytes, digest: str = "") -> bool:
    """Whether ``r`` and ``s``, side by side, are this key's signature of the message.

    The digest follows the size of the key where it is not named (ICAO 9303-13 §2.4).
    """
    bits = _bits(key)
    size = (bits + 7) // 8
    if not bits or len(signature) != 2 * size:
        return False
    r, s = int.from_bytes(signature[:size]), int.from_bytes(signature[size:])
    named = next((name for most, name in _DIGESTS.items() if bits <= most), "sha512")
    return _holds(key, message, r, s, digest or named)


def issued(key: Key, theirs: x509.Certificate, signed: bytes) -> bool:
    """Whether the key signed the certificate, whichever way authorities do that."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PSS, PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    digest, how = theirs.signature_hash_algorithm, theirs.signature_algorithm_parameters
    if digest is None or digest.name not in _SOUND:
        return False
    if not isinstance(key, RSAPublicKey):
        r, s = decode_dss_signature(theirs.signature)
        return _holds(key, signed, r, s, digest.name)
    if not isinstance(how, PSS | PKCS1v15):
        return False
    try:
        key.verify(theirs.signature, signed, how, digest)
    except InvalidSignature:
        return False
    return True


def _bits(key: Key) -> int:
    """The size of a curve; 0 for a key that signs no seals."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

    if isinstance(key, elliptic.Key):
        return key.curve.bits
    return key.curve.key_size if isinstance(key, EllipticCurvePublicKey) else 0


def _holds(key: Key, message: bytes, r: int, s: int, digest: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    if isinstance(key, elliptic.Key):
        return key.holds(hashlib.new(digest, message).digest(), r, s)
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(getattr(hashes, digest.upper())()))
    except InvalidSignature:
        return False
    return True
