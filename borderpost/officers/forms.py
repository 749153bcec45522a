"""Forms of officers and their accounts."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Form, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from borderpost.forms import at_most, choices, ticked
from borderpost.locale import LOCALES
from borderpost.officers import queries
from borderpost.officers.postings import PersonFacts, PostingFacts
from borderpost.officers.services import AccountFacts, LoginFacts
from borderpost.posts import queries as posts
from borderpost.roles import LABELS, Role

_REQUIRED = DataRequired(_l("Fill this in."))
SEXES = {"F": _l("Female"), "M": _l("Male"), "X": _l("Unspecified (X)")}
ACCOUNT_STATES = {
    "open": _l("Open account"),
    "closed": _l("Closed account"),
    "none": _l("No account"),
}


def _username() -> StringField:
    letters = Regexp(r"^[A-Za-z0-9._-]+$", message=_l("Use letters, digits, dot, dash."))
    return StringField(_l("Username"), [_REQUIRED, at_most(40), letters])


def _locale() -> SelectField:
    return SelectField(_l("Language"), choices=choices(LOCALES.items()))


def _roles() -> SelectMultipleField:
    return SelectMultipleField(
        _l("Roles"),
        [ticked(_l("Choose at least one role."))],
        choices=choices((role.value, LABELS[role]) for role in Role),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class FirstRunForm(FlaskForm):  # type: ignore[misc]
    """The first administrator of a machine."""

    code = StringField(_l("Set-up code"), [_REQUIRED])
    given_names = StringField(_l("Given names"), [Optional(), at_most(80)])
    surname = StringField(_l("Surname"), [_REQUIRED, at_most(80)])
    username = _username()
    password = PasswordField(_l("Password"), [_REQUIRED])
    again = PasswordField(_l("Password again"), [_REQUIRED])

    def facts(self, locale: str) -> AccountFacts:
        """What the services need to know."""
        return AccountFacts(
            surname=self.surname.data.strip(),
            given_names=(self.given_names.data or "").strip(),
            service="",
            username=self.username.data,
            locale=locale,
            roles=frozenset({Role.ADMINISTRATOR}),
        )


class PersonForm(FlaskForm):  # type: ignore[misc]
    """A person of a service."""

    given_names = StringField(_l("Given names"), [Optional(), at_most(80)])
    surname = StringField(_l("Surname"), [_REQUIRED, at_most(80)])
    service_number = StringField(_l("Service number"), [Optional(), at_most(30)])
    rank = StringField(_l("Rank"), [Optional(), at_most(60)])
    sex = SelectField(_l("Sex"), [Optional()], choices=choices(SEXES.items(), empty=""))
    service = StringField(_l("Service"), [Optional(), at_most(80)])
    post = SelectField(_l("Posted to"), [Optional()])

    def offer_posts(self) -> None:
        """Fill the list of posts; without one, the officer works at headquarters."""
        self.post.choices = choices(_known_posts(), empty=_l("Headquarters"))

    def person(self) -> PersonFacts:
        """What the services need to know."""
        return PersonFacts(
            surname=self.surname.data.strip(),
            given_names=(self.given_names.data or "").strip(),
            service=(self.service.data or "").strip(),
            post_id=UUID(self.post.data) if self.post.data else None,
            service_number=(self.service_number.data or "").strip(),
            rank=(self.rank.data or "").strip(),
            sex=self.sex.data or "",
        )


class AccountForm(PersonForm):
    """An officer and what the account may do."""

    locale = _locale()
    roles = _roles()

    def facts(self, username: str) -> AccountFacts:
        """What the services need to know."""
        return AccountFacts(
            **vars(self.person()),
            username=username,
            locale=self.locale.data,
            roles=frozenset(Role(role) for role in self.roles.data or ()),
        )


class NewAccountForm(AccountForm):
    """A new officer; the first password is told to them and changed at first use."""

    username = _username()
    password = PasswordField(_l("First password"), [_REQUIRED])
    roles = _roles()


class GiveAccountForm(FlaskForm):  # type: ignore[misc]
    """An account for a person who had none."""

    username = _username()
    password = PasswordField(_l("First password"), [_REQUIRED])
    locale = _locale()
    roles = _roles()

    def login(self) -> LoginFacts:
        """What the services need to know."""
        return LoginFacts(
            username=self.username.data,
            locale=self.locale.data,
            roles=frozenset(Role(role) for role in self.roles.data or ()),
        )


class FilterForm(Form):  # type: ignore[misc]
    """What the list of officers is searched for; it stands in the address."""

    q = StringField(_l("Name, service number or username"))
    account = SelectField(
        _l("Account"), choices=choices(ACCOUNT_STATES.items(), empty=_l("Everybody"))
    )
    role = SelectField(
        _l("Role"),
        choices=choices(((role.value, LABELS[role]) for role in Role), empty=_l("All roles")),
    )
    post = SelectField(_l("Posted to"))
    service = SelectField(_l("Service"))

    def offer(self) -> None:
        """Fill the lists of posts and services; a service of a saved view may be gone."""
        posted = [(queries.HEADQUARTERS, _l("Headquarters")), *_known_posts()]
        self.post.choices = choices(posted, empty=_l("Everywhere"))
        known = sorted({*queries.services(), self.service.data or ""} - {""})
        self.service.choices = choices(zip(known, known, strict=True), empty=_l("All services"))

    def wanted(self) -> queries.Wanted:
        """What the queries need to know."""
        return queries.Wanted(
            words=(self.q.data or "").strip(),
            account=self.account.data or "",
            role=self.role.data or "",
            post=self.post.data or "",
            service=self.service.data or "",
        )


def _known_posts() -> list[tuple[str, str]]:
    return [(str(post.id), f"{post.code} · {post.name}") for post in posts.all_posts()]


class ResetPasswordForm(FlaskForm):  # type: ignore[misc]
    """A new first password."""

    password = PasswordField(_l("First password"), [_REQUIRED])


class OwnPasswordForm(FlaskForm):  # type: ignore[misc]
    """One's own password."""

    old = PasswordField(_l("Present password"), [_REQUIRED])
    password = PasswordField(_l("New password"), [_REQUIRED])
    again = PasswordField(_l("New password again"), [_REQUIRED])


class CodeForm(FlaskForm):  # type: ignore[misc]
    """A code of the authenticator."""

    code = StringField(_l("Code"), [_REQUIRED, at_most(40)])


class PinForm(FlaskForm):  # type: ignore[misc]
    """The PIN that opens the lock."""

    pin = PasswordField(_l("New PIN"), [_REQUIRED])
    again = PasswordField(_l("New PIN again"), [_REQUIRED])
    password = PasswordField(_l("Present password"), [_REQUIRED])


class PostingForm(FlaskForm):  # type: ignore[misc]
    """A posting that begins."""

    post = SelectField(_l("Posted to"), [Optional()])
    service = PersonForm.service
    since = DateField(_l("First day"), [_REQUIRED])
    until = DateField(_l("Last day"), [Optional()])

    offer_posts = PersonForm.offer_posts

    def posting(self) -> PostingFacts:
        """What the services need to know."""
        return PostingFacts(
            post_id=UUID(self.post.data) if self.post.data else None,
            service=(self.service.data or "").strip(),
            since=self.since.data,
            until=self.until.data,
        )


class EndPostingForm(FlaskForm):  # type: ignore[misc]
    """The last day of a posting."""

    until = DateField(_l("Last day"), [_REQUIRED], id="end-until")
