"""Days of a demo programme that count from the moment of loading. No database is asked."""

import tomllib
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from programme.demo import FOLDER
from programme.demo_days import fill_days, read

pytestmark = pytest.mark.once


def moment(text):
    return timezone.make_aware(datetime.fromisoformat(text))


CHRISTMAS, APRIL = moment("2026-12-25 08:15"), moment("2027-04-01 17:45")


@pytest.mark.parametrize(
    "now, text, found",
    [
        (CHRISTMAS, "-1d", "2026-12-24"),
        (CHRISTMAS, "+0d", "2026-12-29"),  # Boxing Day, a weekend and a substitute day follow
        (CHRISTMAS, "-5d 10:00", "2026-12-18 10:00:00+00:00"),
        (CHRISTMAS, "+1w", "2026-12-29"),
        (CHRISTMAS, "-2w", "2026-12-23"),
        (CHRISTMAS, "+5m", "2026-12-25 08:20:00+00:00"),
        (CHRISTMAS, "month -1", "2026-11-01"),
        (CHRISTMAS, "end of month +2", "2027-02-28"),
        (CHRISTMAS, "year +0", "2026-04-01"),
        (APRIL, "year +0", "2026-04-01"),
        (APRIL, "end of year +1", "2028-03-31"),
        (APRIL, "1 April after +90d", "2028-04-01"),
        (CHRISTMAS, "1 April after +90d", "2027-04-01"),
        (CHRISTMAS, "20d", "None"),
    ],
)
def test_what_a_file_says_counts_from_the_moment_of_loading(now, text, found):
    assert str(read(text, now)) == found


def test_texts_are_filled_with_days_in_words():
    text = "{-1d}, {month +1}, {year -1}, vesting day {1 April after +90d}"
    said = "24 December 2026, January 2027, 2025/26, vesting day 1 April 2027"
    assert fill_days({"rows": [{"due": text}]}, CHRISTMAS) == {"rows": [{"due": said}]}


def test_on_every_day_each_step_of_a_row_follows_the_one_before():
    data = tomllib.loads((FOLDER / "meremarsh.toml").read_text())
    for number in range(0, 731, 5):
        found = fill_days(data, CHRISTMAS + timedelta(days=number))
        for facts in filter(lambda one: isinstance(one, dict) and "rows" in one, found.values()):
            for place, row in enumerate(facts["rows"]):
                entered = row.get("at", facts.get("recorded")) + timedelta(minutes=place)
                moments = [entered, *(step[0] for step in row.get("steps", []))]
                assert moments == sorted(set(moments)), (row, number)
