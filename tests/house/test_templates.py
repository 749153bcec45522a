"""Templates obey the content security policy and use only what is vendored."""

from __future__ import annotations

import re

import pytest

from tests.house import tree

INLINE = {
    "a script without src": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=\s*[\"']", re.IGNORECASE),
    "an event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "htmx code": re.compile(r"\s(?:hx-on|hx-vals\s*=\s*[\"']js:)", re.IGNORECASE),
    "a script address": re.compile(r"[\"']javascript:", re.IGNORECASE),
    "another site's file": re.compile(r"<(?:script|link|img)[^>]+(?:src|href)=[\"']https?:"),
    "unescaped text": re.compile(r"\|\s*safe\b"),
}
APPLICATION = (
    "borderpost", "cashdesk", "crossings", "equipment", "lanes", "projects", "protection",
    "training", "watchlist",
)  # fmt: skip
ICON = re.compile(r"icon\(\s*[\"']([a-z0-9-]+)[\"']")


def inline(text: str) -> list[str]:
    """What in ``text`` the policy would block, in words."""
    return [what for what, pattern in INLINE.items() if pattern.search(text)]


def test_no_template_holds_script_or_style_of_its_own() -> None:
    found = {tree.name(path): inline(path.read_text()) for path in tree.templates()}

    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        ("<script>alert(1)</script>", ["a script without src"]),
        ('<script src="/static/desk.js" defer></script>', []),
        ('<p class="x" style="color:red">', ["a style attribute"]),
        ('<button onclick="go()">', ["an event handler"]),
        ('<img src="https://example.org/x.png">', ["another site's file"]),
        ("{{ name|safe }}", ["unescaped text"]),
    ],
)
def test_the_search_for_inline_code_finds_it(text: str, blocked: list[str]) -> None:
    assert inline(text) == blocked


def test_every_icon_that_is_drawn_is_in_the_sprite() -> None:
    sprite = (tree.ROOT / "static/icons/sprite.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    places = [*tree.templates(), *tree.python(*APPLICATION)]
    asked = {name: path for path in places for name in ICON.findall(path.read_text())}

    assert {name: tree.name(path) for name, path in asked.items() if name not in drawn} == {}


def test_every_template_is_reached() -> None:
    """By a view, or by a template that includes, extends or imports it."""
    sources = [*tree.templates(), *tree.python(*APPLICATION)]
    texts = {path: path.read_text() for path in sources}
    forgotten = []
    for template in tree.templates():
        name = tree.name(template).removeprefix("templates/")
        if not any(f'"{name}"' in text for path, text in texts.items() if path != template):
            forgotten.append(name)

    assert forgotten == []
