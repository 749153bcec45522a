"""``flask crossings ...``: what the rules say, the rule book, and questions about stays."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn

import click
from flask import Blueprint, current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from borderpost import clock, db, locale
from borderpost.posts import queries as posts
from crossings import codes, rule_words, stay_lines
from crossings.queries import rules as reading
from crossings.rules.book import Category
from crossings.rules.case import Case, categories_of
from crossings.rules.explaining import Explanation, explain
from crossings.rules.supporting import SupportingDocument, SupportingKind
from crossings.services import rule_book, staying
from docreader.states import STATES

bp = Blueprint("crossings", __name__, cli_group="crossings")
_WAYS = {"entry": "E", "exit": "X"}
_CATEGORIES = [one.value for one in Category]


@bp.cli.command("explain")
@click.option("--nationality", required=True, help="three letters, such as MRT")
@click.option("--document", required=True, help="kind of document, such as P, I or ETC")
@click.option("--direction", required=True, type=click.Choice(list(_WAYS)))
@click.option("--date", "day", help="YYYY-MM-DD; today when left out")
@click.option("--purpose", default="", help="code of the purpose, such as TRD")
@click.option("--country", help="whose post, three letters; this machine's when left out")
@click.option("--category", "categories", multiple=True, type=click.Choice(_CATEGORIES))
@click.option("--visa", help="last day of a visa of that country, YYYY-MM-DD")
@click.option("--permit", help="last day of a residence permit of that country, YYYY-MM-DD")
@click.option("--language", type=click.Choice(list(locale.LOCALES)), help="of the sentences")
@click.option("--json", "as_json", is_flag=True, help="one object for programs")
@with_appcontext
def explain_case(as_json: bool, language: str | None, **told: Any) -> None:
    """Say what the rules say of a traveller, with the source; exit 2 for what makes no sense."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    case = _case(**told)
    book = reading.book()
    found = explain(case, book.rules, book.groups)
    with force_locale(language or current_app.config["DEFAULT_LOCALE"]):
        lines = [json.dumps(plain(found), ensure_ascii=False)] if as_json else _lines(found)
    click.echo("\n".join(lines))


@bp.cli.command("load-rules")
@with_appcontext
def load_rules() -> None:
    """Write the rule book that comes with the program, unless this instance has one."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    click.echo(f"{rule_book.load()} rules and groups are in the book.")


@bp.cli.command("stay")
@click.option("--json", "as_json", is_flag=True, help="answer in JSON, one line each")
@click.argument("lines", type=click.File(encoding="utf-8"), default="-")
def stay(lines: Iterable[str], as_json: bool) -> None:
    """Answer questions about stays, a JSON object a line, from LINES or the standard input.

    Says days used and left, the last lawful day and the days beyond. Exit 1 when a line could
    not be read.
    """
    faults = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = stay_lines.answer(line, number)
        faults += "error" in found
        click.echo(json.dumps(found, ensure_ascii=False) if as_json else _in_words(found))
    sys.exit(1 if faults else 0)


@bp.cli.command("rebuild-stays")
def rebuild_stays() -> None:
    """Work out every stay again from the crossings, and say how many were not as they should
    be: after a program of before wrote crossings, or when verify asks for it."""
    db.migrate_if_new(current_app)  # type: ignore[arg-type]
    click.echo(f"{staying.rebuild()} stays put right")


def plain(told: Explanation) -> dict[str, Any]:
    """What programs are told of an explanation."""
    rule, last = told.rule, told.last_lawful_day
    return {
        "requirement": str(told.requirement) if told.requirement else None,
        "admissible": told.admissible,
        "max_days": told.max_days,
        "last_lawful_day": last.isoformat() if last else None,
        "rule": rule.code if rule else None,
        "version": rule.version if rule else None,
        "citation": rule.citation if rule else None,
        "sentence": rule_words.sentence(told),
        "verified": rule.verified if rule else False,
    }


def _lines(told: Explanation) -> list[str]:
    lines = [rule_words.sentence(told)]
    if told.rule:
        lines += [rule_words.note(told.rule), rule_words.source(told.rule)]
    lines += [f"- {rule_words.title(one)}: {rule_words.note(one)}" for one in told.beside]
    lines += [f"- {line}" for line in rule_words.unchecked(told)]
    return [line for line in [*lines, *(f"- {rule_words.reason(n)}" for n in told.near)] if line]


def _case(
    nationality: str,
    document: str,
    direction: str,
    day: str | None,
    purpose: str,
    country: str | None,
    categories: tuple[str, ...],
    visa: str | None,
    permit: str | None,
) -> Case:
    if document.upper() != "NONE" and codes.kind_of(document.upper()) not in codes.DOCUMENTS:
        _refuse(f"No document {document!r}: take one of {', '.join(codes.DOCUMENTS)}, or NONE.")
    if purpose and purpose.upper() not in codes.PURPOSES:
        _refuse(f"No purpose {purpose!r}: take one of {', '.join(codes.PURPOSES)}.")
    code = document.upper()
    where = _state(country, "country") if country else _own_country()
    return Case(
        nationality=_state(nationality, "nationality"),
        document=code if code == "NONE" else codes.kind_of(code),
        direction=_WAYS[direction],
        day=_day(day),
        country=where,
        purpose=purpose.upper(),
        categories=frozenset(map(str, categories)) | categories_of(nationality.upper(), code),
        supporting=tuple(
            SupportingDocument(kind, where, until=_day(until, kind).isoformat())
            for kind, until in ((SupportingKind.VISA, visa), (SupportingKind.PERMIT, permit))
            if until
        ),
    )


def _state(told: str, name: str) -> str:
    code = told.strip().upper()
    if code not in STATES:
        _refuse(f"No state {told!r}: --{name} takes three letters of ICAO 9303-3, such as MRT.")
    return code


def _own_country() -> str:
    post = posts.this_post()
    return post.country if post else str(current_app.config["RULES_COUNTRY"])


def _day(told: str | None, option: str = "date") -> date:
    if told is None:
        post = posts.this_post()
        return clock.today(post.zone if post else "UTC")
    try:
        return date.fromisoformat(told)
    except ValueError:
        _refuse(f"No day {told!r}: --{option} takes YYYY-MM-DD, such as 2025-01-10.")


def _refuse(sentence: str) -> NoReturn:
    raise click.UsageError(sentence)


def _in_words(found: dict[str, object]) -> str:
    return ", ".join(f"{name} {'-' if value is None else value}" for name, value in found.items())
