"""How a name sounds: each rule by names that two offices write in both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist.folding import bare, skeleton, sound
from watchlist.likeness import FAR, distance

WORDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=14)
SAME_SOUND = """
ABDERRAHMANE ABDOURAHMANE ABDULRAHMAN | ABDELKADER ABDOULKADER | NOUREDDINE NURUDDIN
CHEIKH SHEIKH | TCHAIKOVSKY CHAIKOVSKI | SCHUKRI SHUKRI CHOUKRI | CHRISTOS KRISTOS
DJAMAL JAMAL | DIALLO JALLO | ZHUKOV JUKOV | THIAM CHAM | PHILIPPE FILIPE
KHADIJA CADIJA | QUEITA KEITA | GUINDO GINDO | THIERNO TIERNO | GHANI GANI | CISSE SISSE
OUALID WALID | IVANOV IVANOFF IWANOW | NIANG NYANG GNANG | NDIAYE NJAYE
MOUSSA MUSA MOOSA | OUMAR UMAR | SOULEYMANE SULEIMANE | AISSATA AYSSATA | HASSANE HASSAN
AHMED AMED | MAHMOUD MAMOUD | ABDALLAH ABDALLA | MULLER MUELLER | MOUSTAPHA MUSTAFA | SOW SO
HSIAO XIAO | ZINEDDINE ZINUDDIN
"""


@pytest.mark.parametrize("line", SAME_SOUND.strip().replace("\n", "|").split("|"))
def test_two_spellings_of_one_sound_are_one(line: str) -> None:
    assert len({sound(word) for word in line.split()}) == 1


@pytest.mark.parametrize(
    "line",
    "MAMADOU MOHAMED|HASSAN HUSSEIN|ABDOULAYE ABDOUL|ABDALLAH ABDOULAYE|ZHANG YANG|ALI ALIOU|"
    "MAHAMADOU MAMADOU|KONE KONATE|SIDI SIDIBE|FALL FAYE|DIOP DIOUF|KANE KANTE".split("|"),
)
def test_two_names_keep_two_sounds(line: str) -> None:
    one, other = line.split()

    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("word", "bones"),
    [("MOHAMED", "MHMD"), ("MAMADOU", "MMD"), ("OUMAR", "AMR"), ("FALL", "FL"), ("VALL", "FL"),
     ("HAWA", "F"), ("DIALLO", "JL"), ("YOUSSOUF", "YSF"), ("AA", "A"), ("H", "H")],
)  # fmt: skip
def test_the_skeleton_keeps_what_every_script_writes(word: str, bones: str) -> None:
    assert skeleton(sound(word)) == bones


def test_an_article_written_on_is_taken_off_long_names_only() -> None:
    assert bare("ALBASHIR") == bare("ELBASHIR") == "BASHIR"
    assert (bare("ALI"), bare("ALEX"), bare("ELENA")) == ("ALI", "ALEX", "ELENA")


@given(WORDS)
def test_every_word_has_a_sound_and_bones(word: str) -> None:
    assert sound(word)
    assert skeleton(sound(word))


@given(WORDS, WORDS)
def test_a_distance_is_the_same_both_ways_and_nothing_only_to_itself(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


@given(WORDS, WORDS, WORDS)
def test_letters_in_common_never_bring_words_further_apart(one: str, other: str, end: str) -> None:
    assert distance(one + end, other + end) <= distance(one, other) + 1e-9


def test_what_ears_confuse_is_nearer_than_what_they_do_not() -> None:
    assert distance("KADAFI", "GADAFI") < distance("KADAFI", "MADAFI")
    assert distance("MOHAMED", "MUHAMAD") < distance("MOHAMED", "MOHAMEK")
    assert distance("KARIM", "KARMI") < distance("KARIM", "KARLO")


def test_a_distance_is_given_up_once_it_is_too_far() -> None:
    assert distance("BAGAYOKO", "MURTALA", 1.0) == FAR
