"""The library's README: its examples run, and it names what the command and the code have."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from docreader import errors
from docreader.__main__ import main

README = Path(__file__).parents[2] / "docreader" / "README.md"


def test_every_example_does_what_it_says() -> None:
    failed, tried = doctest.testfile(str(README), module_relative=False)

    assert tried > 15
    assert failed == 0


def test_every_option_and_status_of_the_command_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    helped, told = capsys.readouterr().out, README.read_text("utf-8")

    for option in re.findall(r"--[a-z]+", helped):
        assert option == "--help" or option in told
    for status in ("| 0 |", "| 1 |", "| 2 |", "| 130 |"):
        assert status in told


def test_every_reason_for_a_refusal_is_told() -> None:
    told = README.read_text("utf-8")

    assert [code for code in errors._SENTENCES if f"`{code}`" not in told] == []
