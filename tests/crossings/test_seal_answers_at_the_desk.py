"""Four answers for a seal, of both kinds, on the desk's page in three languages and in JSON."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from flask import Flask
from flask_babel import force_locale

from crossings import seal_words
from docreader.__main__ import main
from docreader.payloads import SEAL_ALTERED
from docreader.pool import ReaderPool
from tests.desk import Browser, browser
from tests.docreader import sealing
from tests.docreader.codes import on_paper
from tests.docreader.drawn import PERSON, file_of, lines, page

FOR_GOOD, OVER = date(2120, 1, 1), date(2025, 1, 1)
ANSWERS = ("holds", "altered", "unknown_signer", "expired")
TONES = {"holds": "proven", "altered": "stop", "unknown_signer": "unchecked", "expired": "look"}
PROMISES = {
    "en": r"\b(in)?valid|\bclear|genuine|authentic",
    "fr": r"\bvalide|\ben règle|authentique",
    "ar": "صالح|سليم|أصلي",
}


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    """One reader process for all these tests."""
    with ReaderPool(children=1, seconds=60) as running:
        yield running


@pytest.fixture(scope="module")
def signers() -> dict[str, sealing.Signer]:
    """Who is known, who was known until 2025, and who is not known here."""
    known, over, stranger = (
        sealing.signer(country="ML", end=end) for end in (FOR_GOOD, OVER, FOR_GOOD)
    )
    return {"holds": known, "altered": known, "expired": over, "unknown_signer": stranger}


def visa_seal(by: sealing.Signer, answer: str) -> bytes:
    """ICAO 9303-13 in bytes, of the drawn visa."""
    zone = "".join(lines("MRVB"))
    signed = date(2024, 5, 1) if answer == "expired" else date(2026, 1, 2)
    features = {2: sealing.packed(zone[:64])}
    whole = sealing.seal(by, country="MLI", signed=signed, features=features)
    return whole[:-1] + bytes([whole[-1] ^ 1]) if answer == "altered" else whole


def health_seal(by: sealing.Signer, answer: str) -> str:
    """VDS-NC, ICAO's seal in JSON, of the drawn visa's holder."""
    name = f"{PERSON.surname} {PERSON.given_names}".upper()
    person = {"n": name, "dob": PERSON.birth_date, "sex": PERSON.sex}
    text = sealing.seal_json(by, person, country="MLI")
    return text.replace("U01932", "U01933") if answer == "altered" else text


MAKERS = {"seal": (visa_seal, "DataMatrix"), "seal_json": (health_seal, "QRCode")}


def photo(kind: str, answer: str, by: sealing.Signer) -> bytes:
    make, symbology = MAKERS[kind]
    drawn = page("MRVB")
    made = zxingcpp.create_barcode(make(by, answer), zxingcpp.barcode_format_from_str(symbology))
    symbol = np.pad(np.asarray(made.to_image(scale=4), np.uint8), 16, constant_values=255)
    below = on_paper(symbol, height=max(600, symbol.shape[0] + 40), width=drawn.shape[1])
    return file_of(np.ascontiguousarray(np.vstack([drawn, below])))


def install(folder: Path, signers: dict[str, sealing.Signer], answer: str) -> None:
    """The certificates of the known: a name and number stand for one signer at a time."""
    folder.mkdir(exist_ok=True)
    if answer != "unknown_signer":
        (folder / "ml.der").write_bytes(signers[answer].certificate)


def line_of(shown: str, kind: str) -> str:
    """The page's line of evidence of the seal, its class included."""
    found = re.search(rf'<li class="[^"]*" data-payload="{kind}">.*?</li>', shown, re.S)
    assert found, "the page tells of no seal"
    return found[0]


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("kind", MAKERS)
def test_the_page_gives_each_answer_in_words_of_its_own_in_three_languages(
    machine: Flask, pool: ReaderPool, signers: dict[str, sealing.Signer], kind: str, answer: str
) -> None:
    machine.extensions["reader_pool"] = pool
    install(Path(machine.config["INSTANCE"]) / "keys" / "seals", signers, answer)
    desk: Browser = browser(machine, "officer")
    sent = photo(kind, answer, signers[answer])
    address = str(desk.send("/desk/inspect", picture=(io.BytesIO(sent), "page.jpg")).location)

    for language in ("fr", "en", "ar"):
        desk.send("/language", locale=language)
        shown = desk.get(address).text
        line = line_of(shown, kind)
        with machine.test_request_context(), force_locale(language):
            words = {one: str(seal_words.ANSWERS[one]) for one in ANSWERS}

        assert len(set(words.values())) == len(ANSWERS)
        assert [one for one in ANSWERS if words[one] in line] == [answer]
        assert f'"evidence-{TONES[answer]}"' in line
        assert not re.search(PROMISES[language], line, re.I)
        assert ("check-ok" in line) <= (answer == "holds")
        if answer == "altered":
            assert "standing-stop" in shown


@pytest.mark.parametrize("kind", MAKERS)
def test_the_command_prints_each_answer_in_json(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    signers: dict[str, sealing.Signer],
    kind: str,
) -> None:
    told = {}
    for answer in ANSWERS:
        picture, folder = tmp_path / f"{answer}.jpg", tmp_path / f"{answer}-certificates"
        picture.write_bytes(photo(kind, answer, signers[answer]))
        install(folder, signers, answer)
        assert main(["--quiet", "--certificates", str(folder), str(picture)]) == 0
        printed = json.loads(capsys.readouterr().out)
        (told[answer],) = printed["payloads"]
        assert (SEAL_ALTERED in printed["warnings"]) == (answer == "altered")

    assert {answer: one["answer"] for answer, one in told.items()} == {one: one for one in ANSWERS}
    assert {one["kind"] for one in told.values()} == {kind}
