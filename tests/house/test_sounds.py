"""The tones of the desk are those that our script draws."""

from __future__ import annotations

import runpy

from tests.house import tree


def test_the_tones_are_drawn_by_our_script() -> None:
    script = runpy.run_path(str(tree.ROOT / "scripts/sounds.py"))
    folder = tree.ROOT / "static/sounds"

    assert {path.name for path in folder.iterdir()} == script["TONES"].keys()
    for name, notes in script["TONES"].items():
        assert (folder / name).read_bytes() == script["drawn"](notes), name
