"""``flask doctor``: each line both ways, and an exit code for what must not be lacking."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from borderpost import capabilities, clock
from borderpost.db import db
from tests.desk import browser


def line(start: str) -> capabilities.Capability:
    """The line whose name begins so."""
    with force_locale("en"):
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
    [("Second reader", no_zbar), ("Browser", no_browser), ("Clock", no_clock), ("Disk", full_disk),
     ("Keys", open_key), ("Tables", old_tables), ("Write-ahead", long_log)],
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


@pytest.mark.parametrize("start", ["Arabic", "Disk", "Keys", "Database", "Tables", "Write"])
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

    assert line("Clock").is_present and line("Browser").is_present
    assert line("Second reader").is_present


def test_the_command_speaks_json_and_fails_for_what_is_needed(
    inside: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = inside.test_cli_runner().invoke
    good = run(args=["doctor", "--json"])
    open_key(monkeypatch, inside)
    bad = run(args=["doctor"])
    rows: list[dict[str, Any]] = json.loads(good.output)

    assert good.exit_code == 0
    assert {row["name"] for row in rows} >= {"Arabic font", "Keys private", "Database whole"}
    assert bad.exit_code == 1
    assert "chmod 600" in bad.output


def test_chief_and_administrator_see_the_same_on_a_page(
    machine: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for username in ("supervisor", "administrator"):
        here = browser(machine, username)
        here.send("/language", locale="en")
        good = here.get("/status/")
        assert good.status_code == 200
        assert "Keys private" in good.text and "alert-danger" not in good.text
        assert "/status/" in here.get("/home").text

    open_key(monkeypatch, machine)
    bad = here.get("/status/").text
    assert "The post must not go on like this." in bad
    assert "chmod 600" in bad and "seal.key" in bad
    assert bad.index("Keys private") < bad.index("Database whole")


def test_the_command_speaks_english_whatever_the_machine_speaks(inside: Flask) -> None:
    assert inside.config["DEFAULT_LOCALE"] == "fr"

    assert "Keys private" in inside.test_cli_runner().invoke(args=["doctor"]).output


@pytest.mark.parametrize("username", ["officer", "auditor", "analyst"])
def test_nobody_else_sees_the_state_of_the_machine(machine: Flask, username: str) -> None:
    here = browser(machine, username)

    assert here.get("/status/").status_code == 403
    assert "/status/" not in here.get("/home").text
