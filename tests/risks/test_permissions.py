"""Every action refuses everybody whose role does not hold its permission, an outsider and somebody who has left."""

import pytest

from programme.authorization import NotPermitted
from risks import actions, permissions
from risks.models import Issue, Mitigation
from tests.doors import *  # noqa: F403  (the tests of every action)
from tests.factories import MARCH_2012

TODAY = MARCH_2012.date()
SCORE = {"kind": "current", "likelihood": 3, "impact": 5, "effective_on": TODAY}
BANDS = {
    "green_from": 1,
    "green_to": 8,
    "amber_from": 9,
    "amber_to": 15,
    "red_from": 16,
    "red_to": 25,
}

# Each action with its permission, the state of the risk that it begins with, and what it needs besides who and when.
CALLS = {
    "add_risk": (permissions.KEEP, None, {"title": "A partner leaves"}),
    "change_risk": (permissions.KEEP, "open", {"title": "All leave"}),
    "assess_risk": (permissions.KEEP, "open", SCORE),
    "open_risk": (permissions.KEEP, "proposed", {}),
    "treat_risk": (permissions.KEEP, "open", {}),
    "accept_risk": (
        permissions.ACCEPT,
        "open",
        {"until": TODAY, "approver": "Programme board", "why": "Cheap"},
    ),
    "reopen_risk": (permissions.KEEP, "closed", {"why": "It is back"}),
    "close_risk": (permissions.KEEP, "open", {"why": "It is over"}),
    "materialise_risk": (
        permissions.KEEP,
        "open",
        {"why": "It came", "owner": "Director", "raised_on": TODAY},
    ),
    "add_mitigation": (permissions.KEEP, "open", {"text": "Agree terms"}),
    "change_mitigation": (permissions.KEEP, "mitigation", {"text": "Agree other terms"}),
    "assess_in_words": (
        permissions.KEEP,
        "open",
        {"status": "red", "judged_by": "SMT", "effective_on": TODAY},
    ),
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
                issue = actions.resolve_issue(
                    issue, resolution="Restarted", resolved_on=TODAY, **who
                )
            return [issue], {}
        return [in_state(state)], {}

    return start


def test_an_account_that_is_closed_opens_nothing(begin, workstream_lead):
    subject, _ = begin("open")
    workstream_lead.is_active = False
    with pytest.raises(NotPermitted):
        actions.close_risk(*subject, by=workstream_lead, at=MARCH_2012, why="It is over")
