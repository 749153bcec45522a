"""The search finds the same whatever way it takes, in a register too long to be read through."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Row, select

from borderpost import listing
from borderpost.audit.models import AuditLine
from borderpost.db import db
from borderpost.posts.models import Post
from crossings.models import Crossing
from crossings.queries import register, searching
from crossings.queries.register import Wanted
from crossings.views import register as pages
from tests.crossings import many
from tests.crossings.documents import zone
from tests.crossings.work import crossed
from tests.desk import browser, officer, remembered
from tests.headquarters import cast_database, headquarters

__all__ = ["cast_database", "headquarters"]

ROWS = 2_000
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"direction": "E"},
    {"nationality": "NER"},
    {"decision": "refuse"},
    {"since": date(2023, 1, 1), "until": date(2024, 6, 30)},
    {"nationality": "MRT", "direction": "X", "until": date(2025, 1, 1)},
)
WORDS = ("", "mohamed", "M", "z", "ZA", "diallo mohamed", "mo dia tra", "zumu m", "zara", "ZZ", "%")


@pytest.fixture
def long(machine: Flask) -> Flask:
    """A machine whose register has years behind it."""
    remembered(machine, fill)
    return machine


def fill(app: Flask) -> None:
    many.fill(app, ROWS)


def found(app: Flask, wanted: Wanted) -> list[str]:
    """The references that a search finds, in its order."""
    with app.app_context():
        post = officer(app, "supervisor").post_id
        wanted_refs = register.register(wanted, post).with_only_columns(Crossing.human_ref)
        return list(db.session.scalars(wanted_refs))


def fits(row: Row[Any], wanted: Wanted) -> bool:
    own = row.name_key.split()
    asked = wanted.words.upper().split()
    return (
        all(any(word.startswith(one) for word in own) for one in asked)
        and wanted.direction in ("", row.direction)
        and wanted.decision in ("", row.decision)
        and wanted.nationality in ("", row.nationality)
        and (wanted.since or date.min) <= row.occurred_on <= (wanted.until or date.max)
    )


def standing(app: Flask) -> list[Row[Any]]:
    """What stands in the register of the supervisor's post, newest first, without a query to
    trust."""
    columns = (Crossing.id, Crossing.supersedes_id, Crossing.post_id, Crossing.human_ref,
               Crossing.name_key, Crossing.direction, Crossing.decision, Crossing.nationality,
               Crossing.occurred_on, Crossing.occurred_at)  # fmt: skip
    with app.app_context():
        post = officer(app, "supervisor").post_id
        rows = db.session.execute(select(*columns)).all()
    replaced = {row.supersedes_id for row in rows}
    kept = [row for row in rows if row.post_id == post and row.id not in replaced]
    return sorted(kept, key=lambda row: (row.occurred_on, row.occurred_at, row.id), reverse=True)


@pytest.mark.parametrize("few", [0, 40, searching.FEW])
def test_common_and_rare_names_are_found_alike(
    long: Flask, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    rows = standing(long)

    for words in WORDS:
        for filters in FILTERS:
            wanted = Wanted(words=words, **filters)
            fitting = [row.human_ref for row in rows if fits(row, wanted)]
            assert found(long, wanted) == fitting, wanted


@pytest.mark.db
@pytest.mark.parametrize("few", [0, searching.FEW])
def test_postgresql_finds_them_too(
    headquarters: Flask, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    with headquarters.app_context():
        awa = officer(headquarters, "officer")
        refs = [
            crossed(awa, zone(surname=name, document_number=f"AB000000{place}")).human_ref
            for place, name in enumerate(("Azzi", "Azyk", "Ba", "Zuma"))
        ]

    for words, places in (("az", [1, 0]), ("AZZ", [0]), ("z", [3]), ("fanta maria", [3, 2, 1, 0]),
                          ("ba fan", [2]), ("AB-000 0003", [3]), (refs[1].lower(), [1]),
                          ("fanta AB0000002", [2]), ("zara", [])):  # fmt: skip
        assert found(headquarters, Wanted(words=words)) == [refs[place] for place in places]


@pytest.fixture
def one(machine: Flask) -> tuple[Flask, str]:
    """A machine with one crossing, of Fanta Maria Cisse with AB1234567, and its reference."""
    with machine.app_context():
        return machine, crossed(officer(machine, "officer")).human_ref


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("cisse AB1234567", True),
        ("AB 123 4567 fanta", False),  # where does the number begin?
        ("1234567 cisse", False),
        ("AB1234567 traore", False),
        ("AB١٢٣٤٥٦٧", True),
        ("ab ۱۲۳-۴۵۶۷", True),
        ("c", True),
        ("A", False),  # the number begins so, no name does
        ("A1", False),
        ("AB1234568", False),
    ],
)
def test_a_word_with_a_digit_is_of_a_number(
    one: tuple[Flask, str], words: str, is_found: bool
) -> None:
    app, ref = one

    assert found(app, Wanted(words=words)) == ([ref] if is_found else [])


@pytest.mark.parametrize("separator", ["", " ", "/", "–"])
def test_a_reference_is_found_however_it_is_parted(one: tuple[Flask, str], separator: str) -> None:
    app, ref = one

    assert found(app, Wanted(words=ref.replace("-", separator).lower())) == [ref]
    assert found(app, Wanted(words=f"{ref}7")) == []


def test_an_old_registers_reference_is_taken_apart_too() -> None:
    assert "IMP-GOG-190531-0042" in searching.typed("impgog1905310042").references


def test_more_than_a_search_counts_is_said_and_written_down(
    long: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "FOUND", 60)
    chief = browser(long, "supervisor")
    page = chief.get("/register/?q=m&sort=name").text
    last = chief.get("/register/?q=m&page=99").text
    with long.app_context():
        told = db.session.scalars(select(AuditLine.details).order_by(AuditLine.seq.desc())).first()

    assert "60" in page.partition('role="status"')[2].partition("</p>")[0]
    assert references(page) == found(long, Wanted(words="m"))[:50]
    assert references(last) == found(long, Wanted(words="m"))[50:60]
    assert told == {"found": 60, "found_more": 1}


def references(page: str) -> list[str]:
    return re.findall(r"AAA-[0-9]{8}-[0-9]{4}-.", page)


def test_a_list_that_is_too_long_is_not_sorted_by_name_and_says_so(
    long: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = browser(long, "supervisor")
    whole = chief.get("/register/?sort=name").text
    monkeypatch.setattr(listing, "MOST_COUNTED", 100)
    monkeypatch.setattr(listing.count_to, "__defaults__", (100,))
    cut = chief.get("/register/?sort=name").text

    assert "sort=-name" in whole
    assert 'aria-sort="ascending"' in whole
    assert "sort=-name" not in cut
    assert "sort=name" not in cut.partition("<tbody>")[0].partition("<thead>")[2]
    assert references(cut) == found(long, Wanted())[:50]
    assert "Nom" in cut.rpartition('class="list-foot"')[2]


def test_the_other_posts_crossings_are_counted_nowhere(long: Flask) -> None:
    with long.app_context():
        posts = {post.code: post.id for post in db.session.scalars(select(Post))}
        own = register.register(Wanted(), posts["AAA"])
        other = register.register(Wanted(words="mohamed"), posts["BBB"])
        whose = set(db.session.scalars(other.with_only_columns(Crossing.post_id)))

        assert listing.count(own) == len(found(long, Wanted())) < ROWS
        assert whose == {posts["BBB"]}


def test_a_file_holds_all_that_fits_and_its_name_and_the_log_say_what(
    long: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", 20)
    chief = browser(long, "supervisor")
    query = "q=m&nationality=mli&since=2023-01-01&until=2024-12-31&sort=name"
    answer = chief.get(f"/register/export.csv?{query}")
    wanted = Wanted("m", nationality="MLI", since=date(2023, 1, 1), until=date(2024, 12, 31))
    fitting = found(long, wanted)
    with long.app_context():
        told = db.session.scalars(select(AuditLine.details).order_by(AuditLine.seq.desc())).first()

    assert len(fitting) > 20
    assert references(answer.text) == fitting  # too many to be sorted by name
    assert 'filename="register-MLI-2023-01-01-2024-12-31-search.csv"' in str(answer.headers)
    assert told == {
        "rows": len(fitting), "nationality": "MLI", "since": "2023-01-01",
        "until": "2024-12-31", "words": "search",
    }  # fmt: skip
