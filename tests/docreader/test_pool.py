"""The reader pool: real children, real limits."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest

from docreader import read
from docreader.answers import PageRead
from docreader.errors import UnreadableImage
from docreader.frames import LENGTH, Broken, receive
from docreader.pool import ReaderOverrun, ReaderPool
from docreader.reading import Barcode, Reading
from tests.docreader.codes import barcode_file
from tests.docreader.drawn import file_of, lines, page

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(children=2, seconds=60) as running:
        yield running


def test_a_page_comes_back_read_with_its_zone_and_its_picture(pool: ReaderPool) -> None:
    stored = np.ascontiguousarray(np.rot90(page(width=2000), 1))

    answer = pool.read(file_of(stored, orientation=6))

    zone = cv2.imdecode(np.frombuffer(answer.zone_png, np.uint8), cv2.IMREAD_UNCHANGED)
    kept = cv2.imdecode(np.frombuffer(answer.page_jpeg, np.uint8), cv2.IMREAD_UNCHANGED)
    assert answer.reading.mrz_lines == lines()
    assert answer.reading.sure
    assert zone.ndim == 2
    assert max(kept.shape) == 1600
    assert kept.shape[1] > kept.shape[0], "the page that is kept is upright"
    assert b"Exif" not in answer.page_jpeg


def test_the_pool_reads_what_the_library_reads(pool: ReaderPool) -> None:
    data = file_of(page("TD1"))
    ours, theirs = read(data), pool.read(data).reading

    assert (theirs.mrz_lines, theirs.format, theirs.sure) == (ours.mrz_lines, "TD1", ours.sure)
    assert theirs.checks == ours.checks
    assert theirs.warnings == ours.warnings
    assert theirs.fields.keys() == ours.fields.keys()


def test_the_pool_reads_barcodes_too(pool: ReaderPool) -> None:
    before = pool.restarts

    assert pool.codes(barcode_file("QRCode", "BP1 AAA-1")) == (Barcode("QRCode", "BP1 AAA-1"),)
    assert pool.codes(file_of(page())) == ()
    with pytest.raises(UnreadableImage):
        pool.codes(b"nothing")
    assert pool.restarts == before


def test_a_missing_zbar_costs_no_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To look for the library may write a file, which a reader under its limits must not."""
    stand_in = tmp_path / "pyzbar/__init__.py"
    stand_in.parent.mkdir()
    written = "import tempfile; tempfile.TemporaryFile().write(b'x' * 9999)"
    stand_in.write_text(f"{written}\nraise ImportError('no zbar')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    with ReaderPool(children=1, seconds=60) as lacking:
        assert lacking.codes(file_of(page())) == ()
        assert lacking.restarts == 0


def test_a_turned_page_is_kept_upright(pool: ReaderPool) -> None:
    kept = pool.read(file_of(np.ascontiguousarray(np.rot90(page(), 2)))).page_jpeg

    assert read(kept).turned == 0


def test_a_picture_without_a_zone_is_an_answer(pool: ReaderPool) -> None:
    answer = pool.read(file_of(np.full((500, 700, 3), 230, np.uint8)))

    assert answer.reading.mrz_lines == ()
    assert "no_zone" in answer.reading.warnings
    assert answer.zone_png == b""
    assert answer.page_jpeg


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"nothing", "not_an_image"), (file_of(page())[:9000], "truncated")],
)
def test_a_refusal_comes_back_as_itself(pool: ReaderPool, data: bytes, code: str) -> None:
    before = pool.restarts

    with pytest.raises(UnreadableImage) as refused:
        pool.read(data)

    assert refused.value.code == code
    assert pool.restarts == before


def test_eight_threads_share_two_children(pool: ReaderPool) -> None:
    data = [file_of(page(format)) for format in ("TD3", "TD1", "TD2", "MRVA")] * 3

    with ThreadPoolExecutor(8) as threads:
        formats = [answer.reading.format for answer in threads.map(pool.read, data)]

    assert formats == ["TD3", "TD1", "TD2", "MRVA"] * 3


