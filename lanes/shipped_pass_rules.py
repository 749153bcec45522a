"""The example of a pass's rule that Borderpost carries, as facts of a rule that begins today."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from lanes.services.pass_rules import RuleFacts


def rules(post_id: UUID, day: date) -> Iterator[RuleFacts]:
    """The rows of ``data/pass_rules.toml`` for a post, from ``day`` on; none is verified."""
    path = Path(__file__).parent / "data" / "pass_rules.toml"
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]:
        yield RuleFacts(
            post_id=post_id, starts_on=day, ends_on=None, is_verified=False,
            **{**row, "youngest": row["youngest"] or None},
        )  # fmt: skip
