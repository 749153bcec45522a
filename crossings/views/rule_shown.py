"""What the sheet's page shows of the rules."""

from __future__ import annotations

from dataclasses import dataclass

from crossings.rules.against import all_to_see, asks_more
from crossings.rules.coverage import Coverage
from crossings.rules.explaining import Explanation


@dataclass(frozen=True)
class RuleShown:
    """What the rules say of the traveller; the decision sends ``mark`` back."""

    told: Explanation
    mark: str
    by_purpose: list[Explanation]  # where a purpose changes it
    covered: Coverage | None  # who could have seen the exits in the rule's window

    @property
    def asks_more(self) -> bool:
        """Whether it asks, for some purpose, for more than the documents on the sheet."""
        return any(asks_more(one) for one in (self.told, *self.by_purpose))

    @property
    def to_see(self) -> tuple[str, ...]:
        """What the officer may have seen that satisfies it."""
        return all_to_see((self.told, *self.by_purpose))
