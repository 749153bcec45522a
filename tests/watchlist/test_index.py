"""Screening against an index: found in every damage, swapped in one stroke, refused when unfit."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bench.damages import KINDS, zone
from bench.stress_names import damaged_birth, people
from watchlist import index
from watchlist.index import Index, Unusable
from watchlist.matching import Identity, Scorer, compare, profile

LISTED = {
    "full": Identity(
        names=["Tiemoko Bagayoko"], birth_date="1968-03-12", nationality="MLI", sex="M"
    ),
    "year": Identity(names=["Nianankoro Fomba"], birth_date="1971", nationality="MLI"),
    "none": Identity(names=["Zebto Quelconque"]),
    "aliases": Identity(names=["Bourama Ongoiba", "Bouba le Rouge"], birth_dates=["1960/1965"]),
    "arabic": Identity(names=["محمد محمود ولد سيدي"], birth_date="1980-07-04"),
}


def built(folder: Path, entries: dict[str, Identity] | None = None) -> Index:
    index.build(folder, (LISTED if entries is None else entries).items())
    return Index.open(folder)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return built(tmp_path_factory.mktemp("lists") / "index")


def first(opened: Index, traveller: Identity) -> str:
    found = opened.screen(traveller)
    return found[0].key if found else ""


@pytest.mark.parametrize(
    ("key", "traveller"),
    [
        ("full", Identity(surname="BAGAYOKO", given="TIEMOKO", birth_date="1968-03-12")),
        ("full", Identity(surname="BAGAYOGO", given="TIEMOCO", birth_date="1968-12-03")),
        ("full", Identity(names=["Tiemoko Bagayoko"], birth_date="1999-09-09")),
        ("full", Identity(names=["Tiemoko Bagayoko"])),
        ("year", Identity(surname="NIANANKORO", given="FOMBA", birth_date="1972-05-05")),
        ("none", Identity(surname="QUELCONQUE", given="ZEBTO", birth_date="1990-05-05")),
        ("aliases", Identity(names=["Bouba Rouge"], birth_date="1963-01-01")),
        ("arabic", Identity(surname="OULD SIDI", given="MOHAMED MAHMOUD", birth_date="1980-04-07")),
    ],
)
def test_the_listed_person_comes_first(opened: Index, key: str, traveller: Identity) -> None:
    assert first(opened, traveller) == key


def test_a_hit_has_the_bits_and_terms_of_the_comparison(opened: Index) -> None:
    traveller = Identity(names=["TIEMOKO BAGAYOKHO"], birth_date="1968-03-12", nationality="MLI")
    found = opened.screen(traveller)[0]
    compared = compare(traveller, LISTED["full"])

    assert found.bits == pytest.approx(compared.bits)
    assert found.terms == compared.terms


def test_a_stranger_is_not_probable(opened: Index) -> None:
    stranger = Identity(surname="LINDQVIST", given="ROSALIND", birth_date="1968-03-12")

    assert opened.screen(stranger, at_least=0.5) == []


def test_hits_are_ranked_limited_and_probable_enough(opened: Index) -> None:
    traveller = Identity(names=["Tiemoko Fomba"], birth_date="1968-03-12")
    found = opened.screen(traveller)

    assert [hit.bits for hit in found] == sorted((hit.bits for hit in found), reverse=True)
    assert opened.screen(traveller, limit=1) == found[:1]
    assert all(hit.probability >= 0.01 for hit in opened.screen(traveller, at_least=0.01))


def test_a_longer_list_asks_for_more_evidence(tmp_path: Path, opened: Index) -> None:
    many = {f"{n}": Identity(names=[f"Personne Nombre{n}"]) for n in range(1000)}
    longer = built(tmp_path / "index", LISTED | many)
    traveller = Identity(names=["Tiemoko Bagayoko"], birth_date="1968-03-12")

    assert longer.screen(traveller)[0].probability < opened.screen(traveller)[0].probability


@pytest.mark.parametrize("traveller", [Identity(), Identity(names=["", "123"]), Identity(sex="M")])
def test_a_traveller_without_a_name_finds_nobody_by_name(
    opened: Index, traveller: Identity
) -> None:
    assert opened.screen(traveller, at_least=0.5) == []


def test_whoever_has_no_name_at_all_may_still_be_listed(tmp_path: Path) -> None:
    one = built(tmp_path / "index", {"nameless": Identity(birth_date="1968-03-12"), **LISTED})

    assert len(one) == 6
    assert first(one, Identity(names=["Tiemoko Bagayoko"])) == "full"


def test_an_empty_list_is_an_index_too(tmp_path: Path) -> None:
    assert built(tmp_path / "index", {}).screen(LISTED["full"]) == []


def test_every_damage_leaves_the_listed_person_among_the_candidates(tmp_path: Path) -> None:
    dice = random.Random(4)
    rows = list(people(1500, seed=8))
    one = built(
        tmp_path / "index",
        {
            f"{n}": Identity(surname=p.surname, given=p.given, birth_date=p.born.isoformat())
            for n, p in enumerate(rows)
        },
    )
    missed = [
        kind
        for kind, damage in KINDS.items()
        for n in dice.sample(range(1500), 20)
        if f"{n}" not in one.candidates(damaged(dice, kind, rows[n]))
    ]

    assert missed == []


def test_whoever_has_the_bits_is_never_left_out_unscored(tmp_path: Path) -> None:
    dice = random.Random(14)
    rows = list(people(300, seed=15))
    listed = [
        Identity(surname=p.surname, given=p.given, sex=p.sex, nationality=p.state,
                 birth_date=p.born.isoformat())
        for p in rows
    ]  # fmt: skip
    one = built(tmp_path / "index", {f"{n}": identity for n, identity in enumerate(listed)})
    everybody = np.arange(len(listed))

    for kind in KINDS:
        mine = profile(damaged(dice, kind, dice.choice(rows)))
        scored = one.scored(mine, everybody, Scorer(mine), 8.0, 20)
        exact = [Scorer(mine).bits(profile(identity)) for identity in listed]
        assert {n for _, n, _ in scored} == {n for n, bits in enumerate(exact) if bits >= 8.0}


def damaged(dice: random.Random, kind: str, person: object) -> Identity:
    surname, given = KINDS[kind](dice, person.surname, person.given)  # type: ignore[attr-defined]
    return Identity(
        surname=zone(surname), given=zone(given), is_truncated=kind == "cut",
        birth_date=damaged_birth(dice, person.born),  # type: ignore[attr-defined]
    )  # fmt: skip


def test_a_new_index_takes_the_place_of_the_old_and_readers_go_on(tmp_path: Path) -> None:
    old = built(tmp_path / "index")
    new = built(tmp_path / "index", {"other": Identity(names=["Zebto Quelconque"])})

    assert first(old, LISTED["full"]) == "full"
    assert first(old, Identity(names=["Bourama Ongoiba"], birth_date="1962")) == "aliases"
    assert first(new, Identity(names=["Zebto Quelconque"])) == "other"
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_build_that_breaks_leaves_the_old_index(tmp_path: Path) -> None:
    built(tmp_path / "index")

    def broken() -> Iterator[tuple[str, Identity]]:
        yield "a", Identity(names=["Zebto"])
        raise RuntimeError("the list ends in the middle")

    with pytest.raises(RuntimeError):
        index.build(tmp_path / "index", broken())

    assert first(Index.open(tmp_path / "index"), LISTED["full"]) == "full"
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_no_index_is_told_from_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        Index.open(tmp_path / "index")


@pytest.mark.parametrize("change", [{"format": 0}, {"tables": "1999-01-01 1999-01-01"}])
def test_an_index_of_other_tables_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    built(tmp_path / "index")
    meta = tmp_path / "index" / "index.json"
    meta.write_text(json.dumps(json.loads(meta.read_text()) | change))

    with pytest.raises(Unusable):
        Index.open(tmp_path / "index")
