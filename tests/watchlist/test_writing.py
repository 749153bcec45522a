"""Any script in the letters A-Z, as it is spoken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist.writing import MOST_LETTERS, latin


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("N'Diaye", "NDIAYE"),
        ("O’Brien-Smith", "OBRIEN SMITH"),
        ("DIALLO<<MAMADOU<ALPHA<<<", "DIALLO MAMADOU ALPHA"),
        ("Ɛlɛn Ɔɲi Ŋaɓo Ɗaƴe", "ELEN ONYI NABO DAYE"),
        ("Müller Größe Łukasz Søren Çelik", "MULLER GROSSE LUKASZ SOREN CELIK"),
        ("İbrahim Şahin Đorđe", "IBRAHIM SAHIN DORDE"),
        ("Nguyễn Thị Ánh", "NGUYEN THI ANH"),
        ("Щербаков Юрий", "SHCHERBAKOV YURII"),
        ("محمود", "MHMUD"),
        ("محمّد", "MHMMD"),
        ("مُحَمَّد", "MHMMD"),
        ("يوسف بن علي", "YUSF BN ALI"),
        ("ﻣﺤﻤﺪ", "MHMD"),  # presentation forms, as old software writes them
        ("گلزار چنگیز", "GLZAR CHNGIZ"),
        ("MXHMWD", "MHMUD"),  # escapes of a conformant Arabic zone
        ("XAVIER XI MAX", "XAVIER XI MAX"),
        ("Παπαδόπουλος", "PAPADOPOULOS"),
        ("习近", "XI JIN"),
        ("김철수", "GIM CHEOL SU"),
        ("राम", "RAM"),
        ("12 / 34", ""),
        ("", ""),
    ],
)
def test_a_script_is_written_as_it_is_spoken(written: str, spoken: str) -> None:
    assert latin(written) == spoken


@given(st.text(max_size=60))
def test_whatever_is_written_gives_words_of_a_to_z(text: str) -> None:
    assert re.fullmatch("(?:[A-Z]+(?: [A-Z]+)*)?", latin(text))


def test_a_name_without_end_is_cut() -> None:
    assert len(latin("A" * 100_000)) == MOST_LETTERS
