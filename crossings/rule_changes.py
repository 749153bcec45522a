"""What differs between two contents of a rule or group, field by field, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from borderpost.locale import LOCALES
from crossings.models import RuleProposal

FIELDS: Mapping[str, LazyString] = {
    "at": _l("At posts of"),
    "nationals": _l("Nationals of"),
    "but_not": _l("But not nationals of"),
    "direction": _l("Direction"),
    "subject": _l("Who or what crosses"),
    "documents": _l("Documents (none ticked: any)"),
    "categories": _l("Only for"),
    "except_categories": _l("Except for"),
    "purposes": _l("Purposes (none ticked: any)"),
    "requirement": _l("Requirement"),
    "max_days": _l("Days at most"),
    "window_days": _l("Within a window of days"),
    "passport_months": _l("Document valid for months more"),
    "health_certificate": _l("Asks for a health certificate"),
    "under_age": _l("Minor: younger than (whole years)"),
    "effective_from": _l("In force since"),
    "start_open": _l("Or earlier: the source gives no start"),
    "effective_to": _l("Until, inclusive"),
    "active": _l("Applied at the desks"),
    "citation": _l("Source"),
    "consulted": _l("Source consulted on"),
    "verified": _l("Verified: somebody compared it with the text"),
    "title": _l("Title"),
    "note": _l("Note"),
    "members": _l("Members"),
}


@dataclass(frozen=True)
class FieldChange:
    """One field as it was and as it would be."""

    label: LazyString
    language: str  # of words: fr, en, ar
    before: str
    after: str


def changes(before: Mapping[str, Any], proposal: RuleProposal) -> list[FieldChange]:
    """Every field that the proposal changes; for a new code every field that it fills."""
    return compared(before, proposal.content)


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldChange]:
    """Every field that differs between two contents."""
    old, new = _flat(before), _flat(after)
    found = {name: (shown(old.get(name)), shown(new.get(name))) for name in [*new, *old]}
    return [
        FieldChange(label, tongue, *found[name, tongue])
        for name, label in FIELDS.items()
        for tongue in ("", *LOCALES)
        if (name, tongue) in found and found[name, tongue][0] != found[name, tongue][1]
    ]


def _flat(content: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """Each field, and each language of those that are words."""
    told: dict[tuple[str, str], Any] = {}
    for name, value in content.items():
        words = value if isinstance(value, dict) else {"": value}
        told |= {(name, tongue): text for tongue, text in words.items()}
    return told


def shown(value: Any) -> str:
    """A value as a page shows it; nothing is an empty text."""
    if value in (None, "", [], False):
        return ""
    if isinstance(value, list):
        return "; ".join(map(_member, value)) if _is_of_members(value) else " ".join(value)
    return "✓" if value is True else str(value)


def _is_of_members(value: list[Any]) -> bool:
    return bool(value) and isinstance(value[0], dict)


def _member(value: Any) -> str:
    known = ("state", "since", "until")
    told = [str(value.get(name, "")) for name in known]
    rest = {name: text for name, text in value.items() if name not in known and text}
    return " ".join([f"{told[0]} {told[1]}…{told[2]}", json.dumps(rest, ensure_ascii=False)])
