"""The real server, as a post runs it: gunicorn, its threads and reader processes.

For what a test client cannot show: a browser, a kill, a load.
"""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
START_SECONDS = 90  # for imports on a machine that has much else to do
DAYS = "12"  # of the demonstration: more rows than a page of a list shows
PASSWORD = "demo gogui 2026"  # of everyone furnished here and of the demonstration's cast


class Served:
    """One instance and the server process that answers for it; ``settings`` by their names."""

    def __init__(self, instance: Path, **settings: str) -> None:
        self.instance, self.settings = instance, settings
        self.address = f"http://127.0.0.1:{free_port()}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server in a process group of its own and wait until it answers."""
        with (self.instance / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [BIN / "gunicorn", "-c", "gunicorn.conf.py", "wsgi:app"],
                cwd=ROOT,
                env=environment(self.instance, self.address, **self.settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait()

    def stop(self) -> None:
        """End the server as an administrator does, in good order."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """``kill -9`` the master, the worker and the readers in the same instant."""
        if self._process is None or self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """``flask WORDS`` on this instance, as an administrator types it."""
        return command(self.instance, *words)

    def log(self) -> str:
        """What the server wrote to its terminal."""
        return (self.instance / "server.log").read_text(errors="replace")

    def wait(self) -> None:
        """Return once a page comes; raises AssertionError with the log if none does."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process is not None and self._process.poll() is not None:
                raise AssertionError(f"the server ended at once:\n{self.log()[-2000:]}")
            try:
                requests.get(f"{self.address}/sign-in", timeout=START_SECONDS)
            except requests.ConnectionError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"the server did not start:\n{self.log()[-2000:]}")


def command(instance: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """``flask WORDS`` on an instance; its output is kept, its status is the caller's affair."""
    return subprocess.run(
        [BIN / "flask", "--app", "wsgi", *words],
        cwd=ROOT,
        env=environment(instance, **settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def demonstration(instance: Path) -> Path:
    """Fill ``instance`` as ``make demo`` does: a post, its cast and some days, fewer than there."""
    done = command(instance, "demo", demo_days=DAYS)
    assert done.returncode == 0, done.stderr
    return instance


def furnish(instance: Path, officers: int) -> list[str]:
    """A post with two lanes and no crossing; the usernames of its officers."""
    from flask_migrate import upgrade

    from borderpost import create_app
    from borderpost.officers import services
    from borderpost.posts import services as posts
    from borderpost.roles import Role

    names = [f"officer{number}" for number in range(1, officers + 1)]
    with create_app({"INSTANCE": instance, "MODE": "sandbox"}).app_context():
        upgrade()
        facts = posts.PostFacts("DEM", "Demo-Gogui", "MLI", "Africa/Bamako")
        post = posts.create_post(facts, by=None)
        for code, direction in (("1", "E"), ("2", "X")):
            posts.create_lane(post.id, posts.LaneFacts(code, f"Voie {code}", direction), by=None)
        for name in names:
            account = services.AccountFacts(
                surname=name.title(),
                given_names="Demo",
                service="Police",
                username=name,
                locale="fr",
                post_id=post.id,
                roles=frozenset({Role.OFFICER}),
            )
            services.create_account(account, PASSWORD, by=None, must_change=False)
    return names


def environment(
    instance: Path, address: str = "http://127.0.0.1:8000", **settings: str
) -> dict[str, str]:
    """The variables of a sandbox post; those of the caller's own post are left out."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BORDERPOST_")}
    return kept | {
        "BORDERPOST_INSTANCE": str(instance),
        "BORDERPOST_MODE": "sandbox",  # drawn specimens of Utopia may be admitted
        "BORDERPOST_BIND": address.removeprefix("http://"),
        "BORDERPOST_LOCK_MINUTES": "600",  # a busy machine walks slowly; a test sets its own
        "OMP_NUM_THREADS": "1",
        **{f"BORDERPOST_{name.upper()}": value for name, value in settings.items()},
    }


_PORTS = itertools.count(20_000 + os.getpid() * 97 % 10_000)


def free_port() -> int:
    """A port that nobody listens on: below those that are lent to outgoing connections, so
    that none takes it while a server is down; another for every caller and every process."""
    return next(port for port in _PORTS if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("", port))
        except OSError:
            return False
        return True
