"""A second machine, in a network namespace of its own, joins the post and scans."""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import requests

from tests import needs
from tests.officer import Officer
from tests.served import PASSWORD, ROOT, START_SECONDS, environment, free_port, furnish

POST, PHONE = "10.213.77.1", "10.213.77.2"


@pytest.fixture
def cable() -> Iterator[str]:
    """Name of a namespace that a cable joins to this machine, ``PHONE`` at its other end."""
    name = f"bp{secrets.token_hex(3)}"
    ip("netns", "add", name)
    try:
        ip("link", "add", f"{name}a", "type", "veth", "peer", "name", f"{name}b", "netns", name)
        ip("addr", "add", f"{POST}/24", "dev", f"{name}a")
        ip("link", "set", f"{name}a", "up")
        ip("-n", name, "addr", "add", f"{PHONE}/24", "dev", f"{name}b")
        ip("-n", name, "link", "set", f"{name}b", "up")
        yield name
    finally:
        ip("netns", "del", name)  # and the cable with it


@pytest.fixture
def post(tmp_path: Path, cable: str) -> Iterator[tuple[str, str, Path]]:
    """Plain and TLS address of a post that ``scripts/serve`` serves, and its folder."""
    furnish(tmp_path, 1)
    add_administrator(tmp_path)
    plain, lan_port = f"http://127.0.0.1:{free_port()}", free_port()
    settings = {"BORDERPOST_LAN": "true", "BORDERPOST_LAN_PORT": str(lan_port)}
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [ROOT / "scripts/serve"],
            env=environment(tmp_path, plain) | settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        secure = f"https://{POST}:{lan_port}"
        for address in (plain, secure):
            wait_for(address, tmp_path / "server.log", process)
        yield plain, secure, tmp_path
    finally:
        process.terminate()
        try:
            process.wait(60)
        finally:
            with_its_kin(process)


@needs.namespaces
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
@pytest.mark.timeout(300)
def test_a_second_machine_joins_with_the_paper_and_scans(
    post: tuple[str, str, Path], cable: str
) -> None:
    plain, secure, folder = post
    code, fingerprint = paper(Officer(plain, "administrator"))

    reachable = in_namespace(cable, "-c", f"import requests; requests.get({plain!r}, timeout=3)")
    done = in_namespace(
        cable, "-m", "tests.devices.second_machine", secure, fingerprint, code, "officer1"
    )

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["before"] == 403
    assert said["joined"] == "/sign-in"
    assert said["signed_in"] == "/home"
    assert said["cookies"] == ["__Host-borderpost", "__Host-borderpost-device"]
    assert re.fullmatch(r"/desk/[0-9a-f-]{36}", said["sheet"])
    assert said["sheet_shows"]
    assert said["hsts"] == "max-age=31536000"
    assert reachable.returncode != 0, "plain http answers the network"
    assert secure in (folder / "server.log").read_text(), "the address is not printed"


def paper(administrator: Officer) -> tuple[str, str]:
    """Code and fingerprint as the joining paper prints them."""
    form = administrator.form("/devices/", "/devices/papers", lang="en")
    text = unescape(administrator.send(form).text)
    code = re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b", text)
    groups = re.findall(r"<code>((?:[0-9A-F]{2} ){3}[0-9A-F]{2})</code>", text)
    assert code, text[-3000:]
    assert len(groups) == 8
    return code.group(), " ".join(groups)


def in_namespace(name: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Python on the second machine."""
    return subprocess.run(
        ["ip", "netns", "exec", name, sys.executable, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def add_administrator(instance: Path) -> None:
    from borderpost import create_app
    from borderpost.officers import services
    from borderpost.roles import Role

    with create_app({"INSTANCE": instance, "MODE": "sandbox"}).app_context():
        facts = services.AccountFacts(
            surname="Admin",
            given_names="Demo",
            service="",
            username="administrator",
            locale="fr",
            post_id=None,
            roles=frozenset({Role.ADMINISTRATOR}),
        )
        services.create_account(facts, PASSWORD, by=None, must_change=False)


def wait_for(address: str, log: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-2000:]
        try:
            requests.get(f"{address}/devices/join", verify=False, timeout=START_SECONDS)  # noqa: S501
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text()[-2000:])


def with_its_kin(process: subprocess.Popen[bytes]) -> None:
    """Fail when ending the script left a server behind, and end that too."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    raise AssertionError("a server outlived scripts/serve")


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
