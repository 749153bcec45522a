"""Old backups go, as many as the setting says stay, and the only good one never goes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

from borderpost import backup as archives
from tests.desk import MakeMachine


@pytest.fixture
def machine(make_machine: MakeMachine) -> Flask:
    return make_machine(BACKUP_DAYS=3)


@pytest.fixture
def folder(machine: Flask) -> Path:
    return Path(machine.config["INSTANCE"]) / "backups"


@pytest.fixture
def whole(machine: Flask, tmp_path: Path) -> Path:
    """An archive that restores."""
    archives.backup(Path(machine.config["INSTANCE"]), tmp_path / "whole.tar")
    return tmp_path / "whole.tar"


def lay(folder: Path, name: str, whole: Path, *, cut: bool = False) -> Path:
    """An archive of that moment, cut short if it is to be."""
    folder.mkdir(exist_ok=True)
    path = folder / f"borderpost-{name}.tar"
    shutil.copyfile(whole, path)
    if cut:
        path.write_bytes(path.read_bytes()[:-20_000])
    return path


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_of_each_day_stays_for_as_many_days_as_are_kept(folder: Path, whole: Path) -> None:
    for day in range(1, 7):
        lay(folder, f"2026110{day}-020000", whole)

    deleted = archives.prune(folder, 3)

    assert len(deleted) == 3
    assert left(folder) == [f"borderpost-2026110{day}-020000.tar" for day in (4, 5, 6)]


def test_days_without_a_backup_make_nothing_older(folder: Path, whole: Path) -> None:
    for name in ("20200101-020000", "20230101-020000", "20261101-020000"):
        lay(folder, name, whole)

    assert archives.prune(folder, 3) == []


def test_of_an_earlier_day_the_newest_stays_and_of_the_latest_all(
    folder: Path, whole: Path
) -> None:
    for name in ("20261101-020000", "20261101-130000", "20261102-020000", "20261102-130000"):
        lay(folder, name, whole)

    assert [path.name for path in archives.prune(folder, 3)] == ["borderpost-20261101-020000.tar"]


def test_of_an_earlier_day_a_broken_newest_does_not_drive_out_the_whole_one(
    folder: Path, whole: Path
) -> None:
    good = lay(folder, "20261101-020000", whole)
    broken = lay(folder, "20261101-130000", whole, cut=True)
    lay(folder, "20261102-020000", whole)

    assert archives.prune(folder, 3) == [broken]
    assert good.exists()


def test_nothing_is_deleted_while_the_newest_is_not_whole(folder: Path, whole: Path) -> None:
    for day in range(1, 6):
        lay(folder, f"2026110{day}-020000", whole)
    lay(folder, "20261106-020000", whole, cut=True)

    assert archives.prune(folder, 1) == []
    assert len(left(folder)) == 6


def test_the_only_backup_is_never_deleted(folder: Path, whole: Path) -> None:
    lay(folder, "20200101-020000", whole)

    assert archives.prune(folder, 1) == []


def test_what_has_another_name_is_not_ours_to_delete(folder: Path, whole: Path) -> None:
    for day in range(1, 5):
        lay(folder, f"2026110{day}-020000", whole)
    for name in ("before-the-move.tar", "borderpost-20200101-020000.tar.old", "notes.txt"):
        (folder / name).write_bytes(b"kept")

    archives.prune(folder, 1)

    assert left(folder) == [
        "before-the-move.tar",
        "borderpost-20200101-020000.tar.old",
        "borderpost-20261104-020000.tar",
        "notes.txt",
    ]


def test_the_command_keeps_as_many_days_as_the_setting_says(
    machine: Flask, folder: Path, whole: Path
) -> None:
    for day in range(1, 6):
        lay(folder, f"2020010{day}-020000", whole)

    done = machine.test_cli_runner().invoke(args=["backup"])

    assert done.exit_code == 0, done.output
    assert "deleted: borderpost-20200103-020000.tar" in done.output
    assert len(left(folder)) == 3


def test_a_copy_to_a_place_of_ones_own_deletes_nothing(
    machine: Flask, folder: Path, whole: Path, tmp_path: Path
) -> None:
    for day in range(1, 6):
        lay(folder, f"2020010{day}-020000", whole)

    done = machine.test_cli_runner().invoke(args=["backup", str(tmp_path / "away.tar")])

    assert done.exit_code == 0, done.output
    assert len(left(folder)) == 5
