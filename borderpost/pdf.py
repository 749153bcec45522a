"""PDF of our own pages by WeasyPrint, which needs Pango; without it the page is printed.

The renderer reaches no network and no file but those of ``static/`` and what the page hands it.
"""

from __future__ import annotations

import functools
import mimetypes
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Response

from borderpost.config import ROOT

_STATIC = ROOT / "static"
ADDRESS = "https://post.invalid"  # a host that nobody can have (RFC 2606 §2)


class NoRenderer(RuntimeError):
    """This machine lacks what draws a PDF; the message says what."""


@functools.cache
def lack() -> str:
    """What is missing on this machine, '' when PDFs can be drawn."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:  # OSError: the library is there and Pango is not
        return str(error).splitlines()[0][:200]
    return ""


def drawn(page: str, files: Mapping[str, tuple[bytes, str]] | None = None) -> bytes:
    """The PDF of an HTML page. ``files`` has content and type of addresses beyond ``static/``.

    Raises ``NoRenderer``.
    """
    if lack():
        raise NoRenderer(lack())
    from weasyprint import HTML

    fetcher = _fetcher(files or {})
    return bytes(HTML(string=page, base_url=ADDRESS, url_fetcher=fetcher).write_pdf() or b"")


def answer(content: bytes, name: str) -> Response:
    """A PDF that the browser shows, and saves as ``name``.pdf."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)


def _fetcher(files: Mapping[str, tuple[bytes, str]]) -> Any:
    """Hands out our static files and the page's own; everything else is not there. A class of
    the library's kind, made here because the library may be missing."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Ours(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            content, kind = _found(url, files)
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return Ours(allowed_protocols=("https",), allow_redirects=False)


def _found(url: str, files: Mapping[str, tuple[bytes, str]]) -> tuple[bytes, str]:
    parts = urlsplit(url)
    path = unquote(parts.path)
    if f"{parts.scheme}://{parts.netloc}" != ADDRESS:
        raise ValueError("not an address of this post")
    return files[path] if path in files else _static(path)


def _static(path: str) -> tuple[bytes, str]:
    name = path.removeprefix("/static/")
    file = (_STATIC / name).resolve()
    if name == path or not file.is_relative_to(_STATIC) or not file.is_file():
        raise ValueError("not a file of this post's pages")
    return file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream"
