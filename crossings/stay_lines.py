"""``flask crossings stay``: one question a line in JSON, and its answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crossings.rules.stay import DatedStay, Limit, balance


class Unclear(Exception):
    """A line that cannot be answered, in words for whoever wrote it."""


@dataclass(frozen=True)
class Question:
    """Stays, a limit and a day."""

    id: Any
    stays: tuple[DatedStay, ...]
    limit: Limit
    on: date


def answer(line: str, number: int) -> dict[str, Any]:
    """What a line asks, answered; or its number and what is wrong with it under ``error``."""
    try:
        asked = question(line, number)
        found = balance(asked.stays, asked.limit, asked.on)
    except Unclear as fault:
        return {"line": number, "error": str(fault)}
    last = found.last_lawful_day
    return {
        "id": asked.id,
        "days_used": found.used,
        "days_left": found.left,
        "last_lawful_day": last.isoformat() if last else None,
        "overstay": found.overstay,
    }


def question(line: str, number: int) -> Question:
    """What a line asks. Raises ``Unclear``."""
    try:
        said = json.loads(line)
    except ValueError as fault:
        raise Unclear("this is not JSON") from fault
    if not isinstance(said, dict):
        raise Unclear("a line is one object")
    rule, stays = said.get("rule"), said.get("stays")
    if not isinstance(rule, dict):
        raise Unclear("rule is an object with max_days and window_days")
    if not isinstance(stays, list):
        raise Unclear("stays is a list")
    return Question(
        id=said.get("id", number),
        stays=tuple(_stay(one, place) for place, one in enumerate(stays, 1)),
        limit=_limit(rule),
        on=_day(said, "on", "on"),
    )


def _stay(said: Any, place: int) -> DatedStay:
    if not isinstance(said, dict):
        raise Unclear(f"stay {place} is an object with entry and exit")
    permit = said.get("permit", False)
    if not isinstance(permit, bool):
        raise Unclear(f"permit of stay {place} is true or false")
    entry = _day(said, "entry", f"entry of stay {place}")
    gone = None if said.get("exit") is None else _day(said, "exit", f"exit of stay {place}")
    if gone is not None and gone < entry:
        raise Unclear(f"the exit of stay {place} is before its entry")
    return DatedStay(entry, gone, permit)


def _limit(rule: Mapping[str, Any]) -> Limit:
    return Limit(_number(rule, "max_days"), _number(rule, "window_days"))


def _number(rule: Mapping[str, Any], name: str) -> int | None:
    value = rule.get(name)
    if value is not None and (type(value) is not int or value < 1):
        raise Unclear(f"{name} is a whole number from 1, or null")
    return value


def _day(said: Mapping[str, Any], name: str, called: str) -> date:
    try:
        return date.fromisoformat(said[name])
    except (KeyError, TypeError, ValueError) as fault:
        raise Unclear(f"{called} is a day such as 2026-01-15") from fault
