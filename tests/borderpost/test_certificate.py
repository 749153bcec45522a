"""The post's own certificates: what they vouch for, how long, and who may read the keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
import time_machine
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
from flask import Flask

from borderpost import clock
from borderpost.devices import certificate
from borderpost.refusal import Refused

HOME = [IPv4Address("192.168.8.1")]


@pytest.fixture
def folder(inside: Flask) -> Iterator[Path]:
    """An instance folder without certificates."""
    yield Path(inside.config["INSTANCE"])


def names(pair: certificate.Pair) -> set[str]:
    found = pair.read().extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(name.value) for name in found}


def test_the_server_is_known_by_its_name_its_addresses_and_localhost(folder: Path) -> None:
    pair = certificate.server(folder, "gogui.local", HOME)

    assert names(pair) == {"gogui.local", "localhost", "127.0.0.1", "192.168.8.1"}


@pytest.mark.parametrize("named", ["gogui.local", "localhost"])
def test_the_authority_proves_the_server(folder: Path, named: str) -> None:
    pair = certificate.server(folder, "gogui.local", HOME)
    store = Store([certificate.authority(folder).read()])

    chain = PolicyBuilder().store(store).build_server_verifier(x509.DNSName(named))

    assert len(chain.verify(pair.read(), [])) == 2
    with pytest.raises(VerificationError):
        PolicyBuilder().store(store).build_server_verifier(x509.DNSName("other.local")).verify(
            pair.read(), []
        )


def test_the_authority_vouches_for_nothing_of_the_world(folder: Path) -> None:
    authority = certificate.authority(folder).read()
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)

    assert limits.critical
    permitted = {str(subtree.value) for subtree in limits.value.permitted_subtrees or ()}
    assert permitted >= {"local", "192.168.0.0/16"}
    assert "0.0.0.0/0" not in permitted


def test_a_name_of_the_world_is_refused(folder: Path) -> None:
    with pytest.raises(Refused):
        certificate.server(folder, "gogui.example.org", HOME)


def test_the_keys_are_read_by_their_owner_only(folder: Path) -> None:
    pair = certificate.server(folder, "gogui.local", HOME)

    modes = {path.stat().st_mode & 0o777 for path in (pair.key, certificate.authority(folder).key)}
    assert modes == {0o600}


def test_a_certificate_is_kept_until_its_year_ends_or_an_address_changes(folder: Path) -> None:
    first = certificate.server(folder, "gogui.local", HOME).read().serial_number
    again = certificate.server(folder, "gogui.local", HOME).read().serial_number
    with time_machine.travel(clock.now() + timedelta(days=336)):
        renewed = certificate.server(folder, "gogui.local", HOME).read().serial_number
    moved = certificate.server(folder, "gogui.local", [IPv4Address("10.0.0.9")]).read()

    assert first == again
    assert len({first, renewed, moved.serial_number}) == 3


def test_the_fingerprint_stays_when_the_server_is_renewed(folder: Path) -> None:
    before = certificate.fingerprint(folder)
    certificate.server(folder, "gogui.local", HOME)

    assert certificate.fingerprint(folder) == before
    assert len(before.split(":")) == 32
