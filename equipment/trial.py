"""A file of equipment or stock tried without writing anything, for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderpost.audit import Actor
from borderpost.imports import trial
from borderpost.imports.importer import Importer
from borderpost.imports.reading import Grid


def tried(importer: Importer, grid: Grid, mapping: Mapping[str, str], by: Actor) -> dict[str, Any]:
    """``{rows, new, changed, same, errors}`` as ``borderpost.imports.trial`` says."""
    return trial.tried(
        importer,
        grid,
        mapping,
        by,
        outcomes=("new", "changed", "same"),
        outcome=lambda line: str(line.row.outcome),
        codes=lambda line: {fault.field: fault.code for fault in line.faults},
    )
