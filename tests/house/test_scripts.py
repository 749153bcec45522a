"""The two commands and their kin work from anywhere, twice, and without a terminal."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.house import tree
from tests.served import free_port

SCRIPTS = [
    path
    for path in tree.files()
    if path.parent in (tree.ROOT / "scripts", tree.ROOT / ".ci") and not path.suffix
]


@pytest.mark.parametrize("script", SCRIPTS, ids=tree.name)
def test_a_script_is_plain_shell_that_stops_at_the_first_failure(script: Path) -> None:
    text = script.read_text()

    assert text.startswith("#!/bin/sh\n")
    assert "set -eu" in text or "\nexec " in text
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", script]).returncode == 0


def test_ci_runs_the_test_script_and_nothing_else() -> None:
    lines = (tree.ROOT / ".ci/run").read_text().splitlines()

    assert lines == ["#!/bin/sh", 'exec "$(dirname -- "$0")/../scripts/test" "$@"']


@pytest.mark.slow
def test_setting_up_again_changes_nothing(tmp_path: Path) -> None:
    stamp = tree.ROOT / ".venv/.installed"
    before = stamp.stat().st_mtime_ns if stamp.exists() else None
    done = subprocess.run(
        [tree.ROOT / "scripts/setup"], cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True
    )

    assert done.returncode == 0, done.stderr
    assert before is None or stamp.stat().st_mtime_ns == before


@pytest.mark.slow
def test_what_a_machine_lacks_is_told_with_what_is_lost_and_what_helps(tmp_path: Path) -> None:
    """No browser, no second barcode reader, no Pango, and nothing to install them with."""
    for tool in ("sh", "dirname", "id", "cat", "cksum"):
        (tmp_path / tool).symlink_to(shutil.which(tool) or "")
    (tmp_path / "pyzbar").mkdir()
    (tmp_path / "pyzbar/__init__.py").write_text("raise ImportError('no libzbar')\n")
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint/__init__.py").write_text("raise OSError('no libpango')\n")
    bare = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [tree.ROOT / "scripts/setup", "--dev"], env=bare, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    lacks = (
        ("Chromium", "browser journeys"),
        ("libzbar0", "second reader"),
        ("libpango-1.0-0", "PDF"),
    )
    for lack, lost in lacks:
        told = rf"missing: {lack}\n  lost:   .*{lost}.*\n  remedy: .*install"
        assert re.search(told, done.stderr), done.stderr


def test_an_unknown_option_is_refused_with_the_known_ones() -> None:
    for name, said in (("setup", "[--dev]"), ("test", "[--fast | --nightly]")):
        done = subprocess.run(
            [tree.ROOT / "scripts" / name, "--no-such"], capture_output=True, text=True
        )

        assert done.returncode == 2
        assert said in done.stderr


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address and printed words of a demonstration started from another folder."""
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    environment = os.environ | {
        "BORDERPOST_INSTANCE": str(folder / "instance"),
        "BORDERPOST_DEMO_DAYS": "2",
        "BORDERPOST_BIND": f"127.0.0.1:{port}",
    }
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            [tree.ROOT / "scripts/demo"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process, folder / "said")
        yield address, (folder / "said").read_text()
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(address: str, process: subprocess.Popen[bytes], said: Path) -> None:
    """Until the server answers; its words when it ended instead."""
    for _try in range(240):
        assert process.poll() is None, said.read_text()
        try:
            requests.get(f"{address}/sign-in", timeout=10)
        except requests.ConnectionError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError(said.read_text())


@pytest.mark.slow
def test_the_demonstration_answers_and_names_its_accounts(demo: tuple[str, str]) -> None:
    address, said = demo
    page = requests.get(f"{address}/sign-in", timeout=10)

    assert page.status_code == 200
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "gunicorn" not in page.headers.get("Server", "")
    assert address.removeprefix("http://") in said
    assert "officer" in said.lower()


@pytest.mark.slow
@pytest.mark.parametrize("path", ["vendor/bootstrap.min.css", "icons/sprite.svg", "theme.css"])
def test_the_demonstration_serves_its_own_files(demo: tuple[str, str], path: str) -> None:
    assert requests.get(f"{demo[0]}/static/{path}", timeout=10).status_code == 200
