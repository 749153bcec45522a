"""What a second machine does on the post's network; run inside its own network namespace.

``python -m tests.devices.second_machine ADDRESS FINGERPRINT CODE USERNAME`` prints one JSON
object with what it was answered.
"""

from __future__ import annotations

import hashlib
import json
import ssl
import sys
import tempfile

import requests

from tests.officer import form_of
from tests.served import PASSWORD

LINES = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
PATIENCE = 60  # seconds


def authority(address: str, fingerprint: str) -> str:
    """Path of the post's certificate, once its fingerprint is the one on the paper."""
    unproven = requests.get(f"{address}/devices/authority.crt", verify=False, timeout=PATIENCE)  # noqa: S501
    encoded = ssl.PEM_cert_to_DER_cert(unproven.text)
    shown = hashlib.sha256(encoded).digest().hex(" ").upper()
    assert shown == fingerprint, f"the paper says {fingerprint}, the network {shown}"
    with tempfile.NamedTemporaryFile("w", suffix=".crt", delete=False) as kept:
        kept.write(unproven.text)
    return kept.name


class Machine:
    """A browser without JavaScript on the second machine."""

    def __init__(self, address: str, trusted: str) -> None:
        self.address = address
        self.session = requests.Session()
        self.session.trust_env = False  # neither this machine's proxies nor its certificates
        self.session.verify = trusted
        self.session.headers["Referer"] = f"{address}/"

    def get(self, path: str) -> requests.Response:
        """A page."""
        return self.session.get(self.address + path, timeout=PATIENCE, allow_redirects=False)

    def send(self, page: str, **values: str) -> requests.Response:
        """The form of a page that goes where it says, or to the page itself."""
        text = self.get(page).text
        action = page if f'action="{page}"' in text else ""
        text = text if action else text.replace('<form method="post">', '<form action="">')
        form = form_of(text, action, **values)
        return self.session.post(
            self.address + page, data=form.values, timeout=PATIENCE, allow_redirects=False
        )


def main(address: str, fingerprint: str, code: str, username: str) -> dict[str, object]:
    """Join, sign in and scan a passport's lines; each answer by name."""
    machine = Machine(address, authority(address, fingerprint))
    said: dict[str, object] = {"before": machine.get("/desk/").status_code}
    said["joined"] = machine.send("/devices/join", code=code, name="Second machine").headers.get(
        "Location"
    )
    said["cookies"] = sorted(cookie.name for cookie in machine.session.cookies)
    said["signed_in"] = machine.send("/sign-in", username=username, password=PASSWORD).headers.get(
        "Location"
    )
    desk = machine.get("/desk/")
    lines = form_of(desk.text[desk.text.index('id="lines-form"') - 200 :], "/desk/inspect")
    opened = machine.session.post(
        address + lines.address,
        data=lines.values | {"lines": LINES, "source": "wedge"},
        timeout=PATIENCE,
        allow_redirects=False,
    )
    said["sheet"] = opened.headers.get("Location", opened.text[:500])
    said["sheet_shows"] = "ERIKSSON" in machine.get(str(said["sheet"])).text.upper()
    said["hsts"] = desk.headers.get("Strict-Transport-Security")
    return said


if __name__ == "__main__":
    requests.packages.urllib3.disable_warnings()  # type: ignore[attr-defined]
    print(json.dumps(main(*sys.argv[1:5])))  # noqa: T201 - read by the test
