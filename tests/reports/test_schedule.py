"""When a report falls due: at its draft moment, exactly once, whatever the tick does."""

from datetime import date, timedelta

import pytest

from programme.models import AuditEvent
from reports import schedule
from reports.models import Report
from tests.factories import BodyFactory, MeetingFactory, ProgrammeFactory, noon, person
from tests.reports.moments import DRAFT_MOMENT, london

SECOND = timedelta(seconds=1)


def test_due_at_the_draft_moment_and_not_a_second_before(definition, meeting):
    assert schedule.raise_due(DRAFT_MOMENT - SECOND) == []
    assert [report.meeting for report in schedule.raise_due(DRAFT_MOMENT)] == [meeting]


def test_a_late_tick_keeps_the_position_of_the_draft_moment(definition, meeting):
    (report,) = schedule.raise_due(noon(2012, 3, 30))
    assert report.position_at == DRAFT_MOMENT
    assert report.created_at == noon(2012, 3, 30)


@pytest.mark.once
def test_a_report_found_due_stands_in_the_history(due):
    event = AuditEvent.objects.get(subject_type="reports.report", subject_id=due.pk)
    assert (event.by, event.by_name, event.verb, event.at) == (
        None,
        "The system",
        "found a report due:",
        DRAFT_MOMENT,
    )


def test_a_meeting_entered_after_its_draft_moment_is_reported_as_at_now(definition, body):
    MeetingFactory(body=body, created_at=noon(2012, 3, 29))
    (report,) = schedule.raise_due(noon(2012, 3, 30))
    assert report.position_at == noon(2012, 3, 30)


def test_a_report_defined_after_the_draft_moment_is_as_at_now(define, meeting):
    define(meeting.body, at=noon(2012, 3, 29))
    assert [report.position_at for report in schedule.raise_due(noon(2012, 3, 30))] == [
        noon(2012, 3, 30)
    ]


def test_a_meeting_that_nobody_had_entered_yet_is_not_known(definition, body):
    MeetingFactory(body=body, created_at=DRAFT_MOMENT + SECOND)
    assert schedule.raise_due(DRAFT_MOMENT) == []


def test_a_cancelled_meeting_gets_none(definition, body):
    MeetingFactory(body=body, cancelled_at=noon(2012, 3, 1))
    assert schedule.raise_due(DRAFT_MOMENT) == []


@pytest.mark.parametrize(
    ("now", "found"), [(london(2012, 4, 4, 23, 59), 1), (london(2012, 4, 5, 0, 0), 0)]
)
def test_the_day_of_the_meeting_is_the_last_chance(definition, meeting, now, found):
    """In British Summer Time the day ends at 23:00 UTC."""
    assert len(schedule.raise_due(now)) == found


def test_ticking_again_finds_nothing_more(definition, meeting):
    assert len(schedule.raise_due(DRAFT_MOMENT)) == 1
    assert schedule.raise_due(DRAFT_MOMENT) == schedule.raise_due(noon(2012, 4, 1)) == []
    assert (
        Report.objects.count()
        == AuditEvent.objects.filter(subject_type="reports.report").count()
        == 1
    )


def test_what_will_fall_due_is_found_without_being_made(definition, meeting):
    assert list(schedule.find_due(DRAFT_MOMENT)) == [(definition, meeting, DRAFT_MOMENT)]
    assert Report.objects.count() == 0


def test_of_two_ticks_at_once_the_second_yields(definition, meeting):
    """Both looked before either wrote: the unique key decides, and nothing else is written."""
    events = AuditEvent.objects.count()
    first, second = (
        schedule._raise(definition, meeting, DRAFT_MOMENT, DRAFT_MOMENT) for _ in range(2)
    )
    assert (len(first), second) == (1, [])
    assert AuditEvent.objects.count() == events + 1


def test_several_bodies_and_programmes_each_get_their_own(
    definition, meeting, define, democratic_services
):
    other_body = BodyFactory(programme=definition.programme)
    elsewhere = BodyFactory(programme=ProgrammeFactory())
    person(elsewhere.programme, "democratic_services", user=democratic_services)
    meetings = {meeting, MeetingFactory(body=other_body), MeetingFactory(body=elsewhere)}
    definitions = {definition, define(other_body), define(elsewhere)}
    found = schedule.raise_due(DRAFT_MOMENT)
    assert {report.meeting for report in found} == meetings
    assert {report.definition for report in found} == definitions
    assert all(report.definition.body == report.meeting.body for report in found)


def test_one_body_can_get_two_kinds(definition, meeting, define):
    risk = define(meeting.body, kind="risk", title="Risk report")
    assert {report.definition for report in schedule.raise_due(DRAFT_MOMENT)} == {definition, risk}


def test_a_retired_definition_raises_none(definition, meeting):
    definition.retired_at = noon(2012, 1, 1)
    definition.save()
    assert schedule.raise_due(DRAFT_MOMENT) == []


# --- Reckoned by working days ---------------------------------------------------------------------

MOMENTS = [
    (date(2012, 4, 4), 0, london(2012, 3, 27)),  # on the latest publication date itself
    (date(2012, 4, 4), 12, london(2012, 3, 9)),
    # Published by Thursday 11 April: Easter lies before the meeting.
    (date(2019, 4, 23), 5, london(2019, 4, 4)),
    # Published by 29 December: Christmas, Boxing Day and New Year in lieu.
    (date(2011, 1, 7), 2, london(2010, 12, 23)),
    # The longest lead: New Year's Day is observed on the 2nd.
    (date(2012, 4, 4), 60, london(2012, 1, 3)),
]


@pytest.mark.parametrize(("on", "lead_days", "moment"), MOMENTS)
def test_draft_moments(body, define, on, lead_days, moment):
    meeting = MeetingFactory(body=body, on=on)
    assert define(body, lead_days=lead_days).draft_moment(meeting) == moment


def test_a_day_on_which_the_offices_are_closed_moves_the_draft(definition, meeting):
    meeting.body.closed_days.create(
        on=date(2012, 3, 21), reason="Offices move", recorded_at=noon(2012, 1, 3)
    )
    assert definition.draft_moment(meeting) == london(2012, 3, 19)


def test_close_of_business_is_five_by_the_town_hall_clock_in_summer_too(body, definition):
    summer = definition.draft_moment(MeetingFactory(body=body, on=date(2012, 7, 4)))
    winter = definition.draft_moment(MeetingFactory(body=body, on=date(2012, 2, 1)))
    assert (summer.utcoffset(), winter.utcoffset()) == (timedelta(hours=1), timedelta(0))
    assert summer.hour == winter.hour == 17
