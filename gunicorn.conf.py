"""How gunicorn serves a post: one process, eight threads, no access log.

One worker because SQLite has one writer and the reader pool belongs to one process;
threads because a request mostly waits for the disk or for a reader process. The access
log stays off: addresses of pages hold search words, and those are names of travellers.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path

import gunicorn
import gunicorn.arbiter

from borderpost import heartbeat
from borderpost.config import ROOT
from borderpost.evacuation import notice, server

gunicorn.SERVER = "borderpost"  # the Server header tells no product and no version
bind = os.environ.get("BORDERPOST_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("BORDERPOST_WORKERS", "1"))
threads = int(os.environ.get("BORDERPOST_THREADS", "8"))
timeout = 60  # seconds without a sign of life from the worker
graceful_timeout = 20  # a decision in flight is finished, not cut
keepalive = 5
accesslog = None
errorlog = "-"
loglevel = "warning"
limit_request_line = 4094
limit_request_fields = 60
memory = Path("/dev/shm")  # noqa: S108 - a heartbeat file, readable by its owner only
worker_tmp_dir = str(memory) if memory.is_dir() else None


def when_ready(arbiter: gunicorn.arbiter.Arbiter) -> None:
    """Leave word of the process that an evacuation has to stop first."""
    server.note(_instance(), arbiter.pid)


def post_worker_init(_worker: object) -> None:
    """Leave what the application is made of alone: looking through it for garbage every forty
    pages takes a tenth of a second, in the middle of somebody's answer."""
    gc.collect()
    gc.freeze()
    if not (_instance() / notice.NAME).exists():  # nothing lives on a machine that was left
        heartbeat.keep_beating(_instance())


def worker_exit(_arbiter: object, _worker: object) -> None:
    """Say that this stop is on purpose, so that nobody takes it for a cut of the power."""
    heartbeat.stop(_instance())


def _instance() -> Path:
    return Path(os.environ.get("BORDERPOST_INSTANCE") or ROOT / "instance")
