"""The digest by which the audit log knows a row again: of an event, of a movement of stock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any


def digest(row: Any, names: Iterable[str], **more: str) -> str:
    """SHA-256 over what a row says under these names, in one way of writing it."""
    content = {name: getattr(row, name) for name in names} | more
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
