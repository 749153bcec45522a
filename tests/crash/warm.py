"""A server that can be killed often, because starting it again does not import everything.

Most of a cold start is Python reading modules. Here one launcher process reads them once
and forks; what it forks is gunicorn with its master, worker, threads and reader processes,
configured as a post's, and it makes the application itself.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.served import ROOT, Served, environment


class WarmServed(Served):
    """A served instance whose server is forked from a launcher."""

    def __init__(self, instance: Path) -> None:
        super().__init__(instance)
        self._group = 0
        self._launcher = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.warm", str(instance / "server.log")],
            cwd=ROOT,
            env=environment(instance, self.address),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self) -> None:
        """Fork a server and wait until it answers."""
        self._group = int(self._told("start"))
        self.wait()

    def kill(self) -> None:
        """``kill -9`` the whole group; returns when nobody listens any more."""
        if self._group:
            os.killpg(self._group, signal.SIGKILL)
        self._reap()

    def stop(self) -> None:
        """End the server in good order."""
        os.kill(self._group, signal.SIGTERM)
        self._reap()

    def close(self) -> None:
        """End the launcher."""
        self._launcher.communicate()

    def _reap(self) -> None:
        if self._group:
            self._told("reap")
            self._group = 0
        while self._is_listening():
            time.sleep(0.005)

    def _told(self, word: str) -> str:
        assert self._launcher.stdin
        assert self._launcher.stdout
        self._launcher.stdin.write(f"{word}\n")
        self._launcher.stdin.flush()
        return self._launcher.stdout.readline()

    def _is_listening(self) -> bool:
        host, _, port = self.address.removeprefix("http://").partition(":")
        with socket.socket() as probe:
            return probe.connect_ex((host, int(port))) == 0


def launch(log: Path) -> None:
    """Fork a server for each ``start`` on standard input, wait for its end on ``reap``."""
    import_everything()
    child = 0
    for line in sys.stdin:
        if line.strip() == "start":
            child = os.fork()
            if child == 0:
                serve(log)
            print(child, flush=True)  # noqa: T201 - the answer to whoever asked
        else:
            print(os.waitpid(child, 0), flush=True)  # noqa: T201


def import_everything() -> None:
    """Read the modules of the application and of gunicorn, and make nothing of them."""
    import gunicorn.app.wsgiapp
    import gunicorn.workers.gthread  # noqa: F401
    from werkzeug.utils import import_string

    from borderpost import FEATURES

    for name in FEATURES:
        feature = import_string(f"{name}:FEATURE")
        for address in filter(None, (feature.models, *feature.blueprints)):
            import_string(address)


def serve(log: Path) -> None:
    """Become gunicorn, in a session of one's own; does not return."""
    from gunicorn.app.wsgiapp import run

    os.setsid()
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(written, stream)
    sys.argv = ["gunicorn", "-c", "gunicorn.conf.py", "wsgi:app"]
    run()
    sys.exit(0)


if __name__ == "__main__":
    launch(Path(sys.argv[1]))
