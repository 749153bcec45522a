"""``python -m docreader --certificates``: the same answers as at the desk."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from docreader.__main__ import main
from tests.docreader import sealing
from tests.docreader.codes import on_paper
from tests.docreader.drawn import file_of

FOR_GOOD = date(2120, 1, 1)


def picture_of(seal: bytes) -> bytes:
    made = zxingcpp.create_barcode(seal, zxingcpp.barcode_format_from_str("DataMatrix"))
    symbol = np.pad(np.asarray(made.to_image(scale=4), np.uint8), 16, constant_values=255)
    return file_of(on_paper(symbol))


def test_every_answer_is_printed_for_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known, old = sealing.signer(end=FOR_GOOD), sealing.signer(country="ML", end=date(2025, 1, 1))
    whole = sealing.seal(known)
    pictures = {
        "1-holds": whole,
        "2-altered": whole[:-1] + bytes([whole[-1] ^ 1]),
        "3-unknown_signer": sealing.seal(sealing.signer(country="MR"), country="MRT"),
        "4-expired": sealing.seal(old, country="MLI", signed=date(2024, 5, 1)),
        "5-unreadable": whole[:60],
    }
    for name, seal in pictures.items():
        (tmp_path / f"{name}.jpg").write_bytes(picture_of(seal))
    folder = tmp_path / "certificates"
    folder.mkdir()
    (folder / "ut.der").write_bytes(known.certificate)
    (folder / "ml.cer").write_bytes(old.certificate)
    (folder / "broken.pem").write_bytes(b"nothing")
    (folder / "readme.txt").write_bytes(b"nothing")

    pages = [str(tmp_path / f"{name}.jpg") for name in pictures]
    status = main(["--quiet", "--certificates", str(folder), *pages])

    printed = capsys.readouterr()
    answers = [json.loads(line)["payloads"][0]["answer"] for line in printed.out.splitlines()]
    assert status == 0
    assert answers == [name[2:] for name in pictures]
    assert printed.err == "broken.pem cannot be used: not_a_certificate\n"


def test_a_folder_that_is_not_there_is_a_wrong_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--certificates", str(tmp_path / "nowhere"), "a.jpg"])

    assert stop.value.code == 2
    assert "no folder" in capsys.readouterr().err
