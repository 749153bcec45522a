"""What screening says: states that are never a blank, hits with their tier and their reasons."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_babel import force_locale

from borderpost import clock
from borderpost.db import transaction
from tests.watchlist.alerts import (
    COLUMNS,
    OTHERS,
    alert,
    approved,
    in_force,
    listed_fanta,
    make,
    watch,
)
from watchlist import alert_words, shelf
from watchlist.listed import DateQuality, Name, NameQuality
from watchlist.matching import Identity
from watchlist.models import WatchList
from watchlist.outcome import ListState, Papers, Shown, State
from watchlist.screening import screen
from watchlist.tiers import NEVER, SHORT_LIST, USUAL, Steps, Tier, tier_of, usual

FANTA = Identity(surname="CISSE", given="FANTA MARIA", birth_date="1988-02-13",
                 nationality="MLI", sex="F")  # fmt: skip
NUMBERS = "issuer,kind,number\nMLI,P,AB1234567\nMRT,P,C76543210\n"


def test_without_a_list_nobody_is_screened(inside: Flask) -> None:
    found = screen(FANTA)

    assert (found.state, found.papers, found.versions, found.hours) == (
        State.NO_LIST, Papers.NOT_CHECKED, "", None,
    )  # fmt: skip


def test_a_list_that_was_never_loaded_is_not_searched(inside: Flask) -> None:
    make()

    assert screen(FANTA).state is State.NOT_SCREENED


def test_a_list_of_numbers_alone_screens_nobody_by_name(inside: Flask) -> None:
    in_force(make("stolen", holds="documents"), NUMBERS, "documents")
    found = screen(FANTA, Shown("ZZ0000000", "MLI", "P"))

    assert (found.state, found.papers) == (State.NO_LIST, Papers.CLEAR)


def test_a_traveller_without_a_name_is_not_screened(inside: Flask) -> None:
    listed_fanta()

    assert screen(Identity()).state is State.NOT_SCREENED


def test_a_list_that_is_switched_off_screens_nobody(inside: Flask) -> None:
    key = listed_fanta()
    with transaction() as session:
        session.get_one(WatchList, key).is_active = False

    assert screen(FANTA).state is State.NO_LIST


def test_a_hit_explains_itself(inside: Flask) -> None:
    listed_fanta("stop")
    (hit,) = screen(FANTA).hits

    assert (hit.name, hit.code, hit.tier, hit.list) == (
        "Fanta Maria CISSE", "stop", Tier.RED, "national",
    )  # fmt: skip
    assert hit.stops
    with force_locale("en"):
        told = [alert_words.term(one) for one in hit.terms]
    assert "CISSE: same name" in told
    assert "1988-02-13: same birth date" in told
    assert hit.note == "Appeler le poste"


def test_a_stranger_is_left_in_peace(inside: Flask) -> None:
    listed_fanta("stop")
    found = screen(Identity(surname="DIALLO", given="OUMAR", birth_date="1990-05-05"))

    assert (found.state, found.hits) == (State.SCREENED, ())
    assert found.versions == "national:1"


def test_a_list_grows_stale_and_says_how_old_it_is(inside: Flask) -> None:
    key = make(stale_days=10)
    made = clock.now() - timedelta(days=12)
    in_force(key, COLUMNS + OTHERS, issued=made)
    found = screen(FANTA)

    assert found.state is State.STALE
    assert (found.searched[0].state, found.searched[0].days) == (ListState.STALE, 12)
    assert found.hours == 12 * 24


def test_a_list_kept_by_hand_here_is_as_new_as_the_machine(inside: Flask) -> None:
    approved(inside, make(stale_days=10))
    with clock.standing_at(datetime.now(UTC) + timedelta(days=300)):
        assert screen(FANTA).state is State.SCREENED


def test_an_alert_by_hand_does_not_make_an_old_file_young(inside: Flask) -> None:
    key = make(stale_days=10)
    in_force(key, COLUMNS + OTHERS, issued=clock.now() - timedelta(days=12))
    approved(inside, key)

    assert screen(FANTA).state is State.STALE


def test_a_lost_or_damaged_index_is_not_a_clear_answer(inside: Flask) -> None:
    key = listed_fanta()
    standing = shelf.of(key)
    assert standing is not None
    (standing.path / "index.json").write_text("{", encoding="utf-8")
    shelf._index.cache_clear()
    found = screen(FANTA)

    assert found.state is State.NOT_SCREENED
    assert found.hits == ()


def test_an_index_behind_its_list_is_told(inside: Flask) -> None:
    key = listed_fanta()
    with transaction() as session:
        session.get_one(WatchList, key).version = 7  # as a cut between commit and swap leaves it
    found = screen(FANTA)

    assert (found.state, found.searched[0].state) == (State.STALE, ListState.BEHIND)
    assert watch(key).version == 7


def test_a_listed_document_is_red_whoever_shows_it(inside: Flask) -> None:
    approved(inside, make())
    stranger = Identity(surname="DIALLO", given="OUMAR", birth_date="1990-05-05")
    found = screen(stranger, Shown("AB1234567", "MLI", "P"))

    assert [(hit.document, hit.tier) for hit in found.hits] == [("exact", Tier.RED)]
    assert found.papers is Papers.HIT
    with force_locale("en"):
        assert "Confirm with the issuing state" in str(alert_words.DOCUMENTS["exact"])
        assert "arrest" not in " ".join(map(str, alert_words.DOCUMENTS.values())).lower()


def test_a_number_that_may_be_misread_is_labelled_as_such(inside: Flask) -> None:
    approved(inside, make())
    stranger = Identity(surname="DIALLO", given="OUMAR")
    found = screen(stranger, Shown("A8I234567", "MLI", "P"))

    assert [(hit.document, hit.tier) for hit in found.hits] == [("misread", Tier.AMBER)]
    assert found.papers is Papers.MISREAD


def test_another_states_document_of_the_same_number_is_none(inside: Flask) -> None:
    approved(inside, make())
    found = screen(Identity(surname="DIALLO"), Shown("AB1234567", "SEN", "P"))

    assert found.hits == ()


def test_a_bare_number_of_a_stolen_document_hits(inside: Flask) -> None:
    in_force(make("stolen", holds="documents", code="refer"), NUMBERS, "documents")
    listed_fanta()
    found = screen(Identity(surname="DIALLO"), Shown("AB 123-4567", "MLI", "P"))

    assert [(hit.list, hit.document, hit.name) for hit in found.hits] == [("stolen", "exact", "")]
    assert found.papers is Papers.HIT
    assert screen(Identity(surname="DIALLO"), Shown("X1", "MLI", "P")).papers is Papers.CLEAR
    assert screen(Identity(surname="DIALLO"), Shown()).papers is Papers.NOT_CHECKED


@pytest.mark.parametrize(
    ("probability", "quality", "is_weak", "tier"),
    [
        (0.99, DateQuality.FULL, False, Tier.RED),
        (0.60, DateQuality.FULL, False, Tier.AMBER),
        (0.30, DateQuality.FULL, False, Tier.GREY),
        (0.10, DateQuality.FULL, False, None),
        (0.99, DateQuality.FULL, True, Tier.GREY),
        (0.99, DateQuality.YEAR, False, Tier.AMBER),
        (0.40, DateQuality.YEAR, False, Tier.GREY),
        (0.30, DateQuality.YEAR, False, None),
        (0.999, DateQuality.NONE, False, Tier.GREY),
        (0.40, DateQuality.NONE, False, None),
    ],
)
def test_the_tier_follows_probability_and_date_quality(
    probability: float, quality: str, is_weak: bool, tier: Tier | None
) -> None:
    assert tier_of(probability, quality, USUAL, is_weak=is_weak) is tier


def test_steps_that_do_not_go_down_are_not_sound() -> None:
    assert Steps(0.7, 0.5, 0.2).is_sound
    assert Steps(NEVER, NEVER, 0.2).is_sound
    assert not Steps(0.4, 0.5, 0.2).is_sound
    assert not Steps(0.7, 0.5, 0.0).is_sound


def test_a_doubtful_alias_never_reaches_the_desk(inside: Flask) -> None:
    names = (Name("Kadidia SANOGO", "SANOGO", "Kadidia"),
             Name("Fanta Maria Cissé", quality=NameQuality.WEAK))  # fmt: skip
    approved(inside, make(), alert(names=names, papers=()))
    found = screen(FANTA)

    assert [hit.tier for hit in found.hits] == [Tier.GREY]
    assert found.shown == found.stopping == ()


@pytest.mark.parametrize(
    ("name", "born"), [("فاطمة بنت المختار", "1982-03-04"), ("Fatima Mint El Moctar", "1980/1984")]
)
def test_arabic_names_and_ranges_of_years_are_searched(inside: Flask, name: str, born: str) -> None:
    approved(inside, make(), alert(names=(Name(name),), birth_dates=(born,), papers=()))
    identity = Identity(
        surname="MINT EL MOCTAR", given="FATIMA", birth_date="1982-03-04", nationality="MLI",
        sex="F",
    )  # fmt: skip

    assert len(screen(identity).hits) == 1


@pytest.mark.parametrize(
    ("surname", "given", "born"),
    [
        ("SANOGO", "KADIDIA", "1988-02-13"),  # the day alone
        ("CISSE", "OUMAR", "1988-02-13"),  # the day and the family
        ("CISSE", "FANTA", "1971-09-30"),  # the name and another day
    ],
)
def test_a_short_list_does_not_cry_wolf(inside: Flask, surname: str, given: str, born: str) -> None:
    approved(inside, make(), alert(papers=()))
    found = screen(Identity(surname=surname, given=given, birth_date=born, nationality="MLI"))

    assert found.shown == ()


@pytest.mark.parametrize("rows", [0, 7, 700, SHORT_LIST])
def test_a_short_list_alerts_by_the_year_at_even_odds_and_keeps_nothing_below(rows: int) -> None:
    steps = usual(rows)

    assert tier_of(0.5, DateQuality.YEAR, steps) is Tier.AMBER
    assert tier_of(0.99, DateQuality.YEAR, steps) is Tier.AMBER
    assert tier_of(0.49, DateQuality.YEAR, steps) is None
    assert tier_of(0.99, DateQuality.NONE, steps) is Tier.GREY


def test_on_a_long_list_the_year_asks_for_more() -> None:
    assert tier_of(0.6, DateQuality.YEAR, usual(SHORT_LIST + 1)) is Tier.GREY
