"""The web server of this machine, as far as it must be stopped before the machine is wiped."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

NAME = "server.pid"  # in the instance folder
_PATIENCE = 5.0  # seconds for answers under way
_PROC = Path("/proc")


def note(instance: Path, pid: int) -> None:
    """Remember which process answers for this machine."""
    (instance / NAME).write_text(f"{pid}\n", encoding="ascii")


def stop(instance: Path) -> bool:
    """Stop the server, by force after five seconds; whether one ran. Whoever keeps it running
    starts it again, and it then says that the post was left."""
    pid = _running(instance)
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + _PATIENCE
    while _running(instance) == pid and time.monotonic() < until:
        time.sleep(0.05)
    if _running(instance) == pid:
        os.kill(pid, signal.SIGKILL)  # its workers end with it
    return True


def _running(instance: Path) -> int | None:
    """The server's process, if the one that was noted is still a gunicorn."""
    try:
        pid = int((instance / NAME).read_text(encoding="ascii"))
        words = (_PROC / str(pid) / "cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if b"gunicorn" in words else None
