"""Every page that any test opens is looked at: valid, labelled, in a language, without code.

``CheckedClient`` is the test client of the application; a page with a fault fails the
test that opened it, whatever the test was about.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

DIRECTION = {"fr": "ltr", "en": "ltr", "ar": "rtl"}
LABELLED = {"input", "select", "textarea"}
SILENT_INPUTS = {"hidden", "submit", "button", "reset", "image"}
TOKENS = {"csrf_token", "form_key"}


class CheckedClient(FlaskClient):
    """A client that reads what it is given."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send the request and look at the answer."""
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308}:
            found = faults(response.get_data(as_text=True))
            assert not found, f"{response.request.path}: {'; '.join(found)}"
        return response


def faults(text: str) -> list[str]:
    """What is wrong with a page or a fragment of one, in words."""
    whole = "<html" in text[:500].lower()
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text) if whole else parser.parseFragment(text, container="div")
    found = [f"HTML at {place}: {code}" for place, code, _data in parser.errors]
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    found += _page(root) if whole else []
    return found + _doubled(nodes) + _unlabelled(root, nodes) + _code(nodes) + _open_forms(nodes)


def _page(root: Element) -> list[str]:
    html = root if root.tag == "html" else root.find("html")
    assert html is not None
    language, direction = html.get("lang", ""), html.get("dir", "")
    titles = [_text(node) for node in html.iter("title")][:1]
    headings = [_text(node) for node in html.iter("h1")]
    found = []
    if DIRECTION.get(language) != direction:
        found.append(f"language {language!r} runs {direction!r}")
    if len(headings) != 1:
        found.append(f"{len(headings)} first headings")
    elif not titles or headings[0] not in titles[0]:
        found.append(f"title {titles} without its heading {headings[0]!r}")
    if len(list(html.iter("main"))) != 1:
        found.append("not one main part")
    return found


def _doubled(nodes: list[Element]) -> list[str]:
    counted = Counter(node.attrib["id"] for node in nodes if "id" in node.attrib)
    return [f"id {name!r} stands {count} times" for name, count in counted.items() if count > 1]


def _unlabelled(root: Element, nodes: list[Element]) -> list[str]:
    named = {node.get("for") for node in nodes if node.tag == "label" and _text(node)}
    inside = {child for label in root.iter("label") for child in label.iter() if _text(label)}
    found = []
    for node in nodes:
        if node.tag in LABELLED and node.get("type") not in SILENT_INPUTS:
            if node.get("id") not in named and node not in inside and not _aria(node):
                found.append(f"{node.tag} {node.get('name')!r} without a label")
        elif node.tag in {"a", "button"} and not (_text(node) or _aria(node) or _pictured(node)):
            found.append(f"{node.tag} {node.get('href', '')} without words")
        elif node.tag == "img" and "alt" not in node.attrib:
            found.append(f"picture {node.get('src')} without alt")
    return found


def _code(nodes: list[Element]) -> list[str]:
    found = []
    for node in nodes:
        if node.tag == "style" or (node.tag == "script" and not node.get("src")):
            found.append(f"inline {node.tag}")
        found += [
            f"{node.tag} with {name}"
            for name in node.attrib
            if name == "style" or name.startswith(("on", "hx-on"))
        ]
    return found


def _open_forms(nodes: list[Element]) -> list[str]:
    """Forms that change something and lack the forgery token or the key against doubles."""
    return [
        f"form {form.get('action')!r} without {sorted(lacking)}"
        for form in nodes
        if form.tag == "form" and form.get("method", "").lower() == "post"
        if (lacking := TOKENS - {node.get("name", "") for node in form.iter("input")})
    ]


def _text(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _aria(node: Element) -> bool:
    return any(node.get(name) for name in ("aria-label", "aria-labelledby", "title"))


def _pictured(node: Element) -> bool:
    return any(image.get("alt") for image in node.iter("img"))
