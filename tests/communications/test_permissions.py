"""Every action refuses everybody whose role does not hold its permission, an outsider and a stranger."""

import pytest
from django.contrib.auth.models import AnonymousUser

from communications import actions, permissions
from communications.models import Feedback
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from tests.factories import MARCH_2012

TODAY = MARCH_2012.date()

# Each action with the state of the communication that it begins with, and what it needs besides who and when.
CALLS = {
    "add_communication": (None, {"title": "Newsletter"}),
    "change_communication": ("planned", {"title": "Two briefings"}),
    "start_communication": ("planned", {}),
    "complete_communication": ("under_way", {"done_on": TODAY}),
    "cancel_communication": ("planned", {"why": "No longer needed"}),
    "reopen_communication": ("done", {"why": "It is needed"}),
    "add_feedback": ("done", {"source": "Staff", "said": "Too late"}),
    "answer_feedback": ("feedback", {"answer": "Heard", "answered_on": TODAY}),
}


@pytest.fixture
def begin(programme, in_state, hear):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def start(state):
        if state is None:
            return [], {"programme": programme}
        if state == "feedback":
            hear(in_state("done"))
            return [Feedback.objects.get()], {}
        return [in_state(state)], {}

    return start


def call(name, begun, by):
    subject, keywords = begun
    return getattr(actions, name)(*subject, by=by, at=MARCH_2012, **CALLS[name][1], **keywords)


def test_every_action_is_listed_here():
    public = {name for name, it in vars(actions).items() if getattr(it, "__module__", "") == actions.__name__}
    assert {name for name in public if not name.startswith("_")} == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_an_action_is_for_the_roles_of_its_permission_and_for_nobody_else(begin, everyone, name):
    begun = begin(CALLS[name][0])
    events = AuditEvent.objects.count()
    for role in set(Role) - permissions.KEEP.roles:
        with pytest.raises(NotPermitted, match=permissions.KEEP.words):
            call(name, begun, everyone[role])
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(("name", "role"), [(name, role) for name in CALLS for role in sorted(permissions.KEEP.roles)])
def test_an_action_is_open_to_each_role_of_its_permission(begin, everyone, name, role):
    begun = begin(CALLS[name][0])
    call(name, begun, everyone[role])
    assert AuditEvent.objects.latest("id").by == everyone[role]


@pytest.mark.parametrize("name", CALLS)
def test_an_action_is_closed_to_strangers(begin, outsider, nobody, name):
    begun = begin(CALLS[name][0])
    for stranger in (outsider, nobody, AnonymousUser()):
        with pytest.raises(NotPermitted):
            call(name, begun, stranger)
