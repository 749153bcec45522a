"""What the desk shows of a screening: its state in words, the hits that the officer may see, and in
second line the way to clear them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from borderpost.access import may_open
from crossings.models import Inspection
from crossings.models.inspection import State as SheetState
from crossings.services import alerts
from watchlist import alert_words
from watchlist.matching import Term
from watchlist.outcome import Hit, ListState, Papers, Screening, Searched, State

_STATES: Mapping[State, LazyString] = {
    State.SCREENED: _l("Screened: nothing for the desk"),
    State.STALE: _l("List stale"),
    State.NO_LIST: _l("No list"),
    State.NOT_SCREENED: _l("Not screened"),
}
_PAPERS: Mapping[Papers, LazyString] = {
    Papers.CLEAR: _l("Stolen and lost documents: this number is not listed."),
    Papers.HIT: _l("Stolen and lost documents: this number is listed."),
    Papers.MISREAD: _l("Stolen and lost documents: possible misread of a listed number."),
    Papers.STALE: _l("Stolen and lost documents: not listed, but the list is stale."),
    Papers.NOT_CHECKED: _l("Stolen and lost documents: not checked."),
}
# What the register says of a crossing's screening and of its document.
RESULTS: Mapping[str, LazyString] = {
    "none": _l("Alerts: screened, nothing for the desk."),
    "possible_dismissed": _l("Alerts: a possible hit was cleared."),
    "hit_stop": _l("Alerts: hit, stop."),
    "hit_refer": _l("Alerts: hit, refer."),
    "hit_inform": _l("Alerts: hit, for information."),
    "list_stale": _l("Alerts: screened against a stale list."),
    "no_list": _l("Alerts: nobody was screened, there was no list."),
    "not_checked": _l("Alerts: not screened."),
}
DOCUMENT_RESULTS: Mapping[str, LazyString] = {str(one): words for one, words in _PAPERS.items()}


@dataclass(frozen=True)
class AlertsShown:
    """One sheet's screening as the desk sees it."""

    screening: Screening
    may_clear: bool

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits that the officer may see."""
        return self.screening.shown

    @property
    def screened_id(self) -> UUID | None:
        """The kept screening that a clearance names."""
        return self.screening.id

    @property
    def words(self) -> str:
        """The state in a few words, beside the traveller's name."""
        if self.hits:
            return _("Hit on a watchlist")
        return str(_STATES[self.screening.state])

    @property
    def is_whole(self) -> bool:
        """Whether everybody was searched for in fresh lists."""
        return self.screening.state is State.SCREENED

    @property
    def stops(self) -> bool:
        """Whether the first line may not let the traveller pass."""
        return bool(self.screening.stopping)

    @property
    def papers(self) -> str:
        """What is known of the document's number."""
        return str(_PAPERS[self.screening.papers])

    @property
    def papers_checked(self) -> bool:
        """Whether the number was searched for in fresh lists."""
        return self.screening.papers is Papers.CLEAR

    @property
    def lists(self) -> Sequence[tuple[str, bool]]:
        """Each list that was searched and how old it is; true for one that is fresh."""
        return [(_age(one), one.state is ListState.FRESH) for one in self.screening.searched]

    @property
    def lack(self) -> str:
        """What was not done, and what to do; '' where all was."""
        if self.screening.state is State.NO_LIST:
            return _("Nobody was screened: this machine has no watchlist. Tell the supervisor.")
        if self.screening.state is State.NOT_SCREENED:
            return _("This traveller was not screened. Enter the name, or tell the supervisor.")
        return ""

    def instruction(self, hit: Hit) -> str:
        """What the officer does about a hit."""
        return str(alert_words.INSTRUCTIONS[hit.code])

    def document(self, hit: Hit) -> str:
        """What a listed number means, '' for a hit by name."""
        return str(alert_words.DOCUMENTS[hit.document]) if hit.document else ""

    def tier(self, hit: Hit) -> str:
        """The hit's colour in words."""
        return str(alert_words.TIERS[hit.tier])

    def term(self, term: Term) -> str:
        """One term of the explanation."""
        return alert_words.term(term)


def of(inspection: Inspection) -> AlertsShown:
    """What the page of this inspection shows of its screening."""
    may_clear = inspection.state == SheetState.REFERRED and may_open("hits.clear")
    return AlertsShown(alerts.of_sheet(inspection), may_clear)


def _age(one: Searched) -> str:
    told = ngettext("%(num)s day old", "%(num)s days old", one.days)
    words = {
        ListState.FRESH: _("%(list)s: %(age)s", list=one.title, age=told),
        ListState.STALE: _("%(list)s: %(age)s, more than the %(most)s days it may be",
                           list=one.title, age=told, most=one.stale_days),
        ListState.EXPIRED: _("%(list)s: %(age)s, and it has expired", list=one.title, age=told),
        ListState.BEHIND: _("%(list)s: a newer version is not searched yet", list=one.title),
        ListState.MISSING: _("%(list)s: not searched, it has no version", list=one.title),
    }  # fmt: skip
    return words[one.state]
