"""Which files are one person: files that were joined, and files that might be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, or_, select

from borderpost.db import db
from crossings.models import Crossing, Document, Person, PersonMerge
from crossings.queries.planning import Unindexed
from crossings.rules.matching import Likeness, Papers, compared


@dataclass(frozen=True)
class Family:
    """The files of one person: the one that stands for all, and on what grounds each of the
    others was joined."""

    root: UUID
    joined: Mapping[UUID, str]

    @property
    def members(self) -> list[UUID]:
        """Every file."""
        return [self.root, *self.joined]


def root(person_id: UUID) -> UUID:
    """The file that stands for this one; itself where nothing was joined."""
    found = person_id
    while merge := active_merge(found):
        found = merge.kept_id
    return found


def active_merge(absorbed_id: UUID) -> PersonMerge | None:
    """The merge that joined this file to another, unless it was undone."""
    return db.session.scalar(_ABSORBED, {"one": absorbed_id})


_STANDS = PersonMerge.undone_at.is_(None)
_ABSORBED = select(PersonMerge).where(PersonMerge.absorbed_id == bindparam("one"), _STANDS)
_JOINED = select(PersonMerge.id).where(
    or_(PersonMerge.absorbed_id == bindparam("one"), PersonMerge.kept_id == bindparam("one")),
    _STANDS,
)


def family(person_id: UUID) -> Family:
    """All files of the person to whom this one belongs."""
    if db.session.scalar(_JOINED, {"one": person_id}) is None:  # as it is with nearly everybody
        return Family(person_id, {})
    top = root(person_id)
    joined: dict[UUID, str] = {}
    asked = [top]
    while asked:
        wanted = select(PersonMerge.absorbed_id, PersonMerge.grounds).where(
            PersonMerge.kept_id.in_(asked), PersonMerge.undone_at.is_(None)
        )
        new = {row[0]: row[1] for row in db.session.execute(wanted)}
        joined |= new
        asked = list(new)
    return Family(top, joined)


def families() -> dict[UUID, Family]:
    """Every family of more than one file, by each of its files: for work on all."""
    tops = select(PersonMerge.absorbed_id).where(PersonMerge.undone_at.is_(None))
    found: dict[UUID, Family] = {}
    for one in db.session.scalars(tops).all():
        if one not in found:
            whole = family(one)
            found |= dict.fromkeys(whole.members, whole)
    return found


def merges(person_ids: Iterable[UUID]) -> Sequence[PersonMerge]:
    """The merges among these files that stand, the latest first."""
    wanted = (
        select(PersonMerge)
        .where(PersonMerge.absorbed_id.in_(list(person_ids)), PersonMerge.undone_at.is_(None))
        .order_by(PersonMerge.created_at.desc(), PersonMerge.id.desc())
    )
    return db.session.scalars(wanted).all()


def merge(merge_id: UUID) -> PersonMerge | None:
    """One merge, undone or not."""
    return db.session.get(PersonMerge, merge_id)


def people(person_ids: Iterable[UUID]) -> dict[UUID, Person]:
    """The files of these keys."""
    wanted = select(Person).where(Person.id.in_(list(person_ids)))
    return {row.id: row for row in db.session.scalars(wanted)}


def of_number(number: str, issuer: str, papers: Papers, own: UUID) -> UUID | None:
    """The one other file that this person's own number proves to be theirs, where nothing
    speaks against it; ``own`` stands for the files that are theirs already. None when there
    are several: then an officer is asked."""
    if not number:
        return None
    wanted = (
        select(Person)
        .join(Document)
        .where(Document.personal_number == number, Document.issuer == issuer)
        .order_by(Person.id)
        .limit(_MOST)
    )
    tops = {
        root(row.id)
        for row in db.session.scalars(wanted).unique()
        if compared(papers, papers_of(row, number)).is_one_number
    } - {own}
    return tops.pop() if len(tops) == 1 else None


def was_split(one: UUID, other: UUID) -> bool:
    """Whether somebody took these two files apart again."""
    wanted = select(PersonMerge.id).where(
        PersonMerge.undone_at.is_not(None),
        PersonMerge.absorbed_id.in_((one, other)),
        PersonMerge.kept_id.in_((one, other)),
    )
    return db.session.scalar(wanted.limit(1)) is not None


def seen_at(person_ids: Iterable[UUID], post_id: UUID | None) -> list[Person]:
    """Those of these files that crossed at this post: what another post saw is not its own."""
    here = select(Crossing.id).where(
        Crossing.person_id == Person.id, Unindexed(Crossing.post_id) == post_id
    )
    wanted = select(Person).where(Person.id.in_(list(person_ids)), here.exists())
    return list(db.session.scalars(wanted.order_by(Person.created_at, Person.id)))


def alike(
    papers: Papers, post_id: UUID | None, *, besides: Iterable[UUID] = (), most: int = 3
) -> list[tuple[Person, Likeness]]:
    """Files that this post saw, whose birth date and nationality agree and whose name is alike,
    the likest first; ``besides`` are the person's own. Looks at no more than a few hundred
    files, however common the birth date is."""
    found = _likest(papers, set(besides))[:_OF_A_WORD]
    here = {row.id for row in seen_at((row.id for row, _likeness in found), post_id)}
    return [pair for pair in found if pair[0].id in here][:most]


def _likest(papers: Papers, besides: set[UUID]) -> list[tuple[Person, Likeness]]:
    scored = [(row, compared(papers, papers_of(row))) for row in _same_birth(papers)]
    kept = [pair for pair in scored if pair[1].is_worth_asking and pair[0].id not in besides]
    return sorted(kept, key=lambda pair: (-pair[1].name_score, pair[0].id))


_MOST = 200  # files of one birth date and nationality that are all compared
_OF_A_WORD = 40  # where there are more: those whose name begins like a word of this one


def papers_of(person: Person, personal_number: str = "") -> Papers:
    """What a file is compared by."""
    return Papers(
        person.name_key, person.birth_date, person.nationality, person.sex, personal_number
    )


def _same_birth(papers: Papers) -> list[Person]:
    born = papers.birth_date
    if not born:
        return []
    as_known = {born, born[:7], born[:4]}
    here = select(Person).where(
        Person.birth_date.in_(as_known), Person.nationality == papers.nationality
    )
    found = list(db.session.scalars(here.limit(_MOST + 1)))
    if len(found) <= _MOST:
        return found
    rows: dict[UUID, Person] = {}
    for word in papers.name_key.split()[:4]:
        begins = Person.name_key.between(word[:4], word[:4] + "Z" * 4)
        rows |= {row.id: row for row in db.session.scalars(here.where(begins).limit(_OF_A_WORD))}
    return list(rows.values())
