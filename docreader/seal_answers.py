"""What is to be thought of a seal: four answers that are never mixed.

Its signature holds and its signer is known; it was altered; its signer is not known here; or
the certificate is not in force. None of them says that the document is genuine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from docreader.certificates import BadCertificate, Certificate, read_certificates
from docreader.reading import Answer
from docreader.seal import BadSeal, Seal
from docreader.signers import Signers
from docreader.states import alpha2

_COUNTRIES: Mapping[str, str] = {"UTO": "UT", "UNO": "UN", "UNA": "UN", "EUE": "EU"}


@dataclass(frozen=True)
class Finding:
    """The answer and the certificate that it rests on, None where none is at hand."""

    answer: Answer
    certificate: Certificate | None = None


def found(seal: Seal, signers: Signers, today: date) -> Finding:
    """The answer for a seal. Raises BadSeal where the certificate inside cannot be read."""
    return _brought(seal, signers, today) if seal.certificate else _named(seal, signers, today)


def _named(seal: Seal, signers: Signers, today: date) -> Finding:
    """A seal that names its signer. A name may have gone to two certificates: one that holds
    and lives is enough."""
    named = [one for one in signers.named(seal.signer, seal.reference) if _may_sign(one, seal)]
    if not named:
        return Finding(Answer.UNKNOWN)
    holding = [one for one in named if one.holds(seal.message, seal.signature, seal.hash)]
    if not holding:
        return Finding(Answer.ALTERED, named[0])
    days = [day for day in (seal.signed, today) if day]
    for one in holding:
        if all(map(one.lives_on, days)):
            return Finding(Answer.HOLDS, one)
    return Finding(Answer.EXPIRED, holding[0])


def _brought(seal: Seal, signers: Signers, today: date) -> Finding:
    """A seal that brings its signer's certificate along, which anybody can make."""
    try:
        (certificate,) = read_certificates(seal.certificate)
    except (BadCertificate, ValueError) as error:
        raise BadSeal("certificate") from error
    if not certificate.holds(seal.message, seal.signature, seal.hash):
        return Finding(Answer.ALTERED, certificate)
    voucher = signers.vouching_for(certificate)
    if voucher is None or not _may_sign(certificate, seal) or not _may_sign(voucher, seal):
        return Finding(Answer.UNKNOWN, certificate)
    lives = certificate.lives_on(today) and voucher.lives_on(today)
    return Finding(Answer.HOLDS if lives else Answer.EXPIRED, certificate)


def _may_sign(certificate: Certificate, seal: Seal) -> bool:
    """Whether the certificate is of the state that issued the document: one state's signer
    has no say over another's papers."""
    return certificate.country == (alpha2(seal.country) or _COUNTRIES.get(seal.country))
