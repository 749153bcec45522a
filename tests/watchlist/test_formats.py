"""Each format of lists: who it names, how well, and by which documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.watchlist.alerts import as_lines
from watchlist.formats import dates, ftm, ofac, simple, table, un_xml
from watchlist.formats.states import three_letters
from watchlist.listed import DateQuality, Listed, NameQuality, Paper, Reject

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-11-01"><INDIVIDUALS>
 <INDIVIDUAL><DATAID>6900001</DATAID><FIRST_NAME>BAKARY</FIRST_NAME>
  <SECOND_NAME>INVENTE</SECOND_NAME><THIRD_NAME/><UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.001</REFERENCE_NUMBER>
  <NATIONALITY><VALUE>Mali</VALUE></NATIONALITY><GENDER>Male</GENDER>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY>
   <ALIAS_NAME>Bakari Inventé</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Le Borgne</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE>
   <DATE>1972-06-01</DATE></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>
   <FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1974</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_DOCUMENT>
   <TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>A0000001</NUMBER>
   <ISSUING_COUNTRY>Mali</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
 </INDIVIDUAL>
 <INDIVIDUAL><DATAID>6900002</DATAID><FIRST_NAME>SANS</FIRST_NAME><SECOND_NAME>DATE</SECOND_NAME>
  <INDIVIDUAL_DATE_OF_BIRTH><NOTE>Nov. 1973</NOTE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>
 </INDIVIDUALS><ENTITIES><ENTITY><DATAID>1</DATAID></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
PERSON = {
    "id": "NK-1",
    "schema": "Person",
    "datasets": ["invented"],
    "properties": {
        "name": ["Moussa Inventé"],
        "weakAlias": ["Petit Moussa"],
        "firstName": ["Moussa"],
        "lastName": ["Inventé"],
        "birthDate": ["1980-02", "1981"],
        "nationality": ["ml"],
        "gender": ["male"],
        "passportNumber": ["B7654321"],
    },
}
PASSPORT = {"id": "P-1", "schema": "Passport",
            "properties": {"holder": ["NK-1"], "number": ["B1234567"],
                           "country": ["ml"]}}  # fmt: skip
COMPANY = {"id": "C-1", "schema": "Company", "properties": {"name": ["Société inventée"]}}


def listed(rows: object) -> list[Listed]:
    return [one for one in rows if isinstance(one, Listed)]  # type: ignore[attr-defined]


def file(tmp_path: Path, text: str, name: str = "list") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_un_list_tells_names_births_and_documents(tmp_path: Path) -> None:
    first, second = listed(un_xml.read(file(tmp_path, UN)))

    assert first.key == "6900001"
    assert [one.text for one in first.names if one.text] == [
        "BAKARY INVENTE", "Bakari Inventé", "Le Borgne",
    ]  # fmt: skip
    assert [one.quality for one in first.names] == ["strong", "strong", "weak"]
    assert first.birth_dates == ("1972-06-01", "1970/1974")
    assert first.papers == (Paper("A0000001", "MLI", "P"),)
    assert (first.nationalities, first.sex, first.quality) == (("MLI",), "M", DateQuality.FULL)
    assert (second.birth_dates, second.quality) == (("1973-11",), DateQuality.YEAR)


def test_entities_bring_their_holders_documents(tmp_path: Path) -> None:
    (one,) = listed(ftm.read(file(tmp_path, as_lines([PERSON, COMPANY, PASSPORT]))))

    assert one.key == "NK-1"
    assert {name.text: name.quality for name in one.names} == {
        "Moussa Inventé": NameQuality.STRONG, "Petit Moussa": NameQuality.WEAK,
    }  # fmt: skip
    assert (one.names[0].surname, one.names[0].given) == ("Inventé", "Moussa")
    assert set(one.papers) == {Paper("B1234567", "MLI", "P"), Paper("B7654321", "", "P")}
    assert (one.birth_dates, one.nationalities, one.sex) == (("1980-02", "1981"), ("MLI",), "M")


def test_nested_entities_carry_their_documents_inside(tmp_path: Path) -> None:
    inside = {**PERSON["properties"], "passport": [PASSPORT]}  # type: ignore[dict-item]
    text = as_lines([{**PERSON, "properties": inside}])
    (one,) = listed(ftm.read_nested(file(tmp_path, text)))

    assert Paper("B1234567", "MLI", "P") in one.papers


def test_the_simple_table_is_read_by_its_headings(tmp_path: Path) -> None:
    text = (
        "schema,id,name,aliases,birth_date,countries,identifiers\n"
        'Person,Q1,Awa Inventée,"A. Inventée;""Awa; la grande""",1970;1971-02-03,ml;mr,C1;C2\n'
        "Company,Q2,Société,,,,\n"
        "Person,Q3,trop,de,cellules,dans,cette,rangée\n"
    )
    rows = list(simple.read(file(tmp_path, text)))

    assert isinstance(rows[0], Listed)
    assert [one.text for one in rows[0].names] == ["Awa Inventée", "A. Inventée", "Awa; la grande"]
    assert rows[0].birth_dates == ("1970", "1971-02-03")
    assert rows[0].nationalities == ("MLI", "MRT")
    assert rows[1:] == [Reject(4, "cells", "8/7")]


