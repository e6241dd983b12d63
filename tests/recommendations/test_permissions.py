"""Every action refuses everybody whose role does not hold its permission, an outsider and somebody who has left."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, Membership
from recommendations import actions, permissions
from tests.factories import MARCH_2012, noon

TODAY = MARCH_2012.date()
LATER = date(2012, 6, 1)
KEEP, DECIDE, VERIFY = permissions.KEEP, permissions.DECIDE, permissions.VERIFY

# Each action with its permission, the state of the recommendation that it begins with, and what it needs besides.
CALLS = {
    "add_review": (KEEP, "programme", {"title": "Gateway 3", "kind": "gateway"}),
    "change_review": (KEEP, "review", {"title": "Gateway 4"}),
    "add_recommendation": (KEEP, "new", {"text": "Publish a plan"}),
    "change_recommendation": (KEEP, "responded", {"text": "Publish two plans"}),
    "respond": (KEEP, "received", {"response": "accepted"}),
    "set_owners": (KEEP, "responded", {}),
    "start": (KEEP, "responded", {}),
    "add_update": (KEEP, "responded", {"as_at": TODAY, "text": "Begun"}),
    "claim": (KEEP, "in_progress", {}),
    "verify": (VERIFY, "claimed by another", {}),
    "close": (KEEP, "verified", {"why": "It is over"}),
    "supersede": (KEEP, "responded", {"why": "Merged"}),
    "accept_risk": (DECIDE, "responded", {"until": TODAY, "approver": "Board", "why": "Cheap"}),
    "reopen": (KEEP, "closed", {"why": "It is back"}),
    "redate": (KEEP, "responded", {"due_on": LATER, "why": "Late papers"}),
    "request_extension": (KEEP, "responded", {"due_on": LATER, "why": "Late papers"}),
    "decide_extension": (DECIDE, "asked", {"granted": True, "why": "Heard"}),
    "set_columns": (KEEP, "programme", {"days": [TODAY]}),
}


@pytest.fixture
def begin(programme, review, partner, who, in_state, add, workstream_lead):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def start(name):
        state = CALLS[name][1]
        if state in ("programme", "new"):
            return [], {"programme": programme, **({"review": review} if state == "new" else {})}
        if state == "review":
            return [review], {}
        if state == "claimed by another":
            return [actions.claim(in_state("responded"), **{**who, "by": workstream_lead})], {}
        if state == "asked":
            return [actions.request_extension(in_state("responded"), due_on=LATER, why="Late papers", **who)], {}
        more = {"supersede": lambda: {"superseded_by": add("Another")}, "set_owners": lambda: {"owners": {partner: "Head"}}}
        return [in_state(state)], more.get(name, dict)()

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


def test_a_role_that_has_ended_opens_nothing(recommendation, workstream_lead, administrator):
    Membership.objects.filter(user=workstream_lead).update(ended_at=noon(2012, 3, 8), ended_by=administrator)
    with pytest.raises(NotPermitted):
        actions.start(recommendation, by=workstream_lead, at=MARCH_2012)
