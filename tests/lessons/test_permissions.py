"""Every action refuses everybody whose role does not hold its permission, an outsider and a stranger."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lessons import actions, permissions
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from tests.factories import MARCH_2012
from tests.lessons.conftest import DECIDED

KEEP, DECIDE = permissions.KEEP, permissions.DECIDE

# Each action with its permission, the state of the lesson that it begins with, and what it needs besides who and when.
CALLS = {
    "add_lesson": (KEEP, None, {"title": "Name the options", "stage": "Review", "kind": "improve"}),
    "change_lesson": (KEEP, "recorded", {"title": "Name all options"}),
    "propose_lesson": (KEEP, "recorded", {"adopter": "Programme board"}),
    "adopt_lesson": (DECIDE, "proposed", {"adopted_into": "Handbook", **DECIDED}),
    "decline_lesson": (DECIDE, "proposed", {"why": "Too dear", **DECIDED}),
    "reopen_lesson": (KEEP, "adopted", {"why": "A new board"}),
}


@pytest.fixture
def begin(programme, in_state):
    """A function that gives what an action acts on: its first arguments and its keywords."""
    return lambda state: ([in_state(state)], {}) if state else ([], {"programme": programme})


def call(name, begun, by):
    subject, keywords = begun
    return getattr(actions, name)(*subject, by=by, at=MARCH_2012, **CALLS[name][2], **keywords)


def test_every_action_is_listed_here():
    public = {name for name, it in vars(actions).items() if getattr(it, "__module__", "") == actions.__name__}
    assert {name for name in public if not name.startswith("_")} == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_an_action_is_for_the_roles_of_its_permission_and_for_nobody_else(begin, everyone, name):
    permission, begun = CALLS[name][0], begin(CALLS[name][1])
    events = AuditEvent.objects.count()
    for role in set(Role) - permission.roles:
        with pytest.raises(NotPermitted, match=permission.words):
            call(name, begun, everyone[role])
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(("name", "role"), [(name, role) for name in CALLS for role in sorted(CALLS[name][0].roles)])
def test_an_action_is_open_to_each_role_of_its_permission(begin, everyone, name, role):
    begun = begin(CALLS[name][1])
    call(name, begun, everyone[role])
    assert AuditEvent.objects.latest("id").by == everyone[role]


@pytest.mark.parametrize("name", CALLS)
def test_an_action_is_closed_to_strangers(begin, outsider, nobody, name):
    begun = begin(CALLS[name][1])
    for stranger in (outsider, nobody, AnonymousUser()):
        with pytest.raises(NotPermitted):
            call(name, begun, stranger)
