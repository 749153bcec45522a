"""Settings: the environment over ``instance/config.toml`` over the defaults told here.

Every setting is one row of ``SETTINGS``; ``docs/settings.md`` lists the same names.
"""

from __future__ import annotations

import logging
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024


class BadSetting(ValueError):
    """A setting whose value cannot be used; the message names it and says what fits."""


@dataclass(frozen=True)
class Setting:
    """One documented setting, read from ``BORDERPOST_<name>`` or the file's ``name``."""

    name: str
    kind: type
    default: Any
    about: str


SETTINGS: tuple[Setting, ...] = (
    Setting("database_url", str, "", "SQLAlchemy address; empty: SQLite in the instance folder"),
    Setting("mode", str, "live", "live, or sandbox for training and demonstration"),
    Setting("https", bool, False, "True once the machine serves https: cookies become Secure"),
    Setting("lan", bool, False, "True: joined devices of the post's own network are served too"),
    Setting("lan_name", str, "", "name of the machine on that network; empty: its own with .local"),
    Setting("lan_port", int, 8443, "port that joined devices use, with the post's certificate"),
    Setting("session_hours", int, 10, "longest time one sign-in lasts, in hours (one shift)"),
    Setting("lock_minutes", int, 3, "minutes without a key until a sign-in is locked"),
    Setting("second_factor", str, "", "required or off; empty: required, in the sandbox off"),
    Setting("default_locale", str, "fr", "language before anyone chose one: fr, en or ar"),
    Setting("rules_country", str, "MLI", "whose entry rules hold while the machine has no post"),
    Setting("upload_mib", int, 50, "largest picture or scan taken in, in MiB"),
    Setting("reader_children", int, 2, "processes that decode and read pictures"),
    Setting("reader_seconds", int, 10, "processor time one picture may take, in seconds"),
    Setting("reader_pages", int, 500, "pictures a reader process reads before it is replaced"),
    Setting("inspection_days", int, 30, "days a working sheet is kept after it was opened"),
    Setting("zone_days", int, 90, "days the raw lines of a crossing's zone are kept"),
    Setting("page_days", int, 90, "days a page kept by the post's policy stays with its crossing"),
    Setting("face_days", int, 365, "days a face photo kept by policy stays with its crossing"),
    Setting("referral_amber_minutes", int, 15, "minutes in second line until it shows amber"),
    Setting("referral_red_minutes", int, 45, "minutes in second line until the queue shows red"),
    Setting("screening_days", int, 90, "days a protection screening that nobody waits for is kept"),
    Setting("household_days", int, 365, "days names and signatures of a distribution are kept"),
    Setting("manifest_days", int, 90, "days that names on a carrier's list are kept"),
    Setting("pass_days", int, 400, "days a pass is kept after its last day or its end"),
    Setting("pass_evening_hour", int, 19, "hour of the evening when pass holders are due back"),
    Setting("convoy_days", int, 365, "days that the names of a convoy are kept"),
    Setting("vehicle_days", int, 1095, "days a vehicle's passages and plate are kept"),
    Setting("alert_days", int, 30, "days the screening of a traveller without a hit is kept"),
    Setting("hit_days", int, 400, "days the screening of a traveller with a hit is kept"),
    Setting("watchlist_mib", int, 4096, "largest list file that `flask watchlist` takes, in MiB"),
    Setting("backup_days", int, 14, "days of which `flask backup` keeps a copy in backups/"),
    Setting("demo_days", int, 90, "past days of crossings that `flask demo` fills"),
    Setting("log_level", str, "INFO", "DEBUG, INFO, WARNING or ERROR"),
)


