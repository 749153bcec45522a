"""What speaks against a pair or a list, and names from all over the world."""

from __future__ import annotations

import pytest

from bench.name_pairs import F1, OWN, pairs
from tests.watchlist.test_matching import bits, kinds, pair
from watchlist.alignment import LEFT_OUT
from watchlist.lexicon import shipped
from watchlist.matching import PRIOR, Comparison, Identity, compare, list_prior
from watchlist.names import Kind


def test_every_doubling_of_a_list_speaks_against_a_traveller_being_on_it() -> None:
    priors = [list_prior(rows) for rows in (700, 1_400, 1_000_000, 2_000_000)]

    assert priors == sorted(priors)
    assert priors[1] - priors[0] == pytest.approx(priors[3] - priors[2])


@pytest.mark.parametrize("rows", [0, 1, 7])
def test_on_a_list_of_a_few_a_pair_is_weighed_as_any_other_pair(rows: int) -> None:
    assert list_prior(rows) == PRIOR


def test_two_words_written_as_one_and_nothing_else_alike_pay_for_their_chances() -> None:
    joint = compare(*pair("Amadou Niang | Tidiane Niangadou"))
    more_alike = compare(*pair("Tidiane Amadou Niang | Tidiane Niangadou Diallo"))

    assert _left_out(joint) == pytest.approx(LEFT_OUT - 2)  # two words, joined in either order
    assert _left_out(more_alike) == pytest.approx(LEFT_OUT)


def _left_out(found: Comparison) -> float:
    return sum(term.bits for term in found.terms if term.kind == Kind.LEFT_OUT)


def test_an_initial_with_a_full_stop_is_no_beginning_of_the_next_word() -> None:
    assert bits(*pair("N. Guindo | Nouhoum Guindo")) > bits(*pair("N Guindo | Nouhoum Guindo"))
    assert shipped().words("N Diaye Awa") == ("NDIAYE", "AWA")


def test_an_initial_is_heard_too() -> None:
    assert "initial" in kinds(compare(*pair("Q. Bagayoko | Kalilou Bagayoko")))
    assert "initial" not in kinds(compare(*pair("D. Bagayoko | Kalilou Bagayoko")))


def test_a_name_of_one_word_has_more_chances_with_a_longer_name_and_pays_for_them() -> None:
    short, long = pair("Zebto | Quelconque Zebto"), pair("Zebto | Fomba Quelconque Zebto")

    assert bits(*short) > bits(*long) > 0


def test_two_words_that_sound_a_little_like_one_are_not_written_as_one() -> None:
    assert "written as one" in kinds(compare(*pair("Jean Pierre Fomba | Jeanpierre Fomba")))
    assert "written as one" not in kinds(compare(*pair("Garba Sani | Kalifa Tangarah")))


def test_pairs_of_names_from_all_over_the_world_are_told_apart() -> None:
    said = true = both = 0
    for _culture, one in pairs("report", seed=5, each=30):
        found = compare(Identity(names=[one.one]), Identity(names=[one.other])).probability >= OWN
        said, true, both = said + found, true + one.is_one, both + (found and one.is_one)

    assert 2 * both / (said + true) >= F1
