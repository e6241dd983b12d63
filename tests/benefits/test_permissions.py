"""Every action refuses whoever does not hold its permission, an outsider and a stranger."""

from decimal import Decimal

import pytest

from benefits import actions, permissions
from programme.authorization import Role
from tests.benefits.conftest import DAYS, QUARTERS, TODAY
from tests.doors import *  # noqa: F403  (the tests of every action)

KEEP, VALIDATE, VERIFY, LINK = (
    permissions.KEEP,
    permissions.VALIDATE,
    permissions.VERIFY,
    permissions.LINK,
)
WHY = {"why": "Because"}
PLAN = [(*QUARTERS[0], 900)]
BANDS = {
    "green_to": Decimal(5),
    "amber_from": Decimal(5),
    "amber_to": Decimal(20),
    "red_from": Decimal(20),
}

# Each action with its permission, what it begins with, and what it needs besides who and when.
CALLS = {
    "add_benefit": (KEEP, "programme", {"title": "Letters", "kind": "tangible"}),
    "change_benefit": (KEEP, "identified", {"owner": "Head of Post"}),
    "set_measure": (KEEP, "identified", DAYS),
    "validate_benefit": (VALIDATE, "identified", WHY),
    "set_profile": (KEEP, "validated", {"profile": PLAN}),
    "post_actual": (KEEP, "profiled", {"on": TODAY, "value": 1, "evidence": "Log"}),
    "reverse_actual": (KEEP, "entry", WHY),
    "claim_benefit": (KEEP, "realising", WHY),
    "withdraw_claim": (KEEP, "claimed by another", WHY),
    "verify_benefit": (VERIFY, "claimed by another", WHY),
    "fail_benefit": (KEEP, "identified", WHY),
    "reopen_benefit": (KEEP, "not_realised", WHY),
    "set_split": (KEEP, "split", {}),
    "link_saving": (LINK, "financial", {"amount": 100}),
    "set_bands": (permissions.SET_BANDS, "programme", {"applies_from": TODAY, **BANDS}),
}


@pytest.fixture
def begin(programme, add, add_saving, planned, post, who, measured, partners, workstream_lead):
    """A function that gives what an action acts on: its first arguments and its keywords."""
    subjects = {
        "programme": lambda: ([], {"programme": programme}),
        "identified": lambda: ([add()], {}),
        "split": lambda: ([add()], {"shares": {partners[0]: Decimal(50)}}),
        "financial": lambda: ([add(kind="financial")], {"saving": add_saving()}),
        "validated": lambda: ([actions.validate_benefit(measured(), **WHY, **who)], {}),
        "profiled": lambda: ([planned()], {}),
        "realising": lambda: ([post(planned(), 9)], {}),
        "entry": lambda: ([post(planned(), 9).actuals.get()], {}),
        "claimed by another": lambda: (
            [actions.claim_benefit(post(planned(), 5), **WHY, **{**who, "by": workstream_lead})],
            {},
        ),
        "not_realised": lambda: ([actions.fail_benefit(add(), **WHY, **who)], {}),
    }
    return lambda name: subjects[name]()


def test_an_auditor_verifies_and_keeps_nothing():
    assert Role.AUDITOR in VERIFY.roles
    assert Role.AUDITOR not in KEEP.roles | VALIDATE.roles | LINK.roles