def test_ofac_tells_most_in_its_remarks(tmp_path: Path) -> None:
    remarks = (
        "DOB 05 May 1956; alt. DOB 1957; POB Kidal; nationality Mali; Passport D11 (Mali); "
        "Gender Male; a.k.a. 'LE VIEUX'."
    )
    nothing = ",".join(['"-0-"'] * 7)
    sdn = (
        f'1,"INVENTE, Ali","individual","TEST",{nothing},"{remarks}"\n'
        f'2,"SHIP","vessel","TEST",{nothing},-0-\n\x1a'
    )
    file(tmp_path, '1,1,"aka","INVENTO, Aly","-0-"\n', "alt.csv")
    (one,) = listed(ofac.read(file(tmp_path, sdn, "sdn.csv")))

    assert [name.text for name in one.names] == ["Ali INVENTE", "Aly INVENTO", "LE VIEUX"]
    assert one.names[2].quality == NameQuality.WEAK
    assert one.birth_dates == ("1956-05-05", "1957")
    assert (one.nationalities, one.sex) == (("MLI",), "M")
    assert one.papers == (Paper("D11", "MLI", "P"),)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_plain_table_knows_french_and_english_headings(tmp_path: Path, separator: str) -> None:
    rows = [("Numéro", "Nom", "Prénoms", "Né le", "Nationalité", "Sexe"),
            ("7", "Traoré", "Amadou", "14/02/1980", "Mali", "masculin")]  # fmt: skip
    text = "".join(separator.join(row) + "\n" for row in rows)
    (one,) = listed(table.read(file(tmp_path, text)))

    assert (one.key, one.name, one.birth_dates) == ("7", "Amadou Traoré", ("1980-02-14",))
    assert (one.nationalities, one.sex) == (("MLI",), "M")


def test_a_column_may_be_named_by_hand(tmp_path: Path) -> None:
    text = "Bezeichnung,Geburt\nAmadou Traoré,1980\n"
    columns = {"Bezeichnung": "name", "Geburt": "birth_date"}
    (one,) = listed(table.read(file(tmp_path, text), columns))

    assert (one.name, one.birth_dates) == ("Amadou Traoré", ("1980",))


def test_document_numbers_need_a_state(tmp_path: Path) -> None:
    text = "issuer,kind,number\nMLI,P,A1\nmr,,B2\n??,P,C3\nMLI,P,\nMLI,P,=1+1\n"
    rows = list(table.read_papers(file(tmp_path, text)))

    assert rows[:2] == [Paper("A1", "MLI", "P"), Paper("B2", "MRT", "P")]
    assert [(one.row, one.reason) for one in rows[2:] if isinstance(one, Reject)] == [
        (4, "issuer"), (5, "no_number"), (6, "formula"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1980-02-14", "1980-02-14"),
        ("14/02/1980", "1980-02-14"),
        ("14 Feb 1980", "1980-02-14"),
        ("14 février 1980", "1980"),  # the accent stands between: the year is sure
        ("Nov. 1973", "1973-11"),
        ("circa 1973", "1973"),
        ("1960 to 1965", "1960/1965"),
        ("between 1960 and 1965", "1960/1965"),
        ("1973 or 1975", ""),
        ("unknown", ""),
    ],
)
def test_dates_are_read_as_far_as_they_are_told(text: str, iso: str) -> None:
    assert dates.iso(text) == iso


def test_states_are_told_in_letters_or_words() -> None:
    assert [three_letters(one) for one in ("ml", "MRT", "Mauritania", "Iran (Islamic Republic of)")
            ] == ["MLI", "MRT", "MRT", "IRN"]  # fmt: skip
    assert three_letters("Nowhere") == ""
