"""What migrations write for meetings, closed days and definitions that were entered earlier."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from programme import audit
from programme.models import ClosedDay, Meeting
from reports.models import Report, ReportDefinition
from tests.factories import BodyFactory, noon

ENTERED, CANCELLED = noon(2011, 5, 1), noon(2011, 6, 1)
meetings = import_module("programme.migrations.0006_meetings_have_a_past")
reports = import_module("reports.migrations.0003_write_the_past")


@pytest.fixture
def body(programme):
    return BodyFactory(programme=programme)


@pytest.fixture
def older(body):
    """A meeting as an earlier version left it: without history, without an address."""
    row = Meeting(body=body, on=date(2012, 4, 4), created_at=ENTERED, cancelled_at=CANCELLED)
    row.dated_at = row.updated_at = noon(2026, 1, 1)
    (row,) = Meeting.objects.bulk_create([row])
    return row


def note(row, body, by, at, verb, changes=(), why=""):
    about = {"programme": body.programme, "changes": changes, "why": why}
    return audit.record(row, by=by, at=at, verb=verb, **about)


def test_a_meeting_gets_its_address_and_its_past(older, body, auditor):
    note(older, body, auditor, ENTERED, "added the meeting")
    note(older, body, auditor, CANCELLED, "cancelled the meeting", why="Snow")
    meetings.write_past(apps, None)
    older.refresh_from_db()
    assert (older.address, older.dated_at, older.version) == ("2012-04-04", ENTERED, 2)
    assert (older.state, older.updated_by_name) == ("cancelled", "Auditor")
    before, after = (Meeting.objects.as_at(noon(2011, month, 15)).get() for month in (5, 6))
    assert (before.state, after.state) == ("standing", "cancelled")
    assert Meeting.history.first().history_change_reason == "Snow"
    assert not Meeting.objects.as_at(noon(2011, 4, 1)).exists()


def test_a_closed_day_was_entered_when_its_event_says_so(body, auditor):
    day = {"on": date(2012, 4, 2), "reason": "Move", "recorded_at": noon(2026, 1, 1)}
    closed = ClosedDay.objects.create(body=body, **day)
    assert meetings.entered_at(apps, closed) == body.programme.created_at
    note(closed, body, auditor, ENTERED, "added a closed day of it:")
    assert meetings.entered_at(apps, closed) == ENTERED


def test_a_definition_gets_the_past_that_its_events_tell(body, auditor):
    kept = {"programme": body.programme, "body": body, "kind": "risk", "created_at": ENTERED}
    row = ReportDefinition(title="New", sections=["risks"], lead_days=7, version=2, **kept)
    (row,) = ReportDefinition.objects.bulk_create([row])
    for at, title, verb in (ENTERED, "Old", "defined"), (CANCELLED, "New", "changed"):
        values = {"title": title, "sections": "changes, risks", "lead_days": "5"}
        changes = [
            {"field": name, "label": name, "was": "", "now": now} for name, now in values.items()
        ]
        note(row, body, auditor, at, f"{verb} the report", changes)
    reports.write_past_definitions(apps, None)
    before, after = (ReportDefinition.objects.as_at(noon(2011, m, 15)).get() for m in (5, 6))
    assert (before.title, before.sections, before.lead_days) == ("Old", ["changes", "risks"], 5)
    assert (after.title, after.version) == ("New", 2)


def test_a_definition_without_events_has_been_as_it_is(body):
    kept = {"programme": body.programme, "body": body, "kind": "risk", "created_at": ENTERED}
    ReportDefinition.objects.bulk_create([ReportDefinition(title="Risks", **kept)])
    reports.write_past_definitions(apps, None)
    assert ReportDefinition.objects.as_at(ENTERED).get().title == "Risks"


def test_a_report_that_was_drawn_up_has_its_meetings_date_on_it(older, body):
    kept = {"programme": body.programme, "body": body, "kind": "risk", "created_at": ENTERED}
    definition = ReportDefinition.objects.create(title="Risks", **kept)
    row = {"definition": definition, "meeting": older, "position_at": ENTERED}
    report = Report.objects.create(created_at=ENTERED, drawn_at=CANCELLED, **row)
    reports.write_printed_dates(apps, None)
    report.refresh_from_db()
    assert report.printed_on == date(2012, 4, 4)
