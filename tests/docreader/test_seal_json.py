"""Seals in JSON: their one canonical form, and certificates that anybody can make."""

from __future__ import annotations

import json
import struct
from base64 import urlsafe_b64decode
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import example, given
from hypothesis import strategies as st

from docreader.canonical_json import canonical, parsed
from docreader.reading import Answer
from docreader.seal import BadSeal
from docreader.seal_answers import Finding, found
from docreader.seal_json import is_seal_json, read_seal_json
from docreader.signers import Signers
from tests.docreader import brainpool, sealing
from tests.docreader.sealing import TODAY

# ICAO, Technical Report VDS-NC, version 1.0 (2021): the example of a proof of vaccination.
PUBLISHED = (
    '{"data":{"hdr":{"t":"icao.vacc","v":1,"is":"UTO"},"msg":{"uvci":"U32870","pid":{"n":"Smith B'
    'ill","dob":"1990-01-02","sex":"M","i":"A1234567Z","ai":"L4567890Z"},"ve":[{"des":"XM68M6","n'
    'am":"Comirnaty","dis":"RA01.0","vd":[{"dvc":"2021-03-03","seq":1,"ctr":"UTO","adm":"RIVM","l'
    'ot":"VC35679","dvn":"2021-03-24"},{"dvc":"2021-03-24","seq":2,"ctr":"UTO","adm":"RIVM","lot"'
    ':"VC87540"}]}]}},"sig":{"alg":"ES256","cer":"MIIBeTCCAR2gAwIBAgIBaDAMBggqhkjOPQQDAgUAMB0xCzA'
    "JBgNVBAYTAlVUMQ4wDAYDVQQDDAVVVCBDQTAeFw0yMTA0MDcwNDMwMjZaFw0yNjEwMDcwNDMwMjZaMBoxCzAJBgNVBAY"
    "TAlVUMQswCQYDVQQDEwIwNjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABI5bRQ3-vabXhHAs2IPi-k9rP_TS2J8aq5f"
    "TtUG1iOwXdBxx2n6c38TJ2MzBWT5PHCKVlq5JOCyJ1nDlCPd1S2yjTzBNMBIGA1UdJQQLMAkGB2eBCAEBDgIwHwYDVR0"
    "jBBgwFoAUymyksnX8rywn0RH7nDq-Bs2QOqowFgYHZ4EIAQEGAgQLMAkCAQAxBBMCTlYwDAYIKoZIzj0EAwIFAANIADB"
    "FAiBVaaJVHvWLX756yAGt04C89ZEWGr-BsHDgaRb0EH3d9gIhAO2UNvLNhEoUWT1I_zj_cG5mh2U-lWCMBUQ3zSQqWUc"
    's","sigvl":"cxfyi2vq2XJfZF7ksEkIZJtKbGrRE570UZc_rNAlpfRHD_Xjq57r2h-QLvd_tCQGitsZevFmB0iXzEFd'
    'eeZ4zA=="}}'
)
SMITH = urlsafe_b64decode(json.loads(PUBLISHED)["sig"]["cer"] + "==")

# RFC 8785, appendix B: the bits of a double and what is written for it.
NUMBERS = """
0000000000000000 0                         8000000000000000 0
0000000000000001 5e-324                    8000000000000001 -5e-324
7fefffffffffffff 1.7976931348623157e+308   ffefffffffffffff -1.7976931348623157e+308
4340000000000000 9007199254740992          c340000000000000 -9007199254740992
4430000000000000 295147905179352830000     44b52d02c7e14af5 9.999999999999997e+22
44b52d02c7e14af6 1e+23                     44b52d02c7e14af7 1.0000000000000001e+23
444b1ae4d6e2ef4e 999999999999999700000     444b1ae4d6e2ef4f 999999999999999900000
444b1ae4d6e2ef50 1e+21                     3eb0c6f7a0b5ed8c 9.999999999999997e-7
3eb0c6f7a0b5ed8d 0.000001                  41b3de4355555553 333333333.3333332
41b3de4355555554 333333333.33333325        41b3de4355555555 333333333.3333333
41b3de4355555556 333333333.3333334         41b3de4355555557 333333333.33333343
becbf647612f3696 -0.0000033333333333333333 43143ff3c1cb0959 1424953923781206.2
""".split()


def answered(text: str, *known: bytes, today: date = TODAY) -> Finding:
    files = {f"{number}.der": one for number, one in enumerate(known)}
    return found(read_seal_json(text), Signers.of(files), today)


