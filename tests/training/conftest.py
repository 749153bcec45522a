"""The machine of ``tests.desk`` for every test of training; its sentences are in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.desk import machine, make_machine

__all__ = ["inside", "machine", "make_machine"]


@pytest.fixture
def inside(machine: Flask) -> Iterator[Flask]:
    """The machine, and we are in its application context: for services and queries."""
    machine.config["DEFAULT_LOCALE"] = "en"
    with machine.app_context():
        yield machine
