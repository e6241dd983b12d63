"""Every action refuses everybody without its permission, an outsider and a stranger."""

from datetime import date

import pytest

from programme.authorization import Role
from savings import actions, permissions
from tests.doors import *  # noqa: F403  (the tests of every action)
from tests.savings.conftest import SEPTEMBER_2008

KEEP, POST, APPROVE = permissions.KEEP, permissions.POST, permissions.APPROVE
YEAR = {"title": "X", "financial_year": "2008/09", "amount": 1}
CABINET = {"body": "Cabinet", "undated": True}
AT = SEPTEMBER_2008
WHY = {"why": "Because"}

# Each action with its permission, what it begins with, and what it needs besides who and when.
CALLS = {
    "add_target": (KEEP, "programme", YEAR),
    "change_target": (KEEP, "target", {"comment": "Seen"}),
    "withdraw_target": (KEEP, "target", WHY),
    "add_saving": (
        KEEP,
        "programme",
        {"title": "X", "kind": "one_off", "amount": 1, "starts_on": date(2008, 4, 1)},
    ),
    "change_saving": (KEEP, "saving", {"comment": "Seen"}),
    "approve_saving": (APPROVE, "identified", CABINET),
    "post_achieved": (
        POST,
        "saving",
        {"financial_year": "2008/09", "amount": 1, "evidence": "Accounts"},
    ),
    "reverse_achieved": (POST, "achievement", WHY),
    "confirm_achieved": (POST, "posted", WHY),
    "reopen_saving": (KEEP, "withdrawn", WHY),
    "withdraw_saving": (KEEP, "saving", WHY),
    "add_reallocation": (POST, "money", {**YEAR, "kind": "one_off", "pot": "one_off"}),
    "change_reallocation": (POST, "reallocation", {"comment": "Seen"}),
    "approve_reallocation": (APPROVE, "reallocation", CABINET),
    "withdraw_reallocation": (POST, "reallocation", WHY),
    "request_carry_forward": (POST, "money", YEAR),
    "change_carry_forward": (POST, "carried", {"comment": "Seen"}),
    "approve_carry_forward": (APPROVE, "carried", CABINET),
    "drop_carry_forward": (POST, "carried", WHY),
}


@pytest.fixture
def begin(programme, add_saving, add_target, reallocate, carry, who):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def money():
        return add_saving(100, date(2008, 6, 1), "one_off")

    def posted():
        return actions.post_achieved(
            add_saving(100), financial_year="2008/09", amount=1, evidence="Accounts", **who
        )

    subjects = {
        "programme": lambda: ([], {"programme": programme}),
        "money": lambda: (money() and [], {"programme": programme}),
        "target": lambda: ([add_target(1)], {}),
        "saving": lambda: ([add_saving(1)], {}),
        "identified": lambda: ([add_saving(1, approved=False)], {}),
        "posted": lambda: ([posted()], {}),
        "achievement": lambda: ([posted().achievements.get()], {}),
        "withdrawn": lambda: ([actions.withdraw_saving(add_saving(1), **WHY, **who)], {}),
        "reallocation": lambda: ([(money(), reallocate(1, "one_off"))[1]], {}),
        "carried": lambda: ([(money(), carry(1, "2008/09", approved=False))[1]], {}),
    }
    return lambda name: subjects[name]()


def test_a_workstream_lead_identifies_savings_but_moves_no_money():
    assert Role.WORKSTREAM_LEAD in KEEP.roles
    assert Role.WORKSTREAM_LEAD not in POST.roles | APPROVE.roles
