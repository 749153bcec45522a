"""The machine of ``tests.desk`` for every test of the cash desk."""

from __future__ import annotations

from tests.desk import inside, machine, make_machine

__all__ = ["inside", "machine", "make_machine"]
