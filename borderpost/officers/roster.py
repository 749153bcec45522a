"""The importer of people of the services: what a line may say, by the rules of the forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import current_app
from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import StringField
from wtforms.validators import Optional, ValidationError

from borderpost import clock
from borderpost.audit import Actor
from borderpost.db import db
from borderpost.imports.fields import CodeField, CodeList, DayField, RowForm, is_day
from borderpost.imports.importer import Importer
from borderpost.locale import LOCALES
from borderpost.officers import Permission, enrolling, services
from borderpost.officers.enrolling import Enrolment
from borderpost.officers.forms import SEXES, FirstRunForm, PersonForm
from borderpost.officers.models import Account, Officer, folded
from borderpost.officers.postings import PersonFacts
from borderpost.officers.services import AccountFacts
from borderpost.posts import queries as posts
from borderpost.refusal import Refused
from borderpost.roles import LABELS, Role

_SEX_WORDS = CodeList(SEXES, {"h": "M", "homme": "M", "femme": "F", "ذكر": "M", "أنثى": "F"})
_ROLE_WORDS = CodeList({role.value: label for role, label in LABELS.items()})
_LANGUAGES = CodeList(LOCALES)
_USERNAME, (_required, *_USERNAME_RULES) = FirstRunForm.username.args
_APART = re.compile(r"\s*[,;|/\n]\s*")  # between two roles


@dataclass(frozen=True)
class Known:
    """Who and what is there already: looked up once for a file. Words are folded."""

    posts: Mapping[str, UUID | None]  # by code and by name; headquarters has none
    numbers: frozenset[tuple[str, str]]  # service and number
    people: Mapping[tuple[str, str], tuple[str, ...]]  # name and service: their numbers, or ''
    usernames: frozenset[str]
    today: date


class LineForm(RowForm):
    """One line of a list of people, with a posting and perhaps an account."""

    about: Known

    given_names = PersonForm.given_names
    surname = PersonForm.surname
    service_number = PersonForm.service_number
    rank = PersonForm.rank
    service = PersonForm.service
    sex = CodeField(_l("Sex"), [Optional()], codes=_SEX_WORDS)
    post = StringField(_l("Posted to"), [Optional()])
    since = DayField(_l("First day"), [Optional(), is_day])
    until = DayField(_l("Last day"), [Optional(), is_day])
    username = StringField(_USERNAME, [Optional(), *_USERNAME_RULES])
    roles = StringField(_l("Roles"))
    locale = CodeField(_l("Language"), [Optional()], codes=_LANGUAGES)

    def validate_surname(self, field: StringField) -> None:
        """Without numbers nobody can tell two of one name apart."""
        held = self.about.people.get((self._name(), folded(_plain(self.service.data))), ())
        if held and ("" in held or not _plain(self.service_number.data)):
            raise ValidationError(
                _l(
                    "A person of this name and service is there already. Give both their service "
                    "numbers if they are two."
                )
            )

    def validate_service_number(self, field: StringField) -> None:
        """Who is there already is changed on the officer's own page."""
        if (folded(_plain(self.service.data)), folded(_plain(field.data))) in self.about.numbers:
            raise ValidationError(
                _l("An officer with this service number is there already. Take this row out.")
            )

    def validate_post(self, field: StringField) -> None:
        """A post by its code or name, or headquarters."""
        if folded(_plain(field.data)) not in self.about.posts:
            raise ValidationError(
                _l("%(value)s is no post of this machine. Write its code.", value=field.data[:40])
            )

    def validate_until(self, field: DayField) -> None:
        """Both days are included."""
        if field.data < (self.since.data or self.about.today.isoformat()):
            raise ValidationError(_l("The last day lies before the first one."))

    def validate_username(self, field: StringField) -> None:
        """A username is one person's."""
        if _plain(field.data).lower() in self.about.usernames:
            raise ValidationError(_l("This username is taken. Choose another one."))

    def validate_roles(self, field: StringField) -> None:
        """An account has roles that go together; without an account there are none."""
        if bool(_plain(field.data)) and not _plain(self.username.data):
            raise ValidationError(_l("Roles need a username. Write one, or leave both empty."))
        for word in _words(field.data):
            if word.casefold() not in _ROLE_WORDS.by_word:
                raise ValidationError(_l("%(value)s is not on the list.", value=word[:40]))
        try:
            if _plain(self.username.data):
                services.check_roles(self.granted())
        except Refused as refusal:
            raise ValidationError(refusal.sentence) from refusal

    def granted(self) -> frozenset[Role]:
        """The roles that the line names."""
        return frozenset(
            Role(_ROLE_WORDS.by_word[word.casefold()]) for word in _words(self.roles.data)
        )

    def enrolment(self) -> Enrolment:
        """What the services need to know."""
        names = ("surname", "given_names", "service", "service_number", "rank")
        person = PersonFacts(
            **{name: _plain(self[name].data) for name in names},
            post_id=self.about.posts[folded(_plain(self.post.data))],
            sex=self.sex.data or "",
        )
        since = date.fromisoformat(self.since.data) if self.since.data else self.about.today
        until = date.fromisoformat(self.until.data) if self.until.data else None
        username = _plain(self.username.data)
        if not username:
            return Enrolment(person, since, until)
        locale = self.locale.data or str(current_app.config["DEFAULT_LOCALE"])
        account = AccountFacts(
            **vars(person), username=username, locale=locale, roles=self.granted()
        )
        return Enrolment(account, since, until)

    def _name(self) -> str:
        return folded(f"{_plain(self.given_names.data)} {_plain(self.surname.data)}")


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _words(text: str | None) -> list[str]:
    return [word for word in _APART.split((text or "").strip()) if word]


