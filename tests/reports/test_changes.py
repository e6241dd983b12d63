"""The net change of each row since the last report, the weightiest first, in words."""

from datetime import date

import pytest

from budgets import actions as budgets
from budgets.actions import add_line, set_forecast
from milestones import actions as milestones
from programme.log import logs
from reports.changes import ChangesSection
from reports.composition import compose
from reports.document import render_html
from reports.net_changes import in_words
from risks.actions import add_issue, add_risk, assess_risk, change_risk, close_risk
from savings import actions as savings
from tests.factories import ProgrammeFactory, as_at, noon, person
from tests.reports.moments import DRAFT_MOMENT

pytestmark = pytest.mark.once

AT = noon(2012, 4, 17)


def changes(programme, since=DRAFT_MOMENT, at=AT):
    return ChangesSection().rows(as_at(programme, at, since))


@pytest.fixture
def april(programme_manager):
    return {"by": programme_manager, "at": noon(2012, 4, 2)}


def test_a_change_tells_from_what_to_what(programme, register, april):
    change_risk(register[0], **april, why="The notice came", title="A partner has left")
    (row,) = changes(programme)
    assert (row["weight"], row["reference"], row["title"]) == (
        "Other changes",
        "R1",
        "A partner has left",
    )
    assert row["change"] == ["Risk from A partner leaves to A partner has left"]
    assert row["why"] == ["The notice came"]


def judge(risk, who, likelihood, impact, on=date(2012, 4, 2)):
    return assess_risk(
        risk, **who, kind="current", likelihood=likelihood, impact=impact, effective_on=on
    )


def test_a_band_tells_from_what_to_what_and_by_which_figures(programme, register, april):
    judge(register[1], april, 3, 3)
    (row,) = changes(programme)
    assert row["weight"] == "Bands that changed"
    assert row["change"] == ["From green to amber: likelihood 2 to 3, impact 2 to 3, score 4 to 9"]


def test_a_row_stands_once_with_its_net_change(programme, register, april):
    for likelihood in (5, 4, 3):
        register[1] = judge(register[1], april, likelihood, 2)
    register[1] = change_risk(register[1], **april, owner="Director")
    change_risk(register[1], **april, owner="Chief executive")
    (row,) = changes(programme)
    assert row["change"] == [
        "From green to amber: likelihood 2 to 3, score 4 to 6",
        "Owner: Chief executive",
    ]


def test_what_came_back_to_where_it_was_is_no_change(programme, register, april):
    register[0] = change_risk(register[0], **april, title="A partner has left")
    change_risk(register[0], **april, title="A partner leaves")
    assert changes(programme) == []


def test_the_weightiest_come_first(programme, register, april):
    by = {"programme": programme, "by": april["by"], "at": noon(2012, 3, 10)}
    third, fourth = (
        add_risk(**by, title=title, likelihood=1, impact=1, review_on=date(2012, 4, 1))
        for title in ("A", "B")
    )
    change_risk(fourth, **april, review_on=date(2012, 5, 1))
    change_risk(third, **april, owner="Director")
    add_risk(programme=programme, **april, title="Another one leaves", likelihood=3, impact=5)
    close_risk(register[0], **april, why="The notice was withdrawn")
    judge(register[1], april, 5, 5)
    assert [(row["weight"], row["reference"]) for row in changes(programme)] == [
        ("Bands that changed", "R2"),
        ("New", "R5"),
        ("Closed or opened again", "R1"),
        ("Dates that moved", "R4"),
        ("Other changes", "R3"),
    ]


def test_a_new_row_says_its_band_and_a_closed_one_why(programme, register, april):
    add_risk(programme=programme, **april, title="Another one leaves", likelihood=3, impact=5)
    close_risk(register[0], **april, why="The notice was withdrawn")
    new, closed = changes(programme)
    assert new["change"] == ["New: red"]
    assert closed["change"] == ["State from Proposed to Closed"]
    assert closed["why"] == ["The notice was withdrawn"]


def test_money_that_changed_says_from_what_to_what(programme, april):
    before = {"by": april["by"], "at": noon(2012, 3, 1)}
    line = add_line(
        programme=programme,
        **before,
        title="HR support",
        financial_year="2012/13",
        allocation=30_000_00,
    )
    set_forecast(line, **april, forecast=35_000_00, why="More work")
    (row,) = changes(programme)
    assert (row["weight"], row["reference"]) == ("Money that changed", "B1")
    assert row["change"] == ["Forecast from £30,000 to £35,000"]


