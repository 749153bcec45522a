"""People of the services, their accounts, roles and sign-ins."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from borderpost.features import Feature, Keep, NavItem
from borderpost.roles import Role


class Permission(StrEnum):
    """What may be done with accounts."""

    READ = "officers:account:read"
    WRITE = "officers:account:write"
    SIGN_IN_READ = "officers:sign_in:read"
    SIGN_IN_END = "officers:sign_in:end"


class Act(StrEnum):
    """What the audit log says of accounts."""

    FIRST_ADMINISTRATOR = "officers:account:first"
    ACCOUNT_CREATED = "officers:account:create"
    ACCOUNT_CHANGED = "officers:account:change"
    ACCOUNT_CLOSED = "officers:account:close"
    ACCOUNT_REOPENED = "officers:account:reopen"
    PASSWORD_RESET = "officers:password:reset"  # noqa: S105 - the name of an act
    PASSWORD_CHANGED = "officers:password:change"  # noqa: S105
    PERSON_CREATED = "officers:person:create"
    PERSON_CHANGED = "officers:person:change"
    PERSON_REMOVED = "officers:person:remove"
    POSTING_BEGUN = "officers:posting:begin"
    POSTING_ENDED = "officers:posting:end"
    SIGNED_IN = "officers:sign_in:start"
    SIGN_IN_FAILED = "officers:sign_in:fail"
    SIGN_IN_DELAYED = "officers:sign_in:delay"
    SECOND_FACTOR_SET = "officers:second_factor:set"
    SECOND_FACTOR_GIVEN = "officers:second_factor:give"
    SECOND_FACTOR_FAILED = "officers:second_factor:fail"
    RECOVERY_CODE_USED = "officers:recovery_code:use"
    RECOVERY_CODES_MADE = "officers:recovery_code:make"
    SECOND_FACTOR_RESET = "officers:second_factor:reset"
    LOCKED = "officers:sign_in:lock"
    UNLOCKED = "officers:sign_in:unlock"
    SIGNATURE_FAILED = "officers:signature:fail"
    UNLOCK_FAILED = "officers:sign_in:unlock_fail"
    PIN_SET = "officers:pin:set"
    SIGNED_OUT = "officers:sign_in:leave"
    SIGN_IN_ENDED = "officers:sign_in:end"


FEATURE = Feature(
    name="officers",
    label=_l("Officers"),
    blueprints=(
        "borderpost.officers.views:bp",
        "borderpost.officers.posting_views:bp",
        "borderpost.officers.start_password_views:bp",
        "borderpost.officers.sign_in_views:bp",
        "borderpost.officers.second_factor_views:bp",
        "borderpost.officers.lock_views:bp",
        "borderpost.officers.own_account_views:bp",
    ),
    models="borderpost.officers.models",
    permissions=Permission,
    grants={Role.ADMINISTRATOR: frozenset(Permission)},
    navigation=(
        NavItem(_l("Officers"), "officers.index", "users", order=70),
        NavItem(_l("Sign-ins"), "officers.sign_ins", "key", order=75),
    ),
    home=("borderpost.officers.cards:accounts", "borderpost.officers.cards:sign_ins"),
    imports=("borderpost.officers.roster:IMPORTER",),
    demo="borderpost.officers.demo:fill",
    keeps=(
        Keep("ended sign-ins", lambda: 30, "borderpost.officers.sign_in:purge"),
        Keep("failed sign-ins", lambda: 1, "borderpost.officers.back_off:purge"),
        Keep("form keys", lambda: 30, "borderpost.submission:purge"),
    ),
)
