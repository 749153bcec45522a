"""Where a traveller stands as a minor, who at the post may be the accompanying adult, and which
crossings belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import bindparam, select

from borderpost import clock
from borderpost.db import db
from crossings import accompaniment
from crossings import sheet as sheets
from crossings.accompaniment import SAID_ADULT, SAID_MINOR, Accompaniment, Adult, Seen
from crossings.models import Crossing, GuardianLink, Inspection
from crossings.models.inspection import State
from crossings.queries import register, rules
from crossings.queries.register import Wanted
from crossings.queries.tally import CROSSED
from crossings.rule_case import case_of
from crossings.rules.book import Book, Category, Rule
from crossings.rules.case import Case
from crossings.rules.minority import Age, Majority, asking, majority
from crossings.sheet import Sheet

LATELY = timedelta(hours=12)  # a family is decided one after the other, not on two days
_OPENED, _SHOWN = 200, 12  # sheets opened and compared; sheets offered
ENOUGH = frozenset({Seen.SEEN, Seen.BOTH_PARENTS})


@dataclass(frozen=True)
class Standing:
    """What the birth date and the rules say of an age, and what the officer said of it."""

    age: Age
    majority: Majority | None  # None: no rule about minors holds in this direction
    asks: Rule | None  # that asks for the parents' authorisation
    told: Accompaniment

    @property
    def concerns(self) -> bool:
        """Whether there is anything to say or ask about a minor."""
        return self.age is not Age.ADULT

    @property
    def is_open(self) -> bool:
        """Whether the officer must still say if this is a minor."""
        return self.age is Age.UNSURE and not self.told.said

    @property
    def is_minor(self) -> bool:
        """Whether this is a minor, by the date or by the officer's word."""
        said = self.age is Age.UNSURE and self.told.said == SAID_MINOR
        return self.age is Age.MINOR or said

    @property
    def is_alone(self) -> bool:
        """Whether this is a minor and nobody is linked who accompanies."""
        return self.is_minor and not self.told.adults

    @property
    def lacks_authorisation(self) -> bool:
        """Whether a rule asks for the authorisation and nobody has seen it."""
        return self.is_minor and self.asks is not None and not self.has_authorisation

    @property
    def offers_refusal(self) -> bool:
        """Whether the desk offers the refusal for a lacking authorisation: said, and not seen."""
        return self.lacks_authorisation and self.told.authorisation.state == Seen.NOT_SEEN

    @property
    def has_authorisation(self) -> bool:
        """Whether the authorisation was seen, or both parents travel along."""
        return self.told.authorisation.state in ENOUGH


def standing(inspection: Inspection, book: Book) -> Standing:
    """Where the traveller of a sheet stands today, by the rule book as it is now."""
    post = inspection.lane.post
    return judged(
        sheets.from_plain(inspection.sheet),
        inspection.direction,
        post.country,
        clock.today(post.zone),
        accompaniment.of_plain(inspection.accompaniment),
        book,
    )


def judged(
    sheet: Sheet, direction: str, country: str, day: date, told: Accompaniment, book: Book
) -> Standing:
    """Where these facts put a traveller who crosses at a country's post on a day."""
    case = case_of(sheet, direction, country, day, said=told.said)
    found = majority(case, book.rules, book.groups)
    age = found.of(sheet["birth_date"].value, day) if found else Age.ADULT
    said_adult = age is Age.UNSURE and told.said == SAID_ADULT
    asks = asking(case, book.rules, book.groups) if found and not said_adult else None
    return Standing(age, found, asks, told)


def asked_of_families(country: str, day: date) -> Rule | None:
    """The rule that asks families who leave a country for the authorisation, None for none."""
    book = rules.book()
    child = Case(country, "P", "X", day, country, categories=frozenset({str(Category.MINOR)}))
    return asking(child, book.rules, book.groups)


@dataclass(frozen=True)
class Candidate:
    """An adult at the post who may accompany the child: the sheet, and the crossing if any."""

    key: str
    adult: Adult
    at: str  # ISO
    is_decided: bool
    is_of_scan: bool  # the same scan as the child's document


def candidates(inspection: Inspection, words: str = "") -> list[Candidate]:
    """Adults of the last hours in the same direction at this post: those of the same scan and of
    the same name first. With ``words``, today's crossings that fit them instead."""
    child = adult_of(inspection, None)
    linked = accompaniment.of_plain(inspection.accompaniment).adults
    others = _searched(inspection, words) if words.strip() else _recent(inspection)
    names = set(child.name.casefold().split())
    fitting = [
        one
        for one in _here(others, inspection)
        if not one.adult.is_same(child) and not any(one.adult.is_same(two) for two in linked)
    ]
    return sorted(
        fitting,
        key=lambda one: (not one.is_of_scan, not names & set(one.adult.name.casefold().split())),
    )[:_SHOWN]


def _recent(inspection: Inspection) -> Sequence[Inspection]:
    chosen = (
        select(Inspection)
        .where(
            Inspection.post_id == inspection.post_id,
            Inspection.id != inspection.id,
            Inspection.direction == inspection.direction,
            Inspection.state.in_((State.OPEN, State.REFERRED, State.DECIDED)),
            Inspection.created_at > clock.now() - LATELY,
        )
        .order_by(Inspection.created_at.desc())
        .limit(_OPENED)
    )
    return db.session.scalars(chosen).all()


