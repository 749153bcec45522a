"""PURE: what a post's policies mean at the desk: what is kept, what is asked of whom.

A post that never chose keeps nothing and asks nothing, and refuses entry to no national.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Page(StrEnum):
    """For whom the photographed page is kept after the decision."""

    NEVER = "never"
    EXCEPTIONS = "exceptions"  # who was refused or referred
    ALWAYS = "always"


class Ask(StrEnum):
    """Whether the desk asks for something."""

    OFF = "off"
    OFFERED = "offered"  # there is a place for it; nothing waits for it
    ASKED = "asked"  # nobody is admitted without an answer


class Health(StrEnum):
    """What the officer saw of a health certificate."""

    VALID = "shown_valid"
    EXPIRED = "shown_expired"
    NOT_SHOWN = "not_shown"
    EXEMPT = "exempt"
    NOT_CHECKED = "not_checked"


LACKING = frozenset({Health.EXPIRED, Health.NOT_SHOWN})  # warned of; blocks nothing by itself
VACCINATION = "ML-05"  # the refusal reason that a lacking certificate suggests
OLDEST = 130  # years


@dataclass(frozen=True)
class Policy:
    """The policies of one post. Ages are whole years, both ends included, None: no limit."""

    page: Page = Page.NEVER
    face: Ask = Ask.OFF
    health: Ask = Ask.OFF
    health_directions: str = "E"  # letters of the directions in which it is asked
    health_age_from: int | None = None
    health_age_until: int | None = None
    verify_nationals: bool = True  # a national of the post's country is never refused entry
    double_entry: bool = False  # a second person types each line of a register sheet, blind

    def keeps_page(self, decision: str, *, was_referred: bool) -> bool:
        """Whether the page of a traveller decided so is kept."""
        if self.page is Page.EXCEPTIONS:
            return was_referred or decision == "refuse"
        return self.page is Page.ALWAYS

    def health_of(self, direction: str, birth_date: str, today: date) -> Ask:
        """Whether this traveller is asked for a health certificate. Where the age is not
        known well enough to say, it is asked."""
        if direction not in self.health_directions:
            return Ask.OFF
        youngest, oldest = ages(birth_date, today)
        too_young = self.health_age_from is not None and oldest < self.health_age_from
        too_old = self.health_age_until is not None and youngest > self.health_age_until
        return Ask.OFF if too_young or too_old else self.health

    def may_refuse(self, nationality: str, country: str, direction: str) -> bool:
        """Whether refusing is a decision here: at entry nobody refuses a national, whose
        nationality is verified instead (ICCPR article 12(4))."""
        return not (self.verify_nationals and direction == "E" and nationality == country)

    def plain(self) -> dict[str, Any]:
        """The policies as the row and the audit line have them."""
        return {name: str(v) if isinstance(v, StrEnum) else v for name, v in asdict(self).items()}


def of_plain(values: Mapping[str, Any]) -> Policy:
    """The policies back from ``plain``; raises ValueError for a word that means nothing."""
    return Policy(
        **{
            **values,
            "page": Page(values["page"]),
            "face": Ask(values["face"]),
            "health": Ask(values["health"]),
        }
    )


def ages(birth_date: str, today: date) -> tuple[int, int]:
    """The youngest and oldest age in whole years that a birth date allows; it may be a day, a
    month, a year, or unknown ('')."""
    if not birth_date:
        return 0, OLDEST
    latest = birth_date + "-12-31"[len(birth_date) - 4 :]
    earliest = birth_date + "-01-01"[len(birth_date) - 4 :]
    return _age(latest, today), _age(earliest, today)


def _age(born: str, today: date) -> int:
    """Compared as text, so that a month's 31st day stands for its last."""
    had_birthday = born[5:] <= today.isoformat()[5:]
    return max(0, today.year - int(born[:4]) - (not had_birthday))
