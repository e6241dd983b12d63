"""Sets of milestones: overdue, unclear, as at a moment."""

from datetime import date

from milestones import actions
from milestones.choices import CLOSED, CURRENT, LATER, NEXT
from milestones.log import MILESTONES
from milestones.models import Milestone, Period
from milestones.querysets import is_overdue, unclear
from tests.factories import MARCH_2012, as_at, as_now, noon

APRIL_2012 = noon(2012, 4, 9)


def references(milestones):
    return [milestone.reference for milestone in milestones.order_by("number")]


def overdue(today):
    return references(Milestone.objects.filter(is_overdue(today)))


def test_overdue_means_late_in_every_reading_of_the_words(add, act):
    for due in ("Early March 2012", "March 2012", "", "N/A", "1 March 2012"):
        add(due=due)
    act(actions.complete_milestone, Milestone.objects.get(reference="M5"))
    assert overdue(date(2012, 3, 10)) == []
    assert overdue(date(2012, 3, 11)) == ["M1"]
    assert overdue(date(2012, 4, 1)) == ["M1", "M2"]


def test_unclear_are_those_with_words_that_name_no_date(add):
    for due in ("March 2012", "", "On completion of strategy"):
        add(due=due)
    assert references(unclear(Milestone.objects)) == ["M3"]


def test_a_milestone_stands_as_it_stood_at_the_moment(programme, milestone, act):
    act(actions.redate_milestone, milestone, due="Spring 2013", why="Consultation", at=APRIL_2012)
    act(
        actions.deliver_milestone,
        milestone,
        delivered_on=date(2012, 4, 2),
        is_final=True,
        at=APRIL_2012,
    )
    then = MILESTONES.entries(as_at(programme, MARCH_2012)).get()
    assert (then.due, then.extensions, then.state, then.delivered_on) == (
        "Early December 2012",
        0,
        "planned",
        None,
    )
    now = MILESTONES.entries(as_at(programme, APRIL_2012)).get()
    assert (now.due, now.extensions, now.state, now.delivered_on) == (
        "Spring 2013",
        1,
        "complete",
        date(2012, 4, 2),
    )
    assert not milestone.deliveries.known_at(MARCH_2012).exists()
    assert milestone.due_dates.known_at(MARCH_2012).count() == 1


def test_before_it_was_added_there_is_no_milestone(programme, milestone):
    assert not MILESTONES.entries(as_at(programme, noon(2012, 3, 8))).exists()


def test_the_phase_of_periods_follows_from_which_are_closed(programme, period, programme_manager):
    for month, name in enumerate(("June", "March", "April", "May"), start=3):
        period(f"{name} 2012", {"June": 6}.get(name, month - 1))
    march = Period.objects.in_phases(as_now(programme))[0]
    actions.close_period(march, by=programme_manager, at=APRIL_2012)
    now = [(one.label, one.phase) for one in Period.objects.in_phases(as_now(programme))]
    assert now == [
        ("March 2012", CLOSED),
        ("April 2012", CURRENT),
        ("May 2012", NEXT),
        ("June 2012", LATER),
    ]
    then = [one.phase for one in Period.objects.in_phases(as_at(programme, MARCH_2012))]
    assert then == [CURRENT, NEXT, LATER, LATER]


def test_a_programme_without_periods_has_none(programme):
    assert Period.objects.in_phases(as_now(programme)) == []


def test_nobody_sees_milestones_of_a_programme_they_have_no_part_in(
    milestone, outsider, auditor, committee_member
):
    assert list(Milestone.objects.visible_to(auditor)) == [milestone]
    assert not Milestone.objects.visible_to(outsider).exists()
    assert not Milestone.objects.visible_to(committee_member).exists()
