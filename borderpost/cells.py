"""How a cell of a list looks: text that keeps its direction, tags, links, times."""

from __future__ import annotations

from datetime import datetime

from flask import g
from markupsafe import Markup

from borderpost import locale
from borderpost.posts import queries as posts


def latin(text: object) -> Markup:
    """Codes, numbers and usernames: from left to right in every language. Nothing at all for none,
    so that a narrow screen leaves the cell and its label out."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text) if text not in (None, "") else Markup()


def name(text: str) -> Markup:
    """A person's name, in its own direction; nothing at all for none."""
    return Markup("<bdi>{}</bdi>").format(text) if text else Markup()


def tag(text: object, tone: str = "") -> Markup:
    """A word that stands apart; ``tone`` is a class of the style sheet."""
    return Markup('<span class="tag {}">{}</span> ').format(tone, text)


def link(address: str, content: object) -> Markup:
    """A way to the row's own page."""
    return Markup('<a href="{}">{}</a>').format(address, content)


def instant(value: datetime | None) -> str:
    """An instant on the clock of this machine's post, which is asked for once a page."""
    if "zone" not in g:
        post = posts.this_post()
        g.zone = post.zone if post else "UTC"
    return locale.instant(value, g.zone)
