"""The page of one convoy at work: whoever is left to tick, to ask, to decide, to hand over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Response, render_template, request
from flask_babel.speaklater import LazyString

from borderpost.folding import folded
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from borderpost.posts.models import Post
from borderpost.web import is_fragment
from crossings import codes
from lanes import convoy_words as words
from lanes.convoy_forms import WhyForm
from lanes.convoy_kinds import KINDS
from lanes.convoy_listed import kind
from lanes.convoy_reckoning import ConvoyReckoning, ConvoyStanding, Member, reckon
from lanes.declared import fits
from lanes.models import Convoy, ConvoyHandOver, ConvoyState
from lanes.queries import convoy_people
from lanes.services.convoy_closing import held_by
from lanes.views import here

_URGENCY = {
    ConvoyStanding.AWAITED: 0, ConvoyStanding.HERE: 1, ConvoyStanding.AT_DESK: 1,
    ConvoyStanding.REFERRED: 2, ConvoyStanding.DECIDED: 3, ConvoyStanding.ON_SHEET: 4,
    ConvoyStanding.MISSING: 5, ConvoyStanding.HANDED: 6,
}  # fmt: skip


@dataclass(frozen=True)
class ConvoyWork:
    """A convoy as its page shows it. ``people`` are those whom the search finds."""

    convoy: Convoy
    post: Post | None
    people: Sequence[Member]
    everybody: Sequence[Member]
    numbers: ConvoyReckoning
    sheets: Sequence[ConvoyHandOver]
    officers: dict[UUID, str]
    searched: str

    @property
    def is_here(self) -> bool:
        """Whether its people are being received."""
        return self.convoy.state == ConvoyState.ARRIVED

    @property
    def held_by(self) -> LazyString | None:
        """What is left to do before it may be closed."""
        return held_by(self.numbers)

    @property
    def awaited(self) -> Sequence[Member]:
        """Who was not seen yet."""
        return [one for one in self.everybody if one.standing == ConvoyStanding.AWAITED]

    @property
    def is_asked_here(self) -> bool:
        """Whether anybody asks for needs on this machine, as far as a sheet can tell."""
        return not any(one.inspection_id and one.is_asked is None for one in self.everybody)

    @property
    def families(self) -> dict[str, int]:
        """How many of each family wait to be ticked together, by its name."""
        found: dict[str, int] = {}
        for one in self.awaited:
            if one.person.family:
                found[one.person.family] = found.get(one.person.family, 0) + 1
        return found


def work_of(convoy_id: UUID) -> ConvoyWork:
    """Everything that the page shows."""
    row = here.convoy(convoy_id)
    everybody = convoy_people.people(row)
    searched = (request.values.get("q") or "").strip()
    return ConvoyWork(
        convoy=row,
        post=posts.post(row.post_id),
        people=_to_do_first([one for one in everybody if fits(one.person, searched)]),
        everybody=everybody,
        numbers=reckon(everybody, row.counted),
        sheets=convoy_people.hand_overs(row.id),
        officers=officers.names({one.arrived_by for one in everybody if one.arrived_by}),
        searched=searched,
    )


def _to_do_first(members: Sequence[Member]) -> Sequence[Member]:
    """Who is to be ticked, then who is to be asked and decided, families side by side."""
    urgent: dict[str, int] = {}
    for one in members:
        family = one.person.family or str(one.id)
        urgent[family] = min(urgent.get(family, 9), _URGENCY[one.standing])
    return sorted(members, key=lambda one: urgent[one.person.family or str(one.id)])


def shown(convoy_id: UUID, *, status: int = 200, why: WhyForm | None = None) -> Response:
    """The page, or the part of it that a tick changes."""
    work = work_of(convoy_id)
    template = "lanes/_convoy_work.html" if is_fragment() else "lanes/convoy.html"
    page = render_template(
        template,
        work=work,
        row=work.convoy,
        told=work.numbers,
        words=words,
        kind=kind(work.convoy),
        code=KINDS.known().get(work.convoy.kind),
        codes=codes,
        folded=folded,
        why=why,
        is_fragment=is_fragment(),
    )
    return Response(page, status=status)
