"""What must never be false is held by the database itself; what a row says of itself."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction

from communications.models import Communication, Feedback
from tests.factories import MARCH_2012

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


def refused_by_the_database(change):
    with pytest.raises(Error), transaction.atomic():
        change()


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "done"},
        {"state": "cancelled", "settled_at": MARCH_2012},
        {"state": "cancelled", "cancelled_why": "Not needed"},
        {
            "state": "cancelled",
            "cancelled_why": "Not needed",
            "settled_at": MARCH_2012,
            "done_on": TODAY,
        },
        {"state": "planned", "done_on": TODAY},
        {"state": "under_way", "done_where": "Town hall"},
        {"state": "planned", "settled_at": MARCH_2012},
        {"audience": "other"},
        {"opens_on": TODAY},
        {"consultation": "staff", "opens_on": TODAY, "closes_on": TODAY - A_DAY},
        {"due": "", "due_earliest": TODAY, "due_latest": TODAY},
    ],
)
def test_what_cannot_be_is_refused(briefing, columns):
    refused_by_the_database(lambda: Communication.objects.filter(pk=briefing.pk).update(**columns))


def test_feedback_and_answers_are_never_changed_or_deleted(briefing, hear):
    hear(briefing, answer="The next one comes earlier")
    for table in (
        "communications_feedback",
        "communications_answer",
        "communications_historicalcommunication",
    ):
        refused_by_the_database(
            lambda table=table: connection.cursor().execute(f"DELETE FROM {table}")
        )
    refused_by_the_database(lambda: Feedback.objects.update(said="Fine"))


def test_a_communication_and_its_reference_stay(briefing):
    refused_by_the_database(briefing.delete)
    refused_by_the_database(lambda: Communication.objects.update(reference="CM9"))


def test_a_reference_stands_once_in_a_programme(briefing):
    copy = Communication.objects.get(pk=briefing.pk)
    copy.pk, copy.skip_history_when_saving = None, True
    refused_by_the_database(copy.save)


@pytest.mark.parametrize(
    ("due", "earliest", "latest"),
    [
        ("Early December 2012", date(2012, 12, 1), date(2012, 12, 10)),
        ("27 March 2012", date(2012, 3, 27), date(2012, 3, 27)),
        ("At key stages", None, None),
        ("", None, None),
    ],
)
def test_a_due_date_stands_in_words_with_the_days_that_they_can_mean(add, due, earliest, latest):
    entry = add(due=due)
    assert (entry.due, entry.due_earliest, entry.due_latest) == (due, earliest, latest)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"due": "31 February 2012"}, "due"),
        ({"consultation": "staff", "opens_on": TODAY, "closes_on": TODAY - A_DAY}, "closes_on"),
        ({"opens_on": TODAY}, "opens_on"),
        ({"closes_on": TODAY}, "closes_on"),
        ({"audience": "other"}, "audience_words"),
    ],
)
def test_a_plan_that_cannot_be_says_beside_which_field(add, details, field):
    with pytest.raises(ValidationError) as refused:
        add(**details)
    assert set(refused.value.message_dict) == {field}
    assert not Communication.objects.exists()


def test_a_consultation_may_close_on_the_day_on_which_it_opens(add):
    assert add(consultation="users", opens_on=TODAY, closes_on=TODAY).closes_on == TODAY


@pytest.mark.parametrize(
    ("audience", "in_words", "shown"),
    [
        ("staff", "", "Staff"),
        ("staff", "managers", "Staff (managers)"),
        ("other", "Providers", "Providers"),
        ("", "", ""),
    ],
)
def test_the_audience_in_full(add, audience, in_words, shown):
    assert add(audience=audience, audience_words=in_words).audience_in_full == shown


def test_it_is_overdue_when_every_reading_of_its_due_date_has_passed(briefing):
    assert not briefing.is_overdue(date(2012, 4, 30))
    assert briefing.is_overdue(date(2012, 5, 1))
    assert briefing.flags(date(2012, 5, 1)) == ["Overdue, due April 2012"]


def test_a_consultation_that_has_closed_is_overdue_until_it_is_done(add):
    entry = add(due="", consultation="staff", opens_on=TODAY, closes_on=TODAY)
    assert not entry.is_overdue(TODAY)
    assert entry.flags(TODAY + A_DAY) == [
        "The consultation closed on 9 March 2012 and is not recorded as done",
        "The consultation was to open on 9 March 2012 and is not under way",
    ]


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_what_is_over_is_never_overdue(in_state, state):
    entry = in_state(state)
    assert not entry.is_overdue(date(2040, 1, 1)) and entry.flags(date(2040, 1, 1)) == []


def test_words_that_name_no_date_are_flagged(add):
    assert add(due="At key stages").flags(TODAY) == [
        "Due date kept as written: no date can be read from it"
    ]
