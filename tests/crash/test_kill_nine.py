"""``kill -9`` of the server while crossings and counts are saved: what was told as saved is
there, once, and after each kill the audit chain holds.

A kill shows that no transaction is half written and that the commit comes before the answer;
that a commit outlives the power itself is ``synchronous=FULL``, which
``tests/borderpost`` looks at.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask

from borderpost import create_app, features
from borderpost.db import db
from tests.crash.ledger import Ledger
from tests.crash.traffic import Shared, Traffic, travellers
from tests.crash.warm import WarmServed
from tests.officer import Officer
from tests.served import furnish

DESKS = 6
SAVED = (2, 12)  # crossings saved between two kills
LATER = 0.1  # seconds after the last of them, at most: kills fall anywhere in a request


DISK = "/var/tmp"  # noqa: S108 - the tests' own folder may be memory; what is killed was saved


@pytest.fixture
def post() -> Iterator[tuple[WarmServed, list[str]]]:
    """A running post on a disk, and its officers' usernames."""
    with TemporaryDirectory(dir=DISK) as folder:
        names = furnish(Path(folder), DESKS)
        served = WarmServed(Path(folder))
        served.start()
        yield served, names
        served.kill()
        served.close()


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_saved_crossing_survives_eight_kills(
    post: tuple[WarmServed, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    shift_with_kills(*post, 8, capsys)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_a_saved_crossing_survives_fifty_kills(
    post: tuple[WarmServed, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    shift_with_kills(*post, 50, capsys)


def shift_with_kills(
    served: WarmServed, names: list[str], kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Arrange the desks, act by killing, assert on the books; prints the counts."""
    begun = time.monotonic()
    up = threading.Event()
    queue = Shared(travellers())
    desks = [Traffic(Officer(served.address, name), queue, up) for name in names]
    up.set()
    for desk in desks:
        desk.start()
    verified = kill_again_and_again(served, desks, up, kills)
    for desk in desks:
        desk.end_shift()
    served.stop()

    ledger = Ledger(served.instance)
    told = [saved.number for desk in desks for saved in desk.told]
    taps = [key for desk in desks for key in desk.taps]
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what this test is run for
            f"\n{kills} kills in {time.monotonic() - begun:.0f} s, the chain verified after"
            f" {verified}: {len(told)} crossings told as saved,"
            f" {ledger.numbers.total()} in the register, {doubled(ledger.numbers)} doubled;"
            f" {len(taps)} taps told, {ledger.taps.total()} counted, {doubled(ledger.taps)}"
            f" doubled; {sum(desk.retries for desk in desks)} forms sent again after a kill,"
            f" {sum(desk.doubles_sent for desk in desks)} saved ones sent twice on purpose"
        )
    assert [desk.fault for desk in desks if desk.fault] == [], last_error(served)
    assert not any(desk.is_alive() for desk in desks)
    assert sum(desk.retries for desk in desks) >= kills / 2, "the kills met no form under way"
    check_books(ledger, told, {sheet for desk in desks for sheet in desk.sheets})
    assert [key for key in taps if ledger.taps[key.replace("-", "")] != 1] == []
    assert verified == kills
    done = served.command("verify")
    assert done.returncode == 0, done.stderr


def kill_again_and_again(
    served: WarmServed, desks: list[Traffic], up: threading.Event, kills: int
) -> int:
    """Kill at instants that no request chooses, verify what is left, and start again; how many
    times it verified."""
    dice = random.Random(9)
    auditor = create_app({"INSTANCE": served.instance, "MODE": "sandbox"})
    verified = 0
    for _ in range(kills):
        wanted = saved_by(desks) + dice.randint(*SAVED)
        while saved_by(desks) < wanted and not any(desk.fault for desk in desks):
            time.sleep(0.01)
        time.sleep(dice.uniform(0, LATER))
        up.clear()
        served.kill()
        assert faults_of(auditor) == [], f"after {verified + 1} kills"
        verified += 1
        served.start()
        up.set()
    return verified


def faults_of(auditor: Flask) -> list[str]:
    """What ``flask verify`` would print of a machine that stands still."""
    with auditor.app_context():
        found = [fault for check in features.contributions("verifications") for fault in check()]
        db.session.remove()
        db.engine.dispose()
    return found


def saved_by(desks: list[Traffic]) -> int:
    """How many crossings were told as saved so far."""
    return sum(len(desk.told) for desk in desks)


def last_error(served: WarmServed) -> str:
    """What the server's log says of the last thing that went wrong."""
    return "Traceback" + served.log().rpartition("Traceback")[2][:6000]


def doubled(found: Counter[str]) -> int:
    """How many are there more than once."""
    return sum(count > 1 for count in found.values())


def check_books(ledger: Ledger, told: list[str], sheets: set[str]) -> None:
    """Everything that was told is there, nothing is there twice, nothing is half there."""
    assert [number for number in told if ledger.numbers[number] != 1] == []
    assert [number for number, count in ledger.numbers.items() if count != 1] == []
    assert {sheet.replace("-", "") for sheet in sheets} <= ledger.sheets
    assert ledger.halves == {}
    assert ledger.foreign_keys == []
    assert ledger.integrity == "ok"
