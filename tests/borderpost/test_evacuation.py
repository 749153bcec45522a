"""A post taken away in one sealed file, its machine wiped, and the same post elsewhere."""

from __future__ import annotations

import contextvars
import re
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from borderpost import create_app
from borderpost.evacuation import codes, leaving, notice
from tests.crossings.documents import FANTA
from tests.crossings.work import crossed
from tests.desk import UNLOCKED, MakeMachine, officer

CODE = codes.new_code()
NAME = FANTA.surname.upper().encode()


@pytest.fixture
def machine(make_machine: MakeMachine) -> Flask:
    """A machine of its own, with an evacuation code, where somebody crossed."""
    app = make_machine()
    codes.keep(instance_of(app), codes.public_half(CODE))
    with app.app_context():
        crossed(officer(app, "officer"))
    return app


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where the file goes."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def instance_of(app: Flask) -> Path:
    return Path(app.config["INSTANCE"])


def command(app: Flask, *words: str) -> tuple[int, str]:
    runner, outside = app.test_cli_runner(), contextvars.Context()
    done = outside.run(runner.invoke, args=list(words))
    return done.exit_code, f"{done.output}{done.exception or ''}"


def evacuated(app: Flask, stick: Path) -> Path:
    status, words = command(app, "evacuate", "--to", str(stick), "--seconds", "5")
    assert status == 0, words
    return next(stick.iterdir())


def new_machine(folder: Path) -> Flask:
    return create_app({"INSTANCE": folder, "TESTING": True} | UNLOCKED)


def rows(instance: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    connection = sqlite3.connect(instance / "borderpost.db")
    try:
        tables = [name for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        )]  # fmt: skip
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr)  # noqa: S608
                for name in tables}  # fmt: skip
    finally:
        connection.close()


def test_every_row_and_the_chain_are_elsewhere_afterwards(
    machine: Flask, stick: Path, tmp_path: Path
) -> None:
    before = rows(instance_of(machine))
    keys = {path.name: path.read_bytes() for path in instance_of(machine).glob("keys/*")}
    evacuated(machine, stick)

    status, words = command(new_machine(tmp_path / "new"), "restore", str(stick), "--code", CODE)

    assert status == 0, words
    assert words.endswith("verified\n")
    after = rows(tmp_path / "new")
    told = set(after.pop("audit_lines")) - set(before.pop("audit_lines"))
    known = {"machine:evacuation:begin", "posts:status:change"}
    acts = sorted(part for line in told for part in map(str, line) if part in known)
    # The first two before the copy, the last once the post stands again.
    assert acts == ["machine:evacuation:begin", "posts:status:change", "posts:status:change"]
    said = sorted(after.pop("post_statuses"), key=lambda row: str(row[3]))  # by its begin
    assert [row[1] for row in said] == ["evacuated", "open"]
    before.pop("post_statuses")
    assert after == before
    assert {path.name: path.read_bytes() for path in (tmp_path / "new").glob("keys/*")} == keys


def test_the_machine_that_was_left_holds_its_notice_and_nothing_else(
    machine: Flask, stick: Path
) -> None:
    instance = instance_of(machine)
    (instance / "backups").mkdir()
    (instance / "backups" / "older.tar").write_bytes(NAME)
    files = [path for path in instance.rglob("*") if path.is_file()]
    assert "borderpost.db-wal" in {path.name for path in files}
    opened = [path.open("rb") for path in files if path.suffix != ".db-shm"]  # page numbers only
    assert any(NAME in file.read() for file in opened)

    evacuated(machine, stick)

    assert [path.name for path in instance.iterdir()] == [notice.NAME]
    for file in opened:  # what lay on the disk where the files were
        file.seek(0)
        assert set(file.read()) <= {0}, file.name
        file.close()


def test_the_file_holds_no_name_and_nobody_else_may_read_it(machine: Flask, stick: Path) -> None:
    archive = evacuated(machine, stick)

    assert NAME not in archive.read_bytes()
    assert archive.stat().st_mode & 0o077 == 0


def test_who_asks_a_machine_that_was_left_is_told_so(machine: Flask, stick: Path) -> None:
    evacuated(machine, stick)
    client: FlaskClient = machine.test_client()

    for language, words in (("fr", "évacué"), ("en", "evacuated"), ("ar", "إخلاء")):
        answer = client.get("/desk/", headers={"Accept-Language": language})
        assert answer.status_code == 503
        assert words in answer.text
        assert codes.mark(codes.public_half(CODE)) in answer.text
    assert client.get("/static/theme.css").status_code == 200
    assert not (instance_of(machine) / "borderpost.db").exists()


def test_a_restored_machine_answers_again(machine: Flask, stick: Path) -> None:
    evacuated(machine, stick)
    back = new_machine(instance_of(machine))

    assert command(back, "restore", str(stick), "--code", CODE)[0] == 0
    assert back.test_client().get("/sign-in").status_code == 200


