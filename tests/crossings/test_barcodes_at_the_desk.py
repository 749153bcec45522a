"""Barcodes beside the zone at the desk: every answer for a seal in words of its own."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from flask import Flask
from flask_babel import force_locale

from borderpost import capabilities, clock, seal_signers
from docreader.pool import ReaderPool
from tests.crossings.reader import reader
from tests.desk import Browser, english
from tests.docreader import sealing
from tests.docreader.codes import on_paper
from tests.docreader.drawn import file_of, lines, page

FOR_GOOD = date(2120, 1, 1)
ZONE = "".join(lines("MRVB"))


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """One reader process for all these tests."""
    with ReaderPool(children=1, seconds=60) as running:
        yield running


@pytest.fixture
def desk(machine: Flask, pool: ReaderPool) -> Browser:
    """An officer at a machine whose reader has already started."""
    machine.extensions["reader_pool"] = pool
    return english(machine, "officer")


@pytest.fixture
def seals(machine: Flask) -> Path:
    """Where this machine's certificates lie."""
    folder = Path(machine.config["INSTANCE"]) / "keys" / "seals"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def signer() -> sealing.Signer:
    return sealing.signer(country="ML", end=FOR_GOOD)


def visa(by: sealing.Signer, zone: str = ZONE, signed: date = date(2026, 1, 2)) -> bytes:
    return sealing.seal(
        by, country="MLI", signed=signed, features={2: sealing.packed(zone[:64]), 3: b"\x00"}
    )


def photo(data: bytes | str) -> bytes:
    """The drawn visa and, below it on the same sheet, a barcode."""
    drawn = page("MRVB")
    made = zxingcpp.create_barcode(data, zxingcpp.barcode_format_from_str("DataMatrix"))
    symbol = np.pad(np.asarray(made.to_image(scale=4), np.uint8), 16, constant_values=255)
    below = on_paper(symbol, height=600, width=drawn.shape[1])
    return file_of(np.ascontiguousarray(np.vstack([drawn, below])))


def opened(desk: Browser, data: bytes | str) -> str:
    """The address of the sheet that the picture opened."""
    answer = desk.send("/desk/inspect", picture=(io.BytesIO(photo(data)), "page.jpg"))
    assert answer.status_code == 302
    return str(answer.location)


def inspected(desk: Browser, data: bytes | str) -> str:
    return desk.get(opened(desk, data)).text


def test_a_seal_that_holds_and_agrees_says_both(
    desk: Browser, seals: Path, signer: sealing.Signer
) -> None:
    (seals / "ml.der").write_bytes(signer.certificate)

    shown = inspected(desk, visa(signer))

    assert "The signature holds, and the signer is known." in shown
    assert "says the same as the zone" in shown
    assert "MLTS 32" in shown
    assert "MULT" in shown
    assert 'class="evidence-proven" data-payload="seal"' in shown


@pytest.mark.parametrize("certificate", ["none", "another"])
def test_without_the_signers_certificate_a_seal_was_not_checked(
    desk: Browser, seals: Path, signer: sealing.Signer, certificate: str
) -> None:
    if certificate == "another":
        (seals / "mr.der").write_bytes(sealing.signer(country="MR", end=FOR_GOOD).certificate)

    shown = inspected(desk, visa(signer))

    assert "The signer is not known here: the signature was not checked." in shown
    assert 'class="evidence-unchecked" data-payload="seal"' in shown
    assert "The signature holds" not in shown


def test_an_altered_seal_stops_the_sheet(
    desk: Browser, seals: Path, signer: sealing.Signer
) -> None:
    (seals / "ml.der").write_bytes(signer.certificate)
    whole = visa(signer)

    shown = inspected(desk, whole[:-1] + bytes([whole[-1] ^ 1]))

    assert "This seal was altered: the signature does not fit what it says." in shown
    assert "A digital seal was altered" in shown
    assert "standing-stop" in shown


def test_a_seal_that_says_something_else_names_the_fields(
    desk: Browser, seals: Path, signer: sealing.Signer
) -> None:
    (seals / "ml.der").write_bytes(signer.certificate)
    surname = ZONE[5:36].split("<")[0]
    other = visa(signer, ZONE.replace(surname, "X" * len(surname)))

    shown = inspected(desk, other)

    assert "says something else than the zone" in shown
    assert "(Surname)" in shown
    assert 'class="evidence-stop" data-payload="seal"' in shown


