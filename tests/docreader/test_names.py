"""Names between the page and the zone."""

from __future__ import annotations

import pytest

from docreader.names import is_covered, mrz_name, search_key, transliterate, variants


@pytest.mark.parametrize(
    ("printed", "zone"),
    [
        ("Müller", "MUELLER"),
        ("Ångström", "AANGSTROEM"),
        ("Núñez", "NUNEZ"),
        ("Øster", "OESTER"),
        ("Æsir Œuvre", "AESIR<OEUVRE"),
        ("Strauß", "STRAUSS"),
        ("Þórður", "THORDUR"),
        ("Łukasz", "LUKASZ"),
        ("François Hélène", "FRANCOIS<HELENE"),
        ("N’Diaye", "NDIAYE"),
        ("Jean-Pierre", "JEAN<PIERRE"),
        ("Ɲagalɛn Ŋɔ", "NYAGALEN<NO"),
        ("Ɓa Ɗo ƴi", "BA<DO<YI"),
        ("محمود", "MXHMWD"),
        ("فاطمة", "FAXTTMXAH"),
        ("محمّد", "MXHMMD"),
        ("ابو بكر محمد بن زكريا الرازي", "ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY"),
        ("Щербаков Игорь", "SHCHERBAKOV<IGOR"),
    ],
)
def test_printed_names_become_those_of_the_zone(printed: str, zone: str) -> None:
    assert transliterate(printed) == zone
    assert is_covered(printed)


@pytest.mark.parametrize(
    ("printed", "others"),
    [
        ("Ü", {"UE", "UXX", "U"}),
        ("Ä", {"AE", "A"}),
        ("Å", {"AA", "A"}),
        ("Ö", {"OE", "O"}),
        ("Ñ", {"N", "NXX"}),
        ("Ɲa", {"NYA", "NA"}),
        ("N'Diaye", {"NDIAYE", "N<DIAYE"}),
        ("فاطمة", {"FAXTTMXAH", "FAXTTMXTA"}),
    ],
)
def test_every_way_an_issuer_may_write_is_offered(printed: str, others: set[str]) -> None:
    assert set(variants(printed)) == others
    assert variants(printed)[0] == transliterate(printed)


def test_local_letters_can_be_written_otherwise() -> None:
    assert transliterate("ɲa", {"Ɲ": ("GN",)}) == "GNA"


def test_letters_without_a_table_are_admitted() -> None:
    assert not is_covered("Παπαδόπουλος")
    assert not is_covered("田中")


def test_a_name_fills_its_field() -> None:
    assert mrz_name("Eriksson", "Anna Maria", 39) == "ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
    assert mrz_name("Aminata", "", 30) == "AMINATA<<<<<<<<<<<<<<<<<<<<<<<"


@pytest.mark.parametrize(
    ("surname", "given", "zone"),
    [
        ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA<<CHAYAPA<DEJT"),
        ("A" * 40, "Bo", "A" * 27 + "<<B"),
        ("Abc Def", "", "ABC<DEF" + "<" * 23),
    ],
)
def test_a_name_too_long_is_cut_so_that_it_shows(surname: str, given: str, zone: str) -> None:
    assert mrz_name(surname, given, 30) == zone


def test_a_cut_between_two_parts_still_ends_with_a_letter() -> None:
    assert mrz_name("Abc Def", "", 4) == "AB<D"


def test_the_search_finds_a_name_with_and_without_its_accents() -> None:
    assert search_key("Aïssata  Traoré") == search_key("AISSATA<TRAORE") == "AISSATA TRAORE"
    assert search_key("Müller-Lüdenscheidt") == "MULLER LUDENSCHEIDT"
    assert search_key("N'Diaye") == "NDIAYE"
    assert search_key("ERIKSSON<<ANNA") == "ERIKSSON ANNA"
    assert search_key("فاطمة") == "FAXTTMXAH"
    assert search_key(" -' ") == ""
