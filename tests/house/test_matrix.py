"""The written matrix of roles and subjects says what the application grants."""

from __future__ import annotations

from borderpost import features
from borderpost.roles import Role
from tests.house import matrix
from tests.house.conftest import MakeApp


def test_the_matrix_is_the_granted_one(make_app: MakeApp) -> None:
    assert matrix.PAGE.read_text(encoding="utf-8") == matrix.written(make_app())


def test_every_role_has_its_row_over_every_subject(make_app: MakeApp) -> None:
    app = make_app()
    with app.app_context():
        subjects = [one for one in features.loaded() if one.permissions is not None]
    page = matrix.PAGE.read_text(encoding="utf-8")

    assert page.count("\n## ") == len(subjects)
    assert {role.value: page.count(f"\n| {role.value} |") for role in Role} == {
        role.value: len(subjects) for role in Role
    }


def test_nothing_is_granted_that_is_no_permission_of_its_package(make_app: MakeApp) -> None:
    app = make_app()
    with app.app_context():
        foreign = {
            feature.name: sorted(granted - {one.value for one in feature.permissions or ()})
            for feature in features.loaded()
            for granted in feature.grants.values()
            if granted - {one.value for one in feature.permissions or ()}
        }

    assert foreign == {}


def test_who_administers_sees_no_traveller_and_who_audits_changes_nothing(
    make_app: MakeApp,
) -> None:
    app = make_app()
    with app.app_context():
        granted = {
            role: {act for one in features.loaded() for act in one.grants.get(role, frozenset())}
            for role in Role
        }

    assert [act for act in granted[Role.ADMINISTRATOR] if "crossings:crossing" in act] == []
    assert [act for act in granted[Role.AUDITOR] if not act.endswith(":read")] == []
