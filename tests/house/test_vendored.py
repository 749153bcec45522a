"""Other people's files: unchanged, named, and with their licences beside them."""

from __future__ import annotations

import hashlib
import re

from tests.house import tree

FOLDERS = ("static/vendor", "static/icons", "static/fonts")
LINE = re.compile(r"([0-9a-f]{64})  (\S+)")


def listed() -> dict[str, str]:
    """SHA-256 of each vendored file by its path, as ``scripts/vendor`` wrote it down."""
    text = (tree.ROOT / "static/vendor/VERSIONS").read_text()
    return {path: digest for digest, path in LINE.findall(text)}


def test_every_vendored_file_is_the_one_that_was_fetched() -> None:
    changed = [
        path
        for path, digest in listed().items()
        if hashlib.sha256((tree.ROOT / path).read_bytes()).hexdigest() != digest
    ]

    assert changed == []


def test_no_file_was_slipped_in_beside_them() -> None:
    there = {
        tree.name(path)
        for folder in FOLDERS
        for path in (tree.ROOT / folder).iterdir()
        if path.name != "VERSIONS"
    }

    assert there == set(listed())


def test_each_package_brings_its_licence() -> None:
    texts = {path.name: path.read_text() for path in tree.ROOT.glob("static/*/*.LICENSE")}

    assert "MIT License" in texts["bootstrap.LICENSE"]
    assert "Zero-Clause BSD" in texts["htmx.LICENSE"]
    assert "MIT License" in texts["tabler.LICENSE"]
    assert "released into the public domain" in texts["tweetnacl.LICENSE"]
    assert "SIL Open Font License" in texts["noto-sans-arabic.LICENSE"]


def test_nothing_points_to_files_that_are_not_shipped() -> None:
    pointing = [
        path
        for path in listed()
        if path.endswith((".css", ".js")) and "sourceMappingURL" in (tree.ROOT / path).read_text()
    ]

    assert pointing == []