def test_icaos_own_example_holds_while_its_certificate_lives() -> None:
    assert answered(PUBLISHED, SMITH, today=date(2026, 10, 7)).answer is Answer.HOLDS
    assert answered(PUBLISHED, SMITH, today=date(2026, 10, 8)).answer is Answer.EXPIRED
    assert answered(PUBLISHED, today=date(2026, 10, 7)).answer is Answer.UNKNOWN
    for one, other in (("Bill", "Bull"), ('"seq":2', '"seq":3'), ("icao.vacc", "icao.test")):
        assert answered(PUBLISHED.replace(one, other), SMITH).answer is Answer.ALTERED


def test_what_icaos_example_says_is_told() -> None:
    seal = read_seal_json(PUBLISHED)

    assert (seal.country, seal.profile, seal.version) == ("UTO", "icao.vacc", 1)
    assert seal.says["name"] == "Smith Bill"
    assert seal.says["birth_date"] == "1990-01-02"
    assert seal.says["document_number"] == "A1234567Z"
    assert seal.says["ve.1.vd.2.lot"] == "VC87540"


def test_the_order_and_spacing_of_the_text_do_not_matter() -> None:
    told = json.loads(PUBLISHED)
    turned = json.dumps(dict(reversed(told.items())), indent=3)

    assert turned != PUBLISHED
    assert answered(turned, SMITH, today=date(2026, 1, 1)).answer is Answer.HOLDS


@pytest.mark.parametrize(("bits", "written"), list(zip(NUMBERS[::2], NUMBERS[1::2], strict=True)))
def test_numbers_are_written_as_the_rfc_lists_them(bits: str, written: str) -> None:
    (value,) = struct.unpack(">d", bytes.fromhex(bits))

    assert canonical(value) == written.encode()


def test_the_examples_of_the_rfc_come_out_as_printed() -> None:
    literals = r"""{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3,
    0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"""
    names = r"""{"\u20ac": "Euro", "\r": "Return", "\ufb33": "Dalet", "1": "One",
    "\ud83d\ude00": "Grin", "\u0080": "Control", "\u00f6": "Diaeresis"}"""

    assert canonical(parsed(literals)).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        r'"string":"€$\u000f\nA' + "'" + r'B\"\\\\\"/"}'
    )
    assert list(json.loads(canonical(parsed(names))).values()) == (
        ["Return", "One", "Control", "Diaeresis", "Euro", "Grin", "Dalet"]
    )


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":2}',
        '"\\ud800"',
        "NaN",
        "-Infinity",
        "1e999",
        "9" * 4000,
        "[" * 3000,
        "[" * 40 + "]" * 40,
        '{"a":1}x',
        "",
    ],
)
def test_what_two_programs_may_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        canonical(parsed(text))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_what_is_canonical_stays_as_it_is(value: Any) -> None:
    once = canonical(value)

    assert canonical(parsed(once.decode())) == once


@pytest.mark.parametrize("kind", ["elliptic", "rsa"])
def test_a_signer_is_known_through_the_authority_that_issued_the_certificate(kind: str) -> None:
    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else None
    csca = sealing.authority(key)
    by = sealing.signer(issuer=csca)

    finding = answered(sealing.seal_json(by), csca.certificate)

    assert finding.answer is Answer.HOLDS
    assert finding.certificate
    assert finding.certificate.der == by.certificate


def test_a_certificate_of_ones_own_making_is_a_strangers() -> None:
    csca = sealing.authority()
    impostor = sealing.authority()  # of the same name
    strangers = [sealing.signer(), sealing.signer(issuer=impostor)]

    for by in strangers:
        assert answered(sealing.seal_json(by), csca.certificate).answer is Answer.UNKNOWN


def test_only_an_authority_can_vouch_and_only_for_signers_of_seals() -> None:
    csca, nobody = sealing.authority(), sealing.authority(is_authority=False)
    for_passports = sealing.signer(issuer=csca, usages=())
    for_lists = sealing.signer(issuer=csca, usages=("2.23.136.1.1.3",))

    for by, known in (
        (sealing.signer(issuer=nobody), nobody),
        (for_passports, csca),
        (for_lists, csca),
    ):
        assert answered(sealing.seal_json(by), known.certificate).answer is Answer.UNKNOWN


