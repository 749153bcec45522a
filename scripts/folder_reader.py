"""Sends each new picture of a folder to a lane's desk: for scanners that scan to a folder.

    BORDERPOST_TOKEN=... python3 folder_reader.py FOLDER http://127.0.0.1:8000 [CERTIFICATE]

Copy this one file to the booth's computer: it needs Python 3.8 and nothing else. A picture that
the post took is deleted. One that it refused, or for which no officer was there for two minutes,
is renamed, so that it never opens before the wrong traveller.
"""

from __future__ import annotations

import hashlib
import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

KINDS, TOO_OLD, EDGE = {".jpg", ".jpeg", ".png"}, 120, "borderpost-edge"  # TOO_OLD: seconds
PART = f'--{EDGE}\r\nContent-Disposition: form-data; name="{{}}"{{}}\r\n\r\n'


def send(picture: bytes, address: str, trust: ssl.SSLContext | None) -> tuple[int, str]:
    """The post's status and word. The id is the picture's digest, so that a retry is known."""
    fields = {"protocol": "1", "document": hashlib.sha256(picture).hexdigest()}
    body = "".join(PART.format(name, "") + value + "\r\n" for name, value in fields.items())
    body += PART.format("picture", '; filename="page"')
    request = urllib.request.Request(f"{address}/desk/agent")  # noqa: S310 - the installer's own
    request.data = body.encode() + picture + f"\r\n--{EDGE}--\r\n".encode()
    request.add_header("Authorization", f"Bearer {os.environ['BORDERPOST_TOKEN']}")
    request.add_header("Content-Type", f"multipart/form-data; boundary={EDGE}")
    try:
        with urllib.request.urlopen(request, timeout=30, context=trust) as answer:  # noqa: S310
            return answer.status, json.load(answer)["state"]
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)["reason"]
    except (OSError, ValueError, KeyError) as error:  # no network, or no post behind the address
        return 0, str(error)


def look(folder: Path, sizes: dict[Path, int], address: str, trust: ssl.SSLContext | None) -> None:
    """One round: a picture whose size stands still is sent."""
    for path in sorted(one for one in folder.iterdir() if one.suffix.lower() in KINDS):
        about, before = path.stat(), sizes.get(path)
        sizes[path] = about.st_size
        if not about.st_size or about.st_size != before:  # the scanner still writes
            continue
        status, said = send(path.read_bytes(), address, trust)
        print(time.strftime("%H:%M:%S"), path.name, status, said, flush=True)
        if status in (200, 201):
            path.unlink()
        elif status in (400, 413, 415, 422) or time.time() - about.st_mtime > TOO_OLD:
            path.replace(path.with_name(f"{path.name}.refused"))


if __name__ == "__main__":
    certificate = sys.argv[3] if len(sys.argv) > 3 else None
    context = ssl.create_default_context(cafile=certificate) if certificate else None
    known: dict[Path, int] = {}
    while True:
        look(Path(sys.argv[1]), known, sys.argv[2].rstrip("/"), context)
        time.sleep(0.4)