def test_a_drill_changes_nothing_and_leaves_nothing(machine: Flask, stick: Path) -> None:
    before = rows(instance_of(machine))
    files = sorted(path for path in instance_of(machine).rglob("*") if "-" not in path.name)

    status, words = command(machine, "evacuate", "--to", str(stick), "--drill")

    assert status == 0, words
    assert re.search(r"drill: +[0-9.]+ s; nothing was kept", words)
    assert list(stick.iterdir()) == []
    assert rows(instance_of(machine)) == before
    assert files == sorted(
        path for path in instance_of(machine).rglob("*") if "-" not in path.name
    )  # but for SQLite's own, -wal and -shm
    assert machine.test_client().get("/sign-in").status_code == 200


def test_without_a_code_made_before_one_is_made_and_shown(
    make_machine: MakeMachine, stick: Path, tmp_path: Path
) -> None:
    app = make_machine()
    status, words = command(app, "evacuate", "--to", str(stick), "--seconds", "5")
    assert status == 0, words
    code = re.search(r"(?:[A-Z2-7]{4}-){7}[A-Z2-7]{4}", words)
    assert code

    assert command(new_machine(tmp_path / "b"), "restore", str(stick), "--code", code[0])[0] == 0


@pytest.mark.parametrize(
    "code", ["", codes.new_code(), "ABCD-EFGH"], ids=["none", "another", "mistyped"]
)
def test_another_code_restores_nothing(
    machine: Flask, stick: Path, tmp_path: Path, code: str
) -> None:
    evacuated(machine, stick)

    status, words = command(new_machine(tmp_path / "new"), "restore", str(stick), "--code", code)

    assert status == 1
    assert "nothing was restored" in words or "Aborted" in words
    assert not (tmp_path / "new" / "borderpost.db").exists()


def test_a_damaged_file_restores_nothing(machine: Flask, stick: Path, tmp_path: Path) -> None:
    archive = evacuated(machine, stick)
    spoiled = bytearray(archive.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    archive.write_bytes(bytes(spoiled))

    status, words = command(new_machine(tmp_path / "new"), "restore", str(archive), "--code", CODE)

    assert (status, "damaged" in words) == (1, True)
    assert not (tmp_path / "new" / "borderpost.db").exists()


def test_a_machine_with_data_is_never_restored_over(machine: Flask, stick: Path) -> None:
    evacuated(machine, stick)
    other = new_machine(instance_of(machine))
    (instance_of(machine) / "borderpost.db").write_bytes(b"")

    status, words = command(other, "restore", str(stick), "--code", CODE)

    assert (status, "holds a database already" in words) == (1, True)


@pytest.mark.parametrize("where", ["nowhere", "instance"])
def test_where_nothing_can_be_put_nothing_is_wiped(machine: Flask, stick: Path, where: str) -> None:
    folder = {"nowhere": stick / "absent", "instance": instance_of(machine) / "keys"}[where]

    status, words = command(machine, "evacuate", "--to", str(folder))

    assert (status, "the machine is as it was" in words) == (1, True)
    assert machine.test_client().get("/sign-in").status_code == 200


def test_a_stick_that_fills_up_wipes_nothing(
    machine: Flask, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(leaving, "_seal", full)
    status, words = command(machine, "evacuate", "--to", str(stick))

    assert (status, "No space left" in words) == (1, True)
    assert list(stick.iterdir()) == []
    assert machine.test_client().get("/sign-in").status_code == 200


def test_a_stick_that_gives_back_something_else_wipes_nothing(
    machine: Flask, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = leaving._seal

    def bad_stick(draft: Path, *rest: object) -> bytes:
        key = seal(draft, *rest)  # type: ignore[arg-type]
        with draft.open("r+b") as file:
            file.seek(5000)
            file.write(b"\0\0\0\0")
        return key

    monkeypatch.setattr(leaving, "_seal", bad_stick)
    status, words = command(machine, "evacuate", "--to", str(stick))

    assert (status, "damaged" in words) == (1, True)
    assert list(stick.iterdir()) == []
    assert machine.test_client().get("/sign-in").status_code == 200


def test_a_code_is_shown_once_and_kept_by_its_half(make_machine: MakeMachine) -> None:
    app = make_machine()
    status, words = command(app, "evacuation-code")
    code = re.search(r"(?:[A-Z2-7]{4}-){7}[A-Z2-7]{4}", words)

    assert status == 0
    assert code
    assert codes.kept(instance_of(app)) == codes.public_half(code[0])
    assert command(app, "evacuation-code")[0] == 1
    assert command(app, "evacuation-code", "--anew")[0] == 0
    assert codes.kept(instance_of(app)) != codes.public_half(code[0])