def test_of_what_became_worse_the_worst_stands_first(programme, register, april):
    by = {"programme": programme, "by": april["by"], "at": noon(2012, 3, 10)}
    amber, red, better = (add_risk(**by, title=name, likelihood=3, impact=4) for name in "ABC")
    judge(register[1], april, 2, 3)  # from green to amber
    judge(better, april, 1, 1)
    judge(red, april, 4, 4)
    green = add_risk(**by, title="D", likelihood=1, impact=1)
    judge(green, april, 5, 5)  # from green to red, which is further
    assert [row["reference"] for row in changes(programme)] == ["R6", "R4", "R2", "R5"]


def test_a_day_that_is_given_for_the_first_time_has_not_moved(programme, register, april):
    risk = change_risk(register[0], **april, review_on=date(2012, 5, 1))
    assert [row["weight"] for row in changes(programme)] == ["Other changes"]
    change_risk(risk, by=april["by"], at=noon(2012, 4, 10), review_on=date(2012, 6, 1))
    later = changes(programme, since=noon(2012, 4, 3))
    assert [row["weight"] for row in later] == ["Dates that moved"]


@pytest.fixture
def saving(programme, finance_officer):
    how = {"by": finance_officer, "at": noon(2012, 3, 1)}
    facts = {"kind": "permanent", "amount": 12_000_00, "starts_on": date(2010, 10, 1)}
    return savings.add_saving(programme=programme, title="Telephones", **how, **facts)


def test_an_approval_with_its_sum_is_money_that_changed(programme, saving, finance_officer, april):
    how = {"by": finance_officer, "at": april["at"]}
    saving = savings.change_saving(saving, **how, amount=13_000_00)
    on = date(2012, 4, 1)
    savings.approve_saving(saving, **how, body="Cabinet", presented_by="", on=on)
    (row,) = changes(programme)
    assert row["weight"] == "Money that changed"
    assert "Approved on: 1 April 2012" in row["change"]


@pytest.fixture
def lines(programme, april):
    facts = {"programme": programme, "by": april["by"], "at": noon(2012, 3, 1)}
    facts |= {"financial_year": "2012/13", "allocation": 30_000_00}
    return [budgets.add_line(**facts, title=title) for title in ("HR support", "Legal advice")]


def spend(line, april, *sums):
    for pounds in sums:
        what = {"amount": pounds * 100, "on": date(2012, 4, 2), "what": "Invoice"}
        line = budgets.post_spend(line, **april, **what)
    return line


def test_postings_are_told_by_their_sum_and_counted(programme, lines, april):
    spend(lines[0], april, 1_000, 2_500, -200)
    assert [row["change"] for row in changes(programme)] == [
        ["Spend to date from £0 to £3,300", "3 postings"]
    ]


def test_one_posting_is_told_in_its_own_words_once(programme, lines, april):
    spend(lines[0], april, 1_000)
    assert [row["change"] for row in changes(programme)] == [
        ["Spend to date from £0 to £1,000", "Spend of £1,000 on 2 April 2012: Invoice"]
    ]


def test_money_that_went_there_and_back_is_no_change(programme, lines, april, finance_officer):
    line = spend(lines[0], april, 1_000)
    back = {"on": date(2012, 4, 2), "why": "Paid twice"}
    line = budgets.reverse_posting(line.postings.get(), **april, **back)
    by = {**april, "by": finance_officer, "on": date(2012, 4, 2)}
    by |= {"amount": 5_000_00, "reason": "Posts", "authority": "Cabinet"}
    line = budgets.move_allocation(line, to=lines[1], **by)
    other = type(line).objects.get(pk=lines[1].pk)
    assert len(changes(programme)) == 2
    budgets.move_allocation(other, to=line, **by)
    assert changes(programme) == []


def test_achieved_amounts_are_told_by_their_sum_and_counted(programme, saving, finance_officer):
    how = {"by": finance_officer, "at": noon(2012, 4, 2)}
    on = {"on": date(2010, 4, 1), "presented_by": ""}
    by = {**how, "at": noon(2012, 3, 2)}
    saving = savings.approve_saving(saving, **by, body="Cabinet", **on)
    for year in ("2010/11", "2011/12"):
        what = {"financial_year": year, "amount": 4_000_00, "evidence": "Monitoring"}
        saving = savings.post_achieved(saving, **how, **what)
    (row,) = changes(programme)
    assert row["change"] == ["Achieved to date from £0 to £8,000", "2 achieved amounts"]


