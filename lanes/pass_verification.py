"""What ``flask verify`` asks of passes: numbers that are their serials', days within the rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from borderpost.db import db
from borderpost.posts.models import Post
from lanes.models import BorderPass, PassRule
from lanes.pass_codes import pass_number


def faults() -> Iterator[str]:
    """One sentence for each thing that cannot be."""
    wanted = (
        select(BorderPass, PassRule.valid_days, Post.code)
        .join(PassRule, PassRule.id == BorderPass.rule_id)
        .join(Post, Post.id == BorderPass.post_id)
        .execution_options(yield_per=500)
    )
    for row, valid_days, code in db.session.execute(wanted):
        if row.number != pass_number(code, row.year, row.serial):
            yield f"pass {row.number}: its number is not the one of its serial"
        if row.valid_until > row.valid_from + timedelta(days=valid_days - 1):
            yield f"pass {row.number}: it is valid for longer than its rule allows"
