"""Whose seal it is: four answers that are never mixed, on keys of every size."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_der_x509_certificate
from hypothesis import given
from hypothesis import strategies as st

from docreader import elliptic
from docreader.certificates import BadCertificate, read_certificates
from docreader.curves import CURVES
from docreader.reading import Answer
from docreader.seal import BadSeal, read_seal
from docreader.seal_answers import Finding, found
from docreader.seal_json import read_seal_json
from docreader.signers import Signers
from tests.docreader import brainpool, sealing
from tests.docreader.sealing import END, START, TODAY, Signer, packed

LATER = date(2027, 1, 1)  # when the seal of ``brainpool`` is some weeks old


def answered(data: bytes, *known: bytes, today: date = TODAY) -> Finding:
    files = {f"{number}.der": one for number, one in enumerate(known)}
    return found(read_seal(data), Signers.of(files), today)


def test_a_seal_of_a_known_signer_holds() -> None:
    by = sealing.signer()

    finding = answered(sealing.seal(by), sealing.signer().certificate[:9], by.certificate)

    assert finding.answer is Answer.HOLDS
    assert finding.certificate
    assert finding.certificate.signer == "UTTS"


@pytest.mark.parametrize(
    "curve",
    [
        ec.SECP224R1(),
        ec.SECP256R1(),
        ec.SECP384R1(),
        ec.SECP521R1(),
        ec.BrainpoolP256R1(),
        ec.BrainpoolP384R1(),
        ec.BrainpoolP512R1(),
    ],
    ids=lambda curve: curve.name,
)
def test_the_digest_follows_the_size_of_the_key(curve: ec.EllipticCurve) -> None:
    by = sealing.signer(curve)
    made = sealing.seal(by)

    assert answered(made, by.certificate).answer is Answer.HOLDS
    assert answered(flipped(made, 30), by.certificate).answer is Answer.ALTERED


def test_a_seal_of_version_3_holds_too() -> None:
    by = sealing.signer()

    assert answered(sealing.seal(by, version=2), by.certificate).answer is Answer.HOLDS


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.fixture(scope="module")
def signer() -> Signer:
    return sealing.signer()


@given(st.data())
def test_a_seal_with_any_changed_byte_never_holds(signer: Signer, data: st.DataObject) -> None:
    whole = sealing.seal(signer, features={1: bytes(6), 5: packed("L898902C3")})
    at = data.draw(st.integers(1, len(whole) - 1))
    try:
        finding = answered(flipped(whole, at), signer.certificate)
    except ValueError:
        return  # it is no seal any more
    assert finding.answer in {Answer.ALTERED, Answer.UNKNOWN}
    assert (finding.answer is Answer.UNKNOWN) == (finding.certificate is None)


def test_another_key_under_the_signers_name_does_not_make_a_seal_hold() -> None:
    real, forger = sealing.signer(), sealing.signer()

    assert answered(sealing.seal(forger), real.certificate).answer is Answer.ALTERED


def test_without_its_certificate_nothing_is_said_of_a_seal() -> None:
    by = sealing.signer()

    for known in ((), (sealing.signer(country="MR").certificate,)):
        finding = answered(flipped(sealing.seal(by), 30), *known)
        assert finding == Finding(Answer.UNKNOWN)


@pytest.mark.parametrize(("name", "number"), [("UTTT", "32"), ("UTTS", "33"), ("UTTS", "132")])
def test_a_signer_is_found_by_name_and_number_together(name: str, number: str) -> None:
    by = sealing.signer()
    other = replace(by, name=name, number=number)

    assert answered(sealing.seal(other), by.certificate).answer is Answer.UNKNOWN


def test_leading_zeros_of_the_number_do_not_matter() -> None:
    by = sealing.signer()

    for number in ("0032", "000032"):
        made = sealing.seal(replace(by, number=number))
        assert answered(made, by.certificate).answer is Answer.HOLDS


@pytest.mark.parametrize("country", ["MRT", "XXX", "D"])
def test_a_states_signer_has_no_say_over_anothers_documents(country: str) -> None:
    by = sealing.signer()

    assert answered(sealing.seal(by, country=country), by.certificate).answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("today", "signed", "answer"),
    [
        (END - timedelta(days=1), START, Answer.HOLDS),
        (END, START, Answer.EXPIRED),  # over
        (START - timedelta(days=1), START, Answer.EXPIRED),  # not begun
        (TODAY, START - timedelta(days=1), Answer.EXPIRED),  # signed before it began
        (TODAY, END, Answer.EXPIRED),  # and after it was over
    ],
)
def test_a_certificate_must_be_in_force_today_and_when_it_signed(
    today: date, signed: date, answer: Answer
) -> None:
    by = sealing.signer()
    made = sealing.seal(by, signed=signed)

    assert answered(made, by.certificate, today=today).answer is answer
    assert answered(flipped(made, 30), by.certificate, today=today).answer is Answer.ALTERED


def test_of_two_certificates_of_one_name_the_one_that_signed_answers() -> None:
    old = sealing.signer(end=date(2026, 6, 1))
    new = sealing.signer()
    both = (old.certificate, new.certificate)

    assert answered(sealing.seal(new), *both).answer is Answer.HOLDS
    assert answered(sealing.seal(old), *both).answer is Answer.EXPIRED


def test_europes_small_curve_is_computed_with() -> None:
    finding = answered(brainpool.SEAL_224, brainpool.SIGNER_224, today=LATER)

    assert finding.answer is Answer.HOLDS
    for at in range(20, len(brainpool.SEAL_224), 9):
        changed = flipped(brainpool.SEAL_224, at)
        try:
            assert answered(changed, brainpool.SIGNER_224, today=LATER).answer is Answer.ALTERED
        except ValueError:
            continue


def test_an_authority_that_writes_its_curve_in_numbers_is_understood() -> None:
    (authority,) = read_certificates(brainpool.AUTHORITY_384)
    (signer,) = read_certificates(brainpool.SIGNER_256)

    assert authority.is_authority
    assert authority.issued(signer)
    assert authority.issued(authority)
    assert not signer.issued(signer)


def test_a_curve_that_only_resembles_a_known_one_is_refused() -> None:
    """With a generator of one's own choosing every signature could be made to hold."""
    curve = CURVES[1]
    generator = curve.x.to_bytes(32)
    assert brainpool.SIGNER_256.count(generator) == 1
    changed = brainpool.SIGNER_256.replace(generator, (curve.x + 1).to_bytes(32))

    with pytest.raises(BadCertificate) as refused:
        read_certificates(changed)

    assert refused.value.code == "key"


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.name)
def test_the_curves_are_those_of_the_rfc(curve: elliptic.Curve) -> None:
    """A wrong digit would not lead back to nowhere after ``n`` steps."""
    one_less = elliptic._times(curve, curve.n - 1, (curve.x, curve.y))

    assert one_less == (curve.x, curve.p - curve.y)
    assert elliptic._times(curve, curve.n, (curve.x, curve.y)) is None


