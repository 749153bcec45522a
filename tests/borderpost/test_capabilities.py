"""``flask doctor``: each line both ways, and an exit code for what must not be lacking."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from borderpost import capabilities, clock
from borderpost.db import db


def line(start: str) -> capabilities.Capability:
    """The line whose name begins so."""
    return next(row for row in capabilities.found() if row.name.startswith(start))


def no_zbar(patch: pytest.MonkeyPatch, app: Flask) -> None:
    patch.setattr(capabilities, "find_library", lambda _name: None)


def no_browser(patch: pytest.MonkeyPatch, app: Flask) -> None:
    patch.setenv("PATH", app.config["INSTANCE"].as_posix())


def no_clock(patch: pytest.MonkeyPatch, app: Flask) -> None:
    patch.setattr(clock, "_NTP_MARK", Path(app.config["INSTANCE"]) / "no-such-mark")


def full_disk(patch: pytest.MonkeyPatch, app: Flask) -> None:
    patch.setattr(capabilities, "LEAST_FREE", 1 << 62)


def open_key(patch: pytest.MonkeyPatch, app: Flask) -> None:
    (Path(app.config["INSTANCE"]) / "keys" / "seal.key").chmod(0o644)


def old_tables(patch: pytest.MonkeyPatch, app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")


def long_log(patch: pytest.MonkeyPatch, app: Flask) -> None:
    patch.setattr(capabilities, "LARGEST_LOG", -1)


@pytest.mark.parametrize(
    ("start", "broken"),
    [("libzbar0", no_zbar), ("Chromium", no_browser), ("clock", no_clock), ("disk", full_disk),
     ("keys", open_key), ("migrations", old_tables), ("write-ahead", long_log)],
)  # fmt: skip
def test_what_is_lacking_is_told_with_its_remedy(
    inside: Flask,
    monkeypatch: pytest.MonkeyPatch,
    start: str,
    broken: Callable[[pytest.MonkeyPatch, Flask], None],
) -> None:
    broken(monkeypatch, inside)
    found = line(start)

    assert not found.is_present
    assert found.lost and found.remedy


@pytest.mark.parametrize("start", ["Arabic", "disk", "keys", "database", "migrations", "write"])
def test_a_good_machine_lacks_nothing_that_is_needed(inside: Flask, start: str) -> None:
    assert line(start).is_present


def test_what_the_environment_gives_is_present(
    inside: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark, tool = tmp_path / "synchronized", tmp_path / "chromium"
    mark.touch()
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    monkeypatch.setattr(clock, "_NTP_MARK", mark)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(capabilities, "find_library", lambda name: f"lib{name}.so.0")

    assert line("clock").is_present and line("Chromium").is_present
    assert line("libzbar0").is_present


def test_the_command_speaks_json_and_fails_for_what_is_needed(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = inside.test_cli_runner().invoke
    good = run(args=["doctor", "--json"])
    open_key(monkeypatch, inside)
    bad = run(args=["doctor"])
    rows: list[dict[str, Any]] = json.loads(good.output)

    assert good.exit_code == 0
    assert {row["name"] for row in rows} >= {"libzbar0", "keys private", "database whole"}
    assert bad.exit_code == 1
    assert "chmod 600" in bad.output
