"""`manage.py clear_days`: fifteen meetings and more, each worked out by hand with a calendar."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from programme.models import Body
from tests.factories import BodyFactory, MeetingFactory
from tests.reading import words

ENGLAND = {  # meeting: its latest publication date
    "2008-10-06": "2008-09-26",  # nothing in between
    "2010-12-17": "2010-12-09",
    "2019-04-23": "2019-04-11",  # Easter
    "2023-04-12": "2023-03-31",
    "2024-04-02": "2024-03-21",
    "2022-01-04": "2021-12-22",  # Christmas and New Year at a weekend: three days moved
    "2022-12-28": "2022-12-16",  # Christmas Day moved to a Tuesday
    "2027-01-05": "2026-12-23",
    "2000-01-05": "1999-12-22",  # the eve of 2000
    "2002-06-05": "2002-05-24",  # jubilees; the bank holiday at the end of May moved to them
    "2012-06-07": "2012-05-28",
    "2022-06-08": "2022-05-27",
    "1995-05-10": "1995-05-01",  # the bank holiday of early May moved to VE Day
    "2020-05-11": "2020-04-30",
    "2011-05-03": "2011-04-19",  # Easter, and a wedding on the Friday after
    "2022-09-22": "2022-09-13",  # a funeral
    "2023-05-11": "2023-05-02",  # a coronation
}
ELSEWHERE = [
    ("2019-04-23", "wales", "3", "2019-04-15"),
    ("2027-01-05", "wales", "3", "2026-12-29"),
    ("2019-04-23", "scotland", "3", "2019-04-16"),  # Easter Monday counts
    ("2027-01-06", "scotland", "3", "2026-12-29"),  # 2 January moved to the Monday
    ("2026-06-16", "scotland", "3", "2026-06-09"),  # a day proclaimed for the World Cup
    ("2027-12-02", "scotland", "3", "2027-11-25"),  # St Andrew's Day
    ("2026-08-06", "scotland", "3", "2026-07-30"),  # the first Monday of August
    ("2026-03-19", "northern-ireland", "5", "2026-03-10"),  # St Patrick's Day
    ("2026-07-17", "northern-ireland", "5", "2026-07-08"),  # 12 July moved to the Monday
    ("2024-03-25", "northern-ireland", "5", "2024-03-14"),  # St Patrick's Day moved to a Monday
    ("2027-03-31", "northern-ireland", "5", "2027-03-19"),  # Easter
    ("2027-01-05", "northern-ireland", "5", "2026-12-23"),  # Christmas and New Year
    ("2022-06-08", "northern-ireland", "5", "2022-05-27"),  # a jubilee
    ("2022-01-05", "scotland", "3", "2021-12-24"),  # all four of Christmas and New Year moved
    ("2023-05-11", "scotland", "3", "2023-05-04"),  # a coronation
    ("2022-09-22", "scotland", "3", "2022-09-15"),  # a funeral
    ("2011-05-03", "wales", "3", "2011-04-21"),  # Easter, and a wedding on the Friday after
]


def say(capsys, *arguments):
    """The lines that the command prints."""
    call_command("clear_days", *arguments)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("meeting", ENGLAND)
def test_papers_in_england_by_hand(meeting, capsys):
    assert say(capsys, meeting)[0] == ENGLAND[meeting]


@pytest.mark.parametrize(("meeting", "calendar", "days", "publish_by"), ELSEWHERE)
def test_papers_elsewhere_by_hand(meeting, calendar, days, publish_by, capsys):
    said = say(capsys, meeting, "--days", days, "--calendar", calendar)
    assert said[0] == publish_by


def test_a_body_with_three_days(capsys):
    assert say(capsys, "2010-12-17", "--days", "3")[0] == "2010-12-13"


def test_every_day_that_did_not_count_says_why(capsys):
    assert say(capsys, "2019-04-23", "--days", "2") == [
        "2019-04-16",
        "Tuesday 23 April 2019: Day of the meeting",
        "Monday 22 April 2019: Easter Monday",
        "Sunday 21 April 2019: Sunday",
        "Saturday 20 April 2019: Saturday",
        "Friday 19 April 2019: Good Friday",
        "Tuesday 16 April 2019: Latest day of publication",
    ]


@pytest.mark.parametrize(
    "closed",
    [
        ["--closed", "2027-07-05", "2027-07-06"],
        ["--closed", "2027-07-05", "--closed", "2027-07-06"],
    ],
)
def test_a_holiday_that_is_proclaimed_does_not_count(closed, capsys):
    assert say(capsys, "2027-07-08")[0] == "2027-06-30"
    said = say(capsys, "2027-07-08", *closed)
    assert said[0] == "2027-06-28"
    assert "Monday 5 July 2027: Offices are closed" in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["23.4.2019"], "Enter a date as year, month and day, for example 2027-03-31."),
        (["2019-02-29"], "2019-02-29 does not exist in the calendar."),
        (["1066-10-14"], "Enter a date between 1900 and 2199"),
        (["9999-12-31"], "Enter a date between 1900 and 2199"),
        (["２０１９-04-23"], "Enter a date as year, month and day"),
        (["2019-04-23", "--days", "0"], "Enter a whole number of clear days from 1 to 60"),
        (["2019-04-23", "--days", "five"], "You typed five."),
        (["2019-04-23", "--days", "2.5"], "You typed 2.5."),
        (["2019-04-23", "--calendar", "france"], "one of the calendars england, wales, scotland"),
        (["2019-04-23", "--closed", "Easter"], "You typed Easter."),
        (["--closed", "2019-04-17", "2019-04-23"], "Put the date of the meeting first"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(arguments, message):
    with pytest.raises(CommandError, match=message) as refused:
        call_command("clear_days", *arguments)
    assert refused.value.returncode == 1


@pytest.mark.parametrize("on", [date(2019, 4, 23), date(2022, 1, 4), date(2012, 6, 7)])
def test_the_page_of_a_meeting_says_the_same(programme, auditor, signed_in, on, capsys):
    meeting = MeetingFactory(body=BodyFactory(programme=programme, nation=Body.Nation.WALES), on=on)
    page = words(signed_in(auditor).get(f"/programmes/{programme.slug}/meetings/{meeting.pk}/"))
    for line in say(capsys, on.isoformat(), "--calendar", "wales")[1:]:
        when, why = line.split(": ", 1)
        assert f"{when} No {why}" in page
