"""The tables that headquarters may edit: what they say, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchlist import background, equivalents
from watchlist.equivalents import BadTable, Particle
from watchlist.folding import sound
from watchlist.lexicon import Lexicon, shipped
from watchlist.matching import Identity, compare


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    return path


def words(name: str) -> str:
    return " ".join(shipped().words(name))


def test_the_shipped_table_is_dated_and_sourced() -> None:
    known = equivalents.shipped()

    assert known.version
    assert known.classes["JALLOW"] == known.classes["DIALO"] == "DIALLO"
    assert known.particles["OULD"] is Particle.SON
    assert known.particles["MINT"] is Particle.DAUGHTER


def test_mamadou_comes_from_mohamed_and_is_never_equated_with_it() -> None:
    known = equivalents.shipped()

    assert known.classes["MAMADOU"] != known.classes["MOHAMED"]
    assert known.are_distinct("MAMADOU", "MOHAMED")
    assert known.are_distinct("MOHAMED", "MAMADOU")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[[group]]\nsame = ["TALL TAL", "TAL TALLE"]', "TAL"),
        ('[[group]]\nsame = ["Tall TAL"]', "Tall"),
        ('[[group]]\nsame = ["A B"]\n[[distinct]]\nnames = ["A", "B"]', "A B"),
        ("[[group", "own.toml"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(BadTable, match=word):
        equivalents.load(table(tmp_path, text))


def test_headquarters_may_add_a_class(tmp_path: Path) -> None:
    own = equivalents.load(table(tmp_path, '[[group]]\nsame = ["ZORRA QUIM"]'))
    one, other = Identity(names=["Quim Zebto"]), Identity(names=["Zorra Zebto"])
    edited = Lexicon(own, background.shipped())

    assert compare(one, other, edited).bits > compare(one, other).bits + 10


def test_a_spelling_that_sounds_like_one_class_joins_it() -> None:
    assert shipped().token("MOHAMMAAD").root == "MOHAMED"
    assert shipped().token("DJALLOH").root == "DIALLO"


def test_a_name_is_as_rare_as_where_it_is_most_common() -> None:
    known = background.shipped()

    assert known.rarity("MOHAMED") < known.rarity("COULIBALY") < known.rarity("BAGAYOKO")
    assert known.rarity("BAGAYOKO") < known.rarity("XQZWVTR")
    assert known.rarity("WANG") < 4.5
    assert known.rarity("QZ") < known.rarity("QZWVTR")


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Abd al-Rahman", "ABDRAHMAN"),
        ("ABDUL RAHMAN", "ABDRAHMAN"),
        ("Abdoul Aziz Sow", "ABDELAZIZ SOW"),
        ("Abd Allah", "ABDALLAH"),
        ("ABDUL", "ABDUL"),
        ("Nur al-Din", "NURDDIN"),
        ("Salah ad-Din", "SALAHDDIN"),
        ("N Diaye Fatou", "NDIAYE FATOU"),
        ("M BAYE", "MBAYE"),
        ("John N Smith", "JOHN N SMITH"),
        ("Ash Sharif Omar", "SHARIF OMAR"),
    ],
)
def test_compounds_are_one_word(name: str, read: str) -> None:
    assert words(name) == read


def test_no_class_has_a_particle_and_all_have_a_sound() -> None:
    known = equivalents.shipped()

    assert not known.classes.keys() & known.particles.keys()
    assert all(sound(word) for word in known.classes)


def test_a_name_of_nothing_but_particles_is_a_name() -> None:
    assert [token.particle for token in shipped().tokens("Ben Al")] == [None, None]


def test_twelve_words_of_a_name_are_looked_at() -> None:
    assert len(shipped().tokens("Ali " * 500)) == 12


@pytest.mark.parametrize("word", ["OULD", "OULDE", "OULDD", "MINNT"])
def test_a_son_or_daughter_is_heard_in_any_spelling(word: str) -> None:
    particle = shipped().token(word).particle

    assert particle is (Particle.DAUGHTER if word[0] == "M" else Particle.SON)


def test_a_rare_nationality_in_common_says_more_than_that_of_most_travellers() -> None:
    def bits(state: str) -> float:
        return compare(Identity(nationality=state), Identity(nationality=state)).bits

    assert 0 < bits("MLI") < bits("MRT") < bits("SEN") < bits("NOR") <= 5
    assert compare(Identity(nationality="MLI"), Identity(nationality="MRT")).bits < 0
