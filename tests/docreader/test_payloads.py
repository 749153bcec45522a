"""What barcodes hold: told apart, compared with the zone, and carried over a process border."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st

from docreader import Barcode, Reading, read, read_codes, read_text
from docreader.payloads import payload_of, weighed
from docreader.pool import ReaderPool
from docreader.reading import Answer, Copy, Grey, Kind
from docreader.signers import Signers
from tests.docreader import sealing
from tests.docreader.codes import on_paper
from tests.docreader.drawn import Picture, file_of, page
from tests.docreader.drawn import lines as drawn_lines
from tests.docreader.sealing import TODAY, VISA, packed
from tests.docreader.zones import lines_of

# AAMVA DL/ID Card Design Standard (2020), annex D.12: the sample of Virginia.
LICENCE = (
    "@\n\x1e\rANSI 636000100102DL00410278ZV03190008DLDAQT64235789\nDCSSAMPLE\nDDEN\nDACMICHAEL\n"
    "DDFN\nDADJOHN\nDDGN\nDCUJR\nDCAD\nDCBK\nDCDPH\nDBD06062019\nDBB06061986\nDBA12102024\nDBC1\n"
    "DAU068 in\nDAYBRO\nDAG2300 WEST BROAD STREET\nDAIRICHMOND\nDAJVA\nDAK232690000 \n"
    "DCF2424244747474786102204\nDCGUSA\nDCK123456789\nDDAF\nDDB06062018\nDDC06062020\nDDD1\r"
    "ZVZVA01\r"
)
NOBODY = Signers()
ALONE = Reading()
ROOT = Path(__file__).parents[2]


def binary(data: bytes, kind: str = "DataMatrix") -> Barcode:
    return Barcode(kind, data.decode("latin-1"), data)


def text(said: str) -> Barcode:
    return Barcode("QRCode", said)


def test_payloads_are_told_apart() -> None:
    by = sealing.signer()
    held = [
        binary(sealing.seal(by)),
        text(sealing.seal_json(by)),
        Barcode("PDF417", LICENCE),
        text("\n".join(VISA)),
        text("https://example.org"),
        binary(bytes(range(256))),
    ]

    kinds = [payload_of(code, ALONE, TODAY, NOBODY).kind for code in held]

    assert kinds == [Kind.SEAL, Kind.SEAL_JSON, Kind.LICENCE, Kind.ZONE, Kind.TEXT, Kind.TEXT]


def test_a_licence_says_what_its_standard_prints() -> None:
    assert payload_of(Barcode("PDF417", LICENCE), ALONE, TODAY, NOBODY).says == {
        "document_number": "T64235789",
        "surname": "SAMPLE",
        "given_names": "MICHAEL JOHN",
        "classes": "D",
        "issued_on": "2019-06-06",
        "birth_date": "1986-06-06",
        "expiry_date": "2024-12-10",
        "sex": "M",
        "jurisdiction": "VA",
        "issuing_state": "USA",
    }


@pytest.mark.parametrize(
    ("element", "field", "value"),
    [
        ("DBB19860606", "birth_date", "1986-06-06"),  # Canada, and the first edition
        ("DBB06311986", "birth_date", ""),
        ("DBBunavl", "birth_date", ""),
        ("DBC2", "sex", "F"),
        ("DBC9", "sex", ""),
        ("DADNONE", "given_names", ""),
        ("DCTANNA,MARIA", "given_names", "ANNA MARIA"),
        ("DAAERIKSSON,ANNA", "name", "ERIKSSON,ANNA"),
        ("DAQ" + "9" * 500, "document_number", "9" * 100),
    ],
)
def test_older_and_odder_licences_are_read_too(element: str, field: str, value: str) -> None:
    made = f"@\n\x1e\rAAMVA6360000102DL00390187DL{element}\nDCGUSA\r"

    assert payload_of(text(made), ALONE, TODAY, NOBODY).says.get(field, "") == value


def visa_zone() -> Reading:
    return read_text(VISA, today=TODAY)


def test_a_seal_that_says_what_the_zone_says_agrees() -> None:
    by = sealing.signer()
    reading = Reading(**{**vars(visa_zone()), "barcodes": (binary(sealing.seal(by)),)})

    told = weighed(reading, TODAY, Signers.of({"a": by.certificate}))

    (payload,) = told.payloads
    assert (payload.answer, payload.copy, payload.differs) == (Answer.HOLDS, Copy.AGREES, ())
    assert told.warnings == reading.warnings
    assert told.sure == reading.sure


def test_a_seal_that_holds_and_says_something_else_than_the_zone_is_told() -> None:
    """The zone was altered, the seal was not: the case for which there are seals."""
    by = sealing.signer()
    altered = read_text([VISA[0].replace("ANNA", "INGA"), VISA[1]], today=TODAY)
    reading = Reading(**{**vars(altered), "barcodes": (binary(sealing.seal(by)),)})

    told = weighed(reading, TODAY, Signers.of({"a": by.certificate}))

    (payload,) = told.payloads
    assert (payload.answer, payload.copy) == (Answer.HOLDS, Copy.DIFFERS)
    assert payload.differs == ("given_names",)
    assert told.warnings[-1] == "seal_differs"
    assert not told.sure


@pytest.mark.parametrize(
    ("who", "differs"),
    [
        ({"n": "ERIKSSON ANNA MARIA", "dob": "1974-08-12", "i": "L898902C3", "sex": "F"}, ()),
        ({"n": "Anna Maria Eriksson", "dob": "1974-08-12"}, ()),
        ({"n": "ERIKSSON ANNA", "sex": "X"}, ()),
        ({"n": "ERIKSSON ANNE", "dob": "1974-08-12"}, ("surname",)),
        ({"n": "ERIKSSON ANNA", "dob": "1974-08-13", "sex": "M"}, ("birth_date", "sex")),
        ({"i": "L898902C4"}, ("document_number",)),
    ],
)
def test_a_seal_in_json_is_compared_by_the_person(
    who: dict[str, str], differs: tuple[str, ...]
) -> None:
    passport = read_text(lines_of("TD3"), today=date(2010, 1, 1))

    payload = payload_of(text(sealing.seal_json(sealing.signer(), who)), passport, TODAY, NOBODY)

    assert set(payload.differs) == set(differs)
    assert payload.copy is (Copy.DIFFERS if differs else Copy.AGREES)


def test_the_seal_of_a_visa_is_compared_with_the_passport_by_the_person() -> None:
    passport = read_text(lines_of("TD3"), today=date(2010, 1, 1))
    other = (VISA[0], VISA[1].replace("740812", "750812"))
    by = sealing.signer()
    seals = [sealing.seal(by), sealing.seal(by, features={2: packed("".join(other)[:64])})]

    told = [payload_of(binary(one), passport, TODAY, NOBODY) for one in seals]

    assert [payload.differs for payload in told] == [(), ("birth_date",)]
    assert [payload.copy for payload in told] == [Copy.AGREES, Copy.DIFFERS]


@pytest.mark.parametrize(
    ("number", "differs"), [("L898902C3", ()), ("L898902C4", ("passport_number",))]
)
def test_a_visa_must_be_made_for_the_passport_that_it_is_in(
    number: str, differs: tuple[str, ...]
) -> None:
    passport = read_text(lines_of("TD3"), today=date(2010, 1, 1))
    features = {2: packed("".join(VISA)[:64]), 5: packed(number)}
    code = binary(sealing.seal(sealing.signer(), features=features))

    payload = payload_of(code, passport, TODAY, NOBODY)

    assert payload.differs == differs
    assert payload_of(code, visa_zone(), TODAY, NOBODY).differs == ()


def test_without_a_zone_nothing_agrees() -> None:
    for code in (binary(sealing.seal(sealing.signer())), text("\n".join(VISA)), text(LICENCE)):
        assert payload_of(code, ALONE, TODAY, NOBODY).copy is Copy.NONE


def test_an_altered_seal_leaves_nothing_sure_and_others_change_nothing() -> None:
    by = sealing.signer()
    whole = sealing.seal(by, features={3: b"\x01"})
    bent = whole[:-1] + bytes([whole[-1] ^ 1])
    known = Signers.of({"a": by.certificate})

    def told(data: bytes, signers: Signers) -> Reading:
        return weighed(Reading(sure=True, barcodes=(binary(data),)), TODAY, signers)

    assert told(bent, known).warnings == ("seal_altered",)
    assert not told(bent, known).sure
    for data, signers in ((bent, NOBODY), (whole, known), (whole[:30], known)):
        assert told(data, signers).sure
        assert told(data, signers).warnings == ()


def test_a_reading_can_be_weighed_again_with_more_certificates() -> None:
    by = sealing.signer()
    first = weighed(Reading(barcodes=(binary(sealing.seal(by)),)), TODAY)
    second = weighed(first, TODAY, Signers.of({"a": by.certificate}))

    assert [one.payloads[0].answer for one in (first, second)] == [Answer.UNKNOWN, Answer.HOLDS]
    assert (first.payloads[0].first_day, second.payloads[0].first_day) == ("", "2024-01-01")
    assert weighed(second, TODAY, Signers.of({"a": by.certificate})) == second


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xdc\x02", b"\xdc\x03", b"@\n\x1e\rANSI "]))
@example(b"\x00" * 90, b"\xdc\x03")
def test_no_bytes_make_the_reader_of_payloads_fail(data: bytes, head: bytes) -> None:
    payload = payload_of(binary(head + data), visa_zone(), TODAY, NOBODY)

    assert payload.answer in {None, Answer.UNKNOWN, Answer.UNREADABLE}
    assert bool(payload.trouble) == (payload.answer is Answer.UNREADABLE)
    assert len(json.dumps(payload.as_json())) < 6000


@given(st.text(max_size=300), st.sampled_from(["", '{"data":', '{"sig":1,"data":', LICENCE[:60]]))
def test_no_text_makes_the_reader_of_payloads_fail(said: str, head: str) -> None:
    assert payload_of(text(head + said), visa_zone(), TODAY, NOBODY).kind in Kind


def test_what_was_said_survives_a_process_border() -> None:
    by = sealing.signer()
    codes = (binary(sealing.seal(by)), text(LICENCE), text("é"), binary(b"\xdc\x02\x00"))
    reading = weighed(
        Reading(**{**vars(visa_zone()), "barcodes": codes}),
        TODAY,
        Signers.of({"a": by.certificate}),
    )

    back = Reading.from_json(json.loads(json.dumps(reading.as_json())))

    assert (back.barcodes, back.payloads) == (reading.barcodes, reading.payloads)
    assert back.payloads[-1].answer is Answer.UNREADABLE


def drawn(kind: str, data: bytes) -> Grey:
    made = zxingcpp.create_barcode(data, zxingcpp.barcode_format_from_str(kind))
    return np.pad(np.asarray(made.to_image(scale=4), np.uint8), 16, constant_values=255)


@pytest.mark.parametrize("kind", ["DataMatrix", "QRCode", "Aztec", "PDF417"])
def test_the_bytes_of_a_seal_come_whole_out_of_every_symbology(kind: str) -> None:
    data = sealing.seal(sealing.signer()) + bytes(range(256))[:60]

    (code,) = read_codes(file_of(on_paper(drawn(kind, data))))

    assert code.symbology == kind
    assert code.data == data


def visa_page(data: bytes) -> Picture:
    """The drawn visa and, below it on the same sheet, a seal in a DataMatrix."""
    visa = page("MRVB")
    strip = on_paper(drawn("DataMatrix", data), height=500, width=visa.shape[1])
    return np.ascontiguousarray(np.vstack([visa, strip]))


def seal_of_the_drawn_visa(by: sealing.Signer) -> bytes:
    return sealing.seal(by, features={2: packed("".join(drawn_lines("MRVB"))[:64])})


def test_a_visas_seal_is_found_beside_its_zone_and_goes_through_the_pool() -> None:
    by = sealing.signer()
    picture = file_of(visa_page(seal_of_the_drawn_visa(by)))

    with ReaderPool(children=1, seconds=60) as pool:
        far = pool.read(picture).reading
    near = read(picture, today=TODAY, certificates={"a.der": by.certificate})

    assert [payload.answer for payload in far.payloads] == [Answer.UNKNOWN]
    assert [payload.answer for payload in near.payloads] == [Answer.HOLDS]
    assert far.payloads[0].copy is near.payloads[0].copy is Copy.AGREES
    assert weighed(far, TODAY, Signers.of({"a": by.certificate})).payloads == near.payloads


def test_the_library_loads_no_cryptography_before_there_is_a_certificate() -> None:
    code = (
        "import sys, docreader, docreader.payloads\n"
        "from datetime import date\n"
        "from docreader.reading import Barcode, Reading\n"
        "from docreader.signers import Signers\n"
        "seal = Barcode('QRCode', '', bytes.fromhex(sys.argv[1]))\n"
        "told = docreader.payloads.payload_of(seal, Reading(), date(2026, 1, 1), Signers())\n"
        "print(told.answer, 'cryptography' in sys.modules)"
    )
    seal = sealing.seal(sealing.signer()).hex()
    done = subprocess.run(
        [sys.executable, "-c", code, seal], capture_output=True, text=True, cwd=ROOT
    )

    assert done.stdout.strip() == "unknown_signer False", done.stderr
