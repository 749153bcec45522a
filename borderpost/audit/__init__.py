"""The audit log: every act leaves one line that cannot be quietly edited."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.audit.attempts import attempts_watched
from borderpost.audit.chain import Actor, Verification, anchor_anew, record, verify
from borderpost.features import Feature, NavItem
from borderpost.roles import Role

__all__ = [
    "FEATURE", "Actor", "Permission", "Verification", "anchor_anew", "attempts_watched", "record",
    "verify",
]  # fmt: skip


class Permission(StrEnum):
    """What may be done with the log: reading it, and nothing else."""

    READ = "audit:line:read"


FEATURE = Feature(
    name="audit",
    label=_l("Audit"),
    blueprints=("borderpost.audit.views:bp",),
    models="borderpost.audit.models",
    permissions=Permission,
    grants={
        Role.AUDITOR: frozenset({Permission.READ}),
        Role.SUPERVISOR: frozenset({Permission.READ}),
    },
    navigation=(NavItem(_l("Audit"), "audit.index", "history", order=90),),
    home=("borderpost.audit.cards:lines",),
    verifications=("borderpost.audit.chain:faults",),
)
