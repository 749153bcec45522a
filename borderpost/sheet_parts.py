"""What other subjects show on a traveller's working sheet: a template of their own, and its values.

The desk asks here and never sees whose part it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from borderpost import features


@dataclass(frozen=True)
class Part:
    """A template, which finds ``values`` under the name ``part``."""

    template: str
    values: Mapping[str, Any]


def of(inspection_id: UUID, post_id: UUID | None) -> Sequence[Part]:
    """The parts of this sheet, in the order of the features."""
    found = (part(inspection_id, post_id) for part in features.contributions("sheet_parts"))
    return [one for one in found if one is not None]
