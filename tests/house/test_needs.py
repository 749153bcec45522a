"""The plugin that skips, counts and, in CI, fails what a test lacks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import needs
from tests.house import tree

ROOT = Path(__file__).resolve().parents[2]
LACKING = """
from tests import needs
@needs.chromium
def test_browser(): pass
@needs.specimens
def test_specimens(): pass
"""


def run_lacking(folder: Path, **environment: str) -> str:
    """Output of a run in which neither a browser nor specimens can be found."""
    (folder / "test_lacking.py").write_text(LACKING)
    clean = {"PATH": "/nowhere", "PYTHONPATH": str(ROOT), "HOME": str(folder)} | environment
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.needs", str(folder)]
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True)
    return done.stdout


def test_what_is_missing_is_skipped_with_its_reason_and_counted(tmp_path: Path) -> None:
    output = run_lacking(tmp_path)

    assert "2 skipped" in output
    assert "1 skipped, chromium: no browser; install chromium" in output
    assert "1 skipped, specimens: no specimens" in output


def test_in_ci_what_is_missing_fails_but_for_the_specimens(tmp_path: Path) -> None:
    output = run_lacking(tmp_path, CI="true")

    assert "1 skipped, 1 error" in output
    assert "needs chromium: no browser" in output


def test_a_named_browser_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    monkeypatch.setenv("BORDERPOST_CHROMIUM", os.fspath(browser))

    assert needs.find_chromium() == os.fspath(browser)


def test_no_test_is_skipped_past_the_needs() -> None:
    skipping = re.compile(r"pytest\.(?:skip|importorskip)\(|mark\.skip")
    found = [
        tree.name(path)
        for path in tree.python("tests")
        if path.name not in {"needs.py", "test_needs.py"} and skipping.search(path.read_text())
    ]

    assert found == []


@pytest.mark.db
def test_each_database_test_gets_an_empty_database(postgres_database: str) -> None:
    engine = sa.create_engine(postgres_database)

    assert sa.inspect(engine).get_table_names() == []

    engine.dispose()
