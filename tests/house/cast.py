"""The named cast of the house rules: one officer for each role, two posts, an object each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from borderpost.db import db, transaction
from borderpost.devices import services as devices
from borderpost.devices.models import JoinedDevice
from borderpost.imports.models import Import, ImportRow
from borderpost.lists.models import SavedView
from borderpost.officers import services as officers
from borderpost.officers.models import Account, SignIn
from borderpost.places import services as places
from borderpost.posts import services as posts
from borderpost.posts.models import Lane, Post
from borderpost.roles import Role
from crossings import sheet as sheets
from crossings.models import (
    AgentDocument,
    Crossing,
    DeviceAgent,
    Inspection,
    Person,
    Referral,
    RefusalForm,
    RefusalPrinting,
)
from docreader import read_text
from protection.answers import QUESTIONS, YES, Answers
from protection.models import Screening

PASSWORD = "dix-huit chameaux bruns"
STRANGER = "stranger"  # an officer of the other post
POSTS = {"own": ("AAA", "Gogui"), "other": ("BBB", "Kobenni")}
LINES = """P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10"""  # ICAO 9303-4, appendix B
TRAVELLER = {
    "surname": "Specimen",
    "given_names": "Traveller",
    "name_mrz": "SPECIMEN<<TRAVELLER",
    "sex": "F",
    "birth_date": "1990-01-02",
    "birth_precision": "D",
    "nationality": "UTO",
}

Things = dict[str, dict[str, object]]


def people() -> None:
    """Two posts with a lane; at the first one officer a role, at the other a stranger."""
    for code, name in POSTS.values():
        post = posts.create_post(posts.PostFacts(code, name, "MLI", "Africa/Bamako"), by=None)
        posts.create_lane(post.id, posts.LaneFacts("1", "Piétons", "E"), by=None)
    own, other = (_post(whose).id for whose in POSTS)
    for role in Role:
        _account(role.value, own, role)
    _account(STRANGER, other, Role.OFFICER)


def things() -> Things:
    """For each post the objects that addresses name: ``{"own": {"post_id": ...}}``."""
    return {whose: _things_of(_post(whose)) for whose in POSTS}


def _things_of(post: Post) -> dict[str, object]:
    name = Role.OFFICER.value if post.code == "AAA" else STRANGER
    account = db.session.scalars(select(Account).where(Account.username == name)).one()
    lane = db.session.scalars(select(Lane).where(Lane.post_id == post.id)).one()
    officer_id, post_id, lane_id = account.officer_id, post.id, lane.id
    sign_in_id, device_id = _sign_in(account.id, post.code), _device(post.code)
    place_id = _place(post.code)
    view_id, import_id = _view(account.id), _import(post_id)
    inspection_id, referral_id = _inspection(post_id, lane_id, officer_id)
    person_id, crossing_id = _crossing(post_id, lane_id, officer_id, post.code)
    return {
        "post_id": post_id,
        "lane_id": lane_id,
        "place_id": place_id,
        "list_name": "purposes",
        "code": "TRD",
        "officer_id": officer_id,
        "sign_in_id": sign_in_id,
        "device_id": device_id,
        "inspection_id": inspection_id,
        "referral_id": referral_id,
        "screening_id": _screening(post_id, officer_id, post.code),
        **_refusal(crossing_id, post_id, officer_id, post.code),
        "crossing_id": crossing_id,
        "person_id": person_id,
        "view_id": view_id,
        "importer": "crossings",
        "import_id": import_id,
        **_reader(lane_id, post.code),
        "name": f"{post.code}.jpg",  # a specimen to download
    }


def _view(account_id: UUID) -> UUID:
    query = "sort=surname"
    with transaction() as session:
        row = SavedView(account_id=account_id, list="register.index", name="By name", query=query)
        session.add(row)
        session.flush()
        return row.id


def _import(post_id: UUID) -> UUID:
    with transaction() as session:
        row = Import(
            importer="crossings",
            post_id=post_id,
            file_name="registre.csv",
            sha256="0" * 64,
            headings=["Nom"],
            mapping={"surname": "Nom"},
            rows_total=1,
        )
        session.add(row)
        session.flush()
        session.add(ImportRow(import_id=row.id, number=2, cells=["SPECIMEN"]))
        return row.id


def _post(whose: str) -> Post:
    return db.session.scalars(select(Post).where(Post.code == POSTS[whose][0])).one()


def _account(username: str, post_id: UUID, role: Role) -> None:
    facts = officers.AccountFacts(
        surname=username.replace("_", " ").title(),
        given_names="Test",
        service="Police",
        username=username,
        locale="fr",
        post_id=post_id,
        roles=frozenset({role}),
    )
    officers.create_account(facts, PASSWORD, by=None, must_change=False)


def _place(code: str) -> UUID:
    facts = places.PlaceFacts(f"XX{code}", "Nulle Part", 1, "XXX", "XXX", date(2020, 1, 1))
    return places.add(facts, by=None).id


def _device(name: str) -> UUID:
    devices.join(devices.make_paper(by=devices.Author(None)), name)
    return db.session.scalars(select(JoinedDevice.id).where(JoinedDevice.name == name)).one()


def _reader(lane_id: UUID, code: str) -> dict[str, object]:
    later = datetime.now(UTC) + timedelta(hours=1)
    with transaction() as session:
        agent = DeviceAgent(lane_id=lane_id, name=code, token_digest=code.ljust(64, "0"))
        session.add(agent)
        session.flush()
        document = AgentDocument(
            agent_id=agent.id,
            lane_id=lane_id,
            key="1",
            mark=b"mark",
            expires_at=later,
            content={"reading": read_text(LINES).as_json(), "told": {}},
        )
        session.add(document)
        session.flush()
        return {"agent_id": agent.id, "document_id": document.id}


def _sign_in(account_id: UUID, code: str) -> UUID:
    now = datetime.now(UTC)
    with transaction() as session:
        row = SignIn(
            token_digest=code.ljust(64, "0"),
            account_id=account_id,
            seen_at=now,
            expires_at=now + timedelta(hours=1),
        )
        session.add(row)
        session.flush()
        return row.id


def _inspection(post_id: UUID, lane_id: UUID, officer_id: UUID) -> tuple[UUID, UUID]:
    reading = read_text(LINES)
    with transaction() as session:
        row = Inspection(
            post_id=post_id,
            lane_id=lane_id,
            officer_id=officer_id,
            direction="E",
            source="manual",
            expires_at=datetime.now(UTC) + timedelta(hours=1),
            reading=reading.as_json(),
            sheet=sheets.to_plain(sheets.from_reading(reading)),
            zone_png=b"a picture of the zone",
            page_jpeg=b"a picture of the page",
            has_zone=True,
            has_page=True,
        )
        session.add(row)
        session.flush()
        reason = "Photo does not match"
        referral = Referral(
            inspection_id=row.id, post_id=post_id, referred_by=officer_id, reason=reason
        )
        session.add(referral)
        session.flush()
        return row.id, referral.id


def _screening(post_id: UUID, officer_id: UUID, code: str) -> UUID:
    with transaction() as session:
        answers = Answers(dict.fromkeys(QUESTIONS, YES)).plain()
        row = Screening(
            token=f"TOK{code}",
            post_id=post_id,
            sheet_mark=code.ljust(64, "0"),
            content={"sheet": "", "answers": answers},
            created_by=officer_id,
        )
        session.add(row)
        session.flush()
        return row.id


def _refusal(crossing_id: UUID, post_id: UUID, officer_id: UUID, code: str) -> dict[str, object]:
    with transaction() as session:
        form = RefusalForm(
            crossing_id=crossing_id,
            occurred_on=date(2026, 11, 23),
            post_id=post_id,
            number=f"{code}-R2026-00001-A",
            year=2026,
            serial=1,
            language="fr",
            said={"appeal": None, "reasons": []},
            created_by=officer_id,
        )
        session.add(form)
        session.flush()
        printing = RefusalPrinting(
            form_id=form.id, language="fr", traveller=1, file=1, transporter=0
        )
        session.add(printing)
        session.flush()
        return {"form_id": form.id, "printing_id": printing.id}


def _crossing(post_id: UUID, lane_id: UUID, officer_id: UUID, code: str) -> tuple[UUID, UUID]:
    identity = TRAVELLER | {"name_key": f"specimen traveller {code.lower()}"}
    with transaction() as session:
        person = Person(**identity)
        session.add(person)
        session.flush()
        row = Crossing(
            **identity,
            name_truncated=False,
            occurred_on=date(2026, 11, 23),
            occurred_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
            human_ref=f"{code}-20261123-0001-A",
            post_id=post_id,
            lane_id=lane_id,
            officer_id=officer_id,
            clock_trust="manual",
            capture_source="manual",
            direction="E",
            decision="admit",
            person_id=person.id,
            document_kind="P",
            document_issuer="UTO",
            document_number=f"L898902C{code[0]}",
            document_number_key=f"L898902C{code[0]}",
            document_expiry="2030-01-01",
            mrz_format="",
            mrz_checks={},
            evidence={
                "fields": sheets.to_plain(sheets.from_reading(read_text(LINES))),
                "warnings": [],
                "compared": [],
            },
            salt="0" * 32,
        )
        session.add(row)
        session.flush()
        return person.id, row.id
