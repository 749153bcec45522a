"""What the machine's keeper reads in the log."""

from __future__ import annotations

import io
import json
import sys

import pytest

from tests.desk import MakeMachine, visitor


def test_a_line_goes_to_where_the_process_writes_now(
    make_machine: MakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = make_machine(LOG_LEVEL="INFO")
    before, now = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", before)
    visitor(machine).get("/sign-in")
    before.close()
    monkeypatch.setattr(sys, "stderr", now)

    visitor(machine).get("/sign-in")

    line = json.loads(now.getvalue().splitlines()[-1])
    assert (line["event"], line["endpoint"], line["status"]) == ("answered", "sign_in.sign_in", 200)
