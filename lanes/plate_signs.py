"""Where a vehicle is registered, as it is typed: the sign beside the plate, or the state."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path

from crossings import state_names

_FILE = Path(__file__).parent / "data" / "plate_signs.toml"


@functools.cache
def signs() -> Mapping[str, str]:
    """Distinguishing sign -> ISO alpha-3, as the cited list says it."""
    found: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["signs"]
    return found


def country(typed: str) -> str:
    """The state that was meant; '' for an unknown one, and for a beginning that several share."""
    text = typed.strip().upper()
    if text in signs():
        return signs()[text]
    meant = state_names.meant(typed)
    return meant[0] if len(meant) == 1 else ""
