"""A code list as the subjects use it: shipped codes, overlaid by what the administrator says.

``codes.PURPOSES["TRD"]`` finds every code that ever was, so that an old record keeps its
words; going through a list, or ``offered``, gives only what is in force on the day.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import has_app_context
from flask_babel.speaklater import LazyString

from borderpost import clock, locale


@dataclass(frozen=True)
class Code:
    """One code of a list, its words, and who says so since when.

    ``since`` is as precise as its source: a day, a month or a year in ISO 8601, '' when no
    source says. ``until`` is the last day.
    """

    code: str
    words: Mapping[str, str] = field(default_factory=dict)  # by language: fr, en, ar
    shipped: LazyString | str = ""  # the translated word, where ``words`` has none
    letter: str = ""  # of the Schengen standard form, for comparison
    cite: str = ""
    since: str = ""
    until: date | None = None
    position: int = 0
    is_active: bool = True

    def __str__(self) -> str:
        return self.label(locale.code())

    def label(self, language: str) -> str:
        """The words in a language, French when it has none."""
        own = self.words.get(language) or str(self.shipped)
        return own or self.words.get("fr") or self.code

    def is_in_force(self, day: date) -> bool:
        """Whether the code may be chosen on ``day``."""
        if not self.is_active or (self.until and self.until < day):
            return False
        return self.since <= day.isoformat()[: len(self.since)]

    @property
    def is_sourced(self) -> bool:
        """Whether somebody can look up who says so, and since when."""
        return bool(self.cite and self.since)


@dataclass(frozen=True)
class Detail:
    """What a code means beside its words: what that is called, and what fits. It is kept in
    ``Code.letter``."""

    label: LazyString
    fits: Callable[[str], bool]
    otherwise: LazyString  # told where it does not fit


class CodeList(Mapping[str, Code]):
    """A named list. ``longest`` is the room that the record has for a code."""

    def __init__(
        self,
        name: str,
        label: LazyString,
        shipped: Iterable[Code],
        *,
        longest: int,
        is_fixed: bool = False,
        is_cited: bool = False,
        detail: Detail | None = None,
    ) -> None:
        self.name, self.label, self.longest = name, label, longest
        self.is_fixed = is_fixed  # read only: a standard says so
        self.is_cited = is_cited  # each code shall name its source
        self.detail = detail  # such a list is changed with a source and a date alone
        self.shipped = {code.code: code for code in shipped}

    def __getitem__(self, code: str) -> Code:
        return self.known()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.offered())

    def __len__(self) -> int:
        return len(self.offered())

    def known(self) -> Mapping[str, Code]:
        """Every code that is or was, in the order of the list; outside an application the
        shipped ones."""
        if self.is_fixed or not has_app_context():
            return self.shipped
        from borderpost.code_lists import overlay  # which reads what this module says

        changed = overlay.read().entries.get(self.name)
        if not changed:
            return self.shipped
        found = {**self.shipped, **changed}
        return dict(sorted(found.items(), key=lambda pair: pair[1].position))

    def items(self) -> ItemsView[str, Code]:
        """What is offered today, worked out once."""
        return self.offered().items()

    def offered(self, day: date | None = None) -> dict[str, Code]:
        """The codes in force on ``day``, today at this machine's post when none is named."""
        day = day or _today()
        return {name: code for name, code in self.known().items() if code.is_in_force(day)}


def shipped(words: Mapping[str, LazyString]) -> Iterator[Code]:
    """Codes of a list of our own words, in their order."""
    for place, (code, word) in enumerate(words.items()):
        yield Code(code, shipped=word, position=10 * (place + 1))


def _today() -> date:
    if not has_app_context():
        return clock.today()
    from borderpost.code_lists import overlay

    return clock.today(overlay.read().zone)
