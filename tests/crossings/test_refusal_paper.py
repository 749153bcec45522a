"""The paper of a refusal as a PDF: its words, its code, and Arabic that is Arabic."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pypdfium2
import pytest
from flask import Flask

from borderpost import pdf
from docreader import read_codes
from tests.crossings.test_refusal_forms import form_of, refuse
from tests.crossings.work import all_crossings
from tests.desk import Browser, browser


def drawn(at: Browser, page: str, language: str) -> pypdfium2.PdfDocument:
    printed = at.send(f"{page}/print", language=language, traveller="1", file="1", transporter="0",
                      read_out="Hassaniya")  # fmt: skip
    answer = at.get(f"{printed.location}.pdf")
    assert answer.mimetype == "application/pdf"
    return pypdfium2.PdfDocument(answer.data)


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("Refus d’entrée", "TRAORE", "Pas de visa", "à remplir à la main", "B/D")),
     ("en", ("Refusal of entry", "TRAORE", "No visa", "to be filled in by hand", "B/D")),
     ("ar", ("TRAORE", "Hassaniya", "D/B"))],  # read from the left
)  # fmt: skip
def test_the_pdf_has_its_words_and_a_code_that_finds_the_record(
    machine: Flask, language: str, words: tuple[str, ...]
) -> None:
    assert pdf.lack() == ""
    awa = browser(machine, "officer")
    document = drawn(awa, refuse(awa), language)
    text = document[0].get_textpage().get_text_range()
    picture = io.BytesIO()
    document[0].render(scale=2).to_pil().save(picture, "PNG")
    (code,) = read_codes(picture.getvalue())
    (row,) = all_crossings(machine)
    found = awa.send("/desk/inspect", lines=code.text, source="wedge")

    assert len(document) == 2  # a page each for the traveller and the file
    assert [word for word in words if word not in text] == []
    with machine.app_context():
        body = form_of(row).number.rpartition("-")[0]
    assert body in text or body.split("-")[2] in text  # numbers of an Arabic page come turned
    assert found.location == f"/register/{row.id}"


def ink(page: pypdfium2.PdfPage) -> np.ndarray:
    """The page as ones where it is dark."""
    grey = np.asarray(page.render(scale=2).to_pil().convert("L"))
    return (grey < 128).astype(np.uint8)


def test_arabic_runs_from_the_right_and_the_page_is_mirrored(machine: Flask) -> None:
    awa = browser(machine, "officer")
    form = refuse(awa)
    edges, codes_at = {}, {}
    for language in ("fr", "ar"):
        page = drawn(awa, form, language)[0]
        text, (width, _height) = page.get_textpage(), page.get_size()
        place = text.search("TRAORE").get_next()
        assert place is not None
        box = text.get_charbox(place[0])
        edges[language] = box[0] / width
        top = ink(page)[: ink(page).shape[0] // 6]
        third = top.shape[1] // 3
        codes_at[language] = "left" if top[:, :third].sum() > top[:, -third:].sum() else "right"
        assert any("NotoSans" in font for font in fonts(page))
        assert any("NotoSansArabic" in font for font in fonts(page)) is (language == "ar")

    assert edges["fr"] < 0.3 < 0.55 < edges["ar"]
    assert codes_at == {"fr": "right", "ar": "left"}


def test_arabic_letters_are_joined(machine: Flask) -> None:
    """A word of four letters that join is one stroke; kept apart they are four."""
    sheets = "".join(
        f'<link rel="stylesheet" href="/static/{name}">'
        for name in ("fonts/fonts.css", "fonts/paper.css", "refusal.css")
    )
    strokes = {}
    for name, word in (("joined", "محمد"), ("apart", "م\u200cح\u200cم\u200cد")):
        page = f'<html lang="ar" dir="rtl">{sheets}<body class="form-pdf"><h1>{word}</h1>'
        document = pypdfium2.PdfDocument(pdf.drawn(page))
        assert any("NotoSansArabic" in font for font in fonts(document[0]))
        strokes[name] = cv2.connectedComponents(ink(document[0]))[0] - 1

    assert strokes == {"joined": 1, "apart": 4}


def fonts(page: pypdfium2.PdfPage) -> set[str]:
    """The names of the fonts that draw this page."""
    raw = pypdfium2.raw
    found = set()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(one.raw)
        room = (raw.c_char * 100)()
        raw.FPDFFont_GetBaseFontName(font, room, 100)
        found.add(room.value.decode().replace("-", ""))
    return found


def test_without_the_library_the_page_prints(
    machine: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    awa = browser(machine, "officer")
    page = refuse(awa)
    monkeypatch.setattr(pdf, "lack", lambda: "no pango")
    printed = awa.send(f"{page}/print", language="fr", traveller="1", file="0", transporter="0")
    paper = awa.get(printed.location)
    answer = awa.get(f"{printed.location}.pdf")

    assert ".pdf" not in paper.text
    assert 'id="print"' in paper.text
    assert answer.location == printed.location
