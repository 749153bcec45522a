"""Pairs of invented names as different offices romanise them: a check on overfitting.

Written from the standards (BGN/PCGN, ISO 9, ICAO 9303, German, French and Polish practice for
Cyrillic; English, French, German, Turkish and Persian practice for Arabic; Pinyin and Wade-Giles;
Revised Romanization and common practice for Korean), not from ``watchlist.folding``. Pairs of
one person come from two standards; pairs of two persons share a surname or a given name.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence

Pair = tuple[str, str, bool]

_BASIC = dict(zip("абвгдезийклмнопрстуфыэьъ", "a b v g d e z i y k l m n o p r s t u f y e".split()
                  + ["", ""], strict=True))  # fmt: skip


def _standard(letters: str, **other: str) -> dict[str, str]:
    return {**_BASIC, **dict(zip("жхцчшщюяё", letters.split(), strict=True)), **other}


CYRILLIC: Mapping[str, Mapping[str, str]] = {
    "BGN": _standard("zh kh ts ch sh shch yu ya yo"),
    "ISO 9": _standard("z h c c s s u a e", й="j"),
    "ICAO": _standard("zh kh ts ch sh shch iu ia e", й="i", ъ="ie"),
    "German": _standard("sch ch z tsch sch schtsch ju ja jo", в="w", й="i", з="s"),
    "French": _standard("j kh ts tch ch chtch iou ia io", у="ou", й="i"),
    "Polish": _standard("z ch c cz sz szcz ju ja io", в="w", й="j"),
}
RUSSIAN_GIVEN = (
    "аркадий валерий геннадий григорий зоя илья кирилл леонид матвей тимофей фёдор эдуард юлия "
    "ярослав жанна захар семён богдан тихон шамиль").split()  # fmt: skip
RUSSIAN_SURNAMES = (
    "кожевников щербинин чернышёв жуковский хабаров цветков шаповалов юдашкин якушев воробьёв "
    "журавлёв пухов лещенко макарычев хлебников дьячков зайченко рыжиков толмачёв есаулов "
    "бочаров гладышев мещеряков чижиков").split()  # fmt: skip

ARABIC: Mapping[str, Sequence[tuple[str, str]]] = {
    "English": (("aa", "a"), ("ii", "i"), ("uu", "u"), ("D", "d"), ("T", "t"), ("S", "s")),
    "Gulf": (("aa", "aa"), ("ii", "ee"), ("uu", "oo"), ("D", "dh"), ("T", "t"), ("S", "s")),
    "French": (("aa", "a"), ("ii", "i"), ("uu", "ou"), ("u", "ou"), ("w", "ou"), ("sh", "ch"),
               ("j", "dj"), ("q", "k"), ("D", "d"), ("T", "t"), ("S", "s")),
    "German": (("aa", "a"), ("ii", "i"), ("uu", "u"), ("sh", "sch"), ("kh", "ch"), ("j", "dsch"),
               ("q", "k"), ("w", "w"), ("D", "d"), ("T", "t"), ("S", "s")),
    "Turkish": (("aa", "a"), ("ii", "i"), ("uu", "u"), ("sh", "s"), ("kh", "h"), ("gh", "g"),
                ("th", "s"), ("w", "v"), ("q", "k"), ("D", "d"), ("T", "t"), ("S", "s")),
    "Persian": (("aa", "a"), ("ii", "i"), ("uu", "u"), ("u", "o"), ("i", "e"), ("w", "v"),
                ("q", "gh"), ("th", "s"), ("D", "z"), ("T", "t"), ("S", "s")),
}  # fmt: skip
ARABIC_GIVEN = (
    "shaakir muniir labiib waliid ghassaan thaabit riyaaD jawaad faaruuq suhayl marwaan nabiil "
    "lu'ayy haytham junayd qusayy khaalid rashiid zuhayr nizaar sharaf buthayna khuluud"
).split()
ARABIC_SURNAMES = (
    "al-shaamii al-khawlaanii al-jubuurii al-ghaamidii al-qaHTaanii haddaad al-Saabuunii shawqii "
    "al-maghribii al-waazin al-darwiish khaliifa qabbaanii shahiin al-ruwaylii jumayyil "
    "al-tikrintii zaydaan al-fayyuumii").replace("H", "h").split()  # fmt: skip

WADE: Mapping[str, str] = dict(
    word.split("=") for word in (
        "zhang=chang zhou=chou zhao=chao zhu=chu xu=hsu xie=hsieh cai=tsai cao=tsao deng=teng "
        "ding=ting dong=tung du=tu gao=kao guo=kuo gu=ku jiang=chiang jin=chin qian=ch'ien "
        "qiu=ch'iu ren=jen song=sung tang=t'ang tian=t'ien pan=p'an peng=p'eng kong=k'ung "
        "xiao=hsiao ming=ming jun=chun jie=chieh guang=kuang hong=hung qing=ch'ing rong=jung "
        "zhen=chen zhi=chih zhong=chung zi=tzu bo=po bin=pin xin=hsin de=te dong=tung ping=p'ing "
        "ying=ying feng=feng hua=hua li=li mei=mei wen=wen yan=yen yu=yu lan=lan an=an").split()
)  # fmt: skip
CHINESE_SURNAMES = tuple(WADE)[:25]
CHINESE_GIVEN = tuple(WADE)[25:]

KOREAN = ("kim gim", "lee yi", "park bak", "choi choe", "jung jeong", "kang gang", "cho jo",
          "yoon yun", "jang chang", "shin sin")  # fmt: skip
KOREAN_GIVEN = ("young yeong", "chul cheol", "soo su", "hyun hyeon", "jin chin", "kyung gyeong",
                "ho ho", "min min", "woo u", "sung seong")  # fmt: skip

WESTERN_GIVEN = (
    "Hubert Clarence Leopold Marcel Rosalind Beatriz Joaquín Zoltán Łucja Søren Günther Ingrid "
    "Théodore Concepción Ramón Desmond Percival Agnieszka Vítor Hélène").split()  # fmt: skip
WESTERN_SURNAMES = (
    "Featherstone Hawthorne O'Callaghan MacPherson Villanueva Quiñones Szabó Lindqvist Brønsted "
    "Müllenhoff Delacroix Przybylski Figueiredo Etcheverry Castellanos Winterbottom Güemes "
    "Vandenberghe Thorvaldsen Ibarra").split()  # fmt: skip

Person = tuple[tuple[str, ...], tuple[str, ...]]  # spellings: (surname..., ), (given..., )


def pairs(seed: int = 11, a_kind: int = 160) -> dict[str, list[Pair]]:
    """Kind -> pairs, half of them of one person."""
    dice = random.Random(seed)
    makers: dict[str, Callable[[random.Random], Iterator[Pair]]] = {
        "Cyrillic": _cyrillic, "Arabic": _arabic, "Chinese": _chinese, "Korean": _korean,
        "Western": _western, "slips": _slips,
    }  # fmt: skip
    return {kind: list(itertools.islice(maker(dice), a_kind)) for kind, maker in makers.items()}


def _cyrillic(dice: random.Random) -> Iterator[Pair]:
    def spell(word: str, standard: str) -> str:
        return "".join(CYRILLIC[standard][letter] for letter in word).title()

    while True:
        one, other = dice.sample(list(CYRILLIC), 2)
        (given, given2), (name, name2) = (
            dice.sample(RUSSIAN_GIVEN, 2),
            dice.sample(RUSSIAN_SURNAMES, 2),
        )
        first = f"{spell(given, one)} {spell(name, one)}"
        yield first, _turned(dice, spell(given, other), spell(name, other)), True
        yield first, _stranger(dice, spell(given, other), spell(given2, other), spell(name, other),
                               spell(name2, other)), False  # fmt: skip


def _arabic(dice: random.Random) -> Iterator[Pair]:
    def spell(word: str, practice: str) -> str:
        for sound, letters in ARABIC[practice]:
            word = word.replace(sound, letters)
        return word.title()

    while True:
        one, other = dice.sample(list(ARABIC), 2)
        (given, given2), (name, name2) = (
            dice.sample(ARABIC_GIVEN, 2),
            dice.sample(ARABIC_SURNAMES, 2),
        )
        first = f"{spell(given, one)} {spell(name, one)}"
        second = spell(name, other)
        if second.startswith("Al-"):
            second = dice.choice((second, second[3:], second.replace("-", ""), "El " + second[3:]))
        yield first, _turned(dice, spell(given, other), second), True
        yield first, _stranger(dice, spell(given, other), spell(given2, other), second,
                               spell(name2, other)), False  # fmt: skip


def _chinese(dice: random.Random) -> Iterator[Pair]:
    def spell(name: str, one: str, two: str, is_wade: bool) -> str:
        if is_wade:
            return f"{WADE[name].title()} {WADE[one].title()}-{WADE[two]}"
        form = dice.choice(("{n} {a}{b}", "{a}{b} {n}", "{n} {a} {b}", "{n} {a}-{b}"))
        return form.format(n=name.title(), a=one.title(), b=two)

    while True:
        name, name2 = dice.sample(CHINESE_SURNAMES, 2)
        a, b, c, d = dice.sample(CHINESE_GIVEN, 4)
        first = spell(name, a, b, is_wade=False)
        yield first, spell(name, a, b, is_wade=dice.random() < 0.5), True
        other = (name, c, d) if dice.random() < 0.5 else (name2, a, d)
        yield first, spell(*other, is_wade=False), False


def _korean(dice: random.Random) -> Iterator[Pair]:
    while True:
        names, names2 = (one.split() for one in dice.sample(KOREAN, 2))
        a, b, c, d = (one.split() for one in dice.sample(KOREAN_GIVEN, 4))
        first = f"{names[0]} {a[0]}-{b[0]}".title()
        yield first, f"{names[1]} {a[1]}{b[1]}".title(), True
        yield first, f"{names[0]} {c[0]}-{d[0]}".title() if dice.random() < 0.6 else (
            f"{names2[0]} {a[0]}-{d[0]}".title()), False  # fmt: skip


def _western(dice: random.Random) -> Iterator[Pair]:
    while True:
        given, middle, given2 = dice.sample(WESTERN_GIVEN, 3)
        name, second, name2 = dice.sample(WESTERN_SURNAMES, 3)
        first = f"{given} {middle} {name} {second}"
        form = dice.choice(("{g} {n}", "{g} {m}. {n}", "{n} {s}, {g} {m}", "{g} {m} {n}-{s}",
                            "{N}, {g}", "{i}. {m} {n}"))  # fmt: skip
        same = form.format(g=given, m=middle[0] if "{m}." in form else middle, n=name, s=second,
                           N=name.upper(), i=given[0])  # fmt: skip
        yield first, same, True
        yield f"{given} {middle} {name}", dice.choice(
            (f"{given2} {name}", f"{given} {name2}", f"{given} {middle} {name2}",
             f"{given2} {middle} {name}")), False  # fmt: skip


def _slips(dice: random.Random) -> Iterator[Pair]:
    def slip(word: str) -> str:
        at = dice.randrange(1, len(word) - 1)
        return dice.choice((
            word[:at] + word[at + 1 :],
            word[:at] + dice.choice("aeinrst") + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + dice.choice("aeilmnorst") + word[at + 1 :],
        ))  # fmt: skip

    while True:
        given, given2 = dice.sample(WESTERN_GIVEN, 2)
        name, name2 = dice.sample(WESTERN_SURNAMES, 2)
        yield f"{given} {name}", f"{slip(given)} {slip(name)}", True
        yield f"{given} {name}", f"{slip(given)} {slip(name2)}", False


def _turned(dice: random.Random, given: str, name: str) -> str:
    return dice.choice((f"{given} {name}", f"{name} {given}", f"{name.upper()}, {given}"))


def _stranger(dice: random.Random, given: str, given2: str, name: str, name2: str) -> str:
    """Somebody who shares one of the two names, or none."""
    return dice.choice((f"{given2} {name}", f"{given} {name2}", f"{given2} {name2}"))
