"""Officers and sign-ins as lists: what a row shows and what a file holds."""

from __future__ import annotations

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import select

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.officers.models import Account, Officer, SignIn
from borderpost.posts.models import Post
from borderpost.roles import LABELS


def _roles(row: Officer) -> Markup:
    held = sorted(row.account.roles) if row.account else []
    return Markup("").join(cells.tag(LABELS[role]) for role in held)


def _state(row: Officer) -> str | Markup:
    if row.account is None:
        return _("None")
    return cells.tag(_("Closed"), "check-look") if row.account.closed_at else _("Open")


OFFICERS: Listed[Officer] = Listed(
    "officers.index",
    (
        Column(
            "name",
            lambda row: row.name,
            _l("Name"),
            lambda row: cells.link(
                url_for("officers.edit", officer_id=row.id), cells.name(row.name)
            ),
            [Officer.surname, Officer.given_names],
            in_file=False,
        ),
        Column("surname", lambda row: row.surname),
        Column("given_names", lambda row: row.given_names),
        Column(
            "service_number",
            lambda row: row.service_number,
            _l("Service number"),
            lambda row: row.service_number and cells.latin(row.service_number),
            [Officer.service_number],
        ),
        Column("rank", lambda row: row.rank),
        Column("sex", lambda row: row.sex),
        Column("service", lambda row: row.service, _l("Service"), order=[Officer.service]),
        Column(
            "username",
            lambda row: row.account.username if row.account else "",
            _l("Username"),
            lambda row: row.account and cells.latin(row.account.username),
            [Account.username],
        ),
        Column(
            "post",
            lambda row: row.post.code if row.post else "",
            _l("Posted to"),
            lambda row: row.post.name if row.post else _("Headquarters"),
            [select(Post.name).where(Post.id == Officer.post_id).scalar_subquery()],
        ),
        Column(
            "roles",
            lambda row: " ".join(sorted(row.account.roles)) if row.account else "",
            _l("Roles"),
            _roles,
        ),
        Column(
            "account",
            lambda row: ("closed" if row.account.closed_at else "open") if row.account else "none",
            _l("Account"),
            _state,
        ),
    ),
    tie=(Officer.id,),
    usual="name",
)


_AGENTS = (  # the first mark that is found tells: Edge and Opera also call themselves Chrome
    (
        ("Firefox/", "Firefox"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Chrom", "Chrome"),
        ("Safari/", "Safari"),
    ),
    (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ),
)


def _who(row: SignIn) -> Markup:
    told = cells.name(row.account.officer.name)
    here = row.id == current_user.sign_in_id
    return told + " " + cells.tag(_("this one")) if here else told


def _browser(agent: str) -> str:
    """What an officer recognises of a browser's long name, such as ``Firefox, Android``."""
    known = [next((word for mark, word in table if mark in agent), "") for table in _AGENTS]
    return ", ".join(word for word in known if word) or agent[:40]


def _end(row: SignIn) -> Markup:
    return Markup(render_template("officers/_end_sign_in.html", row=row))  # noqa: S704 - our own


SIGN_INS: Listed[SignIn] = Listed(
    "officers.sign_ins",
    (
        Column("officer", lambda row: row.account.officer.name, _l("Officer"), _who),
        Column("username", lambda row: row.account.username),
        Column(
            "since_utc",
            lambda row: row.created_at,
            _l("Since"),
            lambda row: cells.instant(row.created_at),
            [SignIn.created_at],
        ),
        Column(
            "last_used_utc",
            lambda row: row.seen_at,
            _l("Last used"),
            lambda row: cells.instant(row.seen_at),
            [SignIn.seen_at],
        ),
        Column(
            "browser",
            lambda row: row.agent,
            _l("Browser"),
            lambda row: cells.latin(_browser(row.agent)),
        ),
        Column("end", lambda row: "", _l("Actions"), _end, in_file=False),
    ),
    tie=(SignIn.id,),
    usual="-last_used_utc",
)
