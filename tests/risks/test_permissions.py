"""Every action refuses everybody whose role does not hold its permission, an outsider and somebody who has left."""

import pytest
from django.contrib.auth.models import AnonymousUser

from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, Membership
from risks import actions, permissions
from risks.models import Issue, Mitigation
from tests.factories import MARCH_2012, noon

TODAY = MARCH_2012.date()
SCORE = {"kind": "current", "likelihood": 3, "impact": 5, "effective_on": TODAY}
BANDS = {"green_from": 1, "green_to": 8, "amber_from": 9, "amber_to": 15, "red_from": 16, "red_to": 25}

# Each action with its permission, the state of the risk that it begins with, and what it needs besides who and when.
CALLS = {
    "add_risk": (permissions.KEEP, None, {"title": "A partner leaves"}),
    "change_risk": (permissions.KEEP, "open", {"title": "All leave"}),
    "assess_risk": (permissions.KEEP, "open", SCORE),
    "open_risk": (permissions.KEEP, "proposed", {}),
    "treat_risk": (permissions.KEEP, "open", {}),
    "accept_risk": (permissions.ACCEPT, "open", {"until": TODAY, "approver": "Programme board", "why": "Cheap"}),
    "reopen_risk": (permissions.KEEP, "closed", {"why": "It is back"}),
    "close_risk": (permissions.KEEP, "open", {"why": "It is over"}),
    "materialise_risk": (permissions.KEEP, "open", {"why": "It came", "owner": "Director", "raised_on": TODAY}),
    "add_mitigation": (permissions.KEEP, "open", {"text": "Agree terms"}),
    "change_mitigation": (permissions.KEEP, "mitigation", {"text": "Agree other terms"}),
    "assess_in_words": (permissions.KEEP, "open", {"status": "red", "judged_by": "SMT", "effective_on": TODAY}),
    "set_scheme": (permissions.SET_BANDS, None, {"kind": "words", "applies_from": TODAY}),
    "set_bands": (permissions.SET_BANDS, None, {"applies_from": TODAY, **BANDS}),
    "add_issue": (permissions.KEEP, None, {"title": "It came", "raised_on": TODAY}),
    "change_issue": (permissions.KEEP, "issue", {"title": "It came back"}),
    "resolve_issue": (permissions.KEEP, "issue", {"resolution": "Restarted", "resolved_on": TODAY}),
    "reopen_issue": (permissions.KEEP, "resolved", {"why": "It is down again"}),
}


@pytest.fixture
def begin(programme, programme_manager, in_state):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def start(state):
        who = {"by": programme_manager, "at": MARCH_2012}
        if state is None:
            return [], {"programme": programme}
        if state == "mitigation":
            actions.add_mitigation(in_state("open"), text="Agree terms", **who)
            return [Mitigation.objects.get()], {}
        if state in ("issue", "resolved"):
            in_state("materialised")
            issue = Issue.objects.get()
            if state == "resolved":
                issue = actions.resolve_issue(issue, resolution="Restarted", resolved_on=TODAY, **who)
            return [issue], {}
        return [in_state(state)], {}

    return start


def test_every_action_is_listed_here():
    public = {name for name, it in vars(actions).items() if getattr(it, "__module__", "") == actions.__name__}
    assert {name for name in public if not name.startswith("_")} == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_an_action_is_for_the_roles_of_its_permission_and_for_nobody_else(begin, everyone, name):
    permission, state, details = CALLS[name]
    subject, keywords = begin(state)
    events = AuditEvent.objects.count()
    for role in set(Role) - permission.roles:
        with pytest.raises(NotPermitted, match=permission.words):
            getattr(actions, name)(*subject, by=everyone[role], at=MARCH_2012, **details, **keywords)
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(("name", "role"), [(name, role) for name in CALLS for role in sorted(CALLS[name][0].roles)])
def test_an_action_is_open_to_each_role_of_its_permission(begin, everyone, name, role):
    _, state, details = CALLS[name]
    subject, keywords = begin(state)
    events = AuditEvent.objects.filter(by=everyone[role]).count()
    getattr(actions, name)(*subject, by=everyone[role], at=MARCH_2012, **details, **keywords)
    assert AuditEvent.objects.filter(by=everyone[role]).count() > events


@pytest.mark.parametrize("name", CALLS)
def test_an_action_is_closed_to_strangers(begin, outsider, nobody, name):
    _, state, details = CALLS[name]
    subject, keywords = begin(state)
    for stranger in (outsider, nobody, AnonymousUser()):
        with pytest.raises(NotPermitted):
            getattr(actions, name)(*subject, by=stranger, at=MARCH_2012, **details, **keywords)


def test_a_role_that_has_ended_opens_nothing(begin, workstream_lead, administrator):
    subject, _ = begin("open")
    Membership.objects.filter(user=workstream_lead).update(ended_at=noon(2012, 3, 8), ended_by=administrator)
    with pytest.raises(NotPermitted):
        actions.close_risk(*subject, by=workstream_lead, at=MARCH_2012, why="It is over")


def test_an_account_that_is_closed_opens_nothing(begin, workstream_lead):
    subject, _ = begin("open")
    workstream_lead.is_active = False
    with pytest.raises(NotPermitted):
        actions.close_risk(*subject, by=workstream_lead, at=MARCH_2012, why="It is over")
