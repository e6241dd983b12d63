"""Every action refuses everybody whose role does not hold its permission, an outsider and a stranger."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from benefits import actions, permissions
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from tests.benefits.conftest import DAYS, QUARTERS, TODAY
from tests.factories import MARCH_2012

KEEP, VALIDATE, VERIFY, LINK = permissions.KEEP, permissions.VALIDATE, permissions.VERIFY, permissions.LINK
WHY = {"why": "Because"}
PLAN = [(*QUARTERS[0], 900)]
BANDS = {"green_to": Decimal(5), "amber_from": Decimal(5), "amber_to": Decimal(20), "red_from": Decimal(20)}

# Each action with its permission, what it begins with, and what it needs besides who and when.
CALLS = {
    "add_benefit": (KEEP, "programme", {"title": "Letters", "kind": "tangible"}),
    "change_benefit": (KEEP, "identified", {"owner": "Head of Post"}),
    "set_measure": (KEEP, "identified", DAYS),
    "validate": (VALIDATE, "identified", WHY),
    "set_profile": (KEEP, "validated", {"profile": PLAN}),
    "post_actual": (KEEP, "profiled", {"on": TODAY, "value": 1, "evidence": "Log"}),
    "reverse_actual": (KEEP, "entry", WHY),
    "claim": (KEEP, "realising", WHY),
    "withdraw_claim": (KEEP, "claimed", WHY),
    "verify": (VERIFY, "claimed", WHY),
    "fail": (KEEP, "identified", WHY),
    "reopen": (KEEP, "not_realised", WHY),
    "set_split": (KEEP, "identified", {"shares": {}}),
    "link_saving": (LINK, "financial", {"amount": 100}),
    "set_bands": (permissions.SET_BANDS, "programme", {"applies_from": TODAY, **BANDS}),
}


@pytest.fixture
def begin(programme, add, add_saving, planned, post, claimed, who, measured, partners):
    """A function that gives what an action acts on: its first arguments and its keywords."""
    subjects = {
        "programme": lambda: ([], {"programme": programme}),
        "identified": lambda: ([add()], {}),
        "financial": lambda: ([add(kind="financial")], {"saving": add_saving()}),
        "validated": lambda: ([actions.validate(measured(), **WHY, **who)], {}),
        "profiled": lambda: ([planned()], {}),
        "realising": lambda: ([post(planned(), 9)], {}),
        "entry": lambda: ([post(planned(), 9).actuals.get()], {}),
        "claimed": lambda: ([claimed()], {}),
        "not_realised": lambda: ([actions.fail(add(), **WHY, **who)], {}),
    }
    return lambda name: subjects[name]()


def details_of(name, partners):
    details = CALLS[name][2]
    return {**details, "shares": {partners[0]: Decimal(50)}} if name == "set_split" else details


def test_every_action_is_listed_here():
    public = {name for name, it in vars(actions).items() if getattr(it, "__module__", "") == actions.__name__}
    assert {name for name in public if not name.startswith("_")} == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_an_action_is_for_the_roles_of_its_permission_and_for_nobody_else(begin, everyone, outsider, nobody, partners, name):
    permission, subject, _ = CALLS[name]
    about, keywords = begin(subject)
    events = AuditEvent.objects.count()
    for somebody in [*(everyone[role] for role in set(Role) - permission.roles), outsider, nobody, AnonymousUser()]:
        with pytest.raises(NotPermitted, match=permission.words):
            getattr(actions, name)(*about, by=somebody, at=MARCH_2012, **details_of(name, partners), **keywords)
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize(("name", "role"), [(name, role) for name in CALLS for role in sorted(CALLS[name][0].roles)])
def test_an_action_is_open_to_each_role_of_its_permission(begin, everyone, somebody_else, partners, name, role):
    about, keywords = begin(CALLS[name][1])
    by = somebody_else if (name, role) == ("verify", Role.PROGRAMME_MANAGER) else everyone[role]
    getattr(actions, name)(*about, by=by, at=MARCH_2012, **details_of(name, partners), **keywords)
    assert AuditEvent.objects.order_by("id").last().by == by


def test_an_auditor_verifies_and_keeps_nothing():
    assert Role.AUDITOR in VERIFY.roles
    assert Role.AUDITOR not in KEEP.roles | VALIDATE.roles | LINK.roles
