"""Signs of life of this machine, once a minute and outside every request: where they stop without
a word, the power may have been gone.

Two small files in the instance folder, so that nobody waits for the database.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from borderpost import clock

NAME = "heartbeat.json"  # the last sign: when, and whether the server was stopped on purpose
GAPS = "heartbeat-gaps.jsonl"  # one a line
EVERY = timedelta(minutes=1)
LONG = timedelta(minutes=3)  # a busy machine may be late by a beat or two
MOST = 500  # gaps that are read


@dataclass(frozen=True)
class Gap:
    """From the last sign of life until the next."""

    since: datetime
    until: datetime


def beat(instance: Path) -> Gap | None:
    """Leave a sign of life; the gap that ends with it, if there was one."""
    now, last = clock.now(), _last(instance)
    gap = Gap(last, now) if last and now - last > LONG else None
    if gap:
        line = {"since": gap.since.isoformat(), "until": gap.until.isoformat()}
        with (instance / GAPS).open("a", encoding="ascii") as file:
            file.write(json.dumps(line) + "\n")
    _write(instance, now, stopped=False)
    return gap


def stop(instance: Path) -> None:
    """Say that the server stops on purpose: what follows is no gap."""
    if (instance / NAME).exists():
        _write(instance, clock.now(), stopped=True)


def gaps(instance: Path) -> list[Gap]:
    """The gaps so far, oldest first; a line torn by the cut itself is left out."""
    try:
        lines = (instance / GAPS).read_text(encoding="ascii").splitlines()[-MOST:]
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            told = json.loads(line)
            found.append(Gap(*(datetime.fromisoformat(told[one]) for one in ("since", "until"))))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def keep_beating(instance: Path) -> threading.Event:
    """Leave a sign every minute from a thread of its own until the event is set."""
    ended = threading.Event()

    def beats() -> None:
        while not ended.is_set():
            if instance.is_dir():  # it may be wiped meanwhile
                beat(instance)
            ended.wait(EVERY.total_seconds())

    threading.Thread(target=beats, name="heartbeat", daemon=True).start()
    return ended


def _last(instance: Path) -> datetime | None:
    """The last sign of life, None where none is known and after a stop on purpose."""
    try:
        told = json.loads((instance / NAME).read_text(encoding="ascii"))
        return None if told["stopped"] else datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(instance: Path, now: datetime, *, stopped: bool) -> None:
    draft = instance / f".{NAME}"
    draft.write_text(json.dumps({"at": now.isoformat(), "stopped": stopped}), encoding="ascii")
    draft.replace(instance / NAME)
