"""Signed packages: what is replayed, older, expired, unsigned, foreign or altered is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask

from borderpost import clock
from tests.watchlist.alerts import (
    COLUMNS,
    FANTA,
    OTHERS,
    keys,
    loaded,
    make,
    manager,
    watch,
    written,
)
from watchlist import packages, signers
from watchlist.models import ListVersion, VersionState
from watchlist.packages import Header
from watchlist.services import forcing

GOOD = COLUMNS + FANTA.format(code="refer") + OTHERS


@pytest.fixture
def key(inside: Flask) -> Ed25519PrivateKey:
    """The private key of a signer whom the machine knows as ``headquarters``."""
    folder = signers.folder()
    folder.mkdir(parents=True)
    private = Path(inside.config["INSTANCE"]) / "private.pem"
    signers.make(private, folder / "headquarters.pub.pem")
    return signers.private(private)


@pytest.fixture
def national(inside: Flask) -> UUID:
    return make(signed_only=True)


def package(key: Ed25519PrivateKey, version: int, text: str = GOOD, **changes: object) -> bytes:
    now = clock.now()
    header = Header(
        "national", version, "csv", now.isoformat(), (now + timedelta(days=9)).isoformat(),
        "headquarters", 0, "",
    )  # fmt: skip
    payload = written(text, "payload.csv")
    target = payload.with_name("made.bpl")
    packages.sign(replace(header, **changes), payload, target, key)  # type: ignore[arg-type]
    return target.read_bytes()


def taken(national: UUID, content: bytes) -> ListVersion:
    row = loaded(national, content, "package", name="came.bpl")
    return forcing.put_in_force(row.id, by=None) if row.state == VersionState.WAITING else row


def test_a_good_package_is_put_in_force(national: UUID, key: Ed25519PrivateKey) -> None:
    row = taken(national, package(key, 4))

    assert (row.state, row.package_version, row.signer) == (
        VersionState.IN_FORCE, 4, "headquarters",
    )  # fmt: skip
    assert row.expires_at is not None
    assert len(keys(national)) == 7


def test_its_signature_is_the_second_pair_of_eyes(
    inside: Flask, national: UUID, key: Ed25519PrivateKey
) -> None:
    one = manager(inside)
    row = loaded(national, package(key, 1), "package", by=one, name="came.bpl")
    forcing.put_in_force(row.id, by=one)

    assert watch(national).version == 1


@pytest.mark.parametrize(("version", "fault"), [(4, "replayed"), (3, "older")])
def test_versions_never_go_back(
    national: UUID, key: Ed25519PrivateKey, version: int, fault: str
) -> None:
    taken(national, package(key, 4))
    row = taken(national, package(key, version))

    assert (row.state, row.refusal) == (VersionState.REFUSED, fault)
    assert watch(national).version == 1


def test_a_dropped_package_may_come_again(
    inside: Flask, national: UUID, key: Ed25519PrivateKey
) -> None:
    row = loaded(national, package(key, 4), "package", name="came.bpl")
    forcing.drop(row.id, by=manager(inside))

    assert taken(national, package(key, 4)).state == VersionState.IN_FORCE


def test_an_expired_package_is_refused(national: UUID, key: Ed25519PrivateKey) -> None:
    past = (clock.now() - timedelta(minutes=1)).isoformat()

    assert taken(national, package(key, 4, expires_at=past)).refusal == "expired"


def test_a_package_from_the_future_is_refused(national: UUID, key: Ed25519PrivateKey) -> None:
    later = (clock.now() + timedelta(days=3)).isoformat()

    assert taken(national, package(key, 4, issued_at=later)).refusal == "future"


def test_an_unsigned_file_is_refused_where_packages_are_asked_for(national: UUID) -> None:
    assert loaded(national, GOOD).refusal == "unsigned"


def test_another_lists_package_is_refused(national: UUID, key: Ed25519PrivateKey) -> None:
    assert taken(national, package(key, 4, list="other")).refusal == "another_list"


def test_an_unknown_signer_is_refused(national: UUID, key: Ed25519PrivateKey) -> None:
    assert taken(national, package(key, 4, signer="neighbour")).refusal == "signer"


def test_another_key_under_a_known_name_is_refused(national: UUID, key: Ed25519PrivateKey) -> None:
    foreign = Ed25519PrivateKey.generate()

    assert taken(national, package(foreign, 4)).refusal == "signature"


def test_a_removed_key_signs_no_more(national: UUID, key: Ed25519PrivateKey) -> None:
    came = package(key, 4)
    (signers.folder() / "headquarters.pub.pem").unlink()

    assert taken(national, came).refusal == "signer"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda came: came.replace(b'"version":4', b'"version":9'), "signature"),
        (lambda came: came.replace(b"Fanta", b"Fatou"), "payload"),
        (lambda came: came[:-20], "truncated"),
        (lambda came: came + b"more", "payload"),
        (lambda came: came.split(b"\n")[0], "package"),
        (lambda came: came.replace(b"list/1", b"list/2"), "package"),
        (lambda came: b'{"borderpost": 1}\n\n', "package"),
        (lambda came: b'{"borderpost": ' + b"[" * 3000 + b"\n\n", "package"),
        (lambda came: came.split(b"\n")[0] + b"\nnot base64\n" + GOOD.encode(), "signature"),
    ],
)
def test_an_altered_package_is_refused(
    national: UUID, key: Ed25519PrivateKey, change: object, fault: str
) -> None:
    taken(national, package(key, 1))
    before = keys(national)
    row = taken(national, change(package(key, 4)))  # type: ignore[operator]

    assert (row.state, row.refusal) == (VersionState.REFUSED, fault)
    assert keys(national) == before
