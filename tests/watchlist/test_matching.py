"""Two identities: the same person found, two people told apart, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist.lexicon import shipped
from watchlist.listed import Listed
from watchlist.matching import Comparison, Identity, Scorer, compare, probability, profile

ONE_PERSON = """
Mohamed Ould Ahmed Salem | AHMED SALEM MOUHAMMAD
Fatoumata Diallo | JALLOW FATIMATA
Oumar Ndiaye | N DIAYE OMAR
Youssouf Traoré | YUSUF TRAWALLY
Abdoul Aziz Sow | SOW ABDELAZIZ
Abd al-Rahman Coulibaly | Koulibaly Abdourahamane
Sidi Mohamed Vall | FALL MOHAMED SIDI
Cheikh Tidiane Sy Dramé | Sheikh Tijan Drammeh
Ousmane Camara Keita | KEYTA OTHMAN KAMARA
Jean-Pierre Kouassi | KOUASSI JEANPIERRE
AHMEDMOCTAR | Moctar Ahmed
محمد محمود بن علي | Mohamed Mahmoud Ali
Владимир Ковальчук | Wladimir Kowaltschuk
Xiaoping Ren | Jen Hsiao-p'ing
Zijing Qian | Qian Zi Jing
Joaquín Quiñones Ibarra | QUINONES JOAQUIN
J. Hawthorne Featherstone | John Hawthorne Featherstone
Al-Bashir Naoufal | NAWFAL BECHIR
Günther Müllenhoff | GUENTHER MUELLENHOFF
Salah ad-Din Qasmi | SALAHEDDINE KASMI
"""
TWO_PEOPLE = """
Mamadou Traoré | Mohamed Traoré
Hassan Haidara | Hussein Haidara
Mohamed Ould Brahim | Mohamed Mint Brahim
Amadou Koné | Amadou Konaté
Moussa Diarra | Moussa Diawara
Fatoumata Keita | Fatoumata Sangaré
Abdelkader Naciri | Abdelkarim Naciri
Percival Hawthorne Ibarra | Percival Hawthorne Szabo
Zhang Wei | Yang Wei
Lindqvist Hubert | Lindqvist Rosalind
Ali | Ali
"""


def pair(line: str) -> tuple[Identity, Identity]:
    one, other = line.split("|")
    return Identity(names=[one]), Identity(names=[other])


def bits(one: Identity, other: Identity) -> float:
    return compare(one, other).bits


def kinds(found: Comparison) -> set[str]:
    return {term.kind for term in found.terms}


@pytest.mark.parametrize("line", ONE_PERSON.strip().splitlines())
def test_one_person_is_found(line: str) -> None:
    assert compare(*pair(line)).probability >= 0.5


@pytest.mark.parametrize("line", TWO_PEOPLE.strip().splitlines())
def test_two_people_are_left_in_peace(line: str) -> None:
    assert compare(*pair(line)).probability < 0.5


def test_a_common_name_proves_less_than_a_rare_one() -> None:
    common = bits(*pair("Amadou Traore | Amadou Traore"))

    assert common < bits(*pair("Nianankoro Fomba | Nianankoro Fomba")) - 3


def test_surname_and_given_name_may_change_places() -> None:
    listed = Identity(surname="Bagayoko", given="Tiemoko")

    turned = bits(Identity(surname="Tiemoko", given="Bagayoko"), listed)
    assert bits(listed, listed) - 1 < turned < bits(listed, listed)


def test_the_best_of_several_names_counts() -> None:
    listed = Identity(names=["Quelconque Zebto", "Tiemoko Bagayoko"])

    assert bits(Identity(names=["Tiemoko Bagayoko"]), listed) == bits(
        *pair("Tiemoko Bagayoko | Tiemoko Bagayoko")
    )


def test_a_cut_name_is_compared_by_its_beginning() -> None:
    listed = Identity(surname="Bagayoko", given="Nianankoro Sidiki")
    cut = Identity(surname="Bagayoko", given="Nianan", is_truncated=True)
    whole = Identity(surname="Bagayoko", given="Nianan")

    assert bits(cut, listed) > bits(whole, listed)
    assert "cut name" in kinds(compare(cut, listed))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("1968-03-12", "1968-03-12", "same day"),
        ("1968-03-12", "1968-12-03", "day and month swapped"),
        ("1968-03-12", "1969-03-12", "same day, a year apart"),
        ("1968-03-12", "1968", "same year, day unknown"),
        ("1968-03-12", "1968-00-00", "same year, day unknown"),
        ("1968-03", "1968-03", "same month"),
        ("1968-03-12", "1968-01-01", "same year, day presumed"),
        ("1968-01-01", "1968-01-01", "same year, day presumed"),
        ("1968-03-12", "1968-03-13", "same month"),
        ("1968-03-12", "1966/1970", "within the range"),
        ("1966/1970", "1969/1975", "within the range"),
        ("1968-03-12", "1978-03-12", "same day, other year"),
        ("1968-03-12", "1968-07-29", "same year, other day"),
        ("1968", "1969", "a year or two apart"),
        ("1968-03-12", "1991-07-29", "dates differ"),
        ("1968", "1950/1960", "dates differ"),
        ("1968-03-12", "", "date unknown"),
        ("1968-03-12", "about 1968", "date unknown"),
    ],
)
def test_dates_of_birth_agree_in_classes(one: str, other: str, kind: str) -> None:
    assert kind in kinds(compare(Identity(birth_date=one), Identity(birth_date=other)))
    assert kind in kinds(compare(Identity(birth_date=other), Identity(birth_date=one)))


def test_the_nearer_the_date_the_more_bits() -> None:
    born = Identity(birth_date="1968-03-12")
    nearer_first = ["1968-03-12", "1968-12-03", "1969-03-12", "1968", "1968-03-14", "1969",
                    "1968-07-29", "1971-07-29"]  # fmt: skip
    found = [bits(born, Identity(birth_date=date)) for date in nearer_first]

    assert found == sorted(found, reverse=True)


def test_the_presumed_first_of_january_proves_little() -> None:
    presumed = Identity(birth_date="1968-01-01")

    assert bits(presumed, presumed) < bits(*[Identity(birth_date="1968-03-12")] * 2) - 4


@pytest.mark.parametrize(
    ("date", "quality"),
    [("1968-03-12", "full"), ("1968-01-01", "year"), ("1968-12-31", "year"), ("1968", "year"),
     ("", "none")],
)  # fmt: skip
def test_a_presumed_day_of_a_listed_birth_tells_the_year(date: str, quality: str) -> None:
    assert Listed("k1", birth_dates=(date,) if date else ()).quality == quality


def test_of_several_dates_the_best_counts() -> None:
    listed = Identity(birth_dates=["1950", "1968-03-12"])

    assert "same day" in kinds(compare(Identity(birth_date="1968-03-12"), listed))


def test_a_rare_nationality_in_common_counts_more_and_another_against() -> None:
    def state(one: str, other: str) -> float:
        return bits(Identity(nationality=one), Identity(nationalities=(other, "UTO")))

    assert state("NPL", "NPL") > state("MLI", "MLI") > 0 > state("MLI", "NPL")


def test_another_sex_counts_against_and_an_unknown_one_not_at_all() -> None:
    assert bits(Identity(sex="M"), Identity(sex="M")) > 0
    assert bits(Identity(sex="M"), Identity(sex="F")) < -3
    assert bits(Identity(sex="M"), Identity(sex="X")) == 0


def test_nothing_known_says_nothing() -> None:
    found = compare(Identity(), Identity())

    assert (found.bits, [term.bits for term in found.terms]) == (0, [0])
    assert found.probability < 0.2


def test_the_explanation_names_what_was_compared() -> None:
    found = compare(
        Identity(names=["Mohamed Ould Fomba"], birth_date="1968-03-12", nationality="MLI"),
        Identity(names=["MOUHAMMAD FOMBA"], birth_date="1968-12-03", nationality="MLI"),
    )

    told = {(term.kind, term.mine, term.theirs) for term in found.terms}
    assert ("same name class", "MOHAMED", "MOUHAMMAD") in told
    assert ("day and month swapped", "1968-03-12", "1968-12-03") in told
    assert found.bits == pytest.approx(sum(term.bits for term in found.terms))


TEXT = st.text(max_size=40)
PART = st.sampled_from(
    "Mohamed Mouhamed Mamadou Diallo Jallow Ould Mint Abdoul Aziz Abdelaziz Ba Bah J N Diaye "
    "Fatimata Rahman Al Bashir Xiaoping Xiao Ping Traor Traore Zebto".split()
)
NAME = st.lists(PART, max_size=6).map(" ".join)
DATE = st.sampled_from(
    ["", "1968", "1968-03", "1968-03-12", "1968-12-03", "1960/1970", "1969-03-12"]
)
IDENTITY = st.builds(
    Identity, names=st.lists(NAME, max_size=2), surname=NAME, given=NAME, birth_date=DATE,
    nationality=st.sampled_from(["", "MLI", "FRA"]), sex=st.sampled_from(["", "M", "F"]),
    is_truncated=st.booleans(),
)  # fmt: skip


@given(TEXT, TEXT, TEXT, TEXT)
def test_nothing_that_can_be_typed_breaks_it(one: str, other: str, date: str, sex: str) -> None:
    found = compare(
        Identity(names=[one], birth_date=date, sex=sex), Identity(surname=other, nationality=one)
    )

    assert 0 <= found.probability <= 1


@given(IDENTITY, IDENTITY)
def test_it_is_the_same_both_ways(one: Identity, other: Identity) -> None:
    assert bits(one, other) == pytest.approx(bits(other, one))


@given(IDENTITY, IDENTITY)
def test_the_bits_are_the_sum_of_the_terms(one: Identity, other: Identity) -> None:
    scorer = Scorer(profile(one))
    theirs = profile(other)

    assert scorer.bits(theirs) == pytest.approx(sum(term.bits for term in scorer.terms(theirs)))


@given(IDENTITY, st.lists(IDENTITY, max_size=5))
def test_what_was_learnt_at_once_is_what_is_measured_one_by_one(
    one: Identity, others: list[Identity]
) -> None:
    theirs = [profile(other) for other in others]
    taught, alone = Scorer(profile(one)), Scorer(profile(one))
    words = dict.fromkeys(w for each in theirs for name in each.names for w in name.words)
    taught.learn(list(words))

    assert [taught.bits(each) for each in theirs] == pytest.approx(
        [alone.bits(each) for each in theirs]
    )


@given(NAME, DATE)
def test_nobody_is_more_like_a_name_than_itself(name: str, date: str) -> None:
    itself = Identity(names=[name], birth_date=date)
    near = Identity(names=[f"{name} Bagayoko"], birth_date=date)

    assert bits(itself, itself) >= bits(itself, near)


@given(st.floats(-200, 200), st.floats(-200, 200))
def test_more_bits_are_never_less_probable(one: float, other: float) -> None:
    assert (one <= other) <= (probability(one) <= probability(other))


def test_a_hostile_name_of_many_words_takes_no_time() -> None:
    long = Identity(
        names=[" ".join(f"A{chr(65 + n % 26)}B{chr(65 + n // 26)}" for n in range(600))]
    )

    assert compare(long, long).bits > 0
    assert len(profile(long).names[0].words) == 12


def test_the_lexicon_keeps_a_limited_number_of_words() -> None:
    assert len(shipped()._tokens) <= 300_000
