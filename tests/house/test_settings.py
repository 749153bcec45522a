"""Every setting is documented, and every documented setting exists."""

from __future__ import annotations

import re

from borderpost import config
from tests.house import tree

ROW = re.compile(r"^\| `([a-z_]+)` \| `BORDERPOST_([A-Z_]+)` \|", re.MULTILINE)


def test_the_settings_page_lists_every_setting_and_no_other() -> None:
    rows = ROW.findall((tree.ROOT / "docs/settings.md").read_text())

    assert [name for name, _variable in rows] == [setting.name for setting in config.SETTINGS]
    assert all(variable == name.upper() for name, variable in rows)


def test_every_setting_says_what_it_is_for() -> None:
    assert [setting.name for setting in config.SETTINGS if len(setting.about) < 15] == []


def test_every_make_command_has_a_script_behind_it() -> None:
    text = (tree.ROOT / "Makefile").read_text()
    scripts = set(re.findall(r"@(scripts/\w+)", text))

    assert [name for name in sorted(scripts) if not (tree.ROOT / name).stat().st_mode & 0o100] == []
