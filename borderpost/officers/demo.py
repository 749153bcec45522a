"""The invented officers of the demonstration, one for each role of the desk."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from borderpost import audit
from borderpost.db import db, transaction
from borderpost.officers import Act, postings, queries, services
from borderpost.officers.models import Officer
from borderpost.officers.postings import PersonFacts
from borderpost.officers.services import AccountFacts
from borderpost.posts import queries as posts
from borderpost.roles import Role

PASSWORD = "demo gogui 2026"  # noqa: S105 - told to whoever starts the demonstration
CAST = (
    ("admin", "Sékou", "Demba", "fr", (Role.ADMINISTRATOR,)),
    ("awa", "Awa", "Fofana", "fr", (Role.OFFICER,)),
    ("cheikh", "Cheikh", "Ould Sidi", "ar", (Role.OFFICER,)),
    ("grace", "Grace", "Mensah", "en", (Role.OFFICER, Role.SECOND_LINE)),
    ("chef", "Mariam", "Keïta", "fr", (Role.SUPERVISOR,)),
    ("protection", "Fatoumata", "Konaté", "fr", (Role.PROTECTION,)),
    ("audit", "Ibrahima", "Sow", "fr", (Role.AUDITOR,)),
    ("magasin", "Modibo", "Traoré", "fr", (Role.STOREKEEPER, Role.WORKS_MANAGER)),
    ("analyste", "Rokia", "Cissé", "fr", (Role.ANALYST,)),
    ("veille", "Nènè", "Boré", "fr", (Role.WATCHLIST_MANAGER,)),
    ("controle", "Salif", "Témé", "fr", (Role.WATCHLIST_MANAGER,)),
    ("formation", "Aminata", "Diarra", "fr", (Role.TRAINER,)),
    ("caisse", "Oumou", "Dembélé", "fr", (Role.CASHIER,)),
    ("guichet", "Kadiatou", "Sangaré", "fr", (Role.OFFICER, Role.CASHIER)),  # at one desk alone
)


COLLEAGUES = 33  # people of both posts without an account
_SURNAMES = "Samassa Tigana Wagué Soukouna Kanouté Bathily Marega Dicko Sacko Doucara".split()
_GIVEN = "Lassana Nana Boubou Coumba Harouna Sira Yaya Assa Demba Ramata Issa".split()
_WOMEN = frozenset(
    "Awa Grace Mariam Fatoumata Rokia Nènè Aminata Oumou Kadiatou Nana Coumba Sira Assa "
    "Ramata".split()
)
_SERVICES = ("Police des frontières", "Douane", "Gendarmerie", "Santé aux frontières")


def fill(say: Callable[[str], object]) -> None:
    """Make the accounts that are missing, and tell them all."""
    post = posts.this_post()
    say(f"Accounts, all with the password «{PASSWORD}»:")
    for username, given, surname, locale, roles in CAST:
        if queries.account_named(username) is None:
            facts = AccountFacts(
                surname=surname,
                given_names=given,
                service="Police des frontières",
                username=username,
                locale=locale,
                post_id=post.id if post and Role.ADMINISTRATOR not in roles else None,
                roles=frozenset(roles),
                sex=_sex(given),
            )
            services.create_account(facts, PASSWORD, by=None, must_change=False)
        say(f"  {username:<10} {', '.join(role.value for role in roles)} ({locale})")
    _fill_colleagues()


def _fill_colleagues() -> None:
    """The others of both posts, by turns; made once, before anybody was added by hand."""
    places = posts.all_posts()
    if not places or db.session.scalar(select(func.count()).select_from(Officer)) != len(CAST):
        return
    ids = [post.id for post in places]
    with transaction() as session:
        for number in range(COLLEAGUES):
            service = _SERVICES[number % len(_SERVICES)]
            facts = PersonFacts(
                surname=_SURNAMES[number % len(_SURNAMES)],
                given_names=_GIVEN[number % len(_GIVEN)],
                service=service,
                post_id=ids[number % len(ids)],
                service_number=f"{service[0]}-{2100 + 37 * number}",
                sex=_sex(_GIVEN[number % len(_GIVEN)]),
            )
            officer = postings.add_person(session, facts, None)
            audit.record(Act.PERSON_CREATED, officer, by=None)


def _sex(given_names: str) -> str:
    return "F" if given_names in _WOMEN else "M"
