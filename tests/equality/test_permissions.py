"""Every action refuses everybody whose role does not hold its permission, an outsider and somebody who has left."""

import pytest
from django.contrib.auth.models import AnonymousUser

from equality import actions, permissions
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, Membership
from tests.factories import MARCH_2012, noon

TODAY = MARCH_2012.date()
KEEP, SUPERSEDE = permissions.KEEP, permissions.SUPERSEDE

# Each action with its permission, what it begins with, and what it needs besides.
CALLS = {
    "add_assessment": (KEEP, "programme", {"title": "Contact centre"}),
    "change_assessment": (KEEP, "assessment", {"title": "Contact centre"}),
    "add_version": (SUPERSEDE, "assessment", {"why": "A year has passed"}),
    "answer": (KEEP, "assessment", {"question": "shared", "text": "Staff"}),
    "add_action": (KEEP, "new", {"text": "Offer large print"}),
    "change_action": (KEEP, "not_started", {"text": "Offer large print"}),
    "start_action": (KEEP, "not_started", {}),
    "finish_action": (KEEP, "not_started", {}),
    "drop_action": (KEEP, "not_started", {"why": "Nobody asked"}),
    "reopen_action": (KEEP, "done", {"why": "It is not"}),
    "note_progress": (KEEP, "not_started", {"as_at": TODAY, "text": "Begun"}),
}


@pytest.fixture
def begin(programme, assessment, in_state):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def start(name):
        state = CALLS[name][1]
        if state in ("programme", "new"):
            return [], {"programme": programme, **({"assessment": assessment} if state == "new" else {})}
        return [assessment if state == "assessment" else in_state(state)], {}

    return start


def test_every_action_is_listed_here():
    public = {name for name, it in vars(actions).items() if getattr(it, "__module__", "") == actions.__name__}
    assert {name for name in public if not name.startswith("_")} == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_an_action_is_for_the_roles_of_its_permission_and_for_nobody_else(begin, everyone, name):
    permission, _, details = CALLS[name]
    subject, keywords = begin(name)
    events = AuditEvent.objects.count()
    for role in set(Role) - permission.roles:
        with pytest.raises(NotPermitted, match=permission.words):
            getattr(actions, name)(*subject, by=everyone[role], at=MARCH_2012, **details, **keywords)
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(("name", "role"), [(name, role) for name in CALLS for role in sorted(CALLS[name][0].roles)])
def test_an_action_is_open_to_each_role_of_its_permission(begin, everyone, name, role):
    subject, keywords = begin(name)
    events = AuditEvent.objects.filter(by=everyone[role]).count()
    getattr(actions, name)(*subject, by=everyone[role], at=MARCH_2012, **CALLS[name][2], **keywords)
    assert AuditEvent.objects.filter(by=everyone[role]).count() > events


@pytest.mark.parametrize("name", CALLS)
def test_an_action_is_closed_to_strangers(begin, outsider, nobody, name):
    subject, keywords = begin(name)
    for stranger in (outsider, nobody, AnonymousUser()):
        with pytest.raises(NotPermitted):
            getattr(actions, name)(*subject, by=stranger, at=MARCH_2012, **CALLS[name][2], **keywords)


def test_a_role_that_has_ended_opens_nothing(action, workstream_lead, administrator):
    Membership.objects.filter(user=workstream_lead).update(ended_at=noon(2012, 3, 8), ended_by=administrator)
    with pytest.raises(NotPermitted):
        actions.start_action(action, by=workstream_lead, at=MARCH_2012)