def children_of(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


def readers() -> list[int]:
    """The reader processes of this test run."""
    return [
        pid
        for pid in children_of(os.getpid())
        if b"docreader.reader_child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def test_a_child_that_dies_is_replaced() -> None:
    before = set(readers())
    with ReaderPool(children=1, seconds=60) as one:
        assert one.read(file_of(page())).reading.sure
        (child,) = set(readers()) - before
        os.kill(child, signal.SIGKILL)

        with pytest.raises(ReaderOverrun):
            one.read(file_of(page()))

        assert one.restarts == 1
        assert one.read(file_of(page())).reading.sure


def test_a_child_that_takes_too_long_is_ended() -> None:
    before = set(readers())
    with ReaderPool(children=1, seconds=3) as one:
        assert one.read(file_of(page())).reading.sure
        (child,) = set(readers()) - before
        os.kill(child, signal.SIGSTOP)
        start = time.monotonic()

        with pytest.raises(ReaderOverrun):
            one.read(file_of(page()))

        assert time.monotonic() - start < 30
        assert not Path(f"/proc/{child}").exists()
        assert one.restarts == 1


def test_a_child_without_memory_is_no_crash_of_ours() -> None:
    with ReaderPool(children=1, memory_mb=128) as one, pytest.raises(ReaderOverrun):
        one.read(file_of(page()))


def test_children_are_replaced_after_their_pages() -> None:
    with ReaderPool(children=1, pages=2, seconds=60) as one:
        for _ in range(3):
            assert one.read(file_of(page())).reading.sure

        assert one.restarts == 1


def test_a_child_may_not_write_files_or_leave_a_core() -> None:
    before = set(readers())
    with ReaderPool(children=1, seconds=60) as one:
        one.read(file_of(page()))
        (child,) = set(readers()) - before
        limits = {
            line[:26].strip(): line[26:].split()[0]
            for line in Path(f"/proc/{child}/limits").read_text().splitlines()
        }
        secrets = Path(f"/proc/{child}/environ").read_bytes()

    assert limits["Max file size"] == "0"
    assert limits["Max core file size"] == "0"
    assert limits["Max address space"] == str(1024 * 1024 * 1024)
    assert limits["Max cpu time"].isdigit()
    assert b"BORDERPOST" not in secrets


def test_closing_the_pool_ends_its_children() -> None:
    before = set(readers())
    closing = ReaderPool(children=2)
    closing.read(file_of(page()))
    mine = set(readers()) - before

    closing.close()

    assert mine
    assert not any(Path(f"/proc/{pid}").exists() for pid in mine)
    with pytest.raises(ReaderOverrun):
        closing.read(file_of(page()))


def test_children_die_with_their_parent() -> None:
    code = (
        "import sys, time; from docreader.pool import ReaderPool\n"
        "pool = ReaderPool(children=1)\n"
        "print(pool._all[0]._process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(1)

    parent.kill()
    parent.wait()

    deadline = time.monotonic() + 20
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(child)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_an_answer_of_the_wrong_shape_is_an_overrun_not_a_surprise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ReaderPool(children=1) as one:
        for told in (b"[]", b"{}", b"not json", json.dumps({"reading": {"mrz": 5}}).encode()):
            monkeypatch.setattr(one._all[0], "ask", lambda *_asked, told=told: [told, b"", b""])

            with pytest.raises(ReaderOverrun):
                one.read(b"picture")

        assert one.restarts == 4


def test_a_frame_longer_than_agreed_is_refused() -> None:
    source, sink = os.pipe()
    os.write(sink, LENGTH.pack(1000))

    with pytest.raises(Broken):
        receive(source, (999,), time.monotonic() + 5)

    os.close(source)
    os.close(sink)


def test_a_reading_survives_its_way_through_json() -> None:
    reading = read(page())

    again = Reading.from_json(json.loads(json.dumps(reading.as_json())))

    assert again.as_json() == reading.as_json()
    assert again.fields["surname"] == PageRead(again, b"", b"").reading.fields["surname"]