def _searched(inspection: Inspection, words: str) -> Sequence[Inspection]:
    day = clock.today(inspection.lane.post.zone)
    wanted = Wanted(words.strip(), direction=inspection.direction, since=day, until=day)
    found = db.session.scalars(register.register(wanted, inspection.post_id).limit(50))
    ids = [crossing.inspection_id for crossing in found if crossing.inspection_id]
    kept = db.session.scalars(select(Inspection).where(Inspection.id.in_(ids)))
    return sorted(kept, key=lambda other: ids.index(other.id))


def _here(others: Sequence[Inspection], child: Inspection) -> Iterator[Candidate]:
    """Those of these sheets whose traveller may accompany the child."""
    book, decided = rules.book(), [other.id for other in others if other.crossing_id]
    crossings = _by_sheet(decided)
    for other in others:
        crossing = crossings.get(str(other.id))
        if not is_gone(other, crossing) and is_certainly_adult(other, book):
            same_scan = other.scan_id is not None and other.scan_id == child.scan_id
            at, adult = other.created_at.isoformat(), adult_of(other, crossing)
            yield Candidate(str(other.id), adult, at, other.state == State.DECIDED, same_scan)


def may_accompany(other: Inspection, book: Book) -> bool:
    """Whether a sheet's traveller is an adult for certain and is here: open, in second line, or
    let through."""
    return not is_gone(other, crossing_of(other)) and is_certainly_adult(other, book)


def is_certainly_adult(other: Inspection, book: Book) -> bool:
    """Whether a sheet's traveller is no minor, by the date or by the officer's word."""
    found = standing(other, book)
    return found.age is Age.ADULT or found.told.said == SAID_ADULT


def is_gone(other: Inspection, crossing: Crossing | None) -> bool:
    """Whether the sheet was cleared, or its traveller did not pass by its ``crossing``."""
    if other.state == State.DECIDED:
        return crossing is None or crossing.decision not in CROSSED
    return other.state not in (State.OPEN, State.REFERRED)


def adult_of(other: Inspection, crossing: Crossing | None, relation: str = "") -> Adult:
    """The traveller of a sheet as the facts stand on it, and the crossing once there is one."""
    facts = sheets.from_plain(other.sheet)
    return Adult(
        relation=relation,
        **_facts(facts),
        inspection_id=str(other.id),
        crossing_id=str(crossing.id) if crossing else "",
        reference=crossing.human_ref if crossing else "",
    )


def _facts(facts: Sheet) -> dict[str, str]:
    return {
        "surname": facts["surname"].value,
        "given_names": facts["given_names"].value,
        "birth_date": facts["birth_date"].value,
        "nationality": facts["nationality"].value,
        "document_kind": facts["document_code"].value,
        "document_issuer": facts["issuing_state"].value,
        "document_number": facts["document_number"].value,
    }


def crossing_of(other: Inspection) -> Crossing | None:
    """The crossing of a decided sheet as it stands, after its corrections."""
    return _by_sheet([other.id]).get(str(other.id)) if other.crossing_id else None


@dataclass(frozen=True)
class Linked:
    """A crossing that belongs to another one, as its page names it."""

    relation: str
    crossing: Crossing | None  # None: the adult was typed in, is not decided yet, or was erased
    adult: Adult | None = None  # as it was linked; None on the adult's own page


def adults_of(crossing: Crossing) -> list[Linked]:
    """Who accompanied a child, by the child's crossing: with the adults' crossings."""
    told = accompaniment.of_plain(crossing.evidence.get("minor"))
    by_sheet = _by_sheet(UUID(one.inspection_id) for one in told.adults if one.inspection_id)
    return [Linked(one.relation, by_sheet.get(one.inspection_id), adult=one) for one in told.adults]


def children_of(crossing: Crossing) -> list[Linked]:
    """Whom an adult accompanied, by the adult's crossing: the children's crossings as they
    stand."""
    if crossing.inspection_id is None:
        return []
    links = links_to(crossing.inspection_id)
    by_sheet = _by_sheet(link.inspection_id for link in links)
    return [Linked(link.relation, by_sheet.get(str(link.inspection_id))) for link in links]


def links_to(adult_inspection_id: UUID) -> Sequence[GuardianLink]:
    """The links of children who were decided as accompanied by the adult of this sheet."""
    return db.session.scalars(_LINKED, {"adult": adult_inspection_id}).all()


_LINKED = (
    select(GuardianLink)
    .where(GuardianLink.adult_inspection_id == bindparam("adult"))
    .order_by(GuardianLink.created_at)
)


def with_crossings(told: Accompaniment) -> Accompaniment:
    """The same with the crossings that the adults have by now."""
    by_sheet = _by_sheet(UUID(one.inspection_id) for one in told.adults if one.inspection_id)

    def now(one: Adult) -> Adult:
        crossing = by_sheet.get(one.inspection_id)
        if crossing is None or crossing.undone:  # taken back: nothing stands yet
            return one
        return replace(one, crossing_id=str(crossing.id), reference=crossing.human_ref)

    return replace(told, adults=tuple(now(one) for one in told.adults))


def _by_sheet(inspection_ids: Iterable[UUID]) -> dict[str, Crossing]:
    wanted = select(Crossing).where(
        Crossing.inspection_id.in_(list(inspection_ids)), register.standing()
    )
    return {str(row.inspection_id): row for row in db.session.scalars(wanted)}
