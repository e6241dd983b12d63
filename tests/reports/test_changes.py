"""Every change in the logs since the last report, from what to what, by whom and why."""

from datetime import date

import pytest

from reports.changes import ChangesSection
from reports.composition import compose
from reports.document import render_html
from risks.actions import add_issue, add_risk, assess_risk, change_risk
from tests.factories import ProgrammeFactory, as_at, noon, person
from tests.reports.moments import DRAFT_MOMENT, london

AT = noon(2012, 4, 17)


def changes(programme, since=DRAFT_MOMENT, at=AT):
    return ChangesSection().rows(as_at(programme, at, since))


@pytest.fixture
def april(programme_manager):
    return {"by": programme_manager, "at": noon(2012, 4, 2)}


def test_a_change_tells_from_what_to_what(programme, register, april):
    change_risk(register[0], **april, why="The notice came", title="A partner has left")
    assert changes(programme) == [
        {
            "log": "risks",
            "reference": "R1",
            "title": "A partner has left",
            "change": ["Risk: A partner has left (was A partner leaves)"],
            "when": "2012-04-02",
            "by": "Programme manager",
            "why": "The notice came",
        }
    ]


def test_a_score_tells_from_what_to_what(programme, register, april):
    assess_risk(
        register[0], **april, kind="current", likelihood=2, impact=5, effective_on=date(2012, 4, 2)
    )
    (row,) = changes(programme)
    assert any("10" in line and "15" in line for line in row["change"])


def test_only_what_lies_between_the_two_positions(programme, register, programme_manager):
    for moment in (noon(2012, 3, 15), DRAFT_MOMENT, AT, noon(2012, 4, 18)):
        register[0] = change_risk(
            register[0], by=programme_manager, at=moment, owner=f"Officer of {moment:%d %B}"
        )
    assert [row["change"] for row in changes(programme)] == [
        ["Owner: Officer of 17 April (was Officer of 20 March)"]
    ]


def test_the_day_is_londons(programme, register, programme_manager):
    """Half past midnight in summer is still the day before in UTC."""
    change_risk(register[0], by=programme_manager, at=london(2012, 4, 3, 0, 30), owner="Director")
    assert [row["when"] for row in changes(programme)] == ["2012-04-03"]


def test_references_count_as_people_count(programme, april):
    for number in range(1, 11):
        add_risk(programme=programme, **april, title=f"Risk {number}")
    assert [row["reference"] for row in changes(programme)] == [
        f"R{number}" for number in range(1, 11)
    ]


def test_logs_stand_in_their_usual_order(programme, april):
    add_issue(programme=programme, **april, title="A partner has left", raised_on=date(2012, 4, 2))
    add_risk(programme=programme, **april, title="Another one leaves")
    assert [row["log"] for row in changes(programme)] == ["risks", "issues"]


def test_the_calendar_and_the_reports_themselves_are_no_news(programme, published, register):
    assert changes(programme, since=noon(2011, 1, 1), at=noon(2012, 3, 8)) == []
    assert {row["log"] for row in changes(programme, since=noon(2011, 1, 1))} == {"risks"}


def test_another_programme_is_no_news(programme, april):
    elsewhere = ProgrammeFactory()
    manager = person(elsewhere, "programme_manager")
    add_risk(programme=elsewhere, by=manager, at=april["at"], title="Elsewhere")
    assert changes(programme) == []


def test_the_first_report_says_that_it_is_the_first(programme, register, definition):
    assert changes(programme, since=None) == []
    assert "This is the first report" in render_html(compose(definition, at=AT, since=None))


def test_a_quiet_month_says_that_nothing_changed(programme, register, definition):
    page = render_html(compose(definition, at=AT, since=DRAFT_MOMENT))
    assert "Nothing in the logs has changed since 20 March 2012 at 5.00pm" in page


def test_the_page_prints_the_change(programme, register, definition, april):
    change_risk(register[0], **april, title="A partner has left")
    assert "A partner has left (was A partner leaves)" in render_html(
        compose(definition, at=AT, since=DRAFT_MOMENT)
    )
