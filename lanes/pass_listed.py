"""Passes, refused scans and who is not seen back, as lists: what a row shows, what a file holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import g, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from borderpost import cells
from borderpost.listing import Column, Listed
from borderpost.locale import day, state_name
from borderpost.officers import queries as officers
from borderpost.posts import queries as posts
from crossings.models import Person
from lanes import pass_words
from lanes.models import BorderPass, PassRule, PassUse


def today() -> date:
    """The day at this machine's post, which is asked for once a page."""
    if "pass_day" not in g:
        g.pass_day = posts.today(None)
    found: date = g.pass_day
    return found


def _number(row: BorderPass) -> Markup:
    return cells.link(url_for("passes.show", pass_id=row.id), cells.latin(row.number))


def _state(row: BorderPass) -> Markup:
    found = pass_words.state_of(row, today())
    return cells.tag(pass_words.STATES[found], pass_words.TONES.get(found, ""))


PASSES: Listed[BorderPass] = Listed(
    "passes.index",
    (
        Column("number", lambda row: row.number, _l("Number"), _number, [BorderPass.number]),
        Column("name", lambda row: row.name, _l("Name"), lambda row: cells.name(row.name),
               [Person.name_key]),
        Column("state", lambda row: pass_words.state_of(row, today()), _l("State"), _state,
               [BorderPass.state, BorderPass.valid_until]),
        Column("nationality", lambda row: row.person.nationality, _l("Nationality"),
               lambda row: state_name(row.person.nationality), [Person.nationality]),
        Column("village", lambda row: row.village, _l("Village"),
               lambda row: cells.name(row.village), [BorderPass.village]),
        Column("side", pass_words.side_of, _l("Lives on"),
               lambda row: pass_words.SIDES[pass_words.side_of(row)], [BorderPass.lives_here]),
        Column("valid_from", lambda row: row.valid_from, _l("Valid from"),
               lambda row: day(row.valid_from), [BorderPass.valid_from]),
        Column("valid_until", lambda row: row.valid_until, _l("Valid until"),
               lambda row: day(row.valid_until), [BorderPass.valid_until]),
        Column("rule", lambda row: row.rule.code),
        Column("zone", lambda row: row.zone),
        Column("printed_at_utc", lambda row: row.printed_at),
        Column("ended_at_utc", lambda row: row.ended_at),
    ),
    tie=(BorderPass.id,),
)  # fmt: skip


def _shown_pass(row: PassUse) -> Markup | str:
    if row.border_pass is None:
        return cells.latin(row.claimed)
    return _number(row.border_pass)


def name_officers(rows: Sequence[PassUse]) -> None:
    """Look up once who scanned what these rows tell of."""
    g.pass_officers = officers.names({row.created_by for row in rows if row.created_by})


def _officer(row: PassUse) -> str:
    known: dict[UUID, str] = g.get("pass_officers", {})
    return known.get(row.created_by, "") if row.created_by else ""


SCANS: Listed[PassUse] = Listed(
    "passes.scans",
    (
        Column("at_utc", lambda row: row.created_at, _l("Time"),
               lambda row: cells.instant(row.created_at), [PassUse.created_at]),
        Column("number", lambda row: row.claimed, _l("Number that it named"), _shown_pass,
               [PassUse.claimed]),
        Column("why", lambda row: row.outcome, _l("Why it was refused"),
               lambda row: pass_words.OUTCOMES[row.outcome], [PassUse.outcome]),
        Column("officer", _officer, _l("Officer")),
    ),
    tie=(PassUse.id,),
)  # fmt: skip


def _rule_state(row: PassRule) -> Markup:
    if row.ends_on and row.ends_on < today():
        return cells.tag(_l("Rule ended"), "")
    if row.starts_on > today():
        return cells.tag(_l("Not in force yet"), "check-look")
    return cells.tag(_l("Rule in force"), "check-ok")


def _rule_code(row: PassRule) -> Markup:
    return cells.link(url_for("pass_rules.show", pass_rule_id=row.id), cells.latin(row.code))


RULES: Listed[PassRule] = Listed(
    "pass_rules.index",
    (
        Column("code", lambda row: row.code, _l("Code"), _rule_code, [PassRule.code]),
        Column("label", lambda row: row.label, _l("What it says"),
               lambda row: cells.name(row.label), [PassRule.label]),
        Column("state", lambda row: "", _l("State"), _rule_state, in_file=False),
        Column("is_verified", lambda row: row.is_verified, _l("Text"),
               lambda row: cells.tag(_l("Verified"), "check-ok") if row.is_verified
               else cells.tag(_l("Not verified"), "check-look"), [PassRule.is_verified]),
        Column("valid_days", lambda row: row.valid_days, _l("Days valid"), None,
               [PassRule.valid_days]),
        Column("most_days", lambda row: row.most_days, _l("Days away"), None,
               [PassRule.most_days]),
        Column("starts_on", lambda row: row.starts_on, _l("First day"),
               lambda row: day(row.starts_on), [PassRule.starts_on]),
        Column("ends_on", lambda row: row.ends_on, _l("Last day"), lambda row: day(row.ends_on),
               [PassRule.ends_on]),
        Column("directions", lambda row: row.directions),
        Column("nationalities", lambda row: row.nationalities),
        Column("zone", lambda row: row.zone),
        Column("youngest", lambda row: row.youngest),
        Column("needs_two", lambda row: row.needs_two),
        Column("basis", lambda row: row.basis),
    ),
    tie=(PassRule.id,),
)  # fmt: skip