@pytest.mark.parametrize("digest", [hashes.SHA3_256(), hashes.SHA512()], ids=lambda one: one.name)
def test_an_authority_may_have_signed_with_a_digest_that_is_not_taken_here(
    digest: hashes.HashAlgorithm,
) -> None:
    csca = sealing.authority()
    by = sealing.signer(issuer=csca, digest=digest)

    answer = answered(sealing.seal_json(by), csca.certificate).answer

    assert answer is (Answer.HOLDS if digest.name == "sha512" else Answer.UNKNOWN)


def test_one_state_has_no_say_over_anothers_seals() -> None:
    csca = sealing.authority()
    by = sealing.signer(issuer=csca)
    abroad = sealing.signer(issuer=csca, country="MR")

    assert answered(sealing.seal_json(by, country="MRT"), csca.certificate).answer is Answer.UNKNOWN
    assert (
        answered(sealing.seal_json(abroad, country="MRT"), csca.certificate).answer
        is Answer.UNKNOWN
    )


def test_a_signer_or_an_authority_that_is_over_has_expired() -> None:
    csca = sealing.authority(end=date(2026, 11, 1))
    young = sealing.signer(issuer=csca)
    old = sealing.signer(issuer=csca, end=date(2026, 10, 1))

    assert answered(sealing.seal_json(young), csca.certificate).answer is Answer.EXPIRED
    today = date(2026, 10, 15)
    assert answered(sealing.seal_json(young), csca.certificate, today=today).answer is Answer.HOLDS
    assert answered(sealing.seal_json(old), csca.certificate, today=today).answer is Answer.EXPIRED


def test_an_altered_seal_is_told_even_where_its_signer_is_unknown() -> None:
    text = sealing.seal_json(sealing.signer())

    assert answered(text.replace("ANNA", "ANNE")).answer is Answer.ALTERED


def changed(**sig: Any) -> str:
    told = json.loads(PUBLISHED)
    told["sig"] |= sig
    return json.dumps(told)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PUBLISHED[:-1], "text"),
        (PUBLISHED.replace('"v":1', '"v":1,"v":1'), "text"),
        (PUBLISHED.replace('"v":1', '"v":"1"'), "text"),
        (PUBLISHED.replace('"hdr"', '"head"'), "text"),
        ('{"data": [], "sig": []}', "text"),
        ('{"data": {"hdr": 1, "msg": 2}, "sig": 3}', "text"),
        (changed(alg="none"), "signature"),
        (changed(alg="HS256"), "signature"),
        (changed(alg=["ES256"]), "text"),
        (changed(sigvl=""), "signature"),
        (changed(sigvl="AAAA"), "signature"),
        (changed(sigvl="ü"), "signature"),
    ],
)
def test_a_seal_that_cannot_be_read_says_where(text: str, code: str) -> None:
    with pytest.raises(BadSeal) as refused:
        answered(text, SMITH)

    assert refused.value.code == code


@pytest.mark.parametrize("certificate", ["", "AAAA", "MIIBeTCC"])
def test_a_broken_certificate_inside_makes_a_seal_unreadable(certificate: str) -> None:
    with pytest.raises(BadSeal) as refused:
        answered(changed(cer=certificate), SMITH)

    assert refused.value.code == "certificate"


def test_two_certificates_inside_are_one_too_many() -> None:
    both = sealing.signer().certificate + brainpool.SIGNER_256

    with pytest.raises(BadSeal):
        answered(changed(cer=sealing._url(both)), SMITH)


@given(st.text(max_size=200))
@example('{"sig":{},"data":{}}')
@example('{"data":{"hdr":{"t":1,"is":2,"v":3},"msg":{}},"sig":{"alg":4,"sigvl":5,"cer":6}}')
def test_no_text_makes_the_reader_fail(text: str) -> None:
    try:
        read_seal_json(text)
    except BadSeal as refused:
        assert refused.code in {"text", "signature", "certificate"}


def test_what_is_said_is_bounded() -> None:
    told = json.loads(PUBLISHED)
    told["data"]["msg"]["more"] = ["x" * 1000] * 500

    says = read_seal_json(json.dumps(told)).says

    assert len(says) == 64
    assert max(map(len, says.values())) == 200


def test_ordinary_texts_are_no_seals() -> None:
    assert not is_seal_json("{}")
    assert not is_seal_json('say {"data": 1, "sig": 2}')
    assert is_seal_json(PUBLISHED)
