"""Tests of who may take which action, the same for every app: its test_permissions.py takes all of this in.

Such a module has CALLS = {action: (permission, what it begins with, details)} and a fixture `begin`: a function that
makes what an action begins with, and gives its first arguments and its keywords. AT is the moment of the actions where
it is not March 2012. The actions are those of the app after which the module's folder is named.
"""

from importlib import import_module

import pytest
from django.contrib.auth.models import AnonymousUser

from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from tests.factories import MARCH_2012, MembershipFactory, noon

__all__ = [
    "app_actions",
    "permission",
    "pytest_generate_tests",
    "somebody_who_left",
    "take",
    "test_an_action_is_closed_to_strangers",
    "test_an_action_is_for_the_roles_of_its_permission_and_for_nobody_else",
    "test_an_action_is_open_to_each_role_of_its_permission",
    "test_every_action_is_listed_here",
]


def pytest_generate_tests(metafunc):
    calls = metafunc.module.CALLS
    if "allowed_role" in metafunc.fixturenames:
        pairs = [
            (name, role)
            for name, (permission, *_) in calls.items()
            for role in sorted(permission.roles)
        ]
        metafunc.parametrize(("action_name", "allowed_role"), pairs)
    elif "action_name" in metafunc.fixturenames:
        metafunc.parametrize("action_name", calls)


@pytest.fixture
def app_actions(request):
    return import_module(f"{request.path.parent.name}.actions")


@pytest.fixture
def take(request, app_actions, action_name, begin):
    """A function that takes the action as somebody, on something made before it."""
    _, subject, details = request.module.CALLS[action_name]
    about, keywords = begin(subject)
    action, at = getattr(app_actions, action_name), getattr(request.module, "AT", MARCH_2012)
    return lambda by: action(*about, by=by, at=at, **details, **keywords)


@pytest.fixture
def permission(request, action_name):
    return request.module.CALLS[action_name][0]


@pytest.fixture
def somebody_who_left(programme, permission, administrator):
    """Somebody whose role would do, had it not ended."""
    ended = {"ended_at": noon(2012, 3, 8), "ended_by": administrator}
    return MembershipFactory(programme=programme, role=sorted(permission.roles)[0], **ended).user


def test_every_action_is_listed_here(request, app_actions):
    public = {
        name
        for name, it in vars(app_actions).items()
        if getattr(it, "__module__", "") == app_actions.__name__
    }
    assert {name for name in public if not name.startswith("_")} == set(request.module.CALLS)


def test_an_action_is_for_the_roles_of_its_permission_and_for_nobody_else(
    take, permission, everyone, action_name
):
    events = AuditEvent.objects.count()
    for role in set(Role) - permission.roles:
        with pytest.raises(NotPermitted, match=permission.words):
            take(everyone[role])
    assert AuditEvent.objects.count() == events


def test_an_action_is_closed_to_strangers(
    take, permission, outsider, nobody, somebody_who_left, action_name
):
    events = AuditEvent.objects.count()
    for stranger in (outsider, nobody, somebody_who_left, AnonymousUser()):
        with pytest.raises(NotPermitted, match=permission.words):
            take(stranger)
    assert AuditEvent.objects.count() == events


def test_an_action_is_open_to_each_role_of_its_permission(
    take, everyone, action_name, allowed_role
):
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    take(everyone[allowed_role])
    assert {event.by for event in AuditEvent.objects.exclude(pk__in=before)} == {
        everyone[allowed_role]
    }
