"""Issuing a pass: by a rule in force, screened, numbered in the transaction that writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l

from borderpost import audit, clock, counters, locale, submission
from borderpost.audit import Actor
from borderpost.db import db, new_id, transaction
from borderpost.posts.models import Post
from borderpost.refusal import Refused
from crossings import sheet as sheets
from crossings.models import Document, Person
from crossings.policies import ages
from crossings.queries import persons
from crossings.queries.register import number_key
from crossings.rules.matching import Papers
from crossings.rules.minority import believed
from crossings.services import alerts, filing
from crossings.sheet import Sheet
from lanes import Act
from lanes.models import BorderPass, PassCounter, PassRule
from lanes.pass_codes import pass_number
from lanes.pass_standing import State
from lanes.queries import pass_rules, passes
from watchlist.outcome import Screening, Shown
from watchlist.screening import screen
from watchlist.services import screened

DOCUMENT = "BRP"  # of the code list of documents


@dataclass(frozen=True)
class PassOrder:
    """What is asked for. The holder is a known person, or ``typed`` anew by the names of a sheet's
    fields; ``valid_until`` None: as long as the rule allows."""

    rule_id: UUID
    lives_here: bool
    valid_from: date
    valid_until: date | None = None
    village: str = ""
    zone: str = ""
    person_id: UUID | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    is_somebody_else: bool = False  # than whom the post knows by the same name and birth date
    shown_kind: str = ""  # the paper that proved who the holder is
    shown_number: str = ""
    photo: bytes = b""  # a JPEG from the reader
    replaces_id: UUID | None = None


def issue(order: PassOrder, *, by: Actor) -> BorderPass:
    """Write a pass. Raises ``Refused`` without a rule in force that allows it, for somebody whom a
    watchlist stops, for somebody with a good pass that this one does not replace, and where the
    post knows somebody like the one who was typed."""
    post = _post(by)
    found = _screened(order, post, by)
    with transaction() as session:
        rule = _rule(order, post)
        holder = _holder(order, post)
        old = _replaced(order, post)
        _check(order, rule, holder, post)
        row = _written(order, rule, post, found, by)
        row.person_id = _filed(order, row, post, by)
        if old and not order.photo:
            row.photo, row.has_photo = old.photo, old.has_photo
        session.add(row)
        session.flush()
        if found.searched:
            screened.keep(found, row.id, 1, post.id, by=by)
        audit.record(Act.PASS_ISSUED, row, by=by, rule=rule.code)
        if row.state == State.GOOD:
            takes_over(row, by)
    return row


def takes_over(row: BorderPass, by: Actor) -> None:
    """End the pass that this one replaces, inside the transaction in which it becomes good; a lost
    one stays lost."""
    old = db.session.get(BorderPass, row.replaces_id) if row.replaces_id else None
    if old and old.state == State.GOOD:
        old.state, old.ended_at, old.ended_by = State.REPLACED, clock.now(), by.officer_id
        audit.record(Act.PASS_REPLACED, old, by=by, later=str(row.id))


def _screened(order: PassOrder, post: Post, by: Actor) -> Screening:
    """The holder against the watchlists, by the paper that was shown. A hit that stops is kept for
    the supervisor, and no pass is issued."""
    if not alerts.is_there():
        return alerts.NOT_SCREENED
    sheet = _sheet(order, post)
    shown = Shown(order.shown_number, sheet["nationality"].value, order.shown_kind)
    found = screen(alerts.identity_of(sheet, {"warnings": ()}), shown)
    if found.stopping:
        with submission.aside(), transaction():
            screened.keep(found, new_id(), 1, post.id, by=by)
        raise Refused(_l("A watchlist asks to look twice at this person. No pass is issued: take "
                         "the traveller at the desk and refer to second line (F8)."))  # fmt: skip
    return found


def _rule(order: PassOrder, post: Post) -> PassRule:
    rule = pass_rules.one(order.rule_id)
    allowed = pass_rules.in_force(post.id, clock.today(post.zone))
    if rule is None or rule.id not in {one.id for one in allowed}:
        raise Refused(_l("Choose a rule that is in force today."), field="rule_id")
    return rule


def _holder(order: PassOrder, post: Post) -> Sheet:
    sheet = _sheet(order, post)
    if order.person_id or order.is_somebody_else:
        return sheet
    told = filing.identity_columns(sheet)
    papers = Papers(told["name_key"], told["birth_date"], told["nationality"], told["sex"], "")
    for person, _likeness in persons.alike(papers, post.id):
        if (person.name_key, person.birth_date) == (told["name_key"], told["birth_date"]):
            raise Refused(_l("The post knows somebody of this name and birth date. Issue the pass "
                             "from that file, or say that this is somebody else."),
                          field="is_somebody_else")  # fmt: skip
    return sheet


def _replaced(order: PassOrder, post: Post) -> BorderPass | None:
    old = passes.one(order.replaces_id, post.id) if order.replaces_id else None
    if order.replaces_id is None:
        return None
    if old is None or old.state not in (State.GOOD, State.LOST) or passes.later(old):
        raise Refused(
            _l(
                "This pass cannot be replaced: it was revoked, or was replaced already. Issue a "
                "new one from the traveller’s page."
            )
        )
    return old


def _check(order: PassOrder, rule: PassRule, holder: Sheet, post: Post) -> None:
    """What the rule says of the holder and the days, and that nobody has two good passes."""
    nationality, today = holder["nationality"].value, clock.today(post.zone)
    if rule.nationalities and nationality not in rule.nationalities.split():
        raise Refused(
            _l("The rule %(code)s speaks of other nationalities: %(states)s.", code=rule.code,
               states=rule.nationalities),
            field="rule_id",
        )  # fmt: skip
    youngest, _oldest = ages(believed(holder["birth_date"].value), today)
    if rule.youngest is not None and youngest < rule.youngest:
        raise Refused(
            _l("By the birth date the holder may be younger than %(years)s, the age that the rule "
               "asks for.", years=rule.youngest),
            field="rule_id",
        )  # fmt: skip
    if order.valid_from < today:
        raise Refused(_l("A pass begins today or later."), field="valid_from")
    longest, last = _last_day(order, rule), order.valid_until
    if last and not order.valid_from <= last <= longest:
        raise Refused(
            _l("By the rule the last day is %(day)s at the latest, and not before the first.",
               day=locale.day(longest)),
            field="valid_until",
        )  # fmt: skip
    _check_only_one(order, post, today)


def _check_only_one(order: PassOrder, post: Post, today: date) -> None:
    if order.person_id is None:
        return
    for row in passes.of_person(persons.family(order.person_id).members, post.id):
        stands = row.state in (State.GOOD, State.ASKED) and row.valid_until >= today
        if stands and row.id != order.replaces_id:
            raise Refused(_l("This person has the pass %(number)s. Renew that one, or say that it "
                             "is lost.", number=row.number))  # fmt: skip


def _last_day(order: PassOrder, rule: PassRule) -> date:
    last = order.valid_from + timedelta(days=rule.valid_days - 1)
    return min(last, rule.ends_on) if rule.ends_on else last


def _written(
    order: PassOrder, rule: PassRule, post: Post, found: Screening, by: Actor
) -> BorderPass:
    year = clock.today(post.zone).year
    serial = counters.take(PassCounter, post_id=post.id, year=year)
    told = alerts.columns(found)
    return BorderPass(
        id=new_id(),
        created_at=clock.now(),
        created_by=by.officer_id,
        post_id=post.id,
        year=year,
        serial=serial,
        number=pass_number(post.code, year, serial),
        rule_id=rule.id,
        state=State.ASKED if rule.needs_two else State.GOOD,
        lives_here=order.lives_here,
        village=order.village,
        zone=order.zone or rule.zone,
        valid_from=order.valid_from,
        valid_until=order.valid_until or _last_day(order, rule),
        shown={"kind": order.shown_kind, "number": order.shown_number},
        photo=order.photo or None,
        has_photo=bool(order.photo),
        alert_result=told["alert_result"],
        alert_list_version=told["alert_list_version"] or "",
        replaces_id=order.replaces_id,
    )


def _filed(order: PassOrder, row: BorderPass, post: Post, by: Actor) -> UUID:
    """The holder's file, with the pass as one of its documents: at the desk it is known at once."""
    if order.person_id is None:
        typed = {"document_number": row.number, "expiry_date": row.valid_until.isoformat()}
        sheet = _sheet(order, post, **typed)
        name = sheets.name_in_zone(sheet, {"fields": {}})
        person, _document = filing.opened(filing.identity_columns(sheet), name, by)
        return person.id
    db.session.add(
        Document(
            person_id=order.person_id,
            kind=DOCUMENT,
            issuer=post.country,
            number=row.number,
            number_key=number_key(row.number),
            expiry_date=row.valid_until.isoformat(),
            created_by=by.officer_id,
        )
    )
    return order.person_id


def _sheet(order: PassOrder, post: Post, **more: str) -> Sheet:
    """The holder as the desk's sheet has a traveller."""
    values = dict(order.typed)
    if order.person_id is not None:
        values = of_person(db.session.get_one(Person, order.person_id))
    return sheets.typed(
        values | {"document_code": DOCUMENT, "issuing_state": post.country} | more, {}
    )


def of_person(person: Person) -> dict[str, str]:
    """The fields of a sheet that a file fills."""
    names = ("surname", "given_names", "birth_date", "nationality")
    sex = person.sex if person.sex in ("F", "M", "X") else ""
    return {name: getattr(person, name) for name in names} | {"sex": sex}


def _post(by: Actor) -> Post:
    post = db.session.get(Post, by.post_id) if by.post_id else None
    if post is None:
        raise Refused(_l("This account belongs to no post. Ask the administrator."))
    return post
