"""How a package plugs in: one ``Feature``, its table of contents, loaded by name.

The foundation never imports a subject. It is told names, reads each package's
``FEATURE`` and hands every concern to the module that serves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel.speaklater import LazyString
from werkzeug.utils import import_string

from borderpost.roles import Role


@dataclass(frozen=True)
class NavItem:
    """One entry of the menu, shown to whoever may open its endpoint."""

    label: LazyString
    endpoint: str
    icon: str
    order: int = 100


@dataclass(frozen=True)
class Card:
    """One card of the home page: a figure, what it counts, and where to go on."""

    title: str
    figure: str
    words: str
    address: str
    icon: str
    tone: str = "plain"  # plain, ask (something waits), stop (something is wrong)


@dataclass(frozen=True)
class OpenWork:
    """Something that an officer would leave open at the end of a shift: a sentence, and the
    endpoint where it is finished or handed over."""

    words: str
    endpoint: str


@dataclass(frozen=True)
class Keep:
    """How long a class of rows is kept, and the function that erases what is older."""

    name: str
    days: Callable[[], int]
    purge: str  # "package.module:function", called as purge(older_than: timedelta) -> int

    def run(self) -> int:
        """Erase what is due; the number of rows erased."""
        erase: Callable[[timedelta], int] = import_string(self.purge)
        return erase(timedelta(days=self.days()))


@dataclass(frozen=True)
class Command:
    """One command under a group that another package may have: ``flask GROUP NAME``."""

    group: str
    command: str  # "package.module:attribute", a click.Command


@dataclass(frozen=True)
class Feature:
    """Everything a package may contribute. Functions are named as ``module:attribute``,
    so that reading a table of contents imports no views and no models."""

    name: str
    label: LazyString
    blueprints: Sequence[str] = ()
    models: str = ""
    permissions: type[StrEnum] | None = None
    grants: Mapping[Role, frozenset[str]] = field(default_factory=dict)
    navigation: Sequence[NavItem] = ()
    home: Sequence[str] = ()  # cards of the home page: () -> Card | None
    readiness: Sequence[str] = ()  # (lane) -> readiness.Readiness | None
    gates: Sequence[str] = ()  # (sheet, decision) -> Gate | None
    entitlements: Sequence[str] = ()  # (asked: entitlements.Asked) -> entitlements.Lack | None
    sheets: Sequence[str] = ()  # (inspection_id, post_id) -> GatedSheet | None
    rehearsals: Sequence[str] = ()  # (sheet, post_id, officer_id): the demonstration's answers
    ways_on: Sequence[str] = ()  # (inspection_id, post_id) -> ways_on.Way | None: after a sheet
    scanned: Sequence[str] = ()  # (texts) -> ways_on.Way | None: a code of theirs at the desk
    sheet_parts: Sequence[str] = ()  # (inspection_id, post_id) -> sheet_parts.Part | None
    person_ways: Sequence[str] = ()  # (person_id, post_id) -> Iterator[ways_on.Way]
    fees: Sequence[str] = ()  # (post_id, traveller) -> Iterator[fees.Fee]: what is to pay
    fees_after: Sequence[str] = ()  # (passed: fees.Passed, officer) -> desk_notes.Note | None
    journeys: Sequence[str] = ()  # (inspection_id, post_id) -> journeys.Journey | None
    habits: Sequence[str] = ()  # (person_id, post_id) -> str: the purpose by which one crosses
    decided: Sequence[str] = ()  # (told: decided.Decided, by): in the decision's transaction
    desk_notes: Sequence[str] = ()  # (officer) -> desk_notes.Note | None: above the desk
    desk_counts: Sequence[str] = ()  # (asked: desk_counts.Asked) -> Iterator[desk_counts.Count]
    pasts: Sequence[str] = ()  # (asked: pasts.Asked) -> Iterator[pasts.PastIdentity]
    shift_end: Sequence[str] = ()  # (officer) -> Iterator[OpenWork]: what somebody leaves open
    shift_left: Sequence[str] = ()  # (officer, reason): it is left open all the same
    shift_figures: Sequence[str] = ()  # (post_id, since) -> Iterator[shift_figures.Figure]
    shift_bars: Sequence[str] = ()  # (ending: shift_figures.Ending) -> Iterator[str]: why not now
    reader_uses: Sequence[str] = ()  # (use: reader_use.ReaderUse): a lane's reader was used
    calendar: Sequence[str] = ()  # (whose: calendars.Whose) -> Iterator[calendars.Entry]
    lane_work: Sequence[str] = ()  # (lane_id) -> Iterator[str]: what closing a lane leaves open
    verifications: Sequence[str] = ()  # () -> Iterator[str], each a fault found
    keeps: Sequence[Keep] = ()
    code_lists: Sequence[str] = ()  # each a code_lists.lists.CodeList
    imports: Sequence[str] = ()  # Importer: what may be loaded from a file
    commands: Sequence[Command] = ()  # beside those of the blueprints
    demo: str = ""  # (make) -> None


def install(app: Flask, names: Sequence[str]) -> None:
    """Load the packages in order, their models and their pages."""
    loaded = tuple(import_string(f"{name}:FEATURE") for name in names)
    app.extensions["features"] = loaded
    for feature in loaded:
        if feature.models:
            import_string(feature.models)
        for address in feature.blueprints:
            app.register_blueprint(import_string(address))
    for feature in loaded:  # last: a blueprint with the same group would put it in the shade
        for one in feature.commands:
            _add(app, one)


def _add(app: Flask, told: Command) -> None:
    """A command into its group, which it makes where no package has one."""
    group = app.cli.commands.get(told.group)
    if not isinstance(group, AppGroup):
        group = AppGroup(told.group)
        app.cli.add_command(group)
    group.add_command(import_string(told.command))


def loaded() -> tuple[Feature, ...]:
    """The features of the running application, in their order."""
    features: tuple[Feature, ...] = current_app.extensions["features"]
    return features


def contributions(concern: str) -> Iterator[Any]:
    """The functions that the features contribute to ``concern``, such as ``gates``."""
    for feature in loaded():
        for address in getattr(feature, concern):
            yield import_string(address)