def _known(_by: Actor) -> Known:
    people: dict[tuple[str, str], tuple[str, ...]] = {}
    wanted = select(Officer.given_names, Officer.surname, Officer.service, Officer.service_number)
    for given, surname, service, number in db.session.execute(wanted):
        key = folded(f"{given} {surname}"), folded(service)
        people[key] = (*people.get(key, ()), number)
    held = select(Officer.service, Officer.service_number).where(Officer.service_number != "")
    numbers = {(folded(one), folded(number)) for one, number in db.session.execute(held)}
    return Known(
        posts=_posts(),
        numbers=frozenset(numbers),
        people=people,
        usernames=frozenset(db.session.scalars(select(Account.username))),
        today=clock.today(),
    )


def _posts() -> dict[str, UUID | None]:
    known: dict[str, UUID | None] = {"": None, "hq": None}
    for locale in LOCALES:
        with force_locale(locale):
            known[folded(gettext("Headquarters"))] = None
    for post in posts.all_posts():
        known |= {folded(post.name): post.id, folded(post.code): post.id}
    return known


def _write(forms: Sequence[LineForm], by: Actor) -> Sequence[Officer]:
    return enrolling.enrol([form.enrolment() for form in forms], by=by)


def _same(form: LineForm) -> dict[str, object]:
    service, number = folded(_plain(form.service.data)), folded(_plain(form.service_number.data))
    username = _plain(form.username.data).lower()
    return {
        "service_number": (service, number) if number else None,
        "surname": None if number else (form._name(), service),
        "username": username or None,
    }


IMPORTER = Importer(
    name="officers",
    label=_l("People of the services"),
    advice=_l("Officers with their postings, and accounts for those who sign in."),
    permission=Permission.WRITE,
    form=LineForm,
    example={
        "given_names": "Awa",
        "surname": "Specimen",
        "service_number": "PF-1042",
        "rank": "Sergent",
        "service": "Police des frontières",
        "sex": "F",
        "post": "",
        "since": "2026-01-01",
        "username": "awa.specimen",
        "roles": "officer, second_line_officer",
        "locale": "fr",
    },
    write=_write,
    undo=enrolling.strike,
    prepare=_known,
    same=_same,
    next_step=("start_passwords.show", _l("Start passwords")),
    aliases={
        "given_names": ("prénom", "prénoms", "first name"),
        "surname": ("nom", "name", "noms"),
        "service_number": ("matricule", "n° matricule", "number", "الرقم"),
        "rank": ("grade", "الرتبة"),
        "service": ("corps", "agency"),
        "sex": ("sexe", "genre", "gender"),
        "post": ("poste", "affectation", "post"),
        "since": ("depuis", "du", "from", "date d'affectation"),
        "until": ("jusqu'au", "au", "to"),
        "username": ("identifiant", "login", "compte"),
        "roles": ("rôle", "rôles", "role"),
        "locale": ("langue",),
    },
)