def test_a_certificate_that_was_not_in_force_is_told_with_its_days(
    desk: Browser, seals: Path, signer: sealing.Signer
) -> None:
    (seals / "ml.der").write_bytes(signer.certificate)

    shown = inspected(desk, visa(signer, signed=date(2023, 12, 31)))

    assert "The signature holds, but the certificate was in force on other days." in shown
    assert 'class="evidence-look" data-payload="seal"' in shown


def test_a_seal_that_cannot_be_read_says_so(desk: Browser, signer: sealing.Signer) -> None:
    shown = inspected(desk, visa(signer)[:40])

    assert "This seal cannot be read." in shown


def test_a_new_certificate_counts_at_once(
    desk: Browser, seals: Path, signer: sealing.Signer
) -> None:
    assert "not known here" in inspected(desk, visa(signer))

    (seals / "ml.der").write_bytes(signer.certificate)

    assert "The signature holds" in inspected(desk, visa(signer))


def test_typing_other_lines_does_not_make_a_seal_go_away(
    desk: Browser, seals: Path, signer: sealing.Signer
) -> None:
    (seals / "ml.der").write_bytes(signer.certificate)
    address = opened(desk, visa(signer))
    first, second = lines("MRVB")
    other = first[:5] + "Q" + first[6:]

    desk.send(f"{address}/correct/lines", lines=f"{other}\n{second}")

    shown = desk.get(address).text
    assert 'class="evidence-stop" data-payload="seal"' in shown
    assert "The signature holds" in shown
    assert "(Surname)" in shown


def test_a_licence_beside_the_zone_is_told_and_never_called_signed(desk: Browser) -> None:
    surname = ZONE[5:36].split("<")[0]
    licence = f"@\n\x1e\rANSI 636000100102DL00390187DLDCS{surname}\nDAQT64235789\nDCGUSA\r"

    shown = inspected(desk, licence)

    assert "nobody has signed what its barcode says" in shown
    assert "says the same as the zone" in shown
    assert 'class="evidence-plain" data-payload="licence"' in shown


def test_what_a_barcode_says_cannot_become_part_of_the_page(desk: Browser) -> None:
    shown = inspected(desk, sealing.seal_json(sealing.signer(), {"n": "<script>alert(1)</script>"}))

    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown


def test_the_doctor_counts_the_signers_and_their_age(
    inside: Flask, seals: Path, signer: sealing.Signer
) -> None:
    def line() -> capabilities.Capability:
        with force_locale("en"):
            return next(row for row in capabilities.found() if row.name.startswith("Signers"))

    assert not line().is_present
    assert str(seal_signers.folder()) == str(seals)
    assert str(seals) in line().remedy

    (seals / "ml.der").write_bytes(signer.certificate)
    long_ago = (clock.now() - timedelta(days=40)).timestamp()
    os.utime(seals / "ml.der", (long_ago, long_ago))
    assert line().is_present
    assert line().name == "Signers of digital seals: 1 certificate · 40 days old"

    old = sealing.signer(country="MR", end=date(2025, 1, 1))
    (seals / "mr.pem").write_bytes(old.certificate)
    (seals / "no.pem").write_bytes(b"")
    assert not line().is_present
    assert line().lost == "no.pem cannot be used (not_a_certificate). MRTS 32 ended on 2024-12-31."
    assert not line().is_needed


@pytest.mark.parametrize("typed", ["", ZONE[:36] + "\n" + ZONE[36:], "P<MLIQ"])
def test_a_seal_that_a_full_page_reader_sent_is_answered_for_too(
    machine: Flask, desk: Browser, seals: Path, signer: sealing.Signer, typed: str
) -> None:
    (seals / "ml.der").write_bytes(signer.certificate)
    agent = reader(machine)
    agent.send(picture=photo(visa(signer)), **({"lines": typed} if typed else {}))
    waiting = re.search(
        r'action="(/desk/reader/[^"]+/open)"', desk.get("/desk/reader/waiting").text
    )
    assert waiting

    shown = desk.get(str(desk.send(waiting[1]).location)).text

    assert "The signature holds, and the signer is known." in shown
