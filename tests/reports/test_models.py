"""What the database itself refuses: nothing that was published changes, whoever asks."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from reports.models import Report, ReportDefinition
from tests.factories import MeetingFactory, noon

FROZEN_COLUMNS = {
    "content": "'{}'",
    "pdf_name": "'reports/other.pdf'",
    "pdf_sha256": "'0000'",
    "pdf_bytes": "1",
    "pdf_pages": "99",
    "docx_name": "'reports/other.docx'",
    "docx_sha256": "'0000'",
    "docx_bytes": "1",
    "further_files": "'{\"cy\": 1}'",
    "position_at": "'2012-03-21 17:00:00+00:00'",
    "version": "7",
    "reason": "'none'",
    "created_at": "'2012-03-21 17:00:00+00:00'",
    "drawn_at": "'2012-03-21 17:00:00+00:00'",
    "published_at": "'2012-03-21 17:00:00+00:00'",
    "published_by_id": "NULL",
    "published_by_name": "'Somebody else'",
    "supersedes_id": "id",
}


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes"])


def refused(sql):
    """Whether the database refuses a statement, past every line of Python."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "what was published never changes" in str(error)
    return False


def test_a_published_report_does_not_change(published):
    kept = [
        name
        for name, value in FROZEN_COLUMNS.items()
        if refused(f"UPDATE reports_report SET {name} = {value}")
    ]
    assert kept == list(FROZEN_COLUMNS)


def test_a_published_report_never_goes_back(published):
    for state in "draft", "due", "failed", "drafting":
        assert refused(f"UPDATE reports_report SET state = '{state}'")


def test_a_superseded_report_never_comes_back(published, correct, publish):
    publish(correct(published, noon(2012, 3, 27)), at=noon(2012, 3, 28))
    for state in "published", "draft":
        assert refused(f"UPDATE reports_report SET state = '{state}' WHERE state = 'superseded'")


def test_a_published_report_is_not_deleted(published):
    assert refused("DELETE FROM reports_report")


def test_a_draft_can_still_change(draft):
    assert Report.objects.filter(pk=draft.pk).update(progress=99) == 1
    assert Report.objects.filter(pk=draft.pk).delete()[0] == 1


# --- What must never be false ---------------------------------------------------------------------


def test_one_report_of_a_version(due):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            definition=due.definition,
            meeting=due.meeting,
            position_at=due.position_at,
            created_at=due.created_at,
        )


def test_one_version_in_the_making(due):
    with (
        pytest.raises(IntegrityError, match="one_version_in_the_making|UNIQUE"),
        transaction.atomic(),
    ):
        Report.objects.create(
            definition=due.definition,
            meeting=due.meeting,
            version=2,
            position_at=due.position_at,
            created_at=due.created_at,
        )


@pytest.mark.parametrize(
    "values",
    [
        {"state": "draft"},
        {"state": "published"},
        {"state": "published", "published_by_name": "Officer", "published_at": noon(2012, 3, 26)},
        {"published_at": noon(2012, 3, 26)},
        {"published_by_name": "Officer"},
    ],
)
def test_no_draft_without_rows_and_nothing_published_by_nobody(due, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=due.pk).update(**values)


def test_a_lead_of_more_than_sixty_days(definition):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportDefinition.objects.update(lead_days=61)


# --- What it is called ----------------------------------------------------------------------------


def test_how_it_is_named(due):
    assert (
        str(due)
        == due.title
        == "Programme management report, Joint committee on 4 April 2012, version 1"
    )
    assert (due.reference, due.file_name) == (
        "v1",
        "joint-committee-2012-04-04-programme-management-v1",
    )


def test_a_report_of_a_cancelled_meeting_is_called_off_and_its_correction_is_not(due, published):
    meeting = MeetingFactory(body=due.meeting.body, on="2012-05-02", cancelled_at=noon(2012, 4, 20))
    assert Report(meeting=meeting).is_called_off
    assert not Report(meeting=meeting, supersedes=published).is_called_off
