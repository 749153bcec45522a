"""The machine of ``tests.desk`` for every test of equipment."""

from __future__ import annotations

from tests.desk import inside, machine, make_machine
from tests.equipment.work import stocked, world

__all__ = ["inside", "machine", "make_machine", "stocked", "world"]
