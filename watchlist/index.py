"""PURE. A million listed identities, searched in milliseconds on one small machine.

``build`` writes a new folder beside the old one and puts it in its place by renaming; whoever
has the old one open goes on reading it. ``Index.screen`` finds candidates in three ways (pieces
of the name among people of about that age, everybody of that birth date, the same consonants
at any age), scores them in bits and explains only what it gives back.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy

from watchlist import lexicon as lexicons
from watchlist import postings
from watchlist.lexicon import Lexicon
from watchlist.matching import (
    Identity,
    Profile,
    Scorer,
    Term,
    bits_for,
    list_prior,
    probability,
    profile,
)
from watchlist.ranking import promising, rough
from watchlist.store import Numbers, Store, Writer

FORMAT = 1
_HEAP = 64_000_000
_PIECES_FOUND, _SAME_NAME, _SAME_DAY = 300, 120, 400
_NOISE = 0.001
_AT_ONCE = 32  # candidates that are scored exactly before asking whether more may be better
_SHARED = 0.25  # share of the pieces of a name that somebody of the same birth date must have


class Unusable(ValueError):
    """Why a folder cannot be screened against: no index, or of another format or table."""


@dataclass(frozen=True)
class Found:
    """One listed identity that the traveller may be."""

    key: str
    bits: float
    probability: float
    terms: tuple[Term, ...]


def build(
    folder: Path, entries: Iterable[tuple[str, Identity]], lexicon: Lexicon | None = None
) -> int:
    """Index ``entries`` (key, identity) as ``folder``; the count of entries. Keys are opaque.

    Nothing changes if ``entries`` raises: the new folder is put in place only when it is whole.
    """
    known = lexicon or lexicons.shipped()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        count = _written(beside, entries, known)
        _put_in_place(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return count


def _written(folder: Path, entries: Iterable[tuple[str, Identity]], lexicon: Lexicon) -> int:
    """Every file of an index."""
    writer, days, names, count = Writer(), _Numbered(), _Numbered(), 0
    text = folder / "text"
    text.mkdir()
    index = tantivy.Index(_schema(), str(text))
    postman = index.writer(_HEAP, 1)
    try:
        for number, (key, identity) in enumerate(entries):
            one = profile(identity, lexicon)
            writer.add(key, one, postings.signature(one.names))
            days.add(number, [first for first, last in one.births if first == last and first % 100])
            names.add(number, [whole for name in one.names if (whole := postings.whole(name))])
            _post(postman, number, one)
            count = number + 1
        postman.commit()
    finally:
        postman.wait_merging_threads()  # or its files would come back after they are cleared away
    writer.save(folder)
    days.save(folder, "days")
    names.save(folder, "wholes")
    meta = {"format": FORMAT, "entries": count, "tables": _tables(lexicon)}
    (folder / "index.json").write_text(json.dumps(meta), "utf-8")
    return count


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("pieces", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("entity", fast=True)
    return builder.build()


def _post(postman: tantivy.IndexWriter, number: int, one: Profile) -> None:
    """One document a name: its pieces, alone and with each of its years."""
    years = postings.listed_years(one.births)
    for name in one.names:
        pieces = postings.pieces(name)
        document = tantivy.Document()
        document.add_unsigned("entity", number)
        dated = (f"{piece}{year}" for piece in pieces for year in years)
        document.add_text("pieces", " ".join((*pieces, *dated)))
        postman.add_document(document)


def _put_in_place(beside: Path, folder: Path) -> None:
    """The new folder under the name of the old one, which goes; on the disk before it is named."""
    for file in beside.rglob("*"):
        if file.is_file():
            with file.open("rb") as written:
                os.fsync(written.fileno())
    old = beside.with_name(f"{beside.name}-old")
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _tables(lexicon: Lexicon) -> str:
    return f"{lexicon.table.version} {lexicon.frequencies.version}"


class _Numbered:
    """Numbers by which entities are found, sorted when saved."""

    def __init__(self) -> None:
        self._values: list[int] = []
        self._entities: list[int] = []

    def add(self, entity: int, values: Sequence[int]) -> None:
        self._values += values
        self._entities += [entity] * len(values)

    def save(self, folder: Path, name: str) -> None:
        values, entities = np.array(self._values, np.uint64), np.array(self._entities, np.uint32)
        order = np.argsort(values, kind="stable")
        np.save(folder / f"{name}.npy", values[order])
        np.save(folder / f"{name}_entities.npy", entities[order])


class _Finder:
    """What ``_Numbered`` saved."""

    def __init__(self, folder: Path, name: str) -> None:
        self._values = np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)
        self._entities = np.load(folder / f"{name}_entities.npy", mmap_mode="r").view(np.ndarray)

    def entities(self, values: Sequence[int], most: int) -> list[int]:
        """The entities of each value; of a value that more than ``most`` have, none."""
        found: list[int] = []
        for value in values:
            first = int(np.searchsorted(self._values, np.uint64(value), "left"))
            last = int(np.searchsorted(self._values, np.uint64(value), "right"))
            if last - first <= most:
                found += self._entities[first:last].tolist()
        return found


class Index:
    """An open index. Reading changes nothing, and threads may share one."""

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._store = Store(folder, lexicon)
        self._text = tantivy.Index.open(str(folder / "text"))
        self._searcher = self._text.searcher()
        self._schema = self._text.schema
        self._days, self._wholes = _Finder(folder, "days"), _Finder(folder, "wholes")
        self.prior = list_prior(len(self._store))

    @classmethod
    def open(cls, folder: Path, lexicon: Lexicon | None = None) -> Index:
        """The index in ``folder``. Raises ``Unusable`` when there is none that fits."""
        known = lexicon or lexicons.shipped()
        try:
            meta = json.loads((folder / "index.json").read_text("utf-8"))
        except (OSError, ValueError) as missing:
            raise Unusable(f"{folder.name}: no index is there") from missing
        if meta.get("format") != FORMAT or meta.get("tables") != _tables(known):
            raise Unusable(f"{folder.name}: built with other tables, to be built anew")
        return cls(folder, known)

    def __len__(self) -> int:
        return len(self._store)

    def candidates(self, identity: Identity, limit: int = 200) -> list[str]:
        """Keys of who may be meant, the likeliest first by a rough count."""
        one = profile(identity, self._lexicon)
        entities = self.gathered(one)
        scores = rough(self._store, entities, one, Scorer(one, self._lexicon))
        best = np.argsort(-scores, kind="stable")[:limit]
        return [self._store.key(entity) for entity in entities[best].tolist()]

    def screen(
        self, identity: Identity, at_least: float = 0.0, limit: int = 20, least_prior: float = 0.0
    ) -> list[Found]:
        """Who the traveller may be, likeliest first, at least as probable as ``at_least`` when
        ``least_prior`` bits or those of the list's length speak against, whichever are more.

        What is less probable than one in a thousand is never given back: it is noise.
        """
        one, prior = profile(identity, self._lexicon), max(self.prior, least_prior)
        scorer = Scorer(one, self._lexicon)
        least = bits_for(max(at_least, _NOISE), prior)
        scored = self.scored(one, self.gathered(one), scorer, least, limit)
        return [
            Found(self._store.key(entity), bits, share, scorer.terms(theirs))
            for bits, entity, theirs in scored
            if (share := probability(bits, prior)) >= at_least
        ]

    def gathered(self, one: Profile) -> Numbers:
        """Numbers of entities that may be meant, each once."""
        found = dict.fromkeys(self._same_name(one))
        found |= dict.fromkeys(self._same_day(one))
        found |= dict.fromkeys(self._by_pieces(one))
        return np.fromiter(found, np.int64, len(found))

    def scored(
        self, one: Profile, entities: Numbers, scorer: Scorer, least: float, limit: int
    ) -> list[tuple[float, int, Profile]]:
        """Bits, number and profile of the best of ``entities`` that have ``least`` bits: who
        cannot have them is left out at once, the others are scored exactly, likeliest first."""
        kept, most = promising(self._store, entities, one, scorer, least)
        scored: list[tuple[float, int, Profile]] = []
        for at in range(0, len(kept), _AT_ONCE):
            if len(scored) >= limit and sorted(-each[0] for each in scored)[limit - 1] <= -most[at]:
                break
            part = kept[at : at + _AT_ONCE]
            profiles = self._store.profiles(part)
            scorer.learn_names(profiles)
            scored += zip(map(scorer.bits, profiles), part.tolist(), profiles, strict=True)
        scored.sort(key=lambda each: (-each[0], each[1]))
        return [each for each in scored[:limit] if each[0] >= least]

    def _same_name(self, one: Profile) -> list[int]:
        wholes = [whole for name in one.names if (whole := postings.whole(name))]
        return self._wholes.entities(wholes, _SAME_NAME)

    def _same_day(self, one: Profile) -> list[int]:
        """Everybody of that date, or of one it is often mistaken for, whose name may be near."""
        found = np.array(self._days.entities(postings.days_near(one), _SAME_DAY), np.int64)
        mine = np.uint64(postings.signature(one.names))
        shared = np.bitwise_count(self._store.signatures[found] & mine)
        near: list[int] = found[shared >= _SHARED * np.bitwise_count(mine)].tolist()
        return near

    def _by_pieces(self, one: Profile) -> list[int]:
        """Entities that share pieces of a name and may be as old."""
        years = postings.asked_years(one.births) or [""]
        entities: list[int] = []
        for name in one.names:
            terms = [
                (tantivy.Occur.Should, self._term(piece, year))
                for piece in postings.pieces(name)
                for year in years
            ]
            query = tantivy.Query.boolean_query(terms)
            hits = self._searcher.search(query, _PIECES_FOUND, count=False).hits
            places = [place for _, place in hits]
            numbers = self._searcher.fast_field_values("entity", places)
            entities += [int(number) for number in numbers if number is not None]
        return entities

    def _term(self, piece: str, year: str) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, "pieces", f"{piece}{year}", "basic")
        boost = postings.BOOST.get(piece[0])
        return tantivy.Query.boost_query(term, boost) if boost else term
