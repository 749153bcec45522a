"""The post's own certificates: a small authority, and what the server shows on the network.

The authority's name constraints (RFC 5280 §4.2.1.10) keep it to private addresses and local
names, so that a phone that trusts a post trusts it for nothing else.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from borderpost import clock
from borderpost.devices.network import PRIVATE
from borderpost.refusal import Refused

LOCAL_NAMES = ("local", "lan", "internal", "home.arpa", "localhost")  # RFC 6762, RFC 8375
_AUTHORITY_DAYS, _SERVER_DAYS, _RENEW_DAYS = 3650, 365, 30
_CLOCK_SLACK = timedelta(days=1)  # a phone's clock may be behind


@dataclass(frozen=True)
class Pair:
    """A key and its certificate, both PEM files of this machine."""

    key: Path
    certificate: Path

    def exists(self) -> bool:
        """Whether both are there."""
        return self.key.exists() and self.certificate.exists()

    def read(self) -> x509.Certificate:
        """The certificate."""
        return x509.load_pem_x509_certificate(self.certificate.read_bytes())


def authority(instance: Path) -> Pair:
    """The post's certificate authority, made on first use; its key never leaves ``keys``."""
    pair = _pair(instance, "lan-authority")
    if not pair.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name(f"Borderpost {secrets.token_hex(3)}")
        built = _begun(name, name, key.public_key(), _AUTHORITY_DAYS)
        built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        built = built.add_extension(_constraints(), critical=True)
        built = built.add_extension(_usage(signs_certificates=True), critical=True)
        _keep(pair, key, built.sign(key, hashes.SHA256()))
    return pair


def server(instance: Path, host: str, addresses: Sequence[IPv4Address]) -> Pair:
    """The server's certificate for these names, made anew when they change or its year ends.

    Raises ``Refused`` for a host name that the authority may not vouch for.
    """
    if host.rpartition(".")[2] not in LOCAL_NAMES and not host.endswith(".home.arpa"):
        raise Refused(f"{host}: choose a name that ends in .local, .lan, .internal or .home.arpa")
    pair, issuer = _pair(instance, "lan-server"), authority(instance)
    names = _names(host, addresses)
    if not pair.exists() or not _still_good(pair.read(), issuer.read(), names):
        _issue(pair, issuer, host, names)
    return pair


def fingerprint(instance: Path) -> str:
    """SHA-256 of the authority's certificate as phones show it: pairs of capital letters,
    ``AB:CD:...``, 32 pairs."""
    encoded = authority(instance).read().public_bytes(serialization.Encoding.DER)
    return hashlib.sha256(encoded).digest().hex(":").upper()


def _issue(pair: Pair, issuer: Pair, host: str, names: x509.SubjectAlternativeName) -> None:
    signer = serialization.load_pem_private_key(issuer.key.read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)  # noqa: S101 - what authority() made
    key = ec.generate_private_key(ec.SECP256R1())
    built = _begun(_name(host), issuer.read().subject, key.public_key(), _SERVER_DAYS)
    built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    built = built.add_extension(names, critical=False)
    built = built.add_extension(_usage(signs_certificates=False), critical=True)
    purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    built = built.add_extension(purposes, critical=False)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    built = built.add_extension(identifier, critical=False)
    _keep(pair, key, built.sign(signer, hashes.SHA256()))


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int
) -> x509.CertificateBuilder:
    now: datetime = clock.now()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCK_SLACK)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _still_good(
    kept: x509.Certificate, issuer: x509.Certificate, names: x509.SubjectAlternativeName
) -> bool:
    carried = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    lasts = kept.not_valid_after_utc - clock.now() > timedelta(days=_RENEW_DAYS)
    return lasts and kept.issuer == issuer.subject and set(names) <= set(carried)


def _names(host: str, addresses: Sequence[IPv4Address]) -> x509.SubjectAlternativeName:
    own = (IPv4Address("127.0.0.1"), *addresses)
    hosts = dict.fromkeys((host, "localhost"))
    return x509.SubjectAlternativeName(
        [*map(x509.DNSName, hosts), *map(x509.IPAddress, dict.fromkeys(own))]
    )


def _constraints() -> x509.NameConstraints:
    networks = map(x509.IPAddress, (*PRIVATE, IPv4Network("127.0.0.0/8")))
    permitted = [*map(x509.DNSName, LOCAL_NAMES), *networks]
    return x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _pair(instance: Path, stem: str) -> Pair:
    return Pair(instance / "keys" / f"{stem}.key", instance / "keys" / f"{stem}.crt")


def _keep(pair: Pair, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(pair.key, secret)
    _write(pair.certificate, certificate.public_bytes(serialization.Encoding.PEM))


def _write(path: Path, content: bytes) -> None:
    """A private file, whole or not at all."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    fresh = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fresh, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
