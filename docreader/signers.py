"""Those whose seals a post knows: the certificates that it has, by name and by issue.

A seal in bytes names its signer's certificate, which must be among them. One in JSON brings
it along: then it, or the authority that issued it, must be (ICAO 9303-12, 9303-13). Whoever
gives a certificate here trusts it; no list is asked whether it was revoked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docreader.certificates import LARGEST, BadCertificate, Certificate, read_certificates

SUFFIXES = (".pem", ".der", ".crt", ".cer")  # of files that are taken for certificates
SEAL_SIGNER = "2.23.136.1.1.14.2"  # extended key usage of who signs seals in JSON (9303-12)


def files_in(folder: Path) -> dict[str, bytes]:
    """The certificate files of a folder by their names; none where there is no folder. One
    that may not be read counts as empty, and so as one that cannot be used."""
    files = {}
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            files[path.name] = _beginning(path)
    return files


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        return b""


@dataclass(frozen=True)
class Signers:
    """The certificates that can be used, and why a file cannot."""

    certificates: tuple[Certificate, ...] = ()
    unusable: Mapping[str, str] = field(default_factory=dict)  # file -> code of BadCertificate

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> Signers:
        """The signers in files by their names: DER, or PEM with one or more certificates."""
        usable: dict[bytes, Certificate] = {}
        unusable: dict[str, str] = {}
        for name, data in files.items():
            try:
                usable |= {one.der: one for one in read_certificates(data)}
            except BadCertificate as error:
                unusable[name] = error.code
        return cls(tuple(usable.values()), unusable)

    def named(self, signer: str, number: str) -> tuple[Certificate, ...]:
        """Those that a seal's header names."""
        return tuple(
            one for one in self.certificates if (one.signer, one.number) == (signer, number)
        )

    def vouching_for(self, certificate: Certificate) -> Certificate | None:
        """The certificate itself if a post has it, else the authority that issued it for the
        signing of seals; None for a stranger's."""
        if any(one.der == certificate.der for one in self.certificates):
            return certificate
        if certificate.is_authority or SEAL_SIGNER not in certificate.usages:
            return None
        return next((one for one in self.certificates if one.issued(certificate)), None)
