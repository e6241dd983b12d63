"""Every action refuses everybody whose role does not hold its permission, an outsider and somebody who has left."""

import pytest
from django.contrib.auth.models import AnonymousUser

from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, Membership
from tests.factories import MARCH_2012, noon
from tests.workstreams.conftest import TAKEN
from workstreams import actions, permissions

TODAY = MARCH_2012.date()
KEEP, ACCEPT, SET_SCALE = permissions.KEEP, permissions.ACCEPT, permissions.SET_SCALE

# Each action with its permission, what it begins with, and what it needs besides.
CALLS = {
    "set_scale": (SET_SCALE, "programme", {"words": ["On track", "Behind"], "applies_from": TODAY}),
    "add_workstream": (KEEP, "programme", {"title": "Markets"}),
    "change_workstream": (KEEP, "workstream", {"title": "Markets"}),
    "add_position": (KEEP, "workstream", {"as_at": TODAY, "progress": "Good"}),
    "propose_follow_on": (KEEP, "new", {"title": "Move in together"}),
    "change_follow_on": (KEEP, "proposed", {"detail": "By the summer"}),
    "accept_follow_on": (ACCEPT, "proposed", TAKEN),
    "complete_follow_on": (KEEP, "accepted", {"outcome": "They moved in", "done_on": TODAY}),
    "withdraw_follow_on": (KEEP, "accepted", {"why": "Overtaken"}),
    "reopen_follow_on": (KEEP, "done", {"why": "They moved out"}),
}


@pytest.fixture
def begin(programme, workstream, in_state):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def start(name):
        state = CALLS[name][1]
        if state in ("programme", "new"):
            return [], {"programme": programme, **({"workstream": workstream} if state == "new" else {})}
        return ([workstream] if state == "workstream" else [in_state(state)]), {}

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
    getattr(actions, name)(*subject, by=everyone[role], at=MARCH_2012, **CALLS[name][2], **keywords)
    assert AuditEvent.objects.first().by == everyone[role]


@pytest.mark.parametrize("name", CALLS)
def test_an_action_is_closed_to_strangers(begin, outsider, nobody, name):
    subject, keywords = begin(name)
    for stranger in (outsider, nobody, AnonymousUser()):
        with pytest.raises(NotPermitted):
            getattr(actions, name)(*subject, by=stranger, at=MARCH_2012, **CALLS[name][2], **keywords)


def test_a_role_that_has_ended_opens_nothing(workstream, workstream_lead, administrator):
    Membership.objects.filter(user=workstream_lead).update(ended_at=noon(2012, 3, 8), ended_by=administrator)
    with pytest.raises(NotPermitted):
        actions.change_workstream(workstream, by=workstream_lead, at=MARCH_2012, title="Markets")