@pytest.mark.parametrize("curve", [ec.BrainpoolP256R1(), ec.BrainpoolP512R1()])
def test_our_arithmetic_agrees_with_the_librarys(curve: ec.EllipticCurve) -> None:
    by = sealing.signer(curve)
    theirs = load_der_x509_certificate(by.certificate)
    ours = elliptic.key_of(theirs.tbs_certificate_bytes)
    point = by.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    assert b"\x04" + b"".join(c.to_bytes((len(point) - 1) // 2) for c in ours.point) == point
    signature = sealing.raw_signature(by.key, b"message")
    size = len(signature) // 2
    r, s = int.from_bytes(signature[:size]), int.from_bytes(signature[size:])
    digest = sealing.digest_of(by.key, b"message")
    assert ours.holds(digest, r, s)
    assert not ours.holds(sealing.digest_of(by.key, b"massage"), r, s)
    assert not any(ours.holds(digest, *pair) for pair in ((0, s), (r, 0), (r + ours.curve.n, s)))


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_of_certificates_fail(data: bytes) -> None:
    with pytest.raises(BadCertificate):
        read_certificates(data)


@given(st.data())
def test_a_damaged_certificate_is_refused_or_read_and_nothing_else(
    signer: Signer, data: st.DataObject
) -> None:
    for whole in (signer.certificate, brainpool.SIGNER_256):
        at = data.draw(st.integers(0, len(whole) - 1))
        changed = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
        try:
            read_certificates(changed)
        except BadCertificate:
            continue


def test_no_bit_of_a_certificate_that_came_along_can_be_changed() -> None:
    csca = sealing.authority()
    by = sealing.signer(issuer=csca)
    seal, known = read_seal_json(sealing.seal_json(by)), Signers.of({"a": csca.certificate})

    assert found(seal, known, TODAY).answer is Answer.HOLDS
    for at in range(len(by.certificate)):
        for bit in (1, 128):
            whole = by.certificate
            changed = whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :]
            with contextlib.suppress(BadSeal):
                answer = found(replace(seal, certificate=changed), known, TODAY).answer
                assert answer is not Answer.HOLDS, (at, bit)


def test_files_that_are_no_certificates_are_named_and_the_others_count() -> None:
    by = sealing.signer()
    pem = load_der_x509_certificate(by.certificate).public_bytes(Encoding.PEM)
    files = {
        "a.pem": pem + pem,
        "b.der": by.certificate,
        "c.pem": b"-----BEGIN CERTIFICATE-----\n",
        "d.der": b"",
        "e.der": bytes(100_000),
    }

    signers = Signers.of(files)

    assert [one.signer for one in signers.certificates] == ["UTTS"]
    assert signers.unusable == {
        "c.pem": "not_a_certificate",
        "d.der": "not_a_certificate",
        "e.der": "too_large",
    }
