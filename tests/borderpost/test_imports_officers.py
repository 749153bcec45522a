"""A list of people of the services comes in by a file, by the rules of the forms."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from borderpost import audit, clock
from borderpost.db import db
from borderpost.imports import loading, queries, services
from borderpost.imports.importer import Importer, importer
from borderpost.imports.models import Import, State
from borderpost.officers import enrolling, passwords, postings, sign_in
from borderpost.officers import services as accounts
from borderpost.officers.identity import SignedIn
from borderpost.officers.models import Account, Officer, Password, Posting, RoleGrant
from borderpost.officers.postings import PersonFacts, PostingFacts
from borderpost.refusal import Refused
from borderpost.roles import Role
from borderpost.submission import FIELD
from tests.desk import Browser, browser, officer, post_id

TABLES = (Officer, Posting, Account, Password, RoleGrant)
HEADINGS = "Matricule;Nom;Prénoms;Grade;Corps;Sexe;Poste;Depuis;Jusqu'au;Identifiant;Rôles;Langue"
GOOD = (
    "PF-1;Sow;Awa;Sergent;Police;Femme;AAA;01/02/2026;;awa.sow;Agent, Agent de deuxième ligne;fr",
    "PF-2;Ba;Sidi;Caporal;Police;H;Gogui;2026-02-01;31/12/2030;;;",
    ";Diarra;Nana;;Douane;;;;;;;",
)


@pytest.fixture
def admin(inside: Flask) -> Iterator[SignedIn]:
    """The administrator, as services receive one."""
    with inside.test_request_context("/", headers={"Accept-Language": "en"}):
        yield officer(inside, "administrator")


@pytest.fixture
def roster(inside: Flask) -> Importer:
    """The importer of people."""
    found = importer("officers")
    assert found is not None
    return found


def text(*rows: str) -> bytes:
    return "\r\n".join([HEADINGS, *rows]).encode()


def counts() -> dict[str, int]:
    """Rows of each table that a list writes."""
    return {
        table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in TABLES
    }


def checked(by: SignedIn, roster: Importer, *rows: str) -> Import:
    one = services.upload(roster, "liste.csv", text(*rows), by=by)
    return services.choose_columns(roster, one.id, one.mapping, by=by)


def loaded(by: SignedIn, roster: Importer, *rows: str) -> Import:
    one = checked(by, roster, *rows)
    loading.begin(one.id, whole=True, by=by)
    return loading.go_on(roster, one.id, by=by, seconds=None)


def told(one: Import) -> dict[tuple[int, str], str]:
    """What is wrong at each line and column."""
    bad = db.session.scalars(queries.rows(one.id, only_bad=True))
    return {(row.number, name): " ".join(said) for row in bad for name, said in row.errors.items()}


def person(number: str) -> Officer:
    return db.session.scalars(select(Officer).where(Officer.service_number == number)).one()


def test_people_come_in_with_postings_and_accounts(admin: SignedIn, roster: Importer) -> None:
    before = counts()

    one = loaded(admin, roster, *GOOD)

    assert (one.state, one.rows_written) == (State.COMMITTED, 3)
    assert counts()["officers"] == before["officers"] + 3
    assert counts()["accounts"] == before["accounts"] + 1
    awa, sidi = person("PF-1"), person("PF-2")
    assert (awa.rank, awa.sex, awa.service, awa.post_id) == ("Sergent", "F", "Police", post_id())
    assert awa.account is not None
    assert awa.account.roles == {Role.OFFICER, Role.SECOND_LINE}
    assert awa.account.password.must_change
    assert (sidi.sex, sidi.account) == ("M", None)
    assert [(str(row.since), str(row.until)) for row in sidi.postings] == [
        ("2026-02-01", "2030-12-31")
    ]
    assert audit.verify().fault == ""


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (";;Awa;;Police;;;;;;;", "surname", "Fill this in"),
        (f"PF-9;{'x' * 81};A;;P;;;;;;;", "surname", "At most 80"),
        ("PF-9;Sow;A;;P;Q;;;;;;", "sex", "not on the list"),
        ("PF-9;Sow;A;;P;;ZZZ;;;;;", "post", "no post of this machine"),
        ("PF-9;Sow;A;;P;;;31/02/2026;;;;", "since", "Write a day"),
        ("PF-9;Sow;A;;P;;;2026-02-01;2026-01-01;;;", "until", "before the first one"),
        ("PF-9;Sow;A;;P;;;;;awa sow;officer;", "username", "letters, digits"),
        ("PF-9;Sow;A;;P;;;;;SUPERVISOR;officer;", "username", "taken"),
        ("PF-9;Sow;A;;P;;;;;a.sow;;", "roles", "at least one role"),
        ("PF-9;Sow;A;;P;;;;;a.sow;king;", "roles", "not on the list"),
        ("PF-9;Sow;A;;P;;;;;a.sow;administrator, auditor;", "roles", "both"),
        ("PF-9;Sow;A;;P;;;;;;officer;", "roles", "need a username"),
        ("PF-9;Sow;A;;P;;;;;a.sow;officer;tlh", "locale", "not on the list"),
    ],
)
def test_a_line_is_held_to_the_rules_of_the_form(
    admin: SignedIn, roster: Importer, row: str, place: str, words: str
) -> None:
    before = counts()

    said = told(checked(admin, roster, row))

    assert said.keys() == {(2, place)}
    assert words in said[2, place]
    assert counts() == before


def test_who_is_there_already_is_told_at_the_number(admin: SignedIn, roster: Importer) -> None:
    loaded(admin, roster, GOOD[0])

    said = told(
        checked(admin, roster, GOOD[0].replace("awa.sow", "autre"), "PF-1;Ka;B;;Douane;;;;;;;")
    )

    assert said.keys() == {(2, "service_number")}
    assert "there already" in said[2, "service_number"]


def test_a_namesake_without_a_number_is_asked_for_one(admin: SignedIn, roster: Importer) -> None:
    loaded(admin, roster, GOOD[2])

    assert told(checked(admin, roster, GOOD[2])).keys() == {(2, "surname")}
    assert told(checked(admin, roster, ";Diarra;Nana;;Police;;;;;;;")) == {}


def test_one_file_names_nobody_twice(admin: SignedIn, roster: Importer) -> None:
    said = told(
        checked(
            admin, roster, GOOD[0], "PF-1;Ka;B;;police;;;;;;;",
            "PF-3;Ly;C;;Police;;;;;Awa.Sow;officer;", GOOD[2], GOOD[2],
        )
    )  # fmt: skip

    assert said.keys() == {(3, "service_number"), (4, "username"), (6, "surname")}


def test_a_list_is_taken_away_whole_with_start_passwords_given(
    admin: SignedIn, roster: Importer
) -> None:
    before = counts()
    one = loaded(admin, roster, *GOOD)
    keys = [uuid.UUID(key) for key in queries.written(one.id)]
    enrolling.give_start_passwords(keys, by=admin)

    undone = loading.undo(roster, one.id, by=admin)

    assert undone.state == State.UNDONE
    assert counts() == before
    assert audit.verify().fault == ""


def used_by_signing_in(admin: SignedIn, key: uuid.UUID) -> None:
    (start,) = enrolling.give_start_passwords([key], by=admin)
    sign_in.start(start.username, start.password, agent="test", hours=1)


def used_by_a_change(admin: SignedIn, key: uuid.UUID) -> None:
    accounts.close_account(key, by=admin)


def used_by_a_posting(admin: SignedIn, key: uuid.UUID) -> None:
    row = db.session.get_one(Officer, key).postings[0]
    postings.end(row.id, clock.today(), by=admin)
    facts = PostingFacts(None, "Police", clock.today().replace(year=2090))
    postings.begin(key, facts, by=admin)


@pytest.mark.parametrize("use", [used_by_signing_in, used_by_a_change, used_by_a_posting])
def test_a_list_of_which_somebody_was_used_stays_and_names_the_row(
    admin: SignedIn, roster: Importer, use: object
) -> None:
    one = loaded(admin, roster, GOOD[1], GOOD[0])
    use(admin, person("PF-1").id)  # type: ignore[operator]
    before = counts()

    with pytest.raises(Refused, match=r"rows 3\."):
        loading.undo(roster, one.id, by=admin)

    assert counts() == before
    assert db.session.get_one(Import, one.id).state == State.COMMITTED


def test_a_person_of_no_account_who_was_changed_stays(admin: SignedIn, roster: Importer) -> None:
    one = loaded(admin, roster, GOOD[1])
    facts = PersonFacts("Ba", "Sidi Mohamed", "Police", post_id(), "PF-2")
    postings.change_person(person("PF-2").id, facts, by=admin)

    with pytest.raises(Refused, match=r"rows 2\."):
        loading.undo(roster, one.id, by=admin)


def send(who: Browser, content: bytes) -> str:
    """Load a file by its pages with the guessed columns; the file's address."""
    fields = {FIELD: str(uuid.uuid4()), "file": (io.BytesIO(content), "liste.csv")}
    columns = who._ask(who.client.post, "/imports/new/officers", data=fields).location
    page = who.get(columns).text
    chosen = {
        name: found[1].replace("&#39;", "'")
        for name, options in re.findall(r'<select[^>]+name="(.+?)"[^>]*>(.*?)</select>', page, re.S)
        if (found := re.search(r'<option selected value="([^"]*)"', options))
    }
    who.send(columns, **chosen)
    return str(columns).removesuffix("/columns")


