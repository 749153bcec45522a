"""Forms of officers and their accounts."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from borderpost.forms import at_most, choices
from borderpost.locale import LOCALES
from borderpost.officers.postings import PersonFacts, PostingFacts
from borderpost.officers.services import AccountFacts
from borderpost.posts import queries as posts
from borderpost.roles import LABELS, Role

_REQUIRED = DataRequired(_l("Fill this in."))


class FirstRunForm(FlaskForm):  # type: ignore[misc]
    """The first administrator of a machine."""

    code = StringField(_l("Set-up code"), [_REQUIRED])
    given_names = StringField(_l("Given names"), [Optional(), at_most(80)])
    surname = StringField(_l("Surname"), [_REQUIRED, at_most(80)])
    username = StringField(
        _l("Username"),
        [
            _REQUIRED,
            at_most(40),
            Regexp(r"^[A-Za-z0-9._-]+$", message=_l("Use letters, digits, dot, dash.")),
        ],
    )
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


class AccountForm(FlaskForm):  # type: ignore[misc]
    """An officer and what the account may do."""

    given_names = StringField(_l("Given names"), [Optional(), at_most(80)])
    surname = StringField(_l("Surname"), [_REQUIRED, at_most(80)])
    service = StringField(_l("Service"), [Optional(), at_most(80)])
    post = SelectField(_l("Posted to"), [Optional()])
    locale = SelectField(_l("Language"), choices=choices(LOCALES.items()))
    roles = SelectMultipleField(
        _l("Roles"),
        choices=choices((role.value, LABELS[role]) for role in Role),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def offer_posts(self) -> None:
        """Fill the list of posts; without one, the officer works at headquarters."""
        known = [(str(post.id), f"{post.code} · {post.name}") for post in posts.all_posts()]
        self.post.choices = choices(known, empty=_l("Headquarters"))

    def facts(self, username: str) -> AccountFacts:
        """What the services need to know."""
        return AccountFacts(
            surname=self.surname.data.strip(),
            given_names=(self.given_names.data or "").strip(),
            service=(self.service.data or "").strip(),
            username=username,
            locale=self.locale.data,
            post_id=UUID(self.post.data) if self.post.data else None,
            roles=frozenset(Role(role) for role in self.roles.data or ()),
        )


class NewAccountForm(AccountForm):
    """A new officer; the first password is told to them and changed at first use."""

    username = FirstRunForm.username
    password = PasswordField(_l("First password"), [_REQUIRED])


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


class PersonForm(FlaskForm):  # type: ignore[misc]
    """A person of a service without an account."""

    given_names = AccountForm.given_names
    surname = AccountForm.surname
    service = AccountForm.service
    post = SelectField(_l("Posted to"), [Optional()])

    offer_posts = AccountForm.offer_posts

    def person(self) -> PersonFacts:
        """What the services need to know."""
        return PersonFacts(
            surname=self.surname.data.strip(),
            given_names=(self.given_names.data or "").strip(),
            service=(self.service.data or "").strip(),
            post_id=UUID(self.post.data) if self.post.data else None,
        )


class PostingForm(FlaskForm):  # type: ignore[misc]
    """A posting that begins."""

    post = SelectField(_l("Posted to"), [Optional()])
    service = AccountForm.service
    since = DateField(_l("First day"), [_REQUIRED])
    until = DateField(_l("Last day"), [Optional()])

    offer_posts = AccountForm.offer_posts

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
