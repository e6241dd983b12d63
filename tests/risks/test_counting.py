"""What a register counts and offers, told without a look at each row, is what its rows say: now and
at each moment of the past.
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from programme.withdrawals import take_back_withdrawal, withdraw_mistake
from risks import actions
from risks.filters import RATINGS, RiskFilter
from risks.log import RISKS
from tests.factories import MARCH_2012, MembershipFactory, as_at, as_now

DAYS = [MARCH_2012 + timedelta(days=number) for number in range(6)]
JUDGED = {"frequency": "high", "severity": "high", "judged_by": "SMT"}


@pytest.fixture
def moments(programme, add_risk, programme_manager):
    """Moments of a register in which something is changed each day."""
    by, on = {"by": programme_manager}, {"effective_on": DAYS[0].date()}
    rated = {"likelihood": 3, "impact": 5, "owner": "Solicitor"}
    first, second, third = add_risk(**rated), add_risk(owner="Architect"), add_risk(**rated)
    add_risk()
    elsewhere = MembershipFactory(user=programme_manager, role="programme_manager").programme
    actions.add_risk(programme=elsewhere, title="Theirs", at=DAYS[0], owner="Auditor", **by)
    second = actions.assess_in_words(second, status="amber", at=DAYS[1], **JUDGED, **on, **by)
    lower = {"kind": "current", "likelihood": 1, "impact": 2}
    actions.assess_risk(first, at=DAYS[2], **lower, **on, **by)
    add_risk(at=DAYS[2], likelihood=5, impact=5, owner="Treasurer")
    third = withdraw_mistake(RISKS, third, at=DAYS[3], mistake="Twice", **by)
    second = actions.change_risk(second, owner="Solicitor", at=DAYS[3], **by)
    take_back_withdrawal(RISKS, third, at=DAYS[4], why="It was another", **by)
    actions.assess_in_words(second, status="green", at=DAYS[5], **JUDGED, **on, **by)
    return [at + timedelta(hours=hours) for at in DAYS for hours in (-1, 0, 1)]


def told(position):
    """{(score, judged): how many} and the owners, as the register tells them."""
    counts = Counter()
    for score, judged, number in RATINGS.ask(position):
        counts[score, judged] += number
    return +counts, [value for value, _ in RiskFilter({}, position=position).choices["owner"]]


def read(position):
    """The same, from its rows."""
    risks = list(RISKS.kept_at(position))
    owners = sorted({risk.owner for risk in risks if risk.owner})
    return Counter((risk.score, risk.judged) for risk in risks), owners


def test_counts_and_owners_are_those_of_the_rows_now_and_at_each_moment(programme, moments):
    positions = [as_now(programme), *(as_at(programme, moment) for moment in moments)]
    found = [told(position) for position in positions]
    assert found == [read(position) for position in positions]
    assert len({str(one) for one in found}) == 7  # each day differs from the one before


def test_what_a_correction_puts_right_is_counted_from_the_rows(programme, moments):
    position = replace(as_at(programme, moments[4]), corrected=(("R3", moments[10]),))
    counts, owners = told(position)
    assert (counts, owners) == read(position)
    assert counts[15, ""] == 1 and told(as_at(programme, moments[4]))[0][15, ""] == 2
