"""The letterhead: on every paper, in its language; a logo passes through a reader process."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from flask import Flask
from PIL import Image

from borderpost.posts import letterheads, queries
from borderpost.refusal import Refused
from tests.desk import Browser, browser, officer, post_id

TEXTS = {"lines_fr": "République du Mali\nMinistère", "lines_en": "Republic of Mali"}


@pytest.fixture
def admin(machine: Flask) -> Browser:
    return browser(machine, "administrator")


@pytest.fixture
def own(machine: Flask) -> UUID:
    with machine.app_context():
        return post_id()


def picture(kind: str, side: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), (10, 90, 60)).save(out, kind)
    return out.getvalue()


def test_a_paper_carries_the_lines_of_its_language(admin: Browser, own: UUID) -> None:
    answer = admin.send(f"/posts/{own}/letterhead/", **TEXTS, footer_fr="Poste de Gogui")
    french = admin.get(f"/posts/{own}/letterhead/preview?lang=fr").text
    arabic = admin.get(f"/posts/{own}/letterhead/preview?lang=ar").text

    assert answer.status_code == 302
    assert "République du Mali<br>Ministère" in french and "Poste de Gogui" in french
    assert "République du Mali" in arabic  # no Arabic lines: the French ones
    assert "Republic of Mali" in admin.get(f"/posts/{own}/letterhead/preview?lang=en").text


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_made_anew_by_another_process(inside: Flask, kind: str) -> None:
    by, own = officer(inside, "administrator"), post_id()
    sent = picture(kind)
    letterheads.change(own, TEXTS, sent, drop_logo=False, by=by)
    kept = queries.letterhead(own)

    assert kept and kept.logo and kept.logo.startswith(b"\xff\xd8\xff")
    assert kept.logo != sent
    letterheads.change(own, TEXTS, b"", drop_logo=True, by=by)
    assert not queries.letterhead(own).has_logo  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "data", [b"GIF89a", b"\x89PNG\r\n\x1a\n broken", picture("PNG") + b"0" * 200_000]
)
def test_a_picture_that_cannot_be_taken_is_refused(inside: Flask, data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        letterheads.change(post_id(), TEXTS, data, drop_logo=False, by=None)

    assert refused.value.field == "logo"
    assert queries.letterhead(post_id()) is None


def test_a_refused_logo_keeps_what_was_typed(admin: Browser, own: UUID) -> None:
    logo = (io.BytesIO(b"GIF89a"), "logo.gif")
    answer = admin.send(f"/posts/{own}/letterhead/", **TEXTS, logo=logo)

    assert answer.status_code == 422
    assert "Republic of Mali" in answer.text and "field-error" in answer.text


def test_the_logo_is_served_to_who_is_signed_in(machine: Flask, own: UUID) -> None:
    with machine.app_context():
        letterheads.change(own, TEXTS, picture("PNG"), drop_logo=False, by=None)
    page = browser(machine, "officer").get(f"/posts/{own}/letterhead/logo.jpg")

    assert page.status_code == 200 and page.mimetype == "image/jpeg"
    assert machine.test_client().get(f"/posts/{own}/letterhead/logo.jpg").status_code == 302
