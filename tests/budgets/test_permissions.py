"""Every action refuses everybody whose role does not hold its permission, and strangers."""

from datetime import date

import pytest

from budgets import actions, permissions
from budgets.models import Call, PeriodLock
from programme.authorization import NotPermitted, Role
from tests.doors import *  # noqa: F403  (the tests of every action)
from tests.factories import MARCH_2012

MARCH = date(2012, 3, 1)
SPEND = {"amount": 100, "on": MARCH, "what": "Fees"}
JANUARY = {"starts_on": date(2012, 1, 1), "ends_on": date(2012, 1, 31)}

# Each action with its permission, what it begins with, and what it needs besides who and when.
CALLS = {
    "add_line": (
        permissions.KEEP,
        "programme",
        {"title": "Fees", "financial_year": "2011/12", "allocation": 1},
    ),
    "change_line": (permissions.KEEP, "line", {"comment": "Looked at"}),
    "set_forecast": (permissions.KEEP, "line", {"forecast": 1}),
    "move_allocation": (
        permissions.KEEP,
        "two lines",
        {"amount": 1, "on": MARCH, "reason": "R", "authority": "A"},
    ),
    "commit_money": (permissions.KEEP, "line", SPEND),
    "post_spend": (permissions.KEEP, "line", SPEND),
    "reverse_posting": (permissions.KEEP, "posting", {"on": MARCH, "why": "Twice"}),
    "close_line": (permissions.KEEP, "line", {"why": "Done"}),
    "reopen_line": (permissions.KEEP, "closed line", {"why": "Not done"}),
    "lock_period": (permissions.LOCK, "programme", JANUARY),
    "add_reserve": (
        permissions.RESERVES,
        "programme",
        {"title": "Reserves", "opening": 1, "forecast_on": MARCH},
    ),
    "change_reserve": (permissions.RESERVES, "reserve", {"comment": "Looked at"}),
    "close_reserve": (permissions.RESERVES, "reserve", {"why": "Used up"}),
    "reopen_reserve": (permissions.RESERVES, "closed reserve", {"why": "Not used up"}),
    "request_call": (permissions.RESERVES, "reserve", {"amount": 1, "what": "Fees", "on": MARCH}),
    "approve_call": (permissions.RESERVES, "call", {"authority": "Joint Committee", "on": MARCH}),
    "make_call_contingent": (
        permissions.RESERVES,
        "call",
        {"authority": "Joint Committee", "on": MARCH},
    ),
    "withdraw_call": (permissions.RESERVES, "call", {"on": MARCH, "why": "Not needed"}),
    "unlock_period": (permissions.LOCK, "locked period", {"why": "A late invoice"}),
}


@pytest.fixture
def begin(programme, line, add_line, add_reserve, who, request):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def posting():
        actions.post_spend(line, **SPEND, **who)
        return line.postings.get()

    def call():
        actions.request_call(add_reserve(), amount=1, what="Fees", on=MARCH, **who)
        return Call.objects.get()

    subjects = {
        "programme": lambda: ([], {"programme": programme}),
        "line": lambda: ([line], {}),
        "two lines": lambda: ([line], {"to": add_line("Other")}),
        "posting": lambda: ([posting()], {}),
        "closed line": lambda: ([actions.close_line(line, why="Done", **who)], {}),
        "reserve": lambda: ([add_reserve()], {}),
        "closed reserve": lambda: (
            [actions.close_reserve(add_reserve(), why="Used up", **who)],
            {},
        ),
        "call": lambda: ([call()], {}),
        "locked period": lambda: ([request.getfixturevalue("locked")], {}),
    }
    return lambda name: subjects[name]()


def test_only_a_finance_officer_locks_periods():
    assert permissions.LOCK.roles == {Role.FINANCE_OFFICER}
    assert permissions.KEEP.roles == {Role.PROGRAMME_MANAGER, Role.FINANCE_OFFICER}


def test_a_lock_of_another_programme_cannot_be_undone(locked, outsider):
    with pytest.raises(NotPermitted):
        actions.unlock_period(locked, by=outsider, at=MARCH_2012, why="Mine now")
    assert PeriodLock.objects.get().unlocked_at is None
