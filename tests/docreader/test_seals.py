"""Visible digital seals are taken apart as ICAO and BSI spell it out, and nothing else is."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docreader import c40
from docreader.seal import BadSeal, Seal, is_seal, read_seal
from tests.docreader import sealing
from tests.docreader.sealing import packed

# BSI TR-03137 part 1, version 2.5: the worked examples of annexes C, D, E, F and G.
ARRIVAL = """
dc026abc6d32c8a519fc0f71341145f4fd020230a5621353d9a275735bd4134bc549133c133c133c133c133ca32519a5
19a4344a5e681ae7204b20d532cf4b7c133c133f030820d5201019a51aeaff404a1f218ca4392647ecff6c8abf9e796a
78eebe0b1ac8cc25c4ee17eed961d1189091358d7d616f1a517abc747f6c4490ff159d4dcf50248b00b1e32e9e7805e7
"""
INSURANCE = """
dc026abc6d32c8a519fc0f7134116d04fc0401083fee456d2de019a8020b50657273636877656 9c39f03054f736361
7204134ac3a2636f62c3a96e6964696374757269757 3ff40582ed05cb05049b4fe49744d5e70a1982f8b7afb1e90259c
e47ba9907efcf59483f0a0b421ec760d6fd2284bbac37e136f1e3be6e14a6f6bc012110cff919d0f
"""
RESIDENCE = """
dc036abc6d32c8a727390f71341145f4fb0602305cba135875976ec066d417b59e8c6abc133c133c133c133c3fef3a29
38ee43f1593d1ae52dbb26751fe64b7c133c136b0306d79519a65306ff40158cf5b0bb7fbda099e8e7c94abefc9677b2
e71e9885f5cd9057a8bfcf930a6046bcf897650af8f9b0343c034d2f64ce081f95fbf3d01292d1f8165ece27d327
"""
VISA = """
dc036abc6d32c8a72cb10f7134b798155d01022cdd52134a74da1347c6fed95cb89f9fce133c133c133c133c20383373
4aaf47f0c32f1a1e20eb2625393afe310403a00000050633be1fed20c6ff38d5573247608c9b64cae022c1c5249660e5
1ae316d600f974aac2129c3f093c359553140263 04705cd24c1b8100711bd4411f068e8d93e8b7
"""
ADDRESS = """
dc036abc6d32c8a72cb10f7135b79815f9080106cf3519af974c02061a70208519a10310395e26b3d9a275735bd4cd48
5ca17176ff389101f305c9aa04d2ab00212c7cf65fefcaaf565a54538b2498d681a18839c9265652 6c40594b0b1da12a
27f687a350127 8dc4145b6e64afc
"""


def published(digits: str) -> bytes:
    return bytes.fromhex("".join(digits.split()))


def test_the_published_visa_is_read_in_version_4() -> None:
    seal = read_seal(published(VISA))

    assert (seal.version, seal.country, seal.signer, seal.reference) == (4, "DEU", "DETS", "32")
    assert (seal.issued, seal.signed) == (date(2020, 1, 1), date(2021, 12, 3))
    assert (seal.profile, seal.format, seal.cells) == ("visa", "MRVB", 64)
    assert seal.zone == (
        "VCD<<DENT<<ARTHUR<PHILIP<<<<<<<<<<<<",
        "1234567XY7GBR5203116M2005250<<<<<<<<",
    )
    assert seal.says == {"stay": "160-0-0", "passport_number": "47110815P"}
    assert len(seal.signature) == 56
    assert published(VISA) == seal.message + b"\xff\x38" + seal.signature


def test_the_published_arrival_attestation_is_read_in_version_3() -> None:
    seal = read_seal(published(ARRIVAL))

    assert (seal.version, seal.signer, seal.reference) == (3, "DETS", "27")
    assert (seal.issued, seal.signed) == (date(2020, 1, 1), date(2020, 1, 13))
    assert seal.zone == (
        "MED<<MUSTERMANN<<ERIK<<<<<<<<<<<<<<<",
        "M0000000<4ALB0308212M1604128<<<<<<<2",
    )
    assert seal.says == {"register_number": "160113000085"}


@pytest.mark.parametrize(
    ("digits", "says"),
    [
        (
            INSURANCE,
            {
                "document_number": "65170839J003",
                "surname": "Perschweiß",
                "given_names": "Oscar",
                "birth_name": "Jâcobénidicturius",
            },
        ),
        (RESIDENCE, {"passport_number": "UFO001979"}),
        (
            ADDRESS,
            {
                "document_number": "T2000AK47",  # so the bytes; its text prints AKA7
                "municipality": "05314000",
                "address": "53123MUSTERMANNSTRASSE21",
            },
        ),
    ],
)
def test_the_other_published_seals_say_what_their_annexes_say(
    digits: str, says: dict[str, str]
) -> None:
    assert read_seal(published(digits)).says == says


@pytest.mark.parametrize(
    ("digits", "text"),
    [
        ("eb0466a9", "XK CD"),  # BSI TR-03137 part 1, annex B, both examples
        ("eb11fe45", "XKCD"),
        ("62d719c9", "BSI01"),  # the same, §3.2.3
        ("", ""),
    ],
)
def test_letters_come_out_of_their_packing(digits: str, text: str) -> None:
    assert c40.decoded(bytes.fromhex(digits)) == text


@pytest.mark.parametrize(
    "digits",
    [
        "eb",  # half a pair
        "0000",  # less than the least pair
        "fa01",  # 40 as a first value
        "0001eb04",  # a filler that is not at the end
        "fe00",
        "fe01",
        "fe5c",  # stands for [, of which no seal is made
        "fe45eb04",  # a single character that is not the last
    ],
)
def test_what_no_packing_gives_is_refused(digits: str) -> None:
    with pytest.raises(ValueError):
        c40.decoded(bytes.fromhex(digits))


@given(st.text("ABCXYZ0189 ", max_size=40).filter(lambda text: not text.endswith(" ")))
def test_every_text_comes_back_from_its_packing(text: str) -> None:
    assert c40.decoded(packed(text)) == text


def test_a_date_is_month_day_year() -> None:
    assert c40.day(bytes.fromhex("319ef5")) == date(1957, 3, 25)  # BSI, §3.2.3


@given(st.dates())
def test_every_date_comes_back_from_its_three_bytes(when: date) -> None:
    if when.year >= 1000:  # strftime does not fill years up
        assert c40.day(sealing.day(when)) == when


def code_of(data: bytes) -> str:
    with pytest.raises(BadSeal) as refused:
        read_seal(data)
    return refused.value.code


WHOLE = published(VISA)
HEADER = 18  # bytes


def test_a_seal_cut_anywhere_says_what_is_missing() -> None:
    codes = [code_of(WHOLE[:length]) for length in range(len(WHOLE))]

    assert set(codes) == {"header", "version", "date", "feature", "signature"}
    assert codes[HEADER - 1] == "header"
    assert codes[-1] == "signature"


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [
        (1, "00", "version"),  # versions 3 and 4 are written 2 and 3
        (1, "04", "version"),
        (2, "0000", "header"),  # the country in no C40
        (6, "c8a5", "header"),  # 0 and L where the length of the reference stands
        (10, "000000", "date"),
        (13, "ffffff", "date"),
        (20, "0000", "feature"),
        (len(WHOLE) - 57, "37", "signature"),  # an odd number of bytes is no r and s
    ],
)
def test_a_seal_that_is_wrong_somewhere_says_where(at: int, value: str, code: str) -> None:
    put = bytes.fromhex(value)

    assert code_of(WHOLE[:at] + put + WHOLE[at + len(put) :]) == code


def test_a_feature_that_comes_twice_is_refused() -> None:
    by = sealing.signer()
    double = sealing.seal(by, features={5: packed("L898902C3")})
    message, signature = double[:26], double[26:]

    assert read_seal(double).says == {"passport_number": "L898902C3"}
    assert code_of(message + message[18:26] + signature) == "feature"


def test_features_without_a_meaning_here_are_told_by_their_number() -> None:
    by = sealing.signer()

    assert read_seal(sealing.seal(by, features={9: b"\x01\xab"})).says == {"feature_09": "01ab"}
    other = read_seal(sealing.seal(by, definition=0x11, features={2: b"\x00"}))
    assert (other.profile, other.says, other.zone) == ("1101", {"feature_02": "00"}, ())


@pytest.mark.parametrize("length", [b"\x81\xc8", b"\x82\x00\xc8", b"\xc8"])
def test_a_long_feature_has_its_length_in_one_byte_or_as_in_der(length: bytes) -> None:
    made = sealing.seal(sealing.signer(), features={9: b""})
    long = made.replace(b"\x09\x00\xff", b"\x09" + length + bytes(200) + b"\xff")

    assert read_seal(long).says == {"feature_09": "00" * 200}


def test_an_empty_message_is_still_a_seal() -> None:
    assert read_seal(sealing.seal(sealing.signer(), features={})).says == {}


@given(st.binary(max_size=400))
@example(b"\xdc")
@example(b"\xdc\x03" + b"\xff" * 300)
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    try:
        seal = read_seal(b"\xdc" + data)
    except BadSeal as refused:
        assert refused.code in {"version", "header", "date", "feature", "signature"}
    else:
        assert isinstance(seal, Seal)
        assert len("".join(seal.zone)) <= 90
        assert sum(map(len, seal.says.values())) <= 3 * len(data)


@given(st.integers(2, len(WHOLE) - 1), st.integers(0, 255))
def test_no_changed_byte_of_a_real_seal_is_overlooked(at: int, value: int) -> None:
    changed = WHOLE[:at] + bytes([value]) + WHOLE[at + 1 :]
    before = read_seal(WHOLE)
    with contextlib.suppress(BadSeal):
        after = read_seal(changed)
        same = (after.message, after.signature) == (before.message, before.signature)
        assert same == (changed == WHOLE)


def test_ordinary_texts_are_no_seals() -> None:
    assert not is_seal("Über".encode("latin-1"))
    assert not is_seal(b"\xdc")
    assert not is_seal(b"")
    assert is_seal(WHOLE)
