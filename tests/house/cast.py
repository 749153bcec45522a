"""The named cast of the house rules: one officer for each role, two posts, an object each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from borderpost.calendars.models import CalendarFeed
from borderpost.db import db, transaction
from borderpost.devices import services as devices
from borderpost.devices.models import JoinedDevice
from borderpost.imports.models import Import, ImportRow
from borderpost.lists.models import SavedView
from borderpost.officers import services as officers
from borderpost.officers.models import Account, SignIn
from borderpost.officers.queries import token_digest
from borderpost.places import services as places
from borderpost.posts import services as posts
from borderpost.posts.models import Lane, Post
from borderpost.roles import Role
from crossings.models import AgentDocument, DeviceAgent
from docreader import read_text
from tests.house import (
    cast_cashdesk,
    cast_crossings,
    cast_equipment,
    cast_lanes,
    cast_passes,
    cast_training,
    cast_vehicles,
    cast_watchlist,
)

PASSWORD = "dix-huit chameaux bruns"
STRANGER = "stranger"  # an officer of the other post
POSTS = {"own": ("AAA", "Gogui"), "other": ("BBB", "Kobenni")}
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
    view_id, import_id = _view(account.id), _import(post_id)
    inspection_id, referral_id = cast_crossings.inspection(post_id, lane_id, officer_id)
    person_id, crossing_id = cast_crossings.crossing(post_id, lane_id, officer_id, post.code)
    return {
        "post_id": post_id,
        "lane_id": lane_id,
        "place_id": _place(post.code),
        "list_name": "purposes",
        "code": "TRD",
        "paper": "NONE",
        "officer_id": officer_id,
        **_of_account(account.id, post.code),
        "device_id": _device(post.code),
        "inspection_id": inspection_id,
        "sticker_id": cast_crossings.sticker(post_id, officer_id, post.code),
        "attached_id": cast_crossings.VISA.id,
        "waiting_id": cast_crossings.waiting(post_id, lane_id, officer_id),
        "referral_id": referral_id,
        "screening_id": cast_crossings.screening(post_id, officer_id, post.code),
        **cast_crossings.refusal(crossing_id, post_id, officer_id, post.code),
        "crossing_id": crossing_id,
        "hand_over_id": cast_crossings.hand_over(post_id, inspection_id, officer_id),
        "person_id": person_id,
        "stay_id": crossing_id,  # of an entry
        "merge_id": cast_crossings.merge(person_id, post_id),
        "view_id": view_id,
        "importer": "crossings",
        "rule_code": "R01",
        "proposal_id": cast_crossings.proposal(officer_id),
        "import_id": import_id,
        **_reader(lane_id, post.code),
        **cast_crossings.register_sheet(post_id, officer_id, post.code),
        **_of_other_subjects(post, lane_id, officer_id),
        "name": f"{post.code}.jpg",  # a specimen to download
    }


def _of_other_subjects(post: Post, lane_id: UUID, officer_id: UUID) -> dict[str, object]:
    return {
        **cast_watchlist.things(post.id, officer_id, post.code),
        **cast_equipment.things(post.id, post.code, officer_id),
        **cast_cashdesk.things(post.id, post.code, officer_id),
        **cast_lanes.things(post.id, officer_id, post.code),
        **cast_training.things(post.id, officer_id, post.code),
        **cast_passes.things(post.id, officer_id),
        **cast_vehicles.things(post.id, lane_id, officer_id, post.code),
    }


def _view(account_id: UUID) -> UUID:
    query = "sort=surname"
    with transaction() as session:
        row = SavedView(account_id=account_id, list="register.index", name="By name", query=query)
        session.add(row)
        session.flush()
        return row.id


def _of_account(account_id: UUID, code: str) -> dict[str, object]:
    """A sign-in, and a calendar address with the token that opens it."""
    token = f"calendar-of-{code}"
    with transaction() as session:
        row = CalendarFeed(account_id=account_id, token_digest=token_digest(token))
        session.add(row)
        session.flush()
        feed_id = row.id
    return {"sign_in_id": _sign_in(account_id, code), "feed_id": feed_id, "token": token}


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
            content={"reading": read_text(cast_crossings.LINES).as_json(), "told": {}},
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