def test_start_passwords_are_shown_once_and_let_their_officer_in(machine: Flask) -> None:
    admin = browser(machine, "administrator")
    file = send(admin, text(*GOOD))
    admin.send(f"{file}/commit", whole="1")
    address = f"/officers/start-passwords/{file.rpartition('/')[2]}"

    given = admin.send(address).text
    password = re.findall(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}(?=<)", given)

    assert address in admin.get(file).text
    assert len(password) == 1
    assert password[0] not in admin.get(address).text
    with machine.app_context():
        kept = db.session.scalars(select(Account).where(Account.username == "awa.sow")).one()
        assert passwords.matches(password[0], kept.password.hash)
        assert kept.password.must_change


def test_only_who_may_write_accounts_loads_people(machine: Flask) -> None:
    file = send(browser(machine, "administrator"), text(*GOOD))
    chief = browser(machine, "supervisor")

    assert chief.get("/imports/new/officers").status_code == 403
    assert chief.get(file).status_code in {403, 404}
    assert chief.get(f"/officers/start-passwords/{uuid.uuid4()}").status_code == 403
    assert "/imports/new/officers" not in chief.get("/imports/").text


def test_a_file_that_is_not_loaded_gives_no_start_passwords(machine: Flask) -> None:
    admin = browser(machine, "administrator")
    file = send(admin, text(*GOOD))

    assert admin.get(f"/officers/start-passwords/{file.rpartition('/')[2]}").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_of_people_is_a_file_that_loads(machine: Flask, kind: str) -> None:
    admin = browser(machine, "administrator")

    file = send(admin, admin.get(f"/imports/new/officers/template.{kind}").data)

    assert "cell-wrong" not in admin.get(file).text
    assert 'name="whole"' in admin.get(file).text
