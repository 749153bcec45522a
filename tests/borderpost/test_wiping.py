"""The wipe of a machine that was left: its server stopped, no name in any byte of its disk."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from borderpost import create_app
from borderpost.db import db
from borderpost.evacuation import codes
from tests import needs, served
from tests.crossings.documents import FANTA
from tests.crossings.work import crossed
from tests.desk import UNLOCKED, furnished, officer

CODE = codes.new_code()
NAME = FANTA.surname.upper().encode()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where the file goes."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_a_post_at_work_is_stopped_and_says_so_when_it_is_started_again(
    tmp_path: Path, stick: Path
) -> None:
    shutil.copytree(furnished(), tmp_path / "post")
    post = served.Served(tmp_path / "post")
    post.start()
    assert requests.get(f"{post.address}/sign-in", timeout=30).status_code == 200

    done = post.command("evacuate", "--to", str(stick), "--seconds", "5")

    assert done.returncode == 0, done.stderr
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{post.address}/sign-in", timeout=30)
    post.start()
    assert requests.get(f"{post.address}/sign-in", timeout=30).status_code == 503
    post.stop()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A disk of 96 MiB in a file, and where it is mounted."""
    image, place = tmp_path / "disk.img", tmp_path / "disk"
    with image.open("wb") as file:
        file.truncate(96 << 20)
    place.mkdir()
    subprocess.run(["mkfs.ext4", "-q", image], check=True)
    subprocess.run(["mount", "-o", "loop", image, place], check=True)
    yield image, place
    subprocess.run(["umount", place], check=False)


@needs.loop_disk
def test_a_wiped_disk_holds_no_name_in_any_byte(disk: tuple[Path, Path], stick: Path) -> None:
    image, place = disk
    instance = place / "instance"
    subprocess.run(["cp", "-r", furnished(), instance], check=True)
    app = create_app({"INSTANCE": instance, "TESTING": True} | UNLOCKED)
    codes.keep(instance, codes.public_half(CODE))
    with app.app_context():
        crossed(officer(app, "officer"))
        db.engine.dispose()
    (instance / "older.csv").write_bytes(NAME * 1000)
    os.sync()
    (instance / "older.csv").unlink()  # its bytes stay on the disk
    assert NAME in image.read_bytes()

    done = served.command(instance, "evacuate", "--to", str(stick))
    subprocess.run(["umount", place], check=True)

    assert done.returncode == 0, done.stderr
    assert "all free space" in done.stdout
    assert NAME not in image.read_bytes()
