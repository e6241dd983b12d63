"""The command that draws up what is due, for cron and for hand."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from programme.models import AuditEvent
from reports.models import Report
from tests.factories import MeetingFactory
from tests.reports.moments import DRAFT_MOMENT


def issue(capsys, *arguments):
    """The lines that the command prints."""
    call_command("issue_due_reports", *arguments)
    return capsys.readouterr().out.splitlines()


@pytest.mark.once
def test_one_line_for_each_report_and_then_none(definition, meeting, register, capsys):
    assert issue(capsys, "--now", "2012-03-20T16:59") == []
    assert issue(capsys, "--now", "2012-03-20T17:00") == [
        "shared-management programme-management: Joint committee, 4 April 2012, version 1, "
        "position as at 20 March 2012 at 5.00pm: draft"
    ]
    assert (
        issue(capsys, "--now", "2012-03-20T17:00")
        == issue(capsys, "--now", "2012-03-21T09:00:00+00:00")
        == []
    )
    assert Report.objects.get().position_at == DRAFT_MOMENT


def test_what_is_drawn_up_for_a_past_moment_is_dated_when_it_is_done(definition, meeting, capsys):
    before = timezone.now()
    issue(capsys, "--now", "2012-03-20T17:00")
    events = AuditEvent.objects.filter(subject_type="reports.report")
    assert {one.verb for one in events} == {"found a report due:", "drew up a draft of"}
    assert all(one.at >= before for one in events)
    report = Report.objects.get()
    assert report.drawn_at >= before and report.created_at >= before


def test_what_fell_due_after_a_past_moment_is_left_alone(due, capsys):
    assert issue(capsys, "--now", "2012-03-19T17:00") == []
    assert Report.objects.get().state == "due"
    assert len(issue(capsys)) == 1


def test_without_a_moment_it_is_now(definition, meeting, capsys):
    """The meeting of 2012 is long over."""
    assert issue(capsys) == []


def test_a_failure_is_printed_once_with_its_reason_and_ends_badly(definition, meeting, capsys):
    type(definition).objects.update(sections=["no-longer-kept"])
    with pytest.raises(CommandError, match="1 report"):
        call_command("issue_due_reports", now="2012-03-20T17:00")
    assert "is not installed any more" in capsys.readouterr().out
    assert issue(capsys, "--now", "2012-03-20T17:00") == []


def test_the_future_is_only_printed(definition, body, capsys):
    """Nothing is made, drawn up or recorded: the logs of that moment are not kept yet."""
    MeetingFactory(body=body, on=date(2040, 4, 4))
    events = AuditEvent.objects.count()
    assert issue(capsys, "--now", "2040-03-31T09:00") == [
        "Would draw up: shared-management programme-management: Joint committee, 4 April 2040, "
        "version 1, position as at 16 March 2040 at 5.00pm"
    ]
    assert (Report.objects.count(), AuditEvent.objects.count()) == (0, events)


def test_what_waits_already_is_printed_and_not_touched(due, capsys):
    assert len(issue(capsys, "--now", "2040-03-31T09:00")) == 1
    assert Report.objects.get().state == "due"


def test_a_moment_that_is_none(db):
    with pytest.raises(CommandError, match="--now"):
        call_command("issue_due_reports", now="soon")


@pytest.mark.once
def test_the_past_draws_nothing_of_a_later_moment(due, capsys):
    assert issue(capsys, "--now", "2012-03-19T09:00") == []
    assert Report.objects.get().state == "due"
