"""What the tests of the rule book's pages do, in one line each."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from crossings.queries import rules as reading
from crossings.rule_forms import present
from crossings.services import rule_book
from crossings.services.rule_book import Change
from crossings.shipped_rules import shipped
from tests.desk import Browser, english, officer


def at(app: Flask, username: str) -> Browser:
    return english(app, username)


def form_of(**changed: object) -> dict[str, object]:
    """What the form would send for a rule."""
    rule = shipped().rule("R06")
    assert rule is not None
    told = present(rule) | {"why": "A text was found", "base_version": "1"} | changed
    return {name: value for name, value in told.items() if value not in (None, False, [])}


def proposed(app: Flask, by: str = "analyst", **more: object) -> str:
    """The address of a proposal to change R06."""
    rule = reading.book().rule("R06")
    assert rule is not None
    change = Change(replace(rule, **more), "A text was found", rule.version)  # type: ignore[arg-type]
    return f"/rules/proposals/{rule_book.propose(change, by=officer(app, by)).id}"