def test_several_movements_of_a_reserve_are_counted(programme, finance_officer):
    how = {"by": finance_officer, "at": noon(2012, 3, 1)}
    facts = {"title": "Change fund", "opening": 10_000_00, "forecast_on": date(2012, 3, 31)}
    reserve = budgets.add_reserve(programme=programme, **facts, **how)
    how = {"by": finance_officer, "at": noon(2012, 4, 2), "on": date(2012, 4, 2)}
    for pounds in (1_000, 500):
        reserve = budgets.contribute_to_reserve(reserve, amount=pounds * 100, what="Grant", **how)
    (row,) = changes(programme)
    assert row["change"] == [
        "Contributions from £0 to £1,500",
        "2 contributions or sums drawn",
    ]


def test_a_ledger_adds_up_to_columns_of_its_entry_that_the_rows_are_counted_into():
    added_up = [(log, ledger) for log in logs() for ledger in log.ledgers if ledger.adds_to]
    assert len(added_up) == 5
    for log, ledger in added_up:
        columns = {field.name for field in log.model._meta.fields}
        assert set(ledger.adds_to.split()) <= columns


def test_only_rows_that_were_touched_are_read(
    programme, register, april, django_assert_max_num_queries
):
    judge(register[1], april, 3, 3)
    with django_assert_max_num_queries(20) as few:
        changes(programme)
    for number in range(20):
        by = {"by": april["by"], "at": noon(2011, 4, 2)}
        add_risk(programme=programme, **by, title=f"Risk {number}", likelihood=1, impact=1)
    with django_assert_max_num_queries(len(few)):
        changes(programme)


def test_only_what_lies_between_the_two_positions(programme, register, programme_manager):
    for moment in (noon(2012, 3, 15), DRAFT_MOMENT, AT, noon(2012, 4, 18)):
        register[0] = change_risk(
            register[0], by=programme_manager, at=moment, owner=f"Officer of {moment:%d %B}"
        )
    assert [row["change"] for row in changes(programme)] == [
        ["Owner from Officer of 20 March to Officer of 17 April"]
    ]


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
    page = render_html(compose(definition, at=AT, since=DRAFT_MOMENT))
    assert "Risk from A partner leaves to A partner has left" in page
    assert 'data-group=": Other changes"' in page


def test_a_range_that_changed_is_told_by_what_it_is_now():
    change = {"label": "Red scores", "was": "15 to 25", "now": "12 to 16"}
    assert in_words(change) == "Red scores: 12 to 16 (was 15 to 25)"
    assert in_words({**change, "was": "3", "now": "4"}) == "Red scores from 3 to 4"


@pytest.fixture
def milestone(programme, programme_manager):
    who = {"by": programme_manager, "at": noon(2012, 3, 1)}
    return milestones.add_milestone(programme=programme, title="Move", due="30 March 2012", **who)


def test_a_final_delivery_is_told_once(programme, milestone, april):
    milestones.deliver_milestone(
        milestone, delivered_on=date(2012, 4, 1), is_final=True, outcome="All moved", **april
    )
    (row,) = changes(programme)
    assert [one for one in row["change"] if "1 April 2012" in one] == [
        "Final delivery: 1 April 2012"
    ]


def test_a_day_that_moved_once_is_not_counted_as_well(programme, milestone, april):
    moved = milestones.redate_milestone(milestone, due="27 April 2012", why="Snow", **april)
    assert changes(programme)[0]["change"] == ["Due from 30 March 2012 to 27 April 2012"]
    milestones.redate_milestone(moved, due="30 April 2012", why="Ice", **april)
    assert "Times re-dated from 0 to 2" in changes(programme)[0]["change"]


def test_a_forecast_that_follows_the_allocation_is_not_told_as_well(programme, lines, april):
    budgets.allocate_line(
        lines[0],
        allocation=9_000_00,
        financial_year=lines[0].financial_year,
        reason="More",
        authority="Cabinet",
        **april,
    )
    told = changes(programme)[0]["change"]
    assert sum("£9,000" in one for one in told) == 1 and "riginal allocation" in str(told)