def load(overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Flask configuration for this machine; creates the instance folder and its keys."""
    instance = Path(
        overrides.get("INSTANCE") or os.environ.get("BORDERPOST_INSTANCE") or ROOT / "instance"
    ).resolve()
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    values = {setting.name: _value(setting, _file(instance)) for setting in SETTINGS}
    chosen = {key.lower(): value for key, value in overrides.items()}
    values.update({name: chosen[name] for name in values if name in chosen})
    _check(values)
    flask = _flask(instance, values)
    flask.update({key: value for key, value in overrides.items() if key.lower() not in values})
    return flask


def _file(instance: Path) -> Mapping[str, Any]:
    path = instance / "config.toml"
    if not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{path} is not valid TOML: {error}") from error
    if unknown := values.keys() - {setting.name for setting in SETTINGS}:
        raise BadSetting(f"{path} has a setting that nobody reads: {min(unknown)}")
    return values


def _value(setting: Setting, file: Mapping[str, Any]) -> Any:
    raw = os.environ.get(f"BORDERPOST_{setting.name.upper()}", file.get(setting.name))
    if raw is None:
        return setting.default
    try:
        return _SAID[str(raw).lower()] if setting.kind is bool else setting.kind(raw)
    except (KeyError, TypeError, ValueError) as error:
        raise BadSetting(
            f"{setting.name} must be a {setting.kind.__name__}, not {raw!r}"
        ) from error


_SAID = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off", ""), False),
}


def _check(values: Mapping[str, Any]) -> None:
    if values["mode"] not in {"live", "sandbox"}:
        raise BadSetting(f"mode must be live or sandbox, not {values['mode']!r}")
    if values["default_locale"] not in {"fr", "en", "ar"}:
        raise BadSetting(f"default_locale must be fr, en or ar, not {values['default_locale']!r}")
    if values["second_factor"] not in {"", "required", "off"}:
        raise BadSetting(f"second_factor must be required or off, not {values['second_factor']!r}")
    if values["pass_evening_hour"] > 23:
        raise BadSetting(f"pass_evening_hour must be 1 to 23, not {values['pass_evening_hour']!r}")
    if values["log_level"].upper() not in logging.getLevelNamesMapping():
        raise BadSetting(f"log_level must be such as INFO or ERROR, not {values['log_level']!r}")
    for setting in SETTINGS:
        if setting.kind is int and values[setting.name] < 1:
            raise BadSetting(f"{setting.name} must be at least 1, not {values[setting.name]}")


def _flask(instance: Path, values: Mapping[str, Any]) -> dict[str, Any]:
    """Settings in the words of Flask and its extensions, derived in this one place."""
    return {
        **{name.upper(): value for name, value in values.items()},
        "INSTANCE": instance,
        "SECOND_FACTOR": values["second_factor"]
        or ("off" if values["mode"] == "sandbox" else "required"),
        "SECRET_KEY": key(instance, "cookies"),
        "SEAL_KEY": key(instance, "seal"),
        "SQLALCHEMY_DATABASE_URI": values["database_url"] or f"sqlite:///{instance}/borderpost.db",
        "MAX_CONTENT_LENGTH": (values["upload_mib"] + 1) * MIB,
        "MAX_FORM_MEMORY_SIZE": MIB,
        "MAX_FORM_PARTS": 200,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=values["session_hours"]),
        # A late answer must not bring back the cookie of a sign-in that has been left.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SESSION_COOKIE_NAME": "__Host-borderpost" if values["https"] else "borderpost",
        "SESSION_COOKIE_SECURE": values["https"],
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "WTF_CSRF_TIME_LIMIT": None,  # a form stays good for the whole sign-in
        "RATELIMIT_STORAGE_URI": "memory://",
        "BABEL_DEFAULT_LOCALE": values["default_locale"],
    }


def key(instance: Path, name: str) -> bytes:
    """The 32 bytes of a key kept beside the data, never in it; made on first use."""
    path = instance / "keys" / f"{name}.key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        _keep_once(path, secrets.token_bytes(32))
    return path.read_bytes()


def _keep_once(path: Path, content: bytes) -> None:
    """Make a private file, whole or not at all; whoever was first keeps it."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    fresh = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fresh, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process of this machine was quicker: its key holds
    finally:
        draft.unlink()
