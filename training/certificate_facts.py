"""PURE: every fact that a certificate prints, as plain data, its canonical text and digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FORMAT = 1


def canonical(facts: Mapping[str, Any]) -> str:
    """One text for the same facts: sorted keys, no blanks, UTF-8 (in the manner of RFC 8785)."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(facts).encode()).hexdigest()
