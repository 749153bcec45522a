"""The renderer of PDFs reaches our static files and what a page hands it, and nothing else."""

from __future__ import annotations

import pytest

from borderpost import pdf

PAGE = '<!doctype html><html lang="fr"><title>x</title><p>Bonjour</p>{}'


def test_a_page_becomes_a_pdf() -> None:
    assert pdf.lack() == ""
    assert pdf.drawn(PAGE.format("")).startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["fonts/fonts.css", "refusal.css"])
def test_our_own_files_are_handed_out(name: str) -> None:
    content, kind = pdf._found(f"{pdf.ADDRESS}/static/{name}", {})

    assert content
    assert kind == "text/css"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "https://example.org/x.png",
        "http://127.0.0.1:8000/home",
        f"{pdf.ADDRESS}/home",
        f"{pdf.ADDRESS}/static/../borderpost/pdf.py",
        f"{pdf.ADDRESS}/static/%2e%2e/instance/keys/seal.key",
        f"{pdf.ADDRESS}/static/",
        f"{pdf.ADDRESS}.example.org/static/theme.css",
    ],
)
def test_nothing_else_is_there(address: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        pdf._found(address, {"/logo": (b"", "image/jpeg")})


def test_a_page_that_asks_elsewhere_is_drawn_without(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = PAGE.format('<img src="https://example.org/x.png"><img src="file:///etc/hostname">')

    assert pdf.drawn(page).startswith(b"%PDF-")


def test_a_machine_without_the_library_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "lack", lambda: "cannot load library 'libpango-1.0-0'")

    with pytest.raises(pdf.NoRenderer, match="libpango"):
        pdf.drawn(PAGE.format(""))
