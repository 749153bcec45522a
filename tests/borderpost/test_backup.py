"""Backup while the machine works, restore into an empty one, and archives that are not whole."""

from __future__ import annotations

import contextvars
import shutil
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from borderpost import backup as archives
from borderpost import create_app, features
from borderpost.db import db
from crossings.models import Crossing
from tests.crossings.work import crossed
from tests.desk import UNLOCKED, MakeMachine, officer

Restored = Callable[..., tuple[int, str]]


@pytest.fixture
def machine(make_machine: MakeMachine) -> Flask:
    """A machine whose keys are those that lie in its folder."""
    return make_machine()


@pytest.fixture
def archive(inside: Flask, tmp_path: Path) -> Path:
    """The backup of a machine where somebody crossed."""
    crossed(officer(inside, "officer"))
    path = tmp_path / "copies" / "machine.tar"
    done = inside.test_cli_runner().invoke(args=["backup", str(path)])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def restored(machine: Flask, tmp_path: Path) -> Restored:
    """``restored(archive)``: exit status and words of a restore into a new instance."""

    def run(path: Path, *, keys: bool = True, folder: str = "new") -> tuple[int, str]:
        instance = tmp_path / folder
        if keys:
            shutil.copytree(Path(machine.config["INSTANCE"]) / "keys", instance / "keys")
        app = create_app({"INSTANCE": instance, "TESTING": True} | UNLOCKED)
        runner = app.test_cli_runner()
        outside = contextvars.Context()  # else the command would run in the test's own machine
        done = outside.run(runner.invoke, args=["restore", str(path)])
        return done.exit_code, done.output

    return run


def crossings_in(instance: Path) -> int:
    app = create_app({"INSTANCE": instance, "TESTING": True} | UNLOCKED)
    with app.app_context():
        faults = [fault for check in features.contributions("verifications") for fault in check()]
        assert faults == []
        return db.session.scalar(select(func.count()).select_from(Crossing)) or 0


def test_a_backup_comes_back_whole_and_verified(
    archive: Path, restored: Restored, tmp_path: Path
) -> None:
    status, words = restored(archive)

    assert status == 0, words
    assert words.endswith("verified\n")
    assert crossings_in(tmp_path / "new") == 1


def test_the_keys_are_not_in_the_archive(machine: Flask, archive: Path) -> None:
    keys = [path.read_bytes() for path in Path(machine.config["INSTANCE"]).glob("keys/*")]
    with tarfile.open(archive) as tar:
        names = tar.getnames()

    assert keys
    assert names == ["manifest.json", "borderpost.db"]
    assert [key for key in keys if key in archive.read_bytes()] == []
    assert archive.stat().st_mode & 0o077 == 0


def test_it_says_loudly_where_the_keys_are(inside: Flask, tmp_path: Path) -> None:
    words = inside.test_cli_runner().invoke(args=["backup", str(tmp_path / "one.tar")]).output

    assert "keys are NOT in it" in words
    assert str(Path(inside.config["INSTANCE"]) / "keys") in words


def test_without_its_keys_nothing_is_restored(
    archive: Path, restored: Restored, tmp_path: Path
) -> None:
    status, words = restored(archive, keys=False)

    assert status == 1
    assert "keys/" in words
    assert not (tmp_path / "new" / "borderpost.db").exists()


def test_an_archive_cut_short_restores_nothing(
    archive: Path, restored: Restored, tmp_path: Path
) -> None:
    whole = archive.read_bytes()
    with tarfile.open(archive) as tar:
        last = tar.getmembers()[-1]
        end = last.offset_data + last.size
    for number, cut in enumerate((0, 1, 600, 5000, end // 2, end - 1)):
        short = tmp_path / "short.tar"
        short.write_bytes(whole[:cut])

        status, words = restored(short, folder=f"cut-{number}")

        assert (status, "nothing was restored" in words) == (1, True), cut
        assert list((tmp_path / f"cut-{number}").glob("*.db*")) == []


def test_an_altered_archive_restores_nothing(
    archive: Path, restored: Restored, tmp_path: Path
) -> None:
    spoiled = bytearray(archive.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    archive.write_bytes(bytes(spoiled))

    status, words = restored(archive)

    assert status == 1
    assert "damaged or cut short" in words
    assert not (tmp_path / "new" / "borderpost.db").exists()


def test_a_file_that_is_no_backup_restores_nothing(
    machine: Flask, restored: Restored, tmp_path: Path
) -> None:
    other = tmp_path / "other.tar"
    with tarfile.open(other, "w") as tar:
        tar.add(__file__, arcname="../../escaped.py")

    assert restored(other)[0] == 1
    assert not (tmp_path.parent / "escaped.py").exists()


def test_a_machine_with_data_is_never_written_over(inside: Flask, archive: Path) -> None:
    done = inside.test_cli_runner().invoke(args=["restore", str(archive)])

    assert done.exit_code == 1
    assert "holds a database already" in done.output
    assert crossings_in(inside.config["INSTANCE"]) == 1


def test_a_backup_is_never_written_over_another(inside: Flask, archive: Path) -> None:
    before = archive.read_bytes()
    done = inside.test_cli_runner().invoke(args=["backup", str(archive)])

    assert done.exit_code == 1
    assert archive.read_bytes() == before


def test_a_backup_goes_by_default_beside_the_data(inside: Flask) -> None:
    done = inside.test_cli_runner().invoke(args=["backup"])

    assert done.exit_code == 0
    assert len(list(Path(inside.config["INSTANCE"]).glob("backups/*.tar"))) == 1


def test_backups_taken_while_officers_save_are_each_whole(
    machine: Flask, restored: Restored, tmp_path: Path
) -> None:
    stop = threading.Event()

    def save() -> None:
        with machine.app_context():
            while not stop.is_set():
                crossed(officer(machine, "officer"))

    saving = threading.Thread(target=save)
    saving.start()
    for number in range(4):
        stop.wait(0.3)
        archives.backup(Path(machine.config["INSTANCE"]), tmp_path / f"{number}.tar")
    stop.set()
    saving.join()

    counts = []
    for number in range(4):
        status, words = restored(tmp_path / f"{number}.tar", folder=f"back-{number}")
        assert status == 0, words
        counts.append(crossings_in(tmp_path / f"back-{number}"))
    assert counts == sorted(counts)
    assert counts[-1] > 0


def test_on_postgresql_it_names_the_command_without_the_password(make_machine: MakeMachine) -> None:
    app = make_machine(DATABASE_URL="postgresql+psycopg://post:secret@localhost/border")
    done = app.test_cli_runner().invoke(args=["backup"])

    assert done.exit_code == 1
    assert "pg_dump" in done.output
    assert "secret" not in done.output
