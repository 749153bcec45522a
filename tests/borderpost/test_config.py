"""Settings: environment over file over defaults; a bad value is named, never guessed."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from borderpost import config
from borderpost.config import BadSetting


def loaded(folder: Path, **settings: Any) -> dict[str, Any]:
    """The configuration of an instance in ``folder``."""
    return config.load({"INSTANCE": folder, **settings})


def written(folder: Path, text: str) -> Path:
    """An instance folder whose config.toml says ``text``."""
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_new_machine_works_without_any_setting(tmp_path: Path) -> None:
    found = loaded(tmp_path)

    assert found["MODE"] == "live"
    assert found["DEFAULT_LOCALE"] == "fr"
    assert found["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path}/borderpost.db"


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, 'session_hours = 8\ndefault_locale = "ar"')
    monkeypatch.setenv("BORDERPOST_SESSION_HOURS", "6")

    found = loaded(tmp_path)

    assert found["SESSION_HOURS"] == 6
    assert found["DEFAULT_LOCALE"] == "ar"


def test_the_instance_folder_is_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BORDERPOST_INSTANCE", str(tmp_path / "elsewhere"))

    assert config.load({})["INSTANCE"] == tmp_path / "elsewhere"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('session_hours = "a shift"', "session_hours"),
        ("session_hours = 0", "session_hours"),
        ("session_hours = []", "session_hours"),
        ("upload_mib = -1", "upload_mib"),
        ("reader_children = 0", "reader_children"),
        ("reader_seconds = 0", "reader_seconds"),
        ("reader_pages = 0", "reader_pages"),
        ("inspection_days = 0", "inspection_days"),
        ('mode = "training"', "mode"),
        ('default_locale = "de"', "default_locale"),
        ('https = "perhaps"', "https"),
        ('log_level = "LOUD"', "log_level"),
        ("mode = 5", "mode"),
        ("sesion_hours = 8", "sesion_hours"),
        ("= nonsense", "config.toml"),
    ],
)
def test_a_bad_setting_is_named(tmp_path: Path, text: str, named: str) -> None:
    written(tmp_path, text)

    with pytest.raises(BadSetting, match=named):
        loaded(tmp_path)


def test_a_bad_setting_of_the_environment_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BORDERPOST_UPLOAD_MIB", "big")

    with pytest.raises(BadSetting, match="upload_mib must be a int, not 'big'"):
        loaded(tmp_path)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("1", True), ("true", True), ("on", True), ("yes", True), ("0", False), ("no", False)],
)
def test_yes_and_no_are_said_in_several_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, meant: bool
) -> None:
    monkeypatch.setenv("BORDERPOST_HTTPS", said)

    assert loaded(tmp_path)["HTTPS"] is meant


def test_behind_https_the_cookie_is_bound_to_it(tmp_path: Path) -> None:
    plain, safe = loaded(tmp_path), loaded(tmp_path, HTTPS=True)

    assert (plain["SESSION_COOKIE_SECURE"], safe["SESSION_COOKIE_SECURE"]) == (False, True)
    assert safe["SESSION_COOKIE_NAME"].startswith("__Host-")


def test_keys_are_made_once_and_are_the_owners_alone(tmp_path: Path) -> None:
    first, second = loaded(tmp_path), loaded(tmp_path)
    kept = sorted((tmp_path / "keys").iterdir())

    assert first["SECRET_KEY"] == second["SECRET_KEY"] != first["SEAL_KEY"]
    assert len(first["SEAL_KEY"]) == 32
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_two_machines_never_share_a_key(tmp_path: Path) -> None:
    here, there = loaded(tmp_path / "here"), loaded(tmp_path / "there")

    assert here["SEAL_KEY"] != there["SEAL_KEY"]
