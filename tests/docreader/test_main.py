"""``python -m docreader``: one JSON object a line, whatever the files are."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import cv2
import numpy as np
import pytest

from docreader import UnreadableImage
from docreader.__main__ import main


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A white page."""
    path = tmp_path / "blank.png"
    cv2.imwrite(str(path), np.full((400, 600, 3), 255, np.uint8))
    return path


def test_a_picture_without_a_zone_says_so_and_is_no_error(
    blank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([str(blank)])

    answer = json.loads(capsys.readouterr().out)
    assert status == 0
    assert answer["file"] == str(blank)
    assert (answer["mrz"], answer["format"], answer["sure"]) == ([], "", False)
    assert answer["warnings"]
    assert {"fields", "checks", "barcodes", "ms"} <= set(answer)


def test_a_file_that_is_no_picture_is_told_and_the_others_still_come(
    blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, text = tmp_path / "empty.jpg", tmp_path / "text.jpg"
    empty.write_bytes(b"")
    text.write_text("no picture at all")

    status = main([str(empty), str(text), str(tmp_path / "nowhere.png"), str(blank)])

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 1
    assert [sorted(answer) for answer in answers[:3]] == [["error", "file"]] * 3
    assert "error" not in answers[3]


def test_a_call_without_files_says_how_to_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([])

    assert stop.value.code == 2
    assert "PATH" in capsys.readouterr().err


@pytest.mark.parametrize("code", ["empty", "not_an_image", "truncated", "too_large", "not_found"])
def test_an_unreadable_picture_says_why_and_survives_a_process_border(code: str) -> None:
    problem = pickle.loads(pickle.dumps(UnreadableImage(code)))  # noqa: S301

    assert problem.code == code
    assert str(problem).endswith(".")
