"""``python -m docreader`` over folders: what is read, taken up again, stopped."""

from __future__ import annotations

import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from docreader.__main__ import main
from docreader.files import files_of
from docreader.progress import Progress
from tests.docreader.drawn import file_of, lines, page
from tests.docreader.scans import card, passport, scan_of, sheet, truth

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A passport, a blank page in a folder below, a scan of two documents, and no pictures."""
    below = tmp_path / "scans" / "below"
    below.mkdir(parents=True)
    (below.parent / "passport.jpg").write_bytes(file_of(page(width=800)))
    (below / "blank.PNG").write_bytes(file_of(np.full((300, 400, 3), 250, np.uint8), "PNG"))
    (below / "two.pdf").write_bytes(scan_of([sheet(card(0)), sheet(passport(1))]))
    (below / "notes.txt").write_text("not a picture")
    (below / ".hidden.jpg").write_bytes(b"")
    return below.parent


def told(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_folder_is_read_in_order_with_every_page(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([str(folder), "--workers", "2"])

    found = told(capsys.readouterr().out)
    assert status == 0
    assert [(Path(one["file"]).name, one["page"], one["pages"]) for one in found] == [
        ("passport.jpg", 1, 1),
        ("blank.PNG", 1, 1),
        ("two.pdf", 1, 2),
        ("two.pdf", 2, 2),
    ]
    assert tuple(found[0]["mrz"]) == lines()
    assert found[1]["mrz"] == []
    assert [tuple(one["mrz"]) for one in found[2:]] == [truth(0, "TD1"), truth(1, "TD3")]
    assert all(one["ms"] > 0 for one in found)


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    one = str(folder / "passport.jpg")

    assert list(files_of([one, str(folder), one])).count(one) == 1


def test_what_the_output_holds_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "read.jsonl"
    main([str(folder), "--out", str(out), "--quiet"])
    whole = out.read_text()
    (folder / "passport.jpg").write_bytes(b"gone bad since")
    (folder / "new.jpg").write_bytes(b"no picture")

    status = main([str(folder), "--out", str(out)])

    assert status == 1
    assert out.read_text().startswith(whole)
    assert [Path(one["file"]).name for one in told(out.read_text()[len(whole) :])] == ["new.jpg"]
    assert main([str(folder), "--out", str(out)]) == 1, "an error that is held is still an error"


@pytest.mark.slow
@pytest.mark.parametrize("cut", [1, 40, 3000])
def test_lines_that_a_stop_cut_short_are_read_again(folder: Path, tmp_path: Path, cut: int) -> None:
    out = tmp_path / "read.jsonl"
    main([str(folder), "--out", str(out)])
    whole = [{**one, "ms": 0} for one in told(out.read_text())]
    os.truncate(out, out.stat().st_size - cut)

    assert main([str(folder), "--out", str(out)]) == 0
    assert [{**one, "ms": 0} for one in told(out.read_text())] == whole


@pytest.mark.parametrize("content", ["my precious notes", "notes\n", "[1, 2]\n", '{"file": 5'])
def test_a_file_of_something_else_is_never_written_to(tmp_path: Path, content: str) -> None:
    out = tmp_path / "notes.txt"
    out.write_text(content)

    with pytest.raises(SystemExit) as stop:
        main([str(tmp_path), "--out", str(out)])

    assert stop.value.code == 2
    assert out.read_text() == content


def test_an_empty_folder_is_no_error_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 0
    assert "no picture" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--workers", "0"], ["--seconds", "-1"], ["--workers", "x"]])
def test_a_wrong_call_is_answered_with_two(wrong: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        main([str(tmp_path), *wrong])

    assert stop.value.code == 2


def test_the_help_tells_what_the_status_means(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])

    assert stop.value.code == 0
    assert "exit status: 0" in capsys.readouterr().out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_counts_on_a_terminal_and_is_silent_elsewhere() -> None:
    for screen, quiet, shown in (
        (Terminal(), False, True),
        (Terminal(), True, False),
        (io.StringIO(), False, False),
    ):
        bar = Progress(2, screen, quiet=quiet)
        bar.step(failed=True)
        bar.step(failed=False)
        bar.end()

        assert ("2 of 2, 1 unreadable" in screen.getvalue()) is shown
        assert bool(screen.getvalue()) is shown


@pytest.mark.slow
def test_ctrl_c_finishes_what_is_being_read_and_the_next_call_goes_on(tmp_path: Path) -> None:
    scans, out = tmp_path / "scans", tmp_path / "read.jsonl"
    scans.mkdir()
    for number in range(40):
        (scans / f"{number:02}.jpg").write_bytes(file_of(page(width=600)))
    command = [sys.executable, "-m", "docreader", str(scans), "--workers", "1", "--out", str(out)]
    screen, terminal = pty.openpty()

    running = subprocess.Popen(command, cwd=ROOT, stderr=terminal, start_new_session=True)
    os.close(terminal)
    deadline = time.monotonic() + 60
    while not (out.exists() and out.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to everyone in the foreground
    status = running.wait(60)
    words = os.read(screen, 100_000).decode()
    os.close(screen)

    held = told(out.read_text())
    assert status == 130
    assert 0 < len(held) < 40
    assert all(one["sure"] for one in held), "nobody was killed while reading"
    assert f"Stopped: {len(held)} of 40 files" in words
    assert "Traceback" not in words
    assert main([str(scans), "--out", str(out)]) == 0
    assert len(told(out.read_text())) == 40


def test_a_reader_of_the_lines_that_goes_away_is_no_traceback(folder: Path) -> None:
    command = [sys.executable, "-m", "docreader", str(folder)]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.close()

    assert running.stderr is not None
    assert running.stderr.read() == b""
    assert running.wait(60) == 1
    running.stderr.close()
