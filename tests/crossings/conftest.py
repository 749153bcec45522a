"""The machine of ``tests.desk`` for every test of the desk."""

from __future__ import annotations

from tests.crossings.papers import boss, clerk, outage_sheet
from tests.crossings.stay_browser import known
from tests.crossings.stay_desk import awa, morning
from tests.desk import inside, machine, make_machine

__all__ = [
    "awa",
    "boss",
    "clerk",
    "inside",
    "known",
    "machine",
    "make_machine",
    "morning",
    "outage_sheet",
]
